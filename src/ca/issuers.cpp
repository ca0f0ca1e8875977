#include "ca/issuers.h"

#include <algorithm>

#include "ca/errors.h"
#include "store/cross_certificate_repository.h"
#include "store/issuer_repository.h"

namespace chancery::ca {
namespace {

constexpr std::size_t kMaxDepth = 10;

/// Whether the record still says what it said: its name, hierarchy and certificate never change.
bool is_same(const model::Issuer& a, const model::Issuer& b) {
  return a.id == b.id && a.state == b.state && a.crl_shards == b.crl_shards &&
         a.key_ref == b.key_ref && a.terminated_at == b.terminated_at &&
         a.key_destroyed_at == b.key_destroyed_at;
}

Result<std::vector<CrossPtr>> load(std::vector<model::CrossCertificate> records) {
  std::vector<CrossPtr> loaded;
  for (auto& record : records) {
    auto certificate = TRY(x509::Certificate::parse(record.der));
    loaded.push_back(std::make_shared<const CrossCertificate>(
        CrossCertificate{std::move(record), std::move(certificate)}));
  }
  return loaded;
}

}  // namespace

std::string_view purpose_of(policy::PolicySet set) {
  switch (set) {
    case policy::PolicySet::public_trust:
      return kTlsPurpose;
    case policy::PolicySet::smime_trust:
      return kSmimePurpose;
    case policy::PolicySet::private_trust:
      break;
  }
  return kPrivatePurpose;
}

bool is_purpose(std::string_view text) {
  return text == kTlsPurpose || text == kPrivatePurpose || text == kSmimePurpose;
}

policy::PolicySet policy_set_of(std::string_view purpose) {
  if (purpose == kTlsPurpose) {
    return policy::PolicySet::public_trust;
  }
  return purpose == kSmimePurpose ? policy::PolicySet::smime_trust
                                  : policy::PolicySet::private_trust;
}

Result<IssuerPtr> LoadedIssuer::load(model::Issuer record, keys::KeyStore& keys,
                                     const NameRuleSets& rules,
                                     const issuance::OutsideLinter& linter) {
  x509::Certificate certificate = TRY(x509::Certificate::parse(record.der));
  crypto::PublicKey key = TRY(certificate.public_key());
  return IssuerPtr(new LoadedIssuer(std::move(record), std::move(certificate), std::move(key), keys,
                                    rules, linter));
}

Result<std::shared_ptr<const keys::Signer>> LoadedIssuer::open_key(keys::Urgency urgency) const {
  if (record_.key_destroyed_at) {
    return fail(kIssuerKeyDestroyed, "issuer", record_.name);
  }
  const keys::KeyRef key = TRY(keys::KeyRef::parse(record_.key_ref));
  return keys_.open(key, urgency);
}

Result<std::shared_ptr<const keys::Signer>> LoadedIssuer::signer() const {
  const std::lock_guard lock(mutex_);
  if (!signer_) {
    signer_ = TRY(open_key(keys::Urgency::status));
  }
  return signer_;
}

Result<std::shared_ptr<const issuance::Issuer>> LoadedIssuer::issuing() const {
  const std::lock_guard lock(mutex_);
  if (!issuing_key_) {
    issuing_key_ = TRY(open_key(keys::Urgency::issuance));
  }
  if (auto suffixes = rules_.suffixes->get(); suffixes != issuing_suffixes_) {
    auto rules = rules_.of(policy_set_of(record_.purpose));
    issuing_ = TRY(issuance::Issuer::make(certificate_, issuing_key_, std::move(rules), linter_));
    issuing_suffixes_ = std::move(suffixes);
  }
  return issuing_;
}

Result<void> Issuers::reload() {
  const std::lock_guard one_at_a_time(reloading_);
  std::vector<model::Issuer> records;
  std::vector<model::CrossCertificate> crosses;
  TRY(database_.read([&](store::Snapshot& snapshot) -> Result<void> {
    records = TRY(store::IssuerRepository::list(snapshot));
    crosses = TRY(store::CrossCertificateRepository::list(snapshot));
    return {};
  }));
  std::vector<IssuerPtr> fresh;
  fresh.reserve(records.size());
  for (auto& record : records) {
    const auto known = by_id(record.id);
    if (known && is_same((*known)->record(), record)) {
      fresh.push_back(*known);
      continue;
    }
    IssuerPtr loaded = TRY(LoadedIssuer::load(std::move(record), keys_, rules_, linter_));
    fresh.push_back(std::move(loaded));
  }
  auto fresh_crosses = TRY(load(std::move(crosses)));
  const std::unique_lock lock(mutex_);
  issuers_ = std::move(fresh);
  crosses_ = std::move(fresh_crosses);
  return {};
}

std::vector<CrossPtr> Issuers::crosses_of(model::IssuerId subject) const {
  const std::shared_lock lock(mutex_);
  std::vector<CrossPtr> found;
  for (const CrossPtr& one : crosses_) {
    if (one->record.subject == subject) {
      found.push_back(one);
    }
  }
  return found;
}

std::vector<IssuerPtr> Issuers::list() const {
  const std::shared_lock lock(mutex_);
  return issuers_;
}

Result<IssuerPtr> Issuers::by_id(model::IssuerId id) const {
  const std::shared_lock lock(mutex_);
  const auto found = std::ranges::find(issuers_, id, [](const auto& i) { return i->record().id; });
  if (found == issuers_.end()) {
    return fail(kIssuerNotFound, "id", to_text(id));
  }
  return *found;
}

Result<IssuerPtr> Issuers::by_name(std::string_view name) const {
  const std::shared_lock lock(mutex_);
  const auto found = std::ranges::find_if(
      issuers_, [&](const auto& issuer) { return issuer->record().name == name; });
  if (found == issuers_.end()) {
    return fail(kIssuerNotFound, "name", std::string(name.substr(0, 64)));
  }
  return *found;
}

Result<IssuerPtr> Issuers::for_purpose(std::string_view purpose, Time now) const {
  const std::shared_lock lock(mutex_);
  for (auto at = issuers_.rbegin(); at != issuers_.rend(); ++at) {
    const model::Issuer& record = (*at)->record();
    if (record.purpose == purpose && record.state == model::IssuerState::enabled &&
        !(*at)->is_root() && record.not_before <= now && now <= record.not_after) {
      return *at;
    }
  }
  return fail(kNoIssuerForProfile, "purpose", std::string(purpose));
}

std::vector<IssuerPtr> Issuers::chain_of(const IssuerPtr& issuer) const {
  std::vector<IssuerPtr> chain;
  for (IssuerPtr at = issuer; at && !at->is_root();) {
    chain.push_back(at);
    const auto parent = by_id(at->record().parent);
    at = parent && chain.size() < kMaxDepth ? *parent : nullptr;
  }
  return chain;
}

std::vector<IssuerPtr> Issuers::path_of(const IssuerPtr& issuer) const {
  auto path = chain_of(issuer);
  const IssuerPtr& top = path.empty() ? issuer : path.back();
  if (const auto root = by_id(top->record().parent)) {
    path.push_back(*root);
  }
  return path;
}

}  // namespace chancery::ca
