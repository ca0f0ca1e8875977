// GeneralName and the alternative names made of it (RFC 5280 section 4.2.1.6).
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "der/reader.h"
#include "der/writer.h"
#include "x509/distinguished_name.h"
#include "x509/dns_name.h"
#include "x509/extension.h"
#include "x509/identifier.h"
#include "x509/ip_address.h"

namespace chancery::x509 {

/// One name of one of the nine kinds. Texts (dns, email, uri) are known to be ASCII without control
/// characters, an ip to have 4, 8, 16 or 32 octets (8 and 32 stand in name constraints); nothing
/// else is judged, so a foreign certificate's odd dNSName can be held: ask `dns_name()`.
class GeneralName final {
 public:
  /// The context tag numbers of the CHOICE.
  enum class Kind : std::uint8_t {
    other = 0,
    email = 1,
    dns = 2,
    x400 = 3,
    directory = 4,
    edi_party = 5,
    uri = 6,
    ip = 7,
    registered_id = 8,
  };

  explicit GeneralName(const DnsName& name);
  explicit GeneralName(const IpAddress& address);
  explicit GeneralName(const DistinguishedName& name);
  explicit GeneralName(const Identifier& identifier);
  /// For `email`, `dns` and `uri`; an empty text is allowed (name constraints have it).
  /// Errors: kGeneralNameMalformed.
  [[nodiscard]] static Result<GeneralName> from_text(Kind kind, std::string_view text);
  /// Content octets of an `ip` with its mask, for name constraints: 8 or 32.
  /// Errors: kGeneralNameMalformed.
  [[nodiscard]] static Result<GeneralName> ip_with_mask(BytesView address_and_mask);

  /// Errors: kGeneralNameMalformed, those of der.
  [[nodiscard]] static Result<GeneralName> read(der::Reader& in);
  void write(der::Writer& out) const;

  [[nodiscard]] Kind kind() const { return kind_; }

  /// Content octets without the context tag; for `directory` the whole Name.
  [[nodiscard]] BytesView value() const { return value_; }

  /// Of an email, dns or uri; empty for the other kinds.
  [[nodiscard]] std::string_view text() const;

  /// Errors: kGeneralNameMalformed when this is not a dns, and those of DnsName::parse.
  [[nodiscard]] Result<DnsName> dns_name() const;
  /// Errors: kGeneralNameMalformed when this is not an ip of 4 or 16 octets.
  [[nodiscard]] Result<IpAddress> ip_address() const;
  /// Errors: kGeneralNameMalformed when this is not a directory name.
  [[nodiscard]] Result<DistinguishedName> directory_name() const;

  /// For people: "DNS:example.com", "IP:192.0.2.1", "URI:http://...", "email:...",
  /// "dirName:CN=...", "other:..." with hexadecimal.
  [[nodiscard]] std::string to_text() const;

  bool operator==(const GeneralName&) const = default;

 private:
  GeneralName(Kind kind, Bytes value) : kind_(kind), value_(std::move(value)) {}

  Kind kind_;
  Bytes value_;
};

using GeneralNames = std::vector<GeneralName>;

/// Names in one list that are read here. A certificate for more is refused as kTooLarge.
inline constexpr std::size_t kMaxGeneralNames = 1000;

/// From the content of a SEQUENCE OF GeneralName, already entered; at least one.
/// Errors: kGeneralNameMalformed, kTooLarge, those of der.
[[nodiscard]] Result<GeneralNames> read_general_names(der::Reader in);

/// subjectAltName. Critical exactly when the subject is empty (RFC 5280 section 4.2.1.6): the
/// caller knows. Precondition: at least one name.
[[nodiscard]] Extension subject_alt_name_extension(std::span<const GeneralName> names,
                                                   bool critical);
[[nodiscard]] Result<GeneralNames> parse_subject_alt_name(BytesView value);

/// The dns and ip names as identifiers, in order. Any other kind, or a name that is not
/// well-formed, is an error. Errors: kGeneralNameMalformed, those of DnsName::parse.
[[nodiscard]] Result<std::vector<Identifier>> to_identifiers(std::span<const GeneralName> names);

}  // namespace chancery::x509
