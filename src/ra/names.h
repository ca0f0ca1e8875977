// From what applicants type to identifiers, and between the forms in which they are held (NC-5..8).
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/authorization.h"
#include "model/certificate_name.h"
#include "x509/general_name.h"
#include "x509/identifier.h"

namespace chancery::ra {

/// A domain name (full, apex or with "*.") or an IP address, as typed. Anything else is refused:
/// errors are those of DnsName::parse.
[[nodiscard]] Result<x509::Identifier> identifier_from_text(std::string_view text);

[[nodiscard]] model::CertificateName stored(const x509::Identifier& identifier);
/// Errors: those of Identifier::parse, for a damaged row only.
[[nodiscard]] Result<x509::Identifier> identifier_of(const model::CertificateName& name);
[[nodiscard]] Result<std::vector<x509::Identifier>> identifiers_of(
    std::span<const model::CertificateName> names);
[[nodiscard]] x509::GeneralNames general_names(std::span<const x509::Identifier> identifiers);

/// "dns:example.com": how errors and refusals name an identifier.
[[nodiscard]] std::string label_of(const x509::Identifier& identifier);

/// What stands in DNS for a dns-change proof (NC-20, NC-21): a TXT record of a random value under a
/// name of its own (TLS BR 3.2.2.4.7).
struct DnsRecord {
  std::string type;
  std::string name;
  std::string value;
};
[[nodiscard]] DnsRecord dns_record_of(const model::Authorization& authorization);

/// Whether DNS can hold it (NC-27). Errors: kDnsRecordTooLong.
[[nodiscard]] Result<void> check_possible(const DnsRecord& record);

}  // namespace chancery::ra
