// The CA's own look at the grounds for an issuance: it does not take the RA's word
// (TLS BR 3.2.2.4, 3.2.2.8, 4.2.1; NT-29, NT-53, NT-56).
#pragma once

#include <span>

#include "base/result.h"
#include "ca/issuing.h"
#include "store/session.h"

namespace chancery::ca {

/// Each dns and ip name of the order must be covered by one of its authorizations: read here from
/// the store, of the order's owner, valid, not expired, and validated within the reuse period in
/// force at `now`. A wildcard needs an authorization for a wildcard.
/// Errors: kProofMissing, kProofTooOld, with "name".
[[nodiscard]] Result<void> check_proofs(store::Snapshot& snapshot, const IssueOrder& order,
                                        policy::PolicySet set, Time now);

/// Each dns name needs a clearance that may still be relied on at `now`.
/// Errors: kCaaNotChecked with "name".
[[nodiscard]] Result<void> check_caa(const IssueOrder& order, Time now);

/// Some version of the subscriber agreement was accepted (NT-45). Errors: kAgreementMissing.
[[nodiscard]] Result<void> check_agreement(const IssueOrder& order);

}  // namespace chancery::ca
