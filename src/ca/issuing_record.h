// Inside `ca` only: what is stored, and put on record, about a certificate.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ca/issuing.h"

namespace chancery::ca {

/// As searches find them, in the certificate's order.
[[nodiscard]] std::vector<model::CertificateName> stored_names(const x509::GeneralNames& names);

/// By what the body was judged.
struct Judgement {
  int lints_run;
  std::string_view findings;     ///< of the lints, a line each
  std::string_view suffix_list;  ///< policy::PublicSuffixList::version (NT-28)
};

/// The details of the record "certificate.issued", as JSON.
[[nodiscard]] std::string details_of(const IssueOrder& order,
                                     const model::IssuedCertificate& certificate,
                                     std::string_view issuer_name, const Judgement& judgement);

}  // namespace chancery::ca
