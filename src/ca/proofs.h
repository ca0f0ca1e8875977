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

/// That the key was never reported as compromised, and not made by this CA (TLS BR 6.1.1.3).
/// Errors: kKeyCompromised, kKeyMadeHere.
[[nodiscard]] Result<void> check_key_history(store::Snapshot& snapshot,
                                             const crypto::PublicKey& key);

/// Each dns name needs a clearance that may still be relied on at `now`.
/// Errors: kCaaNotChecked with "name".
[[nodiscard]] Result<void> check_caa(const IssueOrder& order, Time now);

/// Some version of the subscriber agreement was accepted (NT-45). Errors: kAgreementMissing.
[[nodiscard]] Result<void> check_agreement(const IssueOrder& order);

/// That no certificate for this key was issued here (NT-67). A million certificates take some 10
/// ms. Errors: kKeyUsedBefore.
[[nodiscard]] Result<void> check_key_unused(store::Snapshot& snapshot,
                                            const crypto::PublicKey& key);

/// Whether a published list names the key as weak (TLS BR 6.1.1.3 (5.1)). Errors: policy::kKeyWeak.
[[nodiscard]] Result<void> check_key_listed(const NameRuleSets& rules,
                                            const crypto::PublicKey& key);

}  // namespace chancery::ca
