// Inside `ca` only: what is stored, and put on record, about a certificate.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ca/issuing.h"

namespace chancery::ca {

/// As searches find them, in the certificate's order.
[[nodiscard]] std::vector<model::CertificateName> stored_names(const x509::GeneralNames& names);

/// The details of the record "certificate.issued", as JSON.
[[nodiscard]] std::string details_of(const IssueOrder& order,
                                     const model::IssuedCertificate& certificate,
                                     std::string_view issuer_name, int lints_run,
                                     const std::string& findings);

}  // namespace chancery::ca
