#include "identity/sign_in.h"

#include <gmock/gmock.h>

#include "identity/errors.h"
#include "identity/identity_for_tests.h"

namespace chancery::identity {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using CodeKind = SignIn::CodeKind;

class Administrators : public testing::Test {
 protected:
  Result<SignedIn> sign_in(std::string_view password, std::string_view name = "admin") {
    return desk_.with_password(name, password);
  }
  std::string reset() {
    return std::string(desk_.sign_in.reset_administrator("admin").value().reveal_text());
  }
  Result<SignedIn> choose(const SignedIn& session, std::string_view fresh,
                          std::string_view current = "") {
    return desk_.sign_in.set_password(*session.session, Secret(current), Secret(fresh));
  }
  /// An administrator who has replaced the first password by kPassword.
  SignedIn settle() { return choose(sign_in(reset()).value(), kPassword).value(); }
  std::optional<model::User> user() { return desk_.user("admin"); }

  Desk desk_;
};

TEST_F(Administrators, ReplaceTheFirstPasswordBeforeAnythingElse) {
  const std::string one_time = reset();
  EXPECT_THAT(one_time, SizeIs(20));
  const auto first = sign_in(one_time).value();
  EXPECT_EQ(first.session->state(), SessionState::new_password);
  EXPECT_EQ(code_of(choose(first, "too short")), kNewPasswordUnfit.code);
  EXPECT_EQ(code_of(choose(first, std::string(257, 'x'))), kNewPasswordUnfit.code);
  EXPECT_EQ(code_of(choose(first, one_time)), kNewPasswordUnfit.code);
  const auto next = choose(first, kPassword).value();
  EXPECT_EQ(next.session->state(), SessionState::enrol_second_factor);
  EXPECT_EQ(code_of(sign_in(one_time)), kSignInRefused.code) << "it was for one use";
  EXPECT_TRUE(sign_in(kPassword));
}

TEST_F(Administrators, PayTheFullPriceForAPassword) {
  Passwords dear(desk_.random);
  SignIn desk({desk_.database, desk_.audit, desk_.clock, desk_.random, desk_.ids}, dear,
              desk_.sessions, desk_.registry.factors);
  const auto one_time = desk.reset_administrator("admin").value();
  EXPECT_FALSE(sign_in(one_time.reveal_text())) << "not what a cheap hash says";
  EXPECT_TRUE(desk.with_password("admin", one_time, {}));
}

TEST_F(Administrators, AreKeptOutByWrongPasswordsForAWhileAndNotForGood) {
  settle();
  for (int i = 0; i < model::User::kMaxFailures; ++i) {
    EXPECT_EQ(code_of(sign_in("wrong wrong wrong")), kSignInRefused.code);
  }
  EXPECT_TRUE(user()->is_closed(desk_.clock.now()));
  EXPECT_FALSE(user()->is_locked());
  EXPECT_EQ(code_of(sign_in(kPassword)), kSignInRefused.code) << "right, but closed";
  EXPECT_THAT(desk_.records("user.password_closed"), SizeIs(1));
  desk_.clock.advance(SignIn::kClosed - 1s);
  EXPECT_EQ(code_of(sign_in("wrong wrong wrong")), kSignInRefused.code)
      << "who goes on trying must not make it longer";
  desk_.clock.advance(1s);
  EXPECT_TRUE(sign_in(kPassword));
  EXPECT_FALSE(user()->closed_until);
}

TEST_F(Administrators, AreLetInByAResetWhileStrangersKeepThemOut) {
  settle();
  for (int i = 0; i < model::User::kMaxFailures; ++i) {
    ASSERT_FALSE(sign_in("wrong wrong wrong"));
  }
  EXPECT_TRUE(sign_in(reset()));
}

TEST_F(Administrators, AreNotLockedByWrongPasswordsOfLongAgo) {
  settle();
  for (int i = 0; i < model::User::kMaxFailures - 1; ++i) {
    ASSERT_FALSE(sign_in("wrong wrong wrong"));
  }
  ASSERT_TRUE(sign_in(kPassword));
  EXPECT_EQ(user()->wrong_passwords, 0);
  ASSERT_FALSE(sign_in("wrong wrong wrong"));
  EXPECT_TRUE(sign_in(kPassword));
}

TEST_F(Administrators, AreAnsweredAsIfTheyDidNotExist) {
  settle();
  const auto wrong = sign_in("wrong wrong wrong");
  const auto unknown = sign_in("wrong wrong wrong", "nobody");
  const auto too_long = sign_in(std::string(1000, 'x'));
  const auto long_name = sign_in("wrong", std::string(5000, 'x'));
  const auto empty = sign_in("");
  for (const auto* answer : {&wrong, &unknown, &too_long, &long_name, &empty}) {
    ASSERT_FALSE(*answer);
    EXPECT_EQ(answer->error().message(), wrong.error().message());
  }
}

TEST_F(Administrators, LeaveARecordOfEverySignIn) {
  settle();
  (void)sign_in("wrong wrong wrong");
  (void)sign_in("wrong wrong wrong", "my secret password");
  const auto records = desk_.records("user.sign_in");
  ASSERT_THAT(records, SizeIs(3));
  EXPECT_EQ(records[0].outcome, audit::Outcome::done);
  EXPECT_EQ(records[0].actor, "user:" + to_text(user()->id));
  EXPECT_THAT(records[0].details, HasSubstr(R"("name":"admin")"));
  EXPECT_EQ(records[1].outcome, audit::Outcome::refused);
  EXPECT_EQ(records[1].subject, "user:" + to_text(user()->id));
  EXPECT_EQ(records[2].subject, "user:unknown");
  EXPECT_THAT(records[2].details, Not(HasSubstr("my secret password")))
      << "people type passwords where names belong";
  EXPECT_THAT(desk_.records("user.password_reset"), SizeIs(1));
  EXPECT_THAT(desk_.records("user.password_set"), SizeIs(1));
}

TEST_F(Administrators, HaveNoPasswordInStoreOrAuditLog) {
  const std::string one_time = reset();
  const auto made = choose(sign_in(one_time).value(), kPassword).value();
  (void)sign_in("a wrong password");
  (void)sign_in("typed as a name", "a name that is a secret");
  for (const auto& secret : {one_time, std::string(kPassword), std::string("a wrong password"),
                             std::string("typed as a name"), std::string("a name that is a secret"),
                             std::string(made.token.reveal_text()), made.session->csrf}) {
    EXPECT_FALSE(desk_.store_holds(secret)) << secret;
  }
  EXPECT_TRUE(desk_.store_holds("admin"));
}

TEST_F(Administrators, AreResetForGood) {
  const auto session = desk_.settled("ann");
  const auto other = desk_.settled("bob");
  const auto fresh = desk_.sign_in.reset_administrator("ann").value();
  EXPECT_EQ(code_of(desk_.with_password("ann")), kSignInRefused.code);
  EXPECT_EQ(code_of(desk_.sessions.authenticate(session.token.reveal_text())),
            kSessionInvalid.code);
  EXPECT_TRUE(desk_.sessions.authenticate(other.token.reveal_text()));
  const auto again = desk_.with_password("ann", fresh.reveal_text()).value();
  EXPECT_EQ(again.session->state(), SessionState::new_password) << "the old factor is gone";
}

TEST_F(Administrators, CannotBeMadeOfSomebodyWithAnotherRole) {
  desk_.newcomer("ann", Role::internal_auditor);
  EXPECT_EQ(code_of(desk_.sign_in.reset_administrator("ann")), kRoleConflict.code);
  EXPECT_TRUE(desk_.with_password("ann"));
}

TEST_F(Administrators, NeedANameThatFits) {
  EXPECT_EQ(code_of(desk_.sign_in.reset_administrator("")), kNameMalformed.code);
  EXPECT_EQ(code_of(desk_.sign_in.reset_administrator(std::string(65, 'a'))), kNameMalformed.code);
  const std::string longest(64, 'a');
  const auto password = desk_.sign_in.reset_administrator(longest).value();
  EXPECT_TRUE(sign_in(password.reveal_text(), longest));
}

TEST_F(Administrators, MayTypeTheirNameInCapitals) {
  desk_.newcomer("ann");
  EXPECT_TRUE(desk_.with_password("ANN"));
}

class SecondSteps : public testing::Test {
 protected:
  /// Half way in.
  SignedIn half() { return desk_.with_password("ann").value(); }
  Result<SignedIn> show(const SignedIn& session, std::string_view code,
                        CodeKind kind = CodeKind::totp) {
    return desk_.sign_in.with_code(*session.session, kind, code);
  }

  Desk desk_;
  SignedIn first_ = desk_.settled("ann");
};

TEST_F(SecondSteps, OpenASession) {  // NT-107
  desk_.clock.advance(30s);
  const auto before = half();
  EXPECT_EQ(before.session->state(), SessionState::second_factor);
  const auto after = show(before, desk_.code()).value();
  EXPECT_EQ(after.session->state(), SessionState::open);
  EXPECT_EQ(after.session->session.verified, desk_.clock.now());
}

TEST_F(SecondSteps, ReplaceTheToken) {  // no fixation
  desk_.clock.advance(30s);
  const auto before = half();
  const auto after = show(before, desk_.code()).value();
  EXPECT_NE(before.token.reveal_text(), after.token.reveal_text());
  EXPECT_NE(before.session->csrf, after.session->csrf);
  EXPECT_EQ(code_of(desk_.sessions.authenticate(before.token.reveal_text())), kSessionInvalid.code);
}

TEST_F(SecondSteps, DoNotTakeACodeTwice) {
  EXPECT_EQ(code_of(show(half(), desk_.code())), kSecondFactorRefused.code)
      << "the one that confirmed the generator";
  desk_.clock.advance(30s);
  EXPECT_TRUE(show(half(), desk_.code()));
  EXPECT_EQ(code_of(show(half(), desk_.code())), kSecondFactorRefused.code);
  EXPECT_EQ(code_of(show(half(), desk_.code(-1))), kSecondFactorRefused.code)
      << "nor one from before";
}

TEST_F(SecondSteps, AreLockedOutByWrongCodesThoughThePasswordIsRightEachTime) {
  for (int i = 0; i < model::User::kMaxFailures; ++i) {
    EXPECT_EQ(code_of(show(half(), "000000")), kSecondFactorRefused.code) << i;
  }
  EXPECT_TRUE(desk_.user("ann")->is_locked());
  EXPECT_EQ(code_of(desk_.with_password("ann")), kSignInRefused.code);
  EXPECT_EQ(code_of(desk_.sessions.authenticate(first_.token.reveal_text())), kSessionInvalid.code)
      << "somebody with the password is guessing";
}

TEST_F(SecondSteps, AreOnRecordWithoutTheCode) {
  (void)show(half(), "000000");
  const auto records = desk_.records("user.second_factor");
  ASSERT_THAT(records, SizeIs(1));
  EXPECT_EQ(records[0].outcome, audit::Outcome::refused);
  EXPECT_THAT(records[0].details, HasSubstr(R"("factor":"totp")"));
  EXPECT_THAT(records[0].details, Not(HasSubstr("000000")));
}

TEST_F(SecondSteps, TakeEachRecoveryCodeOnce) {
  const auto codes = desk_.registry.factors.make_recovery_codes(*first_.session).value();
  ASSERT_THAT(codes, SizeIs(SecondFactors::kRecoveryCodes));
  EXPECT_EQ(codes[0].size(), 19U);
  EXPECT_FALSE(desk_.store_holds(codes[0].reveal_text()));
  std::string typed(codes[0].reveal_text());
  std::ranges::transform(typed, typed.begin(),
                         [](char c) { return c == '-' ? ' ' : std::toupper(c); });
  EXPECT_EQ(show(half(), typed, CodeKind::recovery)->session->state(), SessionState::open);
  EXPECT_EQ(code_of(show(half(), typed, CodeKind::recovery)), kSecondFactorRefused.code);
  EXPECT_TRUE(show(half(), codes[1].reveal_text(), CodeKind::recovery));
  EXPECT_EQ(half().session->factors.recovery_codes, 8);
  (void)desk_.registry.factors.make_recovery_codes(*first_.session).value();
  EXPECT_EQ(code_of(show(half(), codes[2].reveal_text(), CodeKind::recovery)),
            kSecondFactorRefused.code)
      << "replaced";
}

TEST_F(SecondSteps, TakeNobodyElsesCodes) {
  const auto bob = desk_.settled("bob");
  const auto codes = desk_.registry.factors.make_recovery_codes(*bob.session).value();
  EXPECT_EQ(code_of(show(half(), codes[0].reveal_text(), CodeKind::recovery)),
            kSecondFactorRefused.code);
  desk_.clock.advance(30s);
  EXPECT_EQ(code_of(show(half(), desk_.code())), kSecondFactorRefused.code) << "bob's generator";
}

TEST_F(SecondSteps, StandBeforeTheChoiceOfAPassword) {
  const auto before = half();
  EXPECT_EQ(code_of(desk_.sign_in.set_password(*before.session, Secret(kPassword),
                                               Secret("another password"))),
            kSignInUnfinished.code);
}

TEST_F(SecondSteps, AreNotAskedForTwiceByAChangeOfPasswordWhichEndsOtherSessions) {
  desk_.clock.advance(30s);
  const auto other = show(half(), desk_.code()).value();
  EXPECT_EQ(code_of(desk_.sign_in.set_password(*first_.session, Secret("wrong wrong wrong"),
                                               Secret("another password"))),
            kPasswordWrong.code);
  EXPECT_EQ(desk_.user("ann")->failed_attempts, 1);
  const auto changed =
      desk_.sign_in.set_password(*first_.session, Secret(kPassword), Secret("another password"))
          .value();
  EXPECT_EQ(changed.session->state(), SessionState::open);
  for (const auto ended : {first_.token.reveal_text(), other.token.reveal_text()}) {
    EXPECT_EQ(code_of(desk_.sessions.authenticate(ended)), kSessionInvalid.code);
  }
}

TEST_F(SecondSteps, StepUpASensitiveAct) {
  EXPECT_TRUE(desk_.sessions.check_step_up(*first_.session));
  desk_.clock.advance(5min + 1ms);
  EXPECT_EQ(code_of(desk_.sessions.check_step_up(*first_.session)), kStepUpNeeded.code);
  const auto again = show(first_, desk_.code()).value();
  EXPECT_TRUE(desk_.sessions.check_step_up(*again.session));
}

}  // namespace
}  // namespace chancery::identity
