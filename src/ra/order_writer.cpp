#include "ra/order_writer.h"

#include <algorithm>
#include <utility>

#include "ra/csr_check.h"
#include "ra/names.h"
#include "ra/office.h"
#include "ra/refusals.h"
#include "vetting/identity.h"
#include "x509/oids.h"

namespace chancery::ra {

namespace {

using model::Application;
using model::ApplicationSource;
using model::ApplicationView;

constexpr Duration kCaaTime = std::chrono::seconds(20);

va::Method va_method(model::ValidationMethod method) {
  switch (method) {
    case model::ValidationMethod::http_01:
      return va::Method::http_01;
    case model::ValidationMethod::dns_01:
      return va::Method::dns_01;
    case model::ValidationMethod::tls_alpn_01:
      return va::Method::tls_alpn_01;
    case model::ValidationMethod::dns_change:
      break;
  }
  return va::Method::dns_change;
}

/// The form of accounturi that the CPS lists for each door (RFC 8657; TLS BR 4.2.2.1.1).
std::string account_uri(const Settings& settings, const Application& application) {
  return application.source == ApplicationSource::acme
             ? settings.acme_account_prefix + to_text(application.account)
             : "acct:" + to_text(application.account) + "@" + settings.account_host;
}

}  // namespace

Result<ca::IssueOrder> OrderWriter::order_for(const Application& application,
                                              const x509::CertificationRequest& csr) {
  const auto identifiers = TRY(identifiers_of(application.identifiers));
  ca::IssueOrder order{.profile = application.profile,
                       .issuer = {},
                       .content = {.key = csr.public_key(), .names = general_names(identifiers)},
                       .validity = {},
                       .owner = application.account,
                       .application = application.id,
                       .proofs = application.authorizations,
                       .caa = {},
                       .agreement = application.agreement,
                       .actor = "account:" + to_text(application.account)};
  if (const auto common_name = csr.subject().find(x509::kCommonName)) {
    order.content.subject.push_back({x509::kCommonName, std::string(*common_name)});
  }
  if (application.not_before) {
    order.validity.not_before = to_seconds(*application.not_before);
  }
  if (application.not_after) {
    order.validity.not_after = to_seconds(*application.not_after);
  }
  return order;
}

/// NC-10, NC-12: whoever is named is still validated, and still what the CSR says.
Result<void> OrderWriter::name_organization(const Application& application,
                                            const x509::CertificationRequest& csr,
                                            ca::IssueOrder& order) {
  if (application.organization.empty()) {
    return {};
  }
  const auto view = TRY(office_.database().read([&](store::Snapshot& snapshot) {
    return vetting::validated(snapshot, application.account, application.organization,
                              office_.now());
  }));
  TRY(check_organization(csr, view.organization.facts));
  order.content.identity = TRY(vetting::identity_of(view.organization));
  return {};
}

/// Every name is asked for, so that the applicant learns of all that forbid at once. A look-up that
/// did not work is a refusal in ACME, where the client waits; else it is tried again.
Result<std::vector<model::Refusal>> OrderWriter::ask_caa(const ApplicationView& view,
                                                         ca::IssueOrder& order) {
  const Application& application = view.application;
  std::vector<model::Refusal> refusals;
  const profile::Profile* profile = TRY(office_.profiles().find(application.profile));
  if (!policy::is_public(profile->set())) {
    return refusals;
  }
  const auto deadline = net::Deadline::in(kCaaTime);
  const std::string uri = account_uri(office_.settings(), application);
  for (const auto& identifier : application.identifiers) {
    if (identifier.type != model::NameType::dns) {
      continue;
    }
    const std::string& name = identifier.value;
    va::CaaQuestion question{TRY(x509::DnsName::parse(name)), uri, std::nullopt};
    const auto proof = std::ranges::find_if(view.authorizations, [&](const auto& candidate) {
      return model::covers(candidate, identifier);
    });
    if (proof != view.authorizations.end() && proof->chosen) {
      question.method = va_method(*proof->chosen);
    }
    const auto decision = perspective_.check_caa(question, deadline);
    if (decision) {
      order.caa.push_back({name, decision->checked, decision->usable_until});
    } else if (is_passing(decision.error()) && application.source != ApplicationSource::acme) {
      return std::unexpected(decision.error());
    } else {
      refusals.push_back(refusal_of(decision.error(), "dns:" + name));
    }
  }
  return refusals;
}

Result<ReadyOrder> OrderWriter::write(const ApplicationView& view,
                                      const x509::CertificationRequest& csr) {
  ReadyOrder ready{TRY(order_for(view.application, csr)), {}};
  if (auto named = name_organization(view.application, csr, ready.order); !named) {
    if (is_passing(named.error())) {
      return pass(named);
    }
    ready.refusals.push_back(refusal_of(named.error()));
    return ready;
  }
  ready.refusals = TRY(ask_caa(view, ready.order));
  return ready;
}

Result<OrderRehearsal> OrderWriter::rehearse(const ApplicationView& view,
                                             const x509::CertificationRequest& csr) {
  ca::IssueOrder order = TRY(order_for(view.application, csr));
  TRY(name_organization(view.application, csr, order));
  auto refusals = ask_caa(view, order);
  if (!refusals && !is_passing(refusals.error())) {
    return pass(refusals);
  }
  OrderRehearsal rehearsed{issuing_.rehearse(order), order.caa, {}};
  rehearsed.refusals = refusals ? *std::move(refusals) : std::vector{refusal_of(refusals.error())};
  return rehearsed;
}

}  // namespace chancery::ra
