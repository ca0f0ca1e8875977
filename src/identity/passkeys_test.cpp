#include "identity/passkeys.h"

#include <boost/json/serialize.hpp>
#include <boost/json/value_to.hpp>
#include <gmock/gmock.h>

#include "identity/errors.h"
#include "identity/identity_for_tests.h"
#include "webauthn/authenticator_for_tests.h"
#include "webauthn/errors.h"

namespace chancery::identity {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Bytes challenge_of(const PasskeyQuestion& question) {
  return from_base64url(boost::json::value_to<std::string>(question.public_key.at("challenge")))
      .value();
}

class PasskeyHolders : public testing::Test {
 protected:
  Result<NewPasskey> add(const SignedIn& session, const std::string& name = "laptop") {
    const auto question = passkeys_.ask_registration(*session.session).value();
    return passkeys_.add(*session.session, question.challenge_id, name,
                         device_.make(challenge_of(question)));
  }
  PasskeyAnswer answer(const PasskeyQuestion& question) {
    ++device_.count;
    return {device_.id, device_.get(challenge_of(question)), {}};
  }
  Result<SignedIn> show(const SignedIn* half) {
    const auto* session = half != nullptr ? half->session.get() : nullptr;
    const auto question = passkeys_.ask_assertion(session).value();
    return passkeys_.show(session, question.challenge_id, answer(question), {});
  }

  Desk desk_;
  Passkeys& passkeys_ = desk_.registry.passkeys;
  webauthn::TestAuthenticator device_;
};

TEST_F(PasskeyHolders, NeedNoOtherFactor) {  // NT-107
  const auto ann = desk_.newcomer("ann");
  const auto made = add(ann).value();
  EXPECT_EQ(made.signed_in.session->state(), SessionState::open);
  EXPECT_EQ(made.passkey.name, "laptop");
  EXPECT_EQ(code_of(desk_.sessions.authenticate(ann.token.reveal_text())), kSessionInvalid.code);
  const auto half = desk_.with_password("ann").value();
  EXPECT_EQ(half.session->state(), SessionState::second_factor);
  EXPECT_EQ(show(&half)->session->state(), SessionState::open);
  EXPECT_THAT(desk_.records("user.passkey_added"), SizeIs(1));
}

TEST_F(PasskeyHolders, ComeInWithoutAPasswordIfTheyAreVerified) {
  (void)add(desk_.newcomer("ann")).value();
  const auto in = show(nullptr).value();
  EXPECT_EQ(in.session->state(), SessionState::open);
  EXPECT_EQ(in.session->user.name, "ann");
  device_.flags = 0x01;  // a touch
  EXPECT_EQ(code_of(show(nullptr)), kPasskeyRefused.code);
}

TEST_F(PasskeyHolders, AreAskedForWhatTheyHave) {
  const auto ann = add(desk_.newcomer("ann")).value().signed_in;
  const auto own = boost::json::serialize(passkeys_.ask_assertion(ann.session.get())->public_key);
  EXPECT_THAT(own, HasSubstr(to_base64url(device_.id)));
  EXPECT_THAT(own, HasSubstr(R"("userVerification":"preferred")"));
  const auto anybody = boost::json::serialize(passkeys_.ask_assertion(nullptr)->public_key);
  EXPECT_THAT(anybody, HasSubstr(R"("allowCredentials":[])")) << "tells nothing of anybody";
  EXPECT_THAT(anybody, HasSubstr(R"("userVerification":"required")"));
  EXPECT_THAT(anybody, HasSubstr(R"("rpId":"ca.example.net")"));
  const auto fresh = boost::json::serialize(passkeys_.ask_registration(*ann.session)->public_key);
  EXPECT_THAT(fresh, HasSubstr(R"("attestation":"none")"));
  EXPECT_THAT(fresh, HasSubstr(R"("excludeCredentials":[{"type":"public-key","id":")"));
}

TEST_F(PasskeyHolders, CannotAnswerOneQuestionTwice) {
  (void)add(desk_.newcomer("ann")).value();
  const auto question = passkeys_.ask_assertion(nullptr).value();
  EXPECT_TRUE(passkeys_.show(nullptr, question.challenge_id, answer(question), {}));
  EXPECT_EQ(code_of(passkeys_.show(nullptr, question.challenge_id, answer(question), {})),
            kChallengeInvalid.code);
}

TEST_F(PasskeyHolders, CannotReplayAnAnswer) {
  (void)add(desk_.newcomer("ann")).value();
  const auto question = passkeys_.ask_assertion(nullptr).value();
  const auto seen = answer(question);
  ASSERT_TRUE(passkeys_.show(nullptr, question.challenge_id, seen, {}));
  const auto next = passkeys_.ask_assertion(nullptr).value();
  EXPECT_EQ(code_of(passkeys_.show(nullptr, next.challenge_id, seen, {})), kPasskeyRefused.code);
}

TEST_F(PasskeyHolders, CannotUseAQuestionOfAnotherSessionPurposeOrTime) {
  const auto ann = add(desk_.newcomer("ann")).value().signed_in;
  const auto half = desk_.with_password("ann").value();
  const auto own = passkeys_.ask_assertion(ann.session.get()).value();
  EXPECT_EQ(code_of(passkeys_.show(half.session.get(), own.challenge_id, answer(own), {})),
            kChallengeInvalid.code);
  EXPECT_EQ(code_of(passkeys_.show(nullptr, own.challenge_id, answer(own), {})),
            kChallengeInvalid.code);
  const auto registration = passkeys_.ask_registration(*ann.session).value();
  EXPECT_EQ(code_of(passkeys_.show(ann.session.get(), registration.challenge_id,
                                   answer(registration), {})),
            kChallengeInvalid.code);
  const auto old = passkeys_.ask_assertion(nullptr).value();
  desk_.clock.advance(5min);
  EXPECT_EQ(code_of(passkeys_.show(nullptr, old.challenge_id, answer(old), {})),
            kChallengeInvalid.code);
  for (const auto& forged : {std::string(), std::string("AAAA"), std::string(5000, 'A')}) {
    EXPECT_EQ(code_of(passkeys_.show(nullptr, forged, answer(old), {})), kChallengeInvalid.code);
  }
}

TEST_F(PasskeyHolders, DoNotOpenSomebodyElsesAccount) {
  (void)add(desk_.newcomer("ann")).value();
  desk_.settled("bob");
  const auto half = desk_.with_password("bob").value();
  EXPECT_EQ(code_of(show(&half)), kPasskeyRefused.code);
  const auto question = passkeys_.ask_assertion(nullptr).value();
  auto wrong_handle = answer(question);
  wrong_handle.user_handle = to_bytes("somebody else");
  EXPECT_EQ(code_of(passkeys_.show(nullptr, question.challenge_id, wrong_handle, {})),
            kPasskeyRefused.code);
  EXPECT_THAT(desk_.records("user.second_factor"), SizeIs(2));
}

TEST_F(PasskeyHolders, AreNotKeptOutByAStrangersWrongPasswords) {
  const auto ann = add(desk_.newcomer("ann")).value().signed_in;
  for (int i = 0; i < 2 * model::User::kMaxFailures; ++i) {
    EXPECT_FALSE(desk_.with_password("ann", "wrong wrong wrong"));
  }
  EXPECT_FALSE(desk_.with_password("ann"));
  EXPECT_TRUE(desk_.sessions.authenticate(ann.token.reveal_text()));
  EXPECT_TRUE(show(nullptr));
}

TEST_F(PasskeyHolders, WhoAreSuspendedOrLockedStayOut) {
  const auto ann = add(desk_.newcomer("ann")).value().signed_in;
  ASSERT_TRUE(desk_.people.suspend(desk_.staff(), ann.session->user.id));
  EXPECT_EQ(code_of(show(nullptr)), kPasskeyRefused.code);
  ASSERT_TRUE(desk_.people.restore(desk_.staff(), ann.session->user.id));
  EXPECT_TRUE(show(nullptr));
  const auto half = desk_.with_password("ann").value();
  for (int i = 0; i < model::User::kMaxFailures; ++i) {
    (void)desk_.sign_in.with_code(*half.session, SignIn::CodeKind::totp, "000000");
  }
  EXPECT_EQ(code_of(show(nullptr)), kPasskeyRefused.code);
}

TEST_F(PasskeyHolders, CannotRegisterOnePasskeyTwice) {
  const auto ann = add(desk_.newcomer("ann")).value().signed_in;
  EXPECT_EQ(code_of(add(ann)), kPasskeyTaken.code);
  EXPECT_EQ(code_of(add(desk_.newcomer("bob"))), kPasskeyTaken.code);
}

TEST_F(PasskeyHolders, KeepTheirLastFactor) {
  const auto made = add(desk_.newcomer("ann")).value();
  const auto& session = *made.signed_in.session;
  EXPECT_EQ(code_of(passkeys_.remove(session, made.passkey.id)), kLastSecondFactor.code);
  EXPECT_THAT(passkeys_.of_user(session.user.id).value(), SizeIs(1));
  device_.id.assign(16, 0x43);
  const auto second = add(made.signed_in).value();
  EXPECT_TRUE(passkeys_.remove(*second.signed_in.session, made.passkey.id));
  EXPECT_EQ(code_of(passkeys_.remove(*second.signed_in.session, made.passkey.id)),
            kPasskeyNotFound.code);
  const auto bob = desk_.settled("bob");
  EXPECT_EQ(code_of(passkeys_.remove(*bob.session, second.passkey.id)), kPasskeyNotFound.code);
}

TEST_F(PasskeyHolders, LoseThemByAReset) {
  const auto ann = add(desk_.newcomer("ann")).value().signed_in;
  ASSERT_TRUE(desk_.people.reset(desk_.staff(), ann.session->user.id));
  EXPECT_EQ(code_of(show(nullptr)), kPasskeyRefused.code);
  EXPECT_THAT(passkeys_.of_user(ann.session->user.id).value(), IsEmpty());
}

}  // namespace
}  // namespace chancery::identity
