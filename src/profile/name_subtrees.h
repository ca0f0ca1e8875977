// The name constraints of a CA certificate, after the row of its profile (RFC 5280
// section 4.2.1.10; TLS BR 7.1.2.5.2, 7.1.2.10.8; S/MIME BR 7.1.5).
#pragma once

#include <optional>

#include "base/result.h"
#include "profile/row.h"
#include "x509/constraints.h"

namespace chancery::profile {

/// What is written. Forms are checked (a DNS subtree is a host name, a mail subtree a host or
/// ".host", an address has a mask of leading ones), and where the row says `complete` the kinds
/// that are not permitted are excluded as a whole: no DNS name at all, 0.0.0.0/0, ::/0. That the
/// applicant holds the subtrees is NOT checked. Precondition: the row's value is a SubtreeRules.
/// Errors: kConstraintsMissing, kConstraintForbidden.
[[nodiscard]] Result<std::optional<x509::NameConstraints>> decide_constraints(
    const Row& row, const std::optional<x509::NameConstraints>& given);

}  // namespace chancery::profile
