// Where a key lives, as text: what the store keeps about an issuer's key.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace chancery::keys {

/// "software:LABEL", or a PKCS#11 URI (RFC 7512)
/// "pkcs11:token=T;object=LABEL;id=%01%02;type=private". Holds no secret: a URI with pin-value or
/// pin-source is refused.
class KeyRef final {
 public:
  enum class Backend { software, pkcs11 };

  /// Checks the scheme and, for software, the label. Errors: kKeyRefMalformed, kKeyLabelMalformed.
  [[nodiscard]] static Result<KeyRef> parse(std::string_view text);

  [[nodiscard]] Backend backend() const { return backend_; }
  [[nodiscard]] const std::string& text() const { return text_; }
  /// What follows "software:" or "pkcs11:".
  [[nodiscard]] std::string_view rest() const;

  friend bool operator==(const KeyRef&, const KeyRef&) = default;

 private:
  KeyRef(Backend backend, std::string text) : backend_(backend), text_(std::move(text)) {}

  Backend backend_;
  std::string text_;
};

/// 1 to 64 characters of a-z, 0-9, '-', '_', '.', the first a letter or digit: fit for a file name
/// on every file system. Errors: kKeyLabelMalformed.
[[nodiscard]] Result<void> check_label(std::string_view label);

}  // namespace chancery::keys
