// What happened to a certificate, in plain words.
#pragma once

#include <boost/json/array.hpp>

#include "base/result.h"
#include "model/issued_certificate.h"
#include "store/session.h"

namespace chancery::api {

/// Oldest first, as the schema CertificateHistory has it: from application and proofs to revocation
/// and end. Read from the records themselves; of the audit log only the leaves that they name.
[[nodiscard]] Result<boost::json::array> certificate_history(
    store::Snapshot& snapshot, const model::CertificateFacts& certificate);

}  // namespace chancery::api
