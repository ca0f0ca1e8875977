#include "identity/second_factors.h"

#include <gmock/gmock.h>

#include "identity/errors.h"
#include "identity/identity_for_tests.h"

namespace chancery::identity {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::SizeIs;

class Generators : public testing::Test {
 protected:
  Desk desk_;
  SecondFactors& factors_ = desk_.registry.factors;
};

TEST_F(Generators, OpenASessionByTheirFirstCode) {
  const auto ann = desk_.newcomer("ann");
  EXPECT_EQ(ann.session->state(), SessionState::enrol_second_factor);
  EXPECT_EQ(code_of(factors_.confirm_totp(*ann.session, "123456")), kTotpNotOffered.code);
  const auto offer = factors_.offer_totp(*ann.session).value();
  EXPECT_THAT(std::string(offer.uri.reveal_text()),
              HasSubstr("otpauth://totp/Chancery:ann?secret="));
  EXPECT_THAT(std::string(offer.qr_svg.reveal_text()), HasSubstr("<svg"));
  desk_.generator = CodeGenerator(offer.secret.reveal_text());
  EXPECT_EQ(code_of(factors_.confirm_totp(*ann.session, "000000")), kSecondFactorRefused.code);
  const auto open = factors_.confirm_totp(*ann.session, desk_.code()).value();
  EXPECT_EQ(open.session->state(), SessionState::open);
  EXPECT_EQ(code_of(desk_.sessions.authenticate(ann.token.reveal_text())), kSessionInvalid.code)
      << "the rights rose";
  EXPECT_THAT(desk_.records("user.totp_added"), SizeIs(1));
}

TEST_F(Generators, AreNotReplacedByAnOfferThatNobodyConfirms) {
  const auto ann = desk_.settled("ann");
  (void)factors_.offer_totp(*ann.session).value();
  desk_.clock.advance(30s);
  const auto half = desk_.with_password("ann").value();
  EXPECT_TRUE(desk_.sign_in.with_code(*half.session, SignIn::CodeKind::totp, desk_.code()));
}

TEST_F(Generators, LieSealedInTheStore) {
  desk_.settled("ann");
  EXPECT_FALSE(desk_.store_holds(as_text(desk_.generator.secret())));
  EXPECT_FALSE(desk_.store_holds(to_base32(desk_.generator.secret())));
}

TEST_F(Generators, ThatAreTheOnlyFactorAreNotRemoved) {  // NT-107
  const auto ann = desk_.settled("ann");
  EXPECT_EQ(code_of(factors_.remove_totp(*ann.session)), kLastSecondFactor.code);
  const auto bob = desk_.newcomer("bob");
  EXPECT_EQ(code_of(factors_.remove_totp(*bob.session)), kTotpNotSet.code);
}

}  // namespace
}  // namespace chancery::identity
