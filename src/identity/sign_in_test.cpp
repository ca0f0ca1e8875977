#include "identity/sign_in.h"

#include <gmock/gmock.h>

#include "identity/errors.h"
#include "identity/identity_for_tests.h"
#include "store/user_repository.h"

namespace chancery::identity {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

class Administrators : public testing::Test {
 protected:
  Result<NewApiKey> sign_in(std::string_view password, std::string_view new_password = "",
                            std::string_view name = "admin") {
    return desk_.sign_in.sign_in(name, Secret(password), Secret(new_password));
  }
  std::string reset() {
    return std::string(desk_.sign_in.reset_administrator("admin").value().reveal_text());
  }
  /// An administrator who has replaced the first password by kPassword.
  void settle() { sign_in(reset(), kPassword).value(); }
  std::optional<model::User> user(std::string_view name = "admin") {
    return desk_.database
        .read([&](store::Snapshot& s) { return store::UserRepository::by_name(s, name); })
        .value();
  }

  static constexpr std::string_view kPassword = "correct horse battery";
  Desk desk_;
};

TEST_F(Administrators, ReplaceTheFirstPasswordAtTheFirstSignIn) {
  const std::string one_time = reset();
  EXPECT_THAT(one_time, SizeIs(20));
  EXPECT_EQ(code_of(sign_in(one_time)), kNewPasswordNeeded.code);
  EXPECT_EQ(code_of(sign_in(one_time, "too short")), kNewPasswordUnfit.code);
  EXPECT_EQ(code_of(sign_in(one_time, std::string(257, 'x'))), kNewPasswordUnfit.code);
  EXPECT_EQ(code_of(sign_in(one_time, one_time)), kNewPasswordUnfit.code);
  EXPECT_EQ(user()->failed_attempts, 0) << "the password was right";
  EXPECT_TRUE(sign_in(one_time, kPassword));
  EXPECT_EQ(code_of(sign_in(one_time, kPassword)), kSignInRefused.code) << "it was for one use";
  EXPECT_TRUE(sign_in(kPassword));
}

TEST_F(Administrators, PayTheFullPriceForAPassword) {
  SignIn dear(desk_.database, desk_.audit, desk_.keys, desk_.clock, desk_.random, desk_.ids);
  const auto one_time = dear.reset_administrator("admin").value();
  EXPECT_FALSE(sign_in(one_time.reveal_text(), kPassword)) << "not what a cheap hash says";
  EXPECT_TRUE(dear.sign_in("admin", one_time, Secret(kPassword)));
}

TEST_F(Administrators, GetAKeyOfTheirRoleForAnHour) {
  settle();
  const auto made = sign_in(kPassword).value();
  EXPECT_EQ(made.key.expires, kToday + 1h);
  const auto caller = desk_.keys.authenticate(made.secret.reveal_text()).value();
  EXPECT_EQ(caller.role, Role::ca_administrator);
  desk_.clock.advance(1h);
  EXPECT_EQ(code_of(desk_.keys.authenticate(made.secret.reveal_text())), kApiKeyInvalid.code);
}

TEST_F(Administrators, AreLockedAfterTenWrongPasswordsAndUnlockedByAReset) {
  settle();
  for (int i = 0; i < SignIn::kMaxFailures; ++i) {
    EXPECT_EQ(code_of(sign_in("wrong wrong wrong")), kSignInRefused.code);
  }
  EXPECT_EQ(user()->failed_attempts, SignIn::kMaxFailures);
  EXPECT_EQ(code_of(sign_in(kPassword)), kSignInRefused.code) << "right, but locked";
  EXPECT_EQ(user()->failed_attempts, SignIn::kMaxFailures);
  EXPECT_TRUE(sign_in(reset(), kPassword));
}

TEST_F(Administrators, AreNotLockedByWrongPasswordsOfLongAgo) {
  settle();
  for (int i = 0; i < SignIn::kMaxFailures - 1; ++i) {
    ASSERT_FALSE(sign_in("wrong wrong wrong"));
  }
  ASSERT_TRUE(sign_in(kPassword));
  EXPECT_EQ(user()->failed_attempts, 0);
  ASSERT_FALSE(sign_in("wrong wrong wrong"));
  EXPECT_TRUE(sign_in(kPassword));
}

TEST_F(Administrators, AreAnsweredAsIfTheyDidNotExist) {
  settle();
  const auto wrong = sign_in("wrong wrong wrong");
  const auto unknown = sign_in("wrong wrong wrong", "", "nobody");
  const auto too_long = sign_in(std::string(1000, 'x'));
  const auto empty = sign_in("");
  for (const auto* answer : {&wrong, &unknown, &too_long, &empty}) {
    ASSERT_FALSE(*answer);
    EXPECT_EQ(answer->error().message(), wrong.error().message());
  }
}

TEST_F(Administrators, LeaveARecordOfEverySignIn) {
  settle();
  (void)sign_in("wrong wrong wrong");
  (void)sign_in("wrong wrong wrong", "", "my secret password");
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
  EXPECT_THAT(desk_.records("api_key.created"), SizeIs(1));
}

TEST_F(Administrators, HaveNoPasswordInStoreOrAuditLog) {
  const std::string one_time = reset();
  const auto made = sign_in(one_time, kPassword).value();
  (void)sign_in("a wrong password", "a newer password");
  (void)sign_in("typed as a name", "", "a name that is a secret");
  for (const auto& secret :
       {one_time, std::string(kPassword), std::string("a wrong password"),
        std::string("a newer password"), std::string("a name that is a secret"),
        std::string(made.secret.reveal_text())}) {
    EXPECT_FALSE(desk_.store_holds(secret)) << secret;
  }
  EXPECT_TRUE(desk_.store_holds("admin"));
}

TEST_F(Administrators, AreResetForGood) {
  settle();
  const auto before = *user();
  const auto fresh = reset();
  EXPECT_EQ(code_of(sign_in(kPassword)), kSignInRefused.code);
  EXPECT_NE(user()->password_hash, before.password_hash);
  EXPECT_TRUE(user()->one_time);
  EXPECT_TRUE(sign_in(fresh, kPassword));
}

TEST_F(Administrators, CannotBeMadeOfSomebodyWithAnotherRole) {
  model::User auditor;
  auditor.id = desk_.ids.next<model::UserId>();
  auditor.name = "ann";
  auditor.role = to_text(Role::internal_auditor);
  desk_.database
      .write([&](store::Transaction& tx) { return store::UserRepository::insert(tx, auditor); })
      .value();
  EXPECT_EQ(code_of(desk_.sign_in.reset_administrator("ann")), kRoleConflict.code);
  EXPECT_EQ(user("ann")->password_hash, Bytes());
  EXPECT_EQ(code_of(sign_in("", "", "ann")), kSignInRefused.code);
}

TEST_F(Administrators, NeedANameThatFits) {
  EXPECT_EQ(code_of(desk_.sign_in.reset_administrator("")), kNameMalformed.code);
  EXPECT_EQ(code_of(desk_.sign_in.reset_administrator(std::string(65, 'a'))), kNameMalformed.code);
  const std::string longest(64, 'a');
  const auto password = desk_.sign_in.reset_administrator(longest).value();
  EXPECT_TRUE(sign_in(password.reveal_text(), kPassword, longest));
}

}  // namespace
}  // namespace chancery::identity
