// What the SCTs in a certificate say, for people: which logs, when, and whether they stand.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ct/log_list.h"
#include "ct/policy.h"
#include "x509/certificate.h"

namespace chancery::ct {

struct SctFinding {
  x509::SignedCertificateTimestamp sct;
  std::string log;            ///< name; empty when the list does not know it
  std::string operator_name;  ///< likewise
  std::optional<LogApi> api;  ///< likewise
  std::string fault;          ///< code of what is wrong; empty: verified. "ct_log_unknown" for the
                              ///< SCT of a log that is not on the list
};

struct SctReport {
  std::vector<SctFinding> scts;
  Requirement needs;       ///< by the policies in force when the certificate began
  bool satisfied = false;  ///< by the SCTs that were verified, of logs that are not rejected
};

/// Empty when there is no SCT list. Errors: those of x509::parse_sct_list and logged_tbs.
[[nodiscard]] Result<SctReport> examine(const x509::Certificate& certificate,
                                        BytesView issuer_spki_der, const LogList& list);

}  // namespace chancery::ct
