// For tests: hierarchies made by the road itself, with keys in memory.
#pragma once

#include <memory>
#include <string_view>

#include "base/random.h"
#include "crypto/private_key.h"
#include "issuance/issuer.h"
#include "profile/catalogue.h"
#include "x509/oids.h"

namespace chancery::issuance::testing {

inline constexpr Time kNow = at_date(2026, 11, 21);

/// A real key that lives in memory.
class MemorySigner final : public keys::Signer {
 public:
  explicit MemorySigner(crypto::KeySpec spec)
      : key_(crypto::PrivateKey::generate(spec).value()), public_key_(key_.public_key()) {}

  const crypto::PublicKey& public_key() const override { return public_key_; }
  Result<Bytes> sign(crypto::SignatureAlgorithm algorithm, BytesView message) const override {
    return key_.sign(algorithm, message);
  }
  Result<Bytes> sign_digest(crypto::SignatureAlgorithm algorithm, BytesView digest) const override {
    return key_.sign_digest(algorithm, digest);
  }

 private:
  crypto::PrivateKey key_;
  crypto::PublicKey public_key_;
};

inline std::shared_ptr<const keys::Signer> signer(crypto::KeySpec spec) {
  return std::make_shared<MemorySigner>(spec);
}

inline crypto::PublicKey subscriber_key() {
  static const auto key = crypto::PrivateKey::generate(crypto::kP256).value().public_key();
  return key;
}

inline policy::NameRules rules(policy::PolicySet set, std::vector<std::string> local = {}) {
  static const auto suffixes = policy::PublicSuffixList::load().value();
  return {set, suffixes, std::move(local)};
}

inline const profile::Profile& profile_of(std::string_view name) {
  return *profile::built_in().find(name).value();
}

inline x509::GeneralName dns(std::string_view text) {
  return x509::GeneralName(x509::DnsName::parse(text).value());
}

inline profile::Urls urls() {
  return {{"http://ca.example/ca/1.der"}, {"http://ca.example/ocsp"}, {"http://ca.example/1.crl"}};
}

inline std::vector<x509::Attribute> ca_subject(std::string name) {
  return {{x509::kCountry, "KR"},
          {x509::kOrganization, "Chancery"},
          {x509::kCommonName, std::move(name)}};
}

inline Result<VettedRequest> vet(std::string_view profile, profile::Content content, Time at = kNow,
                                 profile::ValidityWish wish = {}) {
  const auto& wanted = profile_of(profile);
  return VettedRequest::vet(wanted, std::move(content), wish, rules(wanted.set()), at);
}

inline VettedRequest leaf_request(Time at = kNow) {
  return vet(profile::kTlsDv, {.key = subscriber_key(), .names = {dns("www.example.com")}}, at)
      .value();
}

inline Result<x509::Certificate> issue(const Issuer& issuer, const VettedRequest& request,
                                       Time at = kNow) {
  static SystemRandom random;
  LintedTbs linted = TRY(issuer.prepare(request, urls(), random, at));
  return issuer.sign(std::move(linted));
}

inline x509::Certificate make_root(std::string_view profile,
                                   const std::shared_ptr<const keys::Signer>& key, Time at = kNow) {
  const auto issuer = Issuer::self_signing(key, rules(profile_of(profile).set()));
  const auto request =
      vet(profile, {.key = key->public_key(), .names = {}, .subject = ca_subject("Root 1")}, at);
  return issue(*issuer, request.value(), at).value();
}

/// Root and subordinate with their keys; issuers of both.
struct Hierarchy {
  std::shared_ptr<const keys::Signer> root_key;
  std::shared_ptr<const keys::Signer> subordinate_key;
  std::unique_ptr<Issuer> root;
  std::unique_ptr<Issuer> subordinate;
};

inline Hierarchy make_hierarchy(std::string_view root_profile, std::string_view subordinate_profile,
                                crypto::KeySpec root_spec, crypto::KeySpec subordinate_spec) {
  const auto set = profile_of(root_profile).set();
  Hierarchy h{signer(root_spec), signer(subordinate_spec), nullptr, nullptr};
  h.root = Issuer::make(make_root(root_profile, h.root_key), h.root_key, rules(set)).value();
  const auto request = vet(
      subordinate_profile,
      {.key = h.subordinate_key->public_key(), .names = {}, .subject = ca_subject("Issuing CA 1")});
  auto certificate = issue(*h.root, request.value()).value();
  h.subordinate = Issuer::make(std::move(certificate), h.subordinate_key, rules(set)).value();
  return h;
}

inline Hierarchy tls_hierarchy(crypto::KeySpec root = crypto::kP384,
                               crypto::KeySpec subordinate = crypto::kP256) {
  return make_hierarchy(profile::kTlsRootCa, profile::kTlsSubordinateCa, root, subordinate);
}

inline Hierarchy private_hierarchy(crypto::KeySpec root = crypto::kP256,
                                   crypto::KeySpec subordinate = crypto::kP256) {
  return make_hierarchy(profile::kPrivateRootCa, profile::kPrivateSubordinateCa, root, subordinate);
}

}  // namespace chancery::issuance::testing
