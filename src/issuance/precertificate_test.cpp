#include "issuance/precertificate.h"

#include <gtest/gtest.h>
#include <type_traits>

#include "issuance/errors.h"
#include "issuance/testing/road.h"
#include "x509/precertificate.h"

namespace chancery::issuance::testing {
namespace {

static_assert(!std::is_copy_constructible_v<Precertificate>);
static_assert(!std::is_default_constructible_v<Precertificate>, "nobody but sign_... makes one");
static_assert(!std::is_convertible_v<LintedPrecertificate, LintedTbs>,
              "what bears the poison is never signed as a certificate");
static_assert(!std::is_constructible_v<LintedPrecertificate, LintedTbs>);

SystemRandom& random() {
  static SystemRandom source;
  return source;
}

x509::SctList some_scts() {
  x509::SignedCertificateTimestamp sct;
  sct.timestamp = kNow;
  sct.signature = Bytes(70, 7);
  return {sct, sct};
}

template <class T>
std::string code(const Result<T>& result) {
  return result ? "ok" : std::string(result.error().code());
}

Result<Precertificate> signed_by(const Issuer& issuer, LintedPrecertificate&& linted) {
  Bytes refused;
  return issuer.sign_precertificate(std::move(linted), refused);
}

Precertificate a_precertificate(const Issuer& issuer) {
  auto linted = issuer.prepare_precertificate(leaf_request(), urls(), random(), kNow).value();
  return signed_by(issuer, std::move(linted)).value();
}

class PrecertificateRoad : public ::testing::TestWithParam<crypto::KeySpec> {
 protected:
  /// Making RSA keys takes long: once for all tests.
  static const Hierarchy& hierarchy() {
    static const Hierarchy p256 = tls_hierarchy(crypto::kP384, crypto::kP256);
    static const Hierarchy rsa = tls_hierarchy(crypto::kP384, crypto::kRsa2048);
    return GetParam() == crypto::kP256 ? p256 : rsa;
  }

  const Hierarchy& h_ = hierarchy();
  const Issuer& issuer_ = *h_.subordinate;
};

INSTANTIATE_TEST_SUITE_P(Keys, PrecertificateRoad,
                         ::testing::Values(crypto::kP256, crypto::kRsa2048));

TEST_P(PrecertificateRoad, BothAreSignedAndDifferByPoisonAndListAlone) {
  auto linted = issuer_.prepare_precertificate(leaf_request(), urls(), random(), kNow).value();
  const auto serial = linted.linted().serial();
  auto announced = signed_by(issuer_, std::move(linted)).value();
  const auto precertificate = x509::Certificate::parse(announced.der()).value();
  const auto final_one =
      issuer_.sign(issuer_.complete(std::move(announced), some_scts(), kNow).value()).value();
  EXPECT_EQ(precertificate.serial(), serial);
  EXPECT_EQ(final_one.serial(), serial);
  EXPECT_TRUE(x509::check_correspondence(precertificate.tbs_der(), final_one.tbs_der()));
  for (const auto* one : {&precertificate, &final_one}) {
    EXPECT_TRUE(one->verify_signature(h_.subordinate_key->public_key()));
  }
  const auto* const list = final_one.extensions().find(x509::kSctList);
  ASSERT_NE(list, nullptr);
  EXPECT_EQ(x509::parse_sct_list(list->value).value(), some_scts());
}

TEST_P(PrecertificateRoad, LogsAreShownTheBodyThatTheCertificateWillHave) {
  auto announced = a_precertificate(issuer_);
  const Bytes logged = to_bytes(announced.logged_tbs_der());
  const auto linted = issuer_.complete(std::move(announced), some_scts(), kNow).value();
  EXPECT_EQ(x509::logged_tbs(linted.tbs_der()).value(), logged);
}

TEST_P(PrecertificateRoad, NoTwoCertificatesComeOfOnePrecertificate) {
  auto announced = a_precertificate(issuer_);
  ASSERT_TRUE(issuer_.complete(std::move(announced), some_scts(), kNow));
  // NOLINTNEXTLINE(bugprone-use-after-move): what is left behind is what is tried
  EXPECT_EQ(code(issuer_.complete(std::move(announced), some_scts(), kNow)), "token_foreign");
}

TEST_P(PrecertificateRoad, AnotherIssuerNeverCompletesIt) {
  const Hierarchy other = tls_hierarchy();
  EXPECT_EQ(code(other.subordinate->complete(a_precertificate(issuer_), some_scts(), kNow)),
            "token_foreign");
  auto linted = issuer_.prepare_precertificate(leaf_request(), urls(), random(), kNow).value();
  EXPECT_EQ(code(signed_by(*other.subordinate, std::move(linted))), "token_foreign");
}

TEST_P(PrecertificateRoad, WithoutAnSctThereIsNoCertificate) {
  EXPECT_EQ(code(issuer_.complete(a_precertificate(issuer_), {}, kNow)), "sct_malformed");
}

TEST_P(PrecertificateRoad, LintsLookAgainBeforeTheSecondSignature) {
  auto announced = a_precertificate(issuer_);
  EXPECT_EQ(
      code(issuer_.complete(std::move(announced), some_scts(), kNow + std::chrono::days(400))),
      "lint_stopped");
}

TEST(PrecertificateLinting, AnOutsideLinterSeesBothBeforeAndAfterEachSignature) {
  const Hierarchy h = tls_hierarchy();
  std::vector<std::pair<LintStage, bool>> seen;
  const auto issuer =
      Issuer::make(
          *h.subordinate->certificate(), h.subordinate_key, rules(policy::PolicySet::public_trust),
          [&](const OutsideLook& look) {
            const auto shown = x509::Certificate::parse(look.certificate_der).value();
            const bool poisoned = shown.extensions().find(x509::kPrecertificatePoison) != nullptr;
            seen.emplace_back(look.stage, poisoned);
            return Result<std::string>("");
          })
          .value();
  ASSERT_TRUE(issuer->sign(issuer->complete(a_precertificate(*issuer), some_scts(), kNow).value()));
  EXPECT_EQ(seen, (std::vector<std::pair<LintStage, bool>>{{LintStage::before_signing, true},
                                                           {LintStage::after_signing, true},
                                                           {LintStage::before_signing, false},
                                                           {LintStage::after_signing, false}}));
}

}  // namespace
}  // namespace chancery::issuance::testing
