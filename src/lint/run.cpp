#include "lint/run.h"

#include "lint/view.h"

namespace chancery::lint {
namespace {

// What View::parse says, as a lint: it has no check of its own, for without a View none can run.
constinit const Lint kWellFormed = {
    .name = "rfc5280_well_formed",
    .citation = "RFC 5280 4.1; X.690",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = policy::kAlways,
    .check = nullptr,
};

unsigned scope_of(profile::CertificateKind kind) {
  switch (kind) {
    case profile::CertificateKind::root_ca:
      return kRootCa;
    case profile::CertificateKind::subordinate_ca:
      return kSubordinateCa;
    case profile::CertificateKind::subscriber:
      return kSubscriber;
    case profile::CertificateKind::ocsp_responder:
      return kOcspResponder;
  }
  return 0;
}

unsigned scope_of(policy::PolicySet set) {
  return set == policy::PolicySet::public_trust ? kPublicTrust : kPrivateTrust;
}

}  // namespace

bool applies(const Lint& lint, const Context& context) {
  return (lint.scope & scope_of(context.kind)) != 0 && (lint.scope & scope_of(context.set)) != 0 &&
         lint.effective_from <= context.at && context.at < lint.effective_until;
}

Report run(BytesView tbs_der, const Context& context) {
  Report report;
  const auto view = View::parse(tbs_der);
  if (!view) {
    report.findings.push_back({&kWellFormed, view.error().message()});
    return report;
  }
  Faults faults;
  for (const Lint* lint : all_lints()) {
    if (!applies(*lint, context)) {
      continue;
    }
    lint->check(*view, context, faults);
    ++report.lints_run;
    for (std::string& fault : faults) {
      report.findings.push_back({lint, std::move(fault)});
    }
    faults.clear();
  }
  return report;
}

}  // namespace chancery::lint
