#include "issuance/issuer.h"

#include <gtest/gtest.h>
#include <set>
#include <thread>
#include <type_traits>

#include "issuance/errors.h"
#include "issuance/testing/road.h"
#include "keys/errors.h"

namespace chancery::issuance::testing {
namespace {

static_assert(!std::is_copy_constructible_v<LintedTbs>);
static_assert(!std::is_copy_assignable_v<LintedTbs>);
static_assert(!std::is_default_constructible_v<LintedTbs>, "nobody but prepare() makes one");
static_assert(std::is_nothrow_move_constructible_v<LintedTbs>);
static_assert(!std::is_copy_constructible_v<Issuer> && !std::is_move_constructible_v<Issuer>);

SystemRandom& random() {
  static SystemRandom source;
  return source;
}

LintedTbs prepared(const Issuer& issuer, Time at = kNow) {
  return issuer.prepare(leaf_request(at), urls(), random(), at).value();
}

template <class T>
std::string code(const Result<T>& result) {
  return result ? "ok" : std::string(result.error().code());
}

// Spoils what another signer makes, as a broken device would.
class FaultySigner final : public keys::Signer {
 public:
  explicit FaultySigner(std::shared_ptr<const keys::Signer> inner) : inner_(std::move(inner)) {}
  const crypto::PublicKey& public_key() const override { return inner_->public_key(); }
  Result<Bytes> sign(crypto::SignatureAlgorithm algorithm, BytesView message) const override {
    Bytes signature = TRY(inner_->sign(algorithm, message));
    signature.back() ^= 1;
    return signature;
  }
  Result<Bytes> sign_digest(crypto::SignatureAlgorithm, BytesView) const override {
    return fail(keys::kTokenUnavailable);
  }

 private:
  std::shared_ptr<const keys::Signer> inner_;
};

class AbsentSigner final : public keys::Signer {
 public:
  explicit AbsentSigner(std::shared_ptr<const keys::Signer> inner) : inner_(std::move(inner)) {}
  const crypto::PublicKey& public_key() const override { return inner_->public_key(); }
  Result<Bytes> sign(crypto::SignatureAlgorithm, BytesView) const override {
    return fail(keys::kTokenUnavailable);
  }
  Result<Bytes> sign_digest(crypto::SignatureAlgorithm, BytesView) const override {
    return fail(keys::kTokenUnavailable);
  }

 private:
  std::shared_ptr<const keys::Signer> inner_;
};

std::unique_ptr<Issuer> with_signer(const Issuer& issuer,
                                    std::shared_ptr<const keys::Signer> signer) {
  return Issuer::make(*issuer.certificate(), std::move(signer),
                      rules(policy::PolicySet::public_trust))
      .value();
}

TEST(Road, ALeafIsWhatWasLintedAndVerifiesUnderItsIssuer) {
  const Hierarchy h = tls_hierarchy();
  LintedTbs linted = prepared(*h.subordinate);
  const Bytes body = to_bytes(linted.tbs_der());
  const auto serial = linted.serial();
  const auto validity = linted.validity();
  const auto certificate = h.subordinate->sign(std::move(linted)).value();
  EXPECT_TRUE(equal(certificate.tbs_der(), body));
  EXPECT_EQ(certificate.serial(), serial);
  EXPECT_EQ(certificate.not_before(), validity.not_before);
  EXPECT_EQ(certificate.not_after(), validity.not_after);
  EXPECT_EQ(certificate.issuer(), h.subordinate->certificate()->subject());
  EXPECT_TRUE(certificate.verify_signature(h.subordinate_key->public_key()));
}

TEST(Road, ABodyCannotBeSignedTwice) {
  const Hierarchy h = tls_hierarchy();
  LintedTbs linted = prepared(*h.subordinate);
  EXPECT_EQ(code(h.subordinate->sign(std::move(linted))), "ok");
  // NOLINTNEXTLINE(bugprone-use-after-move): a spent body is what is tested
  EXPECT_EQ(code(h.subordinate->sign(std::move(linted))), "token_foreign");
}

TEST(Road, AMovedFromBodyCannotBeSigned) {
  const Hierarchy h = tls_hierarchy();
  LintedTbs linted = prepared(*h.subordinate);
  LintedTbs holder = std::move(linted);
  // NOLINTNEXTLINE(bugprone-use-after-move): a spent body is what is tested
  EXPECT_EQ(code(h.subordinate->sign(std::move(linted))), "token_foreign");
  EXPECT_EQ(code(h.subordinate->sign(std::move(holder))), "ok");
}

TEST(Road, ABodyIsSignedOnlyByTheIssuerThatMadeIt) {
  const Hierarchy h = tls_hierarchy();
  const auto twin = with_signer(*h.subordinate, h.subordinate_key);
  EXPECT_EQ(code(twin->sign(prepared(*h.subordinate))), "token_foreign");
  EXPECT_EQ(code(h.root->sign(prepared(*h.subordinate))), "token_foreign");
}

TEST(Road, ABodyThatOutlivedItsIssuerIsWorthNothing) {
  const Hierarchy h = tls_hierarchy();
  auto first = with_signer(*h.subordinate, h.subordinate_key);
  LintedTbs orphan = prepared(*first);
  first.reset();
  const auto second = with_signer(*h.subordinate, h.subordinate_key);
  EXPECT_EQ(code(second->sign(std::move(orphan))), "token_foreign");
}

TEST(Road, AFaultInAnRsaSignatureNeverLeavesTheHouse) {
  const Hierarchy h = tls_hierarchy(crypto::kP384, crypto::kRsa2048);
  EXPECT_EQ(code(issue(*h.subordinate, leaf_request())), "ok");
  const auto broken =
      with_signer(*h.subordinate, std::make_shared<FaultySigner>(h.subordinate_key));
  const auto result = broken->sign(prepared(*broken));
  EXPECT_EQ(code(result), "signature_fault");
  EXPECT_EQ(result.error().error_class(), ErrorClass::fatal);
}

TEST(Road, AFaultInACaCertificateNeverLeavesTheHouse) {
  const auto key = std::make_shared<FaultySigner>(signer(crypto::kP384));
  const auto issuer = Issuer::self_signing(key, rules(policy::PolicySet::public_trust));
  const auto request =
      vet(profile::kTlsRootCa,
          {.key = key->public_key(), .names = {}, .subject = ca_subject("Root 1")});
  EXPECT_EQ(code(issue(*issuer, request.value())), "signature_fault");
}

TEST(Road, AnAbsentTokenSpendsTheBodyAndSaysSo) {
  const Hierarchy h = tls_hierarchy();
  const auto absent =
      with_signer(*h.subordinate, std::make_shared<AbsentSigner>(h.subordinate_key));
  LintedTbs linted = prepared(*absent);
  EXPECT_EQ(code(absent->sign(std::move(linted))), "token_unavailable");
  // NOLINTNEXTLINE(bugprone-use-after-move): a spent body is what is tested
  EXPECT_EQ(code(absent->sign(std::move(linted))), "token_foreign");
}

TEST(Prepare, SerialsArePositiveOfOneLengthAndDiffer) {
  const Hierarchy h = tls_hierarchy();
  const VettedRequest request = leaf_request();
  std::set<std::string> serials;
  for (int i = 0; i < 200; ++i) {
    const auto linted = h.subordinate->prepare(request, urls(), random(), kNow).value();
    EXPECT_EQ(linted.serial().bytes().size(), 20U);
    EXPECT_EQ(linted.serial().bytes().front() & 0x80, 0);
    EXPECT_TRUE(serials.insert(linted.serial().hex()).second);
  }
}

TEST(Prepare, ALintErrorStopsIssuanceAndNamesTheFinding) {
  const Hierarchy h = tls_hierarchy();
  const auto request = vet(
      profile::kTlsDv, {.key = h.subordinate_key->public_key(), .names = {dns("www.example.com")}});
  const auto result = h.subordinate->prepare(request.value(), urls(), random(), kNow);
  ASSERT_EQ(code(result), "lint_stopped");
  EXPECT_NE(result.error().parameter("findings").find("cps_issuer_is_another"), std::string::npos);
}

TEST(Prepare, AUrlThatIsNotPlainHttpStopsIssuance) {
  const Hierarchy h = tls_hierarchy();
  profile::Urls secure = urls();
  secure.crl = {"https://ca.example/1.crl"};
  EXPECT_EQ(code(h.subordinate->prepare(leaf_request(), secure, random(), kNow)), "lint_stopped");
}

TEST(Prepare, AWarningIsReportedAndDoesNotStop) {
  const Hierarchy h = tls_hierarchy();
  profile::Urls two = urls();
  two.crl.emplace_back("http://ca.example/2.crl");
  const auto linted = h.subordinate->prepare(leaf_request(), two, random(), kNow).value();
  ASSERT_EQ(linted.report().findings.size(), 1U);
  EXPECT_EQ(linted.report().findings[0].lint->name, "cabf_br_crl_distribution_points_one");
}

TEST(Prepare, AnOutsideLinterSeesAWholeCertificateThatVerifiesUnderNoKey) {
  const Hierarchy h = tls_hierarchy();
  Bytes shown;
  const auto issuer = Issuer::make(*h.subordinate->certificate(), h.subordinate_key,
                                   rules(policy::PolicySet::public_trust),
                                   [&](const OutsideLook& look) -> Result<std::string> {
                                     shown = to_bytes(look.certificate_der);
                                     return "notice z_one: seen\n";
                                   })
                          .value();
  const auto linted = prepared(*issuer);
  const auto dummy = x509::Certificate::parse(shown).value();
  EXPECT_TRUE(equal(dummy.tbs_der(), linted.tbs_der()));
  EXPECT_FALSE(dummy.verify_signature(h.subordinate_key->public_key()));
  EXPECT_EQ(linted.outside_findings(), "notice z_one: seen\n");
}

TEST(Sign, AnOutsideLinterSeesTheSignedCertificateToo) {
  const Hierarchy h = tls_hierarchy();
  std::vector<LintStage> stages;
  bool verifies = false;
  const auto issuer = Issuer::make(*h.subordinate->certificate(), h.subordinate_key,
                                   rules(policy::PolicySet::public_trust),
                                   [&](const OutsideLook& look) -> Result<std::string> {
                                     stages.push_back(look.stage);
                                     verifies =
                                         x509::Certificate::parse(look.certificate_der)
                                             ->verify_signature(h.subordinate_key->public_key())
                                             .has_value();
                                     return "";
                                   })
                          .value();
  ASSERT_TRUE(issuer->sign(prepared(*issuer)));
  EXPECT_EQ(stages, (std::vector{LintStage::before_signing, LintStage::after_signing}));
  EXPECT_TRUE(verifies);
}

TEST(Sign, WhatAnOutsideLinterRefusesAfterSigningIsNotHandedOut) {
  const Hierarchy h = tls_hierarchy();
  const auto issuer =
      Issuer::make(*h.subordinate->certificate(), h.subordinate_key,
                   rules(policy::PolicySet::public_trust),
                   [](const OutsideLook& look) -> Result<std::string> {
                     if (look.stage == LintStage::after_signing) {
                       return fail(kOutsideLintStopped, "findings", "error z_two: bad");
                     }
                     return "";
                   })
          .value();
  EXPECT_EQ(code(issuer->sign(prepared(*issuer))), "outside_lint_stopped");
}

TEST(Prepare, AnOutsideLinterCanStopIssuance) {
  const Hierarchy h = tls_hierarchy();
  const auto issuer =
      Issuer::make(
          *h.subordinate->certificate(), h.subordinate_key, rules(policy::PolicySet::public_trust),
          [](const OutsideLook&) -> Result<std::string> { return fail(kOutsideLintStopped); })
          .value();
  EXPECT_EQ(code(issuer->prepare(leaf_request(), urls(), random(), kNow)), "outside_lint_stopped");
}

TEST(Prepare, TheLawOfTheSigningTimeDecidesTheSpan) {
  const Hierarchy h = tls_hierarchy();
  const auto wish = [&](std::int64_t days, Time at) {
    const auto request =
        vet(profile::kTlsDv, {.key = subscriber_key(), .names = {dns("www.example.com")}}, at,
            {.days = days});
    return code(h.subordinate->prepare(request.value(), urls(), random(), at));
  };
  EXPECT_EQ(wish(200, kNow), "ok");
  EXPECT_EQ(wish(201, kNow), "validity_too_long");
  EXPECT_EQ(wish(200, at_date(2027, 3, 15)), "validity_too_long");
  EXPECT_EQ(wish(100, at_date(2027, 3, 15)), "ok");
  EXPECT_EQ(wish(47, at_date(2029, 3, 15)), "ok");
  EXPECT_EQ(wish(48, at_date(2029, 3, 15)), "validity_too_long");
}

TEST(Prepare, ARootIssuesNoSubscriberCertificates) {
  const Hierarchy h = tls_hierarchy();
  EXPECT_EQ(code(h.root->prepare(leaf_request(), urls(), random(), kNow)), "issuer_unfit");
}

TEST(Prepare, NoCaIsIssuedBelowPathLengthZero) {
  const Hierarchy h = tls_hierarchy();
  const auto request =
      vet(profile::kTlsSubordinateCa,
          {.key = subscriber_key(), .names = {}, .subject = ca_subject("Issuing CA 9")});
  EXPECT_EQ(code(h.subordinate->prepare(request.value(), urls(), random(), kNow)), "issuer_unfit");
}

TEST(Prepare, HierarchiesDoNotMix) {
  const Hierarchy h = tls_hierarchy();
  const auto request =
      vet(profile::kPrivateServer, {.key = subscriber_key(), .names = {dns("www.example.com")}});
  EXPECT_EQ(code(h.subordinate->prepare(request.value(), urls(), random(), kNow)), "issuer_unfit");
}

TEST(Prepare, ARootIsMadeOnlyBySelfSigningAndOnlyForItsOwnKey) {
  const Hierarchy h = tls_hierarchy();
  const auto key = signer(crypto::kP384);
  const auto root_request = [](const crypto::PublicKey& subject_key) {
    return vet(profile::kTlsRootCa,
               {.key = subject_key, .names = {}, .subject = ca_subject("Root 2")})
        .value();
  };
  const auto self = Issuer::self_signing(key, rules(policy::PolicySet::public_trust));
  const auto prepare = [](const Issuer& issuer, const VettedRequest& request) {
    return code(issuer.prepare(request, urls(), random(), kNow));
  };
  EXPECT_EQ(prepare(*self, root_request(key->public_key())), "ok");
  EXPECT_EQ(prepare(*self, root_request(h.root_key->public_key())), "signer_mismatch");
  EXPECT_EQ(prepare(*h.root, root_request(h.root_key->public_key())), "issuer_unfit");
  EXPECT_EQ(prepare(*self, leaf_request()), "issuer_unfit");
}

TEST(Make, ALeafOrAForeignKeyMakesNoIssuer) {
  const Hierarchy h = tls_hierarchy();
  const auto make = [](const x509::Certificate& certificate,
                       std::shared_ptr<const keys::Signer> key) {
    return code(Issuer::make(certificate, std::move(key), rules(policy::PolicySet::public_trust)));
  };
  const auto leaf = issue(*h.subordinate, leaf_request()).value();
  EXPECT_EQ(make(leaf, h.subordinate_key), "issuer_unfit");
  EXPECT_EQ(make(*h.subordinate->certificate(), h.root_key), "signer_mismatch");
}

TEST(Road, ManyThreadsShareOneIssuerAndNoSerialComesTwice) {
  const Hierarchy h = tls_hierarchy();
  const VettedRequest request = leaf_request();
  constexpr int kThreads = 4;
  constexpr int kEach = 20;
  std::vector<std::vector<std::string>> serials(kThreads);
  std::vector<std::thread> threads;
  for (auto& mine : serials) {
    threads.emplace_back([&] {
      for (int i = 0; i < kEach; ++i) {
        mine.push_back(issue(*h.subordinate, request).value().serial().hex());
      }
    });
  }
  std::set<std::string> all;
  for (int i = 0; i < kThreads; ++i) {
    threads[static_cast<std::size_t>(i)].join();
    all.insert(serials[static_cast<std::size_t>(i)].begin(),
               serials[static_cast<std::size_t>(i)].end());
  }
  EXPECT_EQ(all.size(), static_cast<std::size_t>(kThreads) * kEach);
}

}  // namespace
}  // namespace chancery::issuance::testing
