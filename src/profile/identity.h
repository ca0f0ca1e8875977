// What was verified about a subject, as a stage of its own: organizations and people get into a
// certificate through this type and no other way (TLS BR 3.2.2, 3.2.3; EVG 3.2; S/MIME BR 3.2.3,
// 3.2.4; NT-30).
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "policy/rule.h"
#include "x509/distinguished_name.h"

namespace chancery::profile {

/// Whoever holds one knows that each text is within its bounds and no filler (NT-20). That somebody
/// looked into a register is the maker's word; `evidence` says where it is written down.
class VettedIdentity final {
 public:
  /// Errors: kSubjectMalformed (also for an empty list), kIdentityUnproven without evidence.
  [[nodiscard]] static Result<VettedIdentity> make(std::vector<x509::Attribute> attributes,
                                                   Time verified_at, std::string evidence);

  [[nodiscard]] const std::vector<x509::Attribute>& attributes() const { return attributes_; }
  [[nodiscard]] Time verified_at() const { return verified_at_; }
  [[nodiscard]] const std::string& evidence() const { return evidence_; }

 private:
  VettedIdentity(std::vector<x509::Attribute> attributes, Time verified_at, std::string evidence)
      : attributes_(std::move(attributes)),
        verified_at_(verified_at),
        evidence_(std::move(evidence)) {}

  std::vector<x509::Attribute> attributes_;
  Time verified_at_;
  std::string evidence_;
};

/// Whether a certificate signed at `at` may rest on it (TLS BR 4.2.1, S/MIME BR 4.2.1).
/// Errors: kIdentityTooOld with "verified_at", "allowed" (days) and "citation".
[[nodiscard]] Result<void> check_age(const VettedIdentity& identity, policy::PolicySet set,
                                     Time at);

}  // namespace chancery::profile
