#include "ca/proofs.h"

#include <algorithm>

#include "ca/errors.h"
#include "policy/limits.h"
#include "policy/weak_key_list.h"
#include "store/authorization_repository.h"
#include "store/certificate_repository.h"
#include "store/compromised_key_repository.h"
#include "store/errors.h"

namespace chancery::ca {
namespace {

using model::Authorization;
using model::ValidationMethod;
using Kind = x509::GeneralName::Kind;

/// A name as authorizations hold it.
struct ProvenName {
  model::CertificateName plain;  ///< without "*."
  bool wildcard = false;
  std::string text;
};

Result<ProvenName> proven_name_of(const x509::GeneralName& name) {
  if (name.kind() == Kind::ip) {
    const std::string text = TRY(name.ip_address()).text();
    return ProvenName{{model::NameType::ip, text}, false, text};
  }
  if (name.kind() != Kind::dns) {
    return fail(kProofMissing, "name", name.to_text());
  }
  const std::string text(name.text());
  const bool wildcard = text.starts_with("*.");
  return ProvenName{{model::NameType::dns, wildcard ? text.substr(2) : text}, wildcard, text};
}

/// Through a host one proves that host alone: no wildcard (TLS BR 3.2.2.4.19, 3.2.2.4.20). Through
/// the DNS one proves no address (3.2.2.5).
bool can_prove(ValidationMethod method, const ProvenName& name) {
  const bool through_dns =
      method == ValidationMethod::dns_01 || method == ValidationMethod::dns_change;
  return through_dns ? name.plain.type == model::NameType::dns : !name.wildcard;
}

bool covers(const Authorization& proof, const ProvenName& name) {
  // A whole domain is proven through the DNS alone (TLS BR 3.2.2.4.7).
  const bool is_whole_domain = proof.covers_subdomains;
  return proof.status == model::AuthorizationStatus::valid && proof.chosen &&
         model::covers(proof, {name.plain.type, name.text}) && can_prove(*proof.chosen, name) &&
         (!is_whole_domain || *proof.chosen == ValidationMethod::dns_change);
}

bool is_young(const Authorization& proof, policy::PolicySet set, Time now) {
  const auto reuse = std::chrono::days(policy::validation_reuse_days(set, now));
  return proof.validated_at && *proof.validated_at <= now && now <= *proof.validated_at + reuse &&
         now <= proof.expires;
}

Result<void> check_name(const std::vector<Authorization>& proofs, const ProvenName& name,
                        const IssueOrder& order, policy::PolicySet set, Time now) {
  const Authorization* too_old = nullptr;
  for (const auto& proof : proofs) {
    if (proof.account != order.owner || !covers(proof, name)) {
      continue;
    }
    if (is_young(proof, set, now)) {
      return {};
    }
    too_old = &proof;
  }
  if (too_old == nullptr) {
    return fail(kProofMissing, "name", name.text);
  }
  const auto& validated = too_old->validated_at;
  return fail(kProofTooOld, {{"name", name.text},
                             {"validated_at", validated ? to_rfc3339(*validated) : "never"},
                             {"usable_until", to_rfc3339(too_old->expires)}});
}

Result<std::vector<Authorization>> proofs_of(store::Snapshot& snapshot, const IssueOrder& order) {
  auto proofs = store::AuthorizationRepository::by_ids(snapshot, order.proofs);
  if (!proofs && proofs.error().is(store::kRecordGone)) {
    return fail(kProofMissing);
  }
  return proofs;
}

}  // namespace

Result<void> check_proofs(store::Snapshot& snapshot, const IssueOrder& order, policy::PolicySet set,
                          Time now) {
  if (order.owner.empty()) {
    return fail(kProofMissing);  // nobody has proven anything
  }
  const auto proofs = TRY(proofs_of(snapshot, order));
  for (const auto& general_name : order.content.names) {
    const ProvenName name = TRY(proven_name_of(general_name));
    TRY(check_name(proofs, name, order, set, now));
  }
  return {};
}

Result<void> check_key_history(store::Snapshot& snapshot, const crypto::PublicKey& key) {
  using Keys = store::CompromisedKeyRepository;
  const auto judged = TRY(Keys::judge(snapshot, key.spki_sha256()));
  switch (judged.standing) {
    case Keys::Standing::compromised:
      return fail(kKeyCompromised, "certificate", to_text(judged.certificate));
    case Keys::Standing::generated_here:
      return fail(kKeyMadeHere);
    case Keys::Standing::clean:
      break;
  }
  return {};
}

Result<void> check_key_unused(store::Snapshot& snapshot, const crypto::PublicKey& key) {
  store::CertificateSearch search;
  search.spki_hash = key.spki_sha256();
  std::string page;
  do {
    const auto found = TRY(store::CertificateRepository::search(snapshot, search, 1, page));
    if (!found.certificates.empty()) {
      return fail(kKeyUsedBefore, "certificate", to_text(found.certificates.front().id));
    }
    page = found.next;
  } while (!page.empty());
  return {};
}

Result<void> check_key_listed(const NameRuleSets& rules, const crypto::PublicKey& key) {
  return rules.weak_keys ? policy::check_not_listed(*rules.weak_keys, key) : Result<void>();
}

Result<void> check_caa(const IssueOrder& order, Time now) {
  for (const auto& name : order.content.names) {
    if (name.kind() != Kind::dns) {
      continue;  // CAA is about DNS names (RFC 8659 section 1)
    }
    const bool cleared = std::ranges::any_of(order.caa, [&](const CaaClearance& clearance) {
      return clearance.name == name.text() && clearance.checked_at <= now &&
             now <= clearance.usable_until;
    });
    if (!cleared) {
      return fail(kCaaNotChecked, "name", std::string(name.text()));
    }
  }
  return {};
}

Result<void> check_agreement(const IssueOrder& order) {
  return order.agreement ? Result<void>() : fail(kAgreementMissing);
}

}  // namespace chancery::ca
