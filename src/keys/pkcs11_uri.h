// The PKCS #11 URI scheme (RFC 7512), as far as it names a key on a token.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace chancery::keys {

/// The attributes given; an empty one was not given and matches anything.
///
/// Path attributes other than these are refused, since a reference that says more than is checked
/// could reach another key than was meant. Query attributes are refused when they carry a PIN
/// (pin-value, pin-source) and ignored otherwise: modules come from configuration.
struct Pkcs11Uri {
  std::string token;
  std::string manufacturer;
  std::string model;
  std::string serial;
  std::string object;  ///< CKA_LABEL
  Bytes id;            ///< CKA_ID

  /// At most 1,024 characters. Errors: kKeyRefMalformed with the attribute at fault (never its
  /// value); also when neither object nor id is given, or type is another than private.
  [[nodiscard]] static Result<Pkcs11Uri> parse(std::string_view text);

  /// "pkcs11:token=...;object=...;id=...;type=private".
  [[nodiscard]] std::string text() const;
};

}  // namespace chancery::keys
