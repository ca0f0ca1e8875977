#include "identity/sessions.h"

#include <gmock/gmock.h>

#include "identity/errors.h"
#include "identity/identity_for_tests.h"
#include "store/console_session_repository.h"

namespace chancery::identity {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;
using testing::SizeIs;

class BrowserSessions : public testing::Test {
 protected:
  auto authenticate(const SignedIn& session) {
    return desk_.sessions.authenticate(session.token.reveal_text());
  }

  Desk desk_;
};

TEST_F(BrowserSessions, EndWhenTheyAreNotUsed) {
  const auto session = desk_.settled("ann");
  desk_.clock.advance(29min);
  EXPECT_TRUE(authenticate(session));
  // The touch is nobody's to wait for; a write after it is.
  ASSERT_TRUE(desk_.registry.enterprises.create(desk_.staff(), "behind the touch"));
  desk_.clock.advance(29min);
  EXPECT_TRUE(authenticate(session));
  ASSERT_TRUE(desk_.registry.enterprises.create(desk_.staff(), "likewise"));
  desk_.clock.advance(30min);
  EXPECT_EQ(code_of(authenticate(session)), kSessionInvalid.code);
}

TEST_F(BrowserSessions, EndAfterHalfADayHoweverMuchTheyAreUsed) {
  const auto session = desk_.settled("ann");
  for (int i = 0; i < 29; ++i) {
    desk_.clock.advance(25min);
    ASSERT_EQ(code_of(authenticate(session)), i < 28 ? "" : kSessionInvalid.code) << i;
    ASSERT_TRUE(desk_.registry.enterprises.create(desk_.staff(), fmt::format("e{}", i)));
  }
}

TEST_F(BrowserSessions, AreOpenedByTheirWholeTokenAlone) {
  const auto session = desk_.settled("ann");
  const std::string token(session.token.reveal_text());
  std::string changed = token;
  changed.back() = changed.back() == 'A' ? 'B' : 'A';
  for (const auto& wrong : {std::string(), changed, token + "A", token.substr(1),
                            std::string(43, 'A'), std::string(5000, 'A'), session.session->csrf}) {
    EXPECT_EQ(code_of(desk_.sessions.authenticate(wrong)), kSessionInvalid.code) << wrong;
  }
  EXPECT_TRUE(desk_.sessions.authenticate(token));
}

TEST_F(BrowserSessions, EndWithTheSuspensionOfTheirUser) {  // NT-109
  const auto session = desk_.settled("ann");
  ASSERT_TRUE(desk_.people.suspend(desk_.staff(), session.session->user.id));
  EXPECT_EQ(code_of(authenticate(session)), kSessionInvalid.code);
  ASSERT_TRUE(desk_.people.restore(desk_.staff(), session.session->user.id));
  EXPECT_EQ(code_of(authenticate(session)), kSessionInvalid.code) << "gone for good";
}

TEST_F(BrowserSessions, EndWithTheSuspensionOfTheirEnterprise) {  // NT-109
  const auto enterprise = desk_.registry.enterprises.create(desk_.staff(), "Example").value();
  const auto session = desk_.settled("ann", Role::applicant, enterprise.id);
  EXPECT_EQ(session.session->enterprise_name, "Example");
  ASSERT_TRUE(desk_.registry.enterprises.change(desk_.staff(), enterprise.id, {{}, true}));
  EXPECT_EQ(code_of(authenticate(session)), kSessionInvalid.code);
  EXPECT_EQ(code_of(desk_.with_password("ann")), kSignInRefused.code);
}

TEST_F(BrowserSessions, AreListedAndEndedByTheirOwner) {
  const auto first = desk_.settled("ann");
  const auto other = desk_.with_password("ann").value();
  const auto id = first.session->user.id;
  const auto listed = desk_.sessions.of_user(id).value();
  ASSERT_THAT(listed, SizeIs(2));
  EXPECT_EQ(listed[0].id, other.session->session.id);
  EXPECT_EQ(listed[0].address, "192.0.2.7");
  EXPECT_EQ(listed[0].agent, "a browser");
  ASSERT_TRUE(desk_.sessions.end(listed[0].id, id, "user:x"));
  EXPECT_EQ(code_of(authenticate(other)), kSessionInvalid.code);
  EXPECT_TRUE(authenticate(first));
  EXPECT_EQ(code_of(desk_.sessions.end(listed[0].id, id, "user:x")), kSessionNotFound.code);
}

TEST_F(BrowserSessions, OfSomebodyElseCannotBeEnded) {
  const auto ann = desk_.settled("ann");
  const auto bob = desk_.settled("bob");
  EXPECT_EQ(code_of(desk_.sessions.end(ann.session->session.id, bob.session->user.id, "user:bob")),
            kSessionNotFound.code);
  EXPECT_TRUE(authenticate(ann));
}

TEST_F(BrowserSessions, ThatAreOverAreDropped) {
  const auto session = desk_.settled("ann");
  const auto later = desk_.clock.now() + 13h;
  const auto drop = [&] {
    return desk_.database
        .write([&](store::Transaction& tx) {
          return store::ConsoleSessionRepository::drop_expired(tx, later, 10);
        })
        .value();
  };
  EXPECT_EQ(drop(), 1);
  EXPECT_EQ(drop(), 0);
  EXPECT_THAT(desk_.sessions.of_user(session.session->user.id).value(), IsEmpty());
}

}  // namespace
}  // namespace chancery::identity
