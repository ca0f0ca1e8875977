#include "lint/run.h"

#include <algorithm>
#include <array>

#include "lint/oids.h"
#include "lint/registry.h"
#include "lint/view.h"
#include "x509/signed_data.h"

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
    case profile::CertificateKind::cross_ca:
      return kCrossCa;
    case profile::CertificateKind::non_tls_ca:
      return kNonTlsCa;
    case profile::CertificateKind::subscriber:
    case profile::CertificateKind::precertificate:
      return kSubscriber;
    case profile::CertificateKind::ocsp_responder:
      return kOcspResponder;
  }
  return 0;
}

unsigned scope_of(policy::PolicySet set) {
  switch (set) {
    case policy::PolicySet::public_trust:
      return kPublicTrust;
    case policy::PolicySet::private_trust:
      return kPrivateTrust;
    case policy::PolicySet::smime_trust:
      return kSmimeTrust;
  }
  return 0;
}

/// What cannot be asked of a certificate whose issuer and moment of signing are not known.
constexpr std::array kAboutTheIssuance = {
    &rfc5280::kIssuerMatches,        &rfc5280::kAuthorityKeyIdMatches, &cabf_br::kSignatureFitsKey,
    &cabf_br::kNotBeforeNearSigning, &cps::kNotBeyondIssuer,           &cps::kAlreadyExpired,
    &cps::kIssuerIsAnother};

profile::CertificateKind kind_of(const View& certificate) {
  using enum profile::CertificateKind;
  const auto& purposes = certificate.extended_key_usage;
  if (certificate.basic_constraints && certificate.basic_constraints->ca) {
    return equal(certificate.issuer.tlv, certificate.subject.tlv) ? root_ca : subordinate_ca;
  }
  return purposes && std::ranges::find(*purposes, x509::kOcspSigning) != purposes->end()
             ? ocsp_responder
             : subscriber;
}

Report unreadable(const Error& error) {
  Report report;
  report.findings.push_back({&kWellFormed, error.message()});
  return report;
}

template <class Wanted>
Report run_those(const View& certificate, const Context& context, Wanted&& wanted) {
  Report report;
  Faults faults;
  for (const Lint* lint : all_lints()) {
    if (!wanted(*lint)) {
      continue;
    }
    lint->check(certificate, context, faults);
    ++report.lints_run;
    for (std::string& fault : faults) {
      report.findings.push_back({lint, std::move(fault)});
    }
    faults.clear();
  }
  return report;
}

}  // namespace

bool applies(const Lint& lint, const Context& context) {
  return (lint.scope & scope_of(context.kind)) != 0 && (lint.scope & scope_of(context.set)) != 0 &&
         lint.effective_from <= context.at && context.at < lint.effective_until;
}

Report run(BytesView tbs_der, const Context& context) {
  const auto view = View::parse(tbs_der);
  if (!view) {
    return unreadable(view.error());
  }
  return run_those(*view, context, [&](const Lint& lint) { return applies(lint, context); });
}

LoneReport run_alone(BytesView certificate_der, policy::PolicySet set,
                     const policy::NameRules& names) {
  const auto parts = x509::parse_signed_data(certificate_der);
  if (!parts) {
    return {unreadable(parts.error())};
  }
  const auto view = View::parse(parts->tbs_der);
  if (!view) {
    return {unreadable(view.error())};
  }
  Context context{};
  context.kind = kind_of(*view);
  context.set = set;
  context.at = view->not_before.time;
  context.names = &names;
  context.precertificate = view->find(x509::kPrecertificatePoison) != nullptr;
  return {run_those(*view, context,
                    [&](const Lint& lint) {
                      return applies(lint, context) &&
                             std::ranges::find(kAboutTheIssuance, &lint) == kAboutTheIssuance.end();
                    }),
          context.kind, to_seconds(context.at)};
}

}  // namespace chancery::lint
