// Identifiers that a row fixes, or leaves to whoever makes a CA: extendedKeyUsage and
// certificatePolicies (TLS BR 7.1.2.2.4, 7.1.2.2.5, 7.1.2.3.2, 7.1.2.3.3, 7.1.2.10.5, 7.1.2.10.6).
#pragma once

#include <span>
#include <vector>

#include "base/result.h"
#include "profile/row.h"

namespace chancery::profile {

/// What is written, in order; nothing when the row leaves it out and nobody asked. Lives as long as
/// the row and `asked_for`. A row that fixes its identifiers does not look at `asked_for`.
/// Precondition: the row's value is an OidList or an OidChoice. Errors: kChoiceForbidden.
[[nodiscard]] Result<std::span<const der::Oid>> choose(const Row& row,
                                                       const std::vector<der::Oid>& asked_for);

}  // namespace chancery::profile
