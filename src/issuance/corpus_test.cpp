// Certificates of every profile, key and extension that the road can make: at least 500. Each has
// passed our own lints on the way. With CHANCERY_CORPUS set they are also written there, a line of
// JSON each, for linters that others wrote (tests/lint).
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <set>

#include "base/encoding.h"
#include "issuance/testing/road.h"
#include "profile/sample_for_tests.h"

namespace chancery::issuance::testing {
namespace {

using profile::CertificateKind;

std::vector<Time> dates() {
  return {kNow, at_date(2027, 3, 15), at_date(2029, 3, 15)};
}

/// Keys are made once: an RSA key takes a second.
const std::vector<std::shared_ptr<const keys::Signer>>& all_keys() {
  static const auto made = [] {
    std::vector<std::shared_ptr<const keys::Signer>> keys;
    for (const auto spec : {crypto::kP256, crypto::kP384, crypto::kP521, crypto::kEd25519,
                            crypto::kRsa2048, crypto::kRsa3072, crypto::kRsa4096}) {
      keys.push_back(signer(spec));
    }
    return keys;
  }();
  return made;
}

x509::GeneralName name(x509::GeneralName::Kind kind, std::string_view text) {
  return x509::GeneralName::from_text(kind, text).value();
}

std::vector<x509::GeneralNames> name_sets() {
  using Kind = x509::GeneralName::Kind;
  x509::GeneralNames hundred;
  for (int i = 0; i < 100; ++i) {
    hundred.push_back(dns("h" + std::to_string(i) + ".example.com"));
  }
  const auto ip = [](std::string_view text) {
    return x509::GeneralName(x509::IpAddress::parse(text).value());
  };
  return {{},
          {dns("example.com")},
          {dns("www.example.com"), dns("example.com")},
          {dns("*.example.co.kr"), dns("example.co.kr")},
          {dns("xn--mnchen-3ya.de"), dns("1.example.org")},
          {dns(std::string(63, 'a') + ".example.net")},
          {ip("8.8.8.8")},
          {ip("2606:4700::1111"), dns("one.example.com")},
          {dns("db"), ip("10.0.0.1"), ip("fd00::1")},
          {name(Kind::email, "someone@example.com")},
          {name(Kind::uri, "spiffe://example.com/service")},
          hundred};
}

std::vector<std::vector<x509::Attribute>> subjects() {
  const x509::Attribute country{x509::kCountry, "KR"};
  const x509::Attribute state{x509::kStateOrProvince, "Gyeonggi-do"};
  const x509::Attribute locality{x509::kLocality, "Seongnam-si"};
  const x509::Attribute organization{x509::kOrganization,
                                     "Example Stra\xc3\x9f"
                                     "e AG"};
  const x509::Attribute common{x509::kCommonName, "service-1"};
  return {{},
          {common},
          {country},
          {country, organization, common},
          {country, state, locality, organization},
          {country, locality, organization}};
}

/// At URLs of the public DNS, or linters would take the CA's hosts for internal names.
Result<x509::Certificate> sign(const Issuer& issuer, const VettedRequest& request, Time at) {
  static SystemRandom random;
  LintedTbs linted = TRY(issuer.prepare(request,
                                        {{"http://ca.example.com/ca/1.der"},
                                         {"http://ca.example.com/ocsp"},
                                         {"http://ca.example.com/1.crl"}},
                                        random, at));
  return issuer.sign(std::move(linted));
}

struct Sample {
  std::string profile;
  CertificateKind kind;
  policy::PolicySet set;
  crypto::KeySpec key;
  Bytes der;
};

class Corpus final {
 public:
  Corpus() {
    for (const auto set : {policy::PolicySet::public_trust, policy::PolicySet::private_trust}) {
      for (const auto& key : all_keys()) {
        plant(set, key);
      }
    }
    for (const auto set : {policy::PolicySet::public_trust, policy::PolicySet::smime_trust}) {
      show_every_profile(set);
    }
  }

  [[nodiscard]] const std::vector<Sample>& samples() const { return samples_; }

 private:
  void keep(const profile::Profile& profile, const x509::Certificate& certificate) {
    samples_.push_back({profile.name(), profile.kind(), profile.set(),
                        certificate.public_key()->spec(), to_bytes(certificate.der())});
  }

  std::optional<x509::Certificate> try_issue(const Issuer& issuer, const profile::Profile& profile,
                                             profile::Content content, Time at,
                                             profile::ValidityWish wish = {}) {
    const auto request =
        VettedRequest::vet(profile, std::move(content), wish, rules(profile.set()), at);
    if (!request) {
      return std::nullopt;  // this profile does not take such content
    }
    auto issued = sign(issuer, *request, at);
    if (!issued) {
      return std::nullopt;
    }
    keep(profile, *issued);
    return *std::move(issued);
  }

  /// Each profile with content of its own, below a hierarchy for any policy, for each key.
  void show_every_profile(policy::PolicySet set) {
    const auto& root_profile = catalogue().find(CertificateKind::root_ca, set);
    const auto& below = catalogue().find(CertificateKind::subordinate_ca, set);
    const auto root_key = signer(crypto::kP384);
    const auto sub_key = signer(crypto::kP256);
    const auto root =
        Issuer::make(
            try_issue(*Issuer::self_signing(root_key, rules(set)), root_profile,
                      {.key = root_key->public_key(), .names = {}, .subject = ca_subject("Root 2")},
                      kNow)
                .value(),
            root_key, rules(set))
            .value();
    auto certificate = try_issue(*root, below,
                                 {.key = sub_key->public_key(),
                                  .names = {},
                                  .subject = ca_subject("Issuing CA 2"),
                                  .policies = {x509::kAnyPolicy}},
                                 kNow);
    const auto issuer = Issuer::make(*std::move(certificate), sub_key, rules(set)).value();
    for (const auto& profile : catalogue().profiles()) {
      const bool is_made_here = profile.set() == set &&
                                profile.kind() != CertificateKind::root_ca &&
                                profile.kind() != CertificateKind::precertificate;
      for (const auto& key :
           is_made_here ? all_keys() : std::vector<std::shared_ptr<const keys::Signer>>()) {
        for (const Time at : dates()) {
          try_issue(profile::is_ca(profile.kind()) ? *root : *issuer, profile,
                    profile::testing::sample_content(profile, key->public_key(), at), at);
        }
      }
    }
  }

  /// A root with this key, and below it a subordinate with each.
  void plant(policy::PolicySet set, const std::shared_ptr<const keys::Signer>& root_key) {
    const auto& root_profile = catalogue().find(CertificateKind::root_ca, set);
    const auto self = Issuer::self_signing(root_key, rules(set));
    const auto root = try_issue(
        *self, root_profile,
        {.key = root_key->public_key(), .names = {}, .subject = ca_subject("Root 1")}, kNow);
    if (!root) {
      return;
    }
    const auto issuer = Issuer::make(*root, root_key, rules(set)).value();
    for (const auto& profile : catalogue().profiles()) {
      if (profile.set() == set && profile.kind() == CertificateKind::subordinate_ca) {
        for (const auto& key : all_keys()) {
          grow(*issuer, profile, key);
        }
      }
      // Those of public trust are shown by show_every_profile.
      if (profile.set() == set && set == policy::PolicySet::private_trust &&
          profile.kind() == CertificateKind::cross_ca) {
        const crypto::PublicKey key = all_keys().front()->public_key();
        try_issue(*issuer, profile, profile::testing::sample_content(profile, key, kNow), kNow);
      }
    }
  }

  void grow(const Issuer& root, const profile::Profile& profile,
            const std::shared_ptr<const keys::Signer>& key) {
    auto certificate = try_issue(root, profile,
                                 {.key = key->public_key(),
                                  .names = {},
                                  .subject = ca_subject("Issuing CA 1"),
                                  .path_length = 0},
                                 kNow);
    // Below one root of each kind is enough for what subscribers look like.
    if (!certificate || !grown_.emplace(profile.name(), key->public_key().spec()).second) {
      return;
    }
    const auto issuer = Issuer::make(*std::move(certificate), key, rules(profile.set())).value();
    for (const auto& below : catalogue().profiles()) {
      if (below.set() == profile.set() && below.kind() == CertificateKind::subscriber) {
        bear(*issuer, below);
      } else if (below.set() == profile.set() && below.kind() == CertificateKind::ocsp_responder) {
        try_issue(
            *issuer, below,
            {.key = all_keys().front()->public_key(), .names = {}, .subject = ca_subject("OCSP 1")},
            kNow);
      }
    }
  }

  /// Names, subjects, keys and dates in turn rather than all with all.
  void bear(const Issuer& issuer, const profile::Profile& profile) {
    std::size_t turn = 0;
    for (const auto& names : name_sets()) {
      for (const auto& subject : subjects()) {
        const Time at = dates()[turn % dates().size()];
        const auto& key = all_keys()[turn % all_keys().size()];
        try_issue(issuer, profile,
                  {.key = key->public_key(),
                   .names = names,
                   .subject = subject,
                   .include_crl_url = turn % 2 == 0},
                  at, {.days = turn % 3 == 0 ? std::optional<std::int64_t>(1) : std::nullopt});
        ++turn;
      }
    }
  }

  static const profile::Catalogue& catalogue() {
    static const auto loaded = [] {
      const std::vector<profile::Settings> settings = {
          {.profile = std::string(profile::kTlsDv), .common_name = true, .ip_addresses = true}};
      return profile::Catalogue::load(settings, kNow).value();
    }();
    return loaded;
  }

  std::vector<Sample> samples_;
  std::set<std::pair<std::string, crypto::KeySpec>> grown_;
};

void write(const std::vector<Sample>& samples, const std::string& path) {
  std::ofstream file(path);
  for (const Sample& sample : samples) {
    file << R"({"profile":")" << sample.profile << R"(","kind":")" << to_text(sample.kind)
         << R"(","set":")" << to_text(sample.set) << R"(","key":")" << to_text(sample.key)
         << R"(","der":")" << to_base64(sample.der) << "\"}\n";
  }
}

TEST(Corpus, SpansEveryProfileAndKeyAndPassesOurLints) {
  const Corpus corpus;
  std::map<std::string, int> profiles;
  std::set<crypto::KeySpec> keys;
  for (const Sample& sample : corpus.samples()) {
    ++profiles[sample.profile];
    keys.insert(sample.key);
  }
  EXPECT_GE(corpus.samples().size(), 500U);
  EXPECT_EQ(keys.size(), all_keys().size());
  for (const auto& profile : profile::built_in().profiles()) {
    const bool is_shown_to_logs = profile.kind() == CertificateKind::precertificate;
    EXPECT_TRUE(is_shown_to_logs || profiles[profile.name()] > 0)
        << profile.name() << " is not in the corpus";
  }
  if (const char* path = std::getenv("CHANCERY_CORPUS"); path != nullptr) {
    write(corpus.samples(), path);
  }
}

}  // namespace
}  // namespace chancery::issuance::testing
