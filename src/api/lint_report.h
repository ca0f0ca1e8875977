// What the lints said about a certificate before it was signed (TLS BR 4.3.1.2; NT-61).
#pragma once

#include <boost/json/object.hpp>

#include "base/result.h"
#include "model/issued_certificate.h"
#include "store/session.h"

namespace chancery::api {

/// As the schema LintReport has it, read from the audit record of the issuance: how many of our
/// lints ran, what they and outside linters found that did not stop it, and which Public Suffix
/// List the names were judged by. Without such a record
/// the report is empty.
[[nodiscard]] Result<boost::json::object> lint_report(store::Snapshot& snapshot,
                                                      const model::CertificateFacts& certificate);

}  // namespace chancery::api
