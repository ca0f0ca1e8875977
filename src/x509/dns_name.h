// DNS names as certificates hold them: the preferred name syntax (RFC 1034 section 3.5 as amended
// by RFC 1123 section 2.1; RFC 5280 section 4.2.1.6).
#pragma once

#include <compare>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace chancery::x509 {

/// A DNS name in lower case, perhaps a wildcard ("*." in front). Labels that begin with "xn--" are
/// text here: whether they are valid A-labels, whether the name is public, reserved or internal,
/// and how few labels are too few is for `policy` to judge.
class DnsName final {
 public:
  static constexpr std::size_t kMaxSize = 253;

  /// Labels of 1 to 63 letters, digits and hyphens, no hyphen at either end; no dot at the end; at
  /// most 253 characters (without "*."); the last label is not all digits (it could be read as an
  /// address). Upper case is lowered. '*' only as the whole first label, before at least one other.
  /// Errors: kDnsNameNotPreferred (with "name" and "problem"), kDnsNameNotAscii.
  [[nodiscard]] static Result<DnsName> parse(std::string_view text);

  [[nodiscard]] const std::string& text() const { return text_; }

  [[nodiscard]] bool is_wildcard() const { return text_.starts_with("*."); }

  /// Without "*.": the name whose control is proven. The name itself when it is no wildcard.
  [[nodiscard]] DnsName without_wildcard() const;

  /// With the first label (or the "*") taken off; nullopt for a single label.
  [[nodiscard]] std::optional<DnsName> parent() const;

  /// Number of labels, the "*" included.
  [[nodiscard]] std::size_t label_count() const;

  /// Whether this is `domain` or lies below it, label by label; wildcards compare as text.
  [[nodiscard]] bool is_under(const DnsName& domain) const;

  auto operator<=>(const DnsName&) const = default;

 private:
  explicit DnsName(std::string text) : text_(std::move(text)) {}

  std::string text_;
};

}  // namespace chancery::x509

template <>
struct std::hash<chancery::x509::DnsName> {
  std::size_t operator()(const chancery::x509::DnsName& name) const noexcept {
    return std::hash<std::string>{}(name.text());
  }
};
