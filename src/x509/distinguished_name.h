// Distinguished names (RFC 5280 section 4.1.2.4) and their text form (RFC 4514).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "der/tag.h"
#include "x509/oids.h"

namespace chancery::x509 {

/// One attribute of a name. `text` is UTF-8 whatever the encoding; empty, with `encoding` telling
/// why, when the value is not one of the string types that can be turned into text.
struct Attribute {
  Oid type;
  std::string text;
  der::Tag encoding = der::Tag::utf8_string;
  bool same_rdn = false;  ///< belongs to the same RelativeDistinguishedName as the one before

  bool operator==(const Attribute&) const = default;
};

/// The string type in which we write an attribute: PrintableString for country, serialNumber and
/// dnQualifier, IA5String for emailAddress and domainComponent, UTF8String for all others
/// (RFC 5280 appendix A.1; BR 7.1.4.2 table).
[[nodiscard]] der::Tag preferred_encoding(const Oid& attribute_type);

/// The short name that RFC 4514 text uses: "CN", "serialNumber"; dotted for a type that has none.
[[nodiscard]] std::string attribute_name(const Oid& attribute_type);

/// A sequence of RDNs. Keeps the DER that it was read from, so that a name copied from a CSR or an
/// issuer comes out byte for byte (BR 7.1.4.1). Length bounds of X.520 and what a name should say
/// are NOT judged here.
class DistinguishedName final {
 public:
  /// The empty name, 30 00.
  DistinguishedName();

  /// From the DER of a Name. Strict: each RDN has one member at least and is sorted, each string
  /// keeps to its type, no NUL characters, at most 64 attributes.
  /// Errors: kDistinguishedNameMalformed, kStringMalformed, those of der.
  [[nodiscard]] static Result<DistinguishedName> parse(BytesView der);

  /// Builds a name in the order given (most significant first: C, O, CN). Members of one RDN are
  /// sorted. Errors: kStringMalformed when a text is empty or not of the alphabet of its
  /// `encoding` (only the string types that we write: UTF8String, PrintableString, IA5String).
  [[nodiscard]] static Result<DistinguishedName> make(std::vector<Attribute> attributes);

  /// From RFC 4514 text ("CN=Example Root,O=Example,C=KR": least significant first), with '+',
  /// escapes, and dotted OIDs; each attribute in its preferred encoding. "#hex" values are refused.
  /// Errors: kDistinguishedNameMalformed, kStringMalformed.
  [[nodiscard]] static Result<DistinguishedName> from_text(std::string_view rfc4514);

  [[nodiscard]] BytesView der() const { return der_; }
  [[nodiscard]] std::span<const Attribute> attributes() const { return attributes_; }
  [[nodiscard]] bool empty() const { return attributes_.empty(); }

  /// The text of the first attribute of that type, or nullopt. Lives as long as this name.
  [[nodiscard]] std::optional<std::string_view> find(const Oid& type) const;

  /// RFC 4514 text, the reverse of `from_text` except for encodings.
  [[nodiscard]] std::string to_text() const;

  /// Byte for byte: no case folding (BR 7.1.4.1), so chains must be built with copied names.
  friend bool operator==(const DistinguishedName& a, const DistinguishedName& b) {
    return a.der_ == b.der_;
  }

 private:
  DistinguishedName(Bytes der, std::vector<Attribute> attributes)
      : der_(std::move(der)), attributes_(std::move(attributes)) {}

  Bytes der_;
  std::vector<Attribute> attributes_;
};

}  // namespace chancery::x509
