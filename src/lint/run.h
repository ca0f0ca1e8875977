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

/// Of a certificate that was looked at alone: what it was taken for.
struct LoneReport {
  Report report;
  profile::CertificateKind kind = profile::CertificateKind::subscriber;
  Seconds not_before{};
};

/// Looks at a certificate that exists already, of whose issuance nothing is known but what it says
/// itself: its kind is what its extensions make of it, it was signed at its notBefore, and lints
/// that compare it with its issuer or with the moment of signing do not run. Bytes that are no
/// certificate are an error finding of rfc5280_well_formed.
[[nodiscard]] LoneReport run_alone(BytesView certificate_der, policy::PolicySet set,
                                   const policy::NameRules& names);

/// Every lint of the house, in the order in which they run.
[[nodiscard]] std::span<const Lint* const> all_lints();

/// Does `lint` look at certificates of this context?
[[nodiscard]] bool applies(const Lint& lint, const Context& context);

}  // namespace chancery::lint
