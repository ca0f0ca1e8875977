// A name that can be asked in DNS (RFC 1035 section 2.3.4, with the underscore of RFC 8552).
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "base/result.h"

namespace chancery::net {

/// Lower case, no trailing dot, never the root. Wider than a host name: '_' may stand anywhere, so
/// that "_acme-challenge.example.org" fits. What a certificate may hold is x509's business.
class QueryName final {
 public:
  /// Lower-cases; one trailing dot is dropped. Errors: kDnsNameMalformed (parameter name).
  [[nodiscard]] static Result<QueryName> parse(std::string_view text);

  [[nodiscard]] const std::string& text() const { return text_; }

  /// The name without its first label, or "" when this is a top-level name.
  [[nodiscard]] std::string_view parent() const;

  auto operator<=>(const QueryName&) const = default;

 private:
  explicit QueryName(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

}  // namespace chancery::net
