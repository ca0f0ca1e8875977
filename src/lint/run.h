// Runs every lint that applies (TLS BR 4.3.1.2: linting of to-be-signed content before issuance).
#pragma once

#include <span>

#include "base/bytes.h"
#include "lint/context.h"
#include "lint/lint.h"
#include "lint/report.h"

namespace chancery::lint {

/// Looks at an encoded TBSCertificate. Always gives a report: bytes that cannot be read at all are
/// an error finding of rfc5280_well_formed, and then no other lint runs.
///
/// Costs well under 50 us for a certificate with a few names; grows with the number of names.
/// Precondition: context.names is set.
[[nodiscard]] Report run(BytesView tbs_der, const Context& context);

/// Every lint of the house, in the order in which they run.
[[nodiscard]] std::span<const Lint* const> all_lints();

/// Does `lint` look at certificates of this context?
[[nodiscard]] bool applies(const Lint& lint, const Context& context);

}  // namespace chancery::lint
