#include "ca/proofs.h"

#include <algorithm>

#include "ca/errors.h"
#include "policy/limits.h"
#include "store/authorization_repository.h"

namespace chancery::ca {
namespace {

bool is_wildcard(std::string_view name) {
  return name.starts_with("*.");
}

std::string_view without_wildcard(std::string_view name) {
  return is_wildcard(name) ? name.substr(2) : name;
}

bool covers(const model::Authorization& proof, std::string_view name) {
  return proof.identifier.value == without_wildcard(name) && proof.wildcard == is_wildcard(name);
}

Result<std::string> text_of(const x509::GeneralName& name) {
  if (name.kind() == x509::GeneralName::Kind::ip) {
    return TRY(name.ip_address()).text();
  }
  return std::string(name.text());
}

Result<void> check_age(const model::Authorization& proof, const std::string& name,
                       policy::PolicySet set, Time now) {
  const auto reuse = std::chrono::days(policy::validation_reuse_days(set, now));
  if (!proof.validated_at || *proof.validated_at + reuse < now || proof.expires < now) {
    return fail(kProofTooOld,
                {{"name", name},
                 {"validated_at", proof.validated_at ? to_rfc3339(*proof.validated_at) : "never"}});
  }
  return {};
}

}  // namespace

Result<void> check_proofs(store::Snapshot& snapshot, const IssueOrder& order, policy::PolicySet set,
                          Time now) {
  const auto proofs = TRY(store::AuthorizationRepository::by_ids(snapshot, order.proofs));
  for (const auto& general_name : order.content.names) {
    const std::string name = TRY(text_of(general_name));
    const auto found = std::ranges::find_if(proofs, [&](const model::Authorization& proof) {
      return proof.account == order.owner && proof.status == model::AuthorizationStatus::valid &&
             covers(proof, name);
    });
    if (found == proofs.end()) {
      return fail(kProofMissing, "name", name);
    }
    TRY(check_age(*found, name, set, now));
  }
  return {};
}

Result<void> check_caa(const IssueOrder& order, Time now) {
  for (const auto& name : order.content.names) {
    if (name.kind() != x509::GeneralName::Kind::dns) {
      continue;  // CAA is about DNS names (RFC 8659 section 1)
    }
    const auto found = std::ranges::find(order.caa, name.text(), &CaaClearance::name);
    if (found == order.caa.end() || found->checked_at > now || found->usable_until < now) {
      return fail(kCaaNotChecked, "name", std::string(name.text()));
    }
  }
  return {};
}

Result<void> check_agreement(const IssueOrder& order) {
  return order.agreement ? Result<void>() : fail(kAgreementMissing);
}

}  // namespace chancery::ca
