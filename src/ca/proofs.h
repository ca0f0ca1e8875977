// The CA's own look at the grounds for an issuance: it does not take the RA's word
// (TLS BR 3.2.2.4, 3.2.2.8, 4.2.1; NT-29, NT-53, NT-56).
#pragma once

#include <span>

#include "base/result.h"
#include "ca/issuing.h"
#include "store/session.h"

namespace chancery::ca {

/// Each name of the order must be covered by one of its authorizations: read here from the store,
/// of the order's owner, valid, not expired, validated within the reuse period in force at `now`,
/// and by a method that can prove such a name. A wildcard needs an authorization for a wildcard.
/// Precondition: the names are in their one form (issuance::VettedRequest).
/// Errors: kProofMissing, kProofTooOld, with "name".
[[nodiscard]] Result<void> check_proofs(store::Snapshot& snapshot, const IssueOrder& order,
                                        policy::PolicySet set, Time now);

/// That no certificate for this key was revoked for keyCompromise (TLS BR 6.1.1.3). Looks at the
/// newest 100 certificates for the key: after such a revocation there come no more.
/// Errors: kKeyCompromised.
[[nodiscard]] Result<void> check_key_history(store::Snapshot& snapshot,
                                             const crypto::PublicKey& key);

/// Each dns name needs a clearance that may still be relied on at `now`.
/// Errors: kCaaNotChecked with "name".
[[nodiscard]] Result<void> check_caa(const IssueOrder& order, Time now);

/// Some version of the subscriber agreement was accepted (NT-45). Errors: kAgreementMissing.
[[nodiscard]] Result<void> check_agreement(const IssueOrder& order);

}  // namespace chancery::ca
