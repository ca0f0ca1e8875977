#include "identity/people.h"

#include <gmock/gmock.h>

#include "identity/errors.h"
#include "identity/identity_for_tests.h"

namespace chancery::identity {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class PeopleOf : public testing::Test {
 protected:
  Result<Invited> create(const std::string& name, Role role, model::AccountId enterprise = {}) {
    return desk_.people.create(desk_.staff(), Desk::order(name, role, enterprise));
  }
  model::AccountId enterprise(const std::string& name) {
    return desk_.registry.enterprises.create(desk_.staff(), name).value().id;
  }
  std::vector<std::string> names(const Caller& caller, const PersonSearch& search = {}) {
    std::vector<std::string> found;
    const auto page = desk_.people.list(caller, search).value();
    for (const auto& person : page.people) {
      found.push_back(person.user.name);
    }
    return found;
  }

  Desk desk_;
};

TEST_F(PeopleOf, TheCaComeInByTheirLinkOnce) {
  const auto invited = create("ann", Role::validation_specialist).value();
  EXPECT_EQ(invited.person.user.status, model::UserStatus::invited);
  EXPECT_TRUE(invited.link.reveal_text().starts_with("https://ca.example.net/invitation#"));
  EXPECT_EQ(code_of(desk_.with_password("ann", "")), kSignInRefused.code);
  EXPECT_EQ(code_of(desk_.accept(invited.link, "too short")), kNewPasswordUnfit.code);
  const auto session = desk_.accept(invited.link).value();
  EXPECT_EQ(session.session->state(), SessionState::enrol_second_factor);
  EXPECT_EQ(code_of(desk_.accept(invited.link)), kInvitationInvalid.code);
  EXPECT_FALSE(desk_.store_holds(Desk::token_of(invited.link)));
  EXPECT_THAT(desk_.records("user.created"), SizeIs(1));
  EXPECT_THAT(desk_.records("user.invitation_accepted"), SizeIs(1));
}

TEST_F(PeopleOf, TheCaDoNotComeInByALinkThatIsTooOldOrForged) {
  const auto invited = create("ann", Role::validation_specialist).value();
  for (const auto& forged : {std::string(), std::string(43, 'A'), std::string(4000, 'A')}) {
    EXPECT_EQ(code_of(desk_.registry.invitations.accept(forged, model::InvitationKind::invitation,
                                                        Secret(kPassword), {})),
              kInvitationInvalid.code);
  }
  EXPECT_EQ(code_of(desk_.registry.invitations.accept(Desk::token_of(invited.link),
                                                      model::InvitationKind::password_reset,
                                                      Secret(kPassword), {})),
            kInvitationInvalid.code);
  desk_.clock.advance(7 * 24h);
  EXPECT_EQ(code_of(desk_.accept(invited.link)), kInvitationInvalid.code);
}

TEST_F(PeopleOf, TheCaHaveNamesAndAddressesThatFit) {
  auto order = Desk::order("ann", Role::ca_administrator);
  for (const auto* wrong : {"", "a b", "a\nb", "a/b", "<a>", "=cmd"}) {
    order.name = wrong;
    EXPECT_EQ(code_of(desk_.people.create(desk_.staff(), order)), kUserNameMalformed.code) << wrong;
  }
  order.name = "Ann";
  for (const auto* wrong : {"", "a", "@b", "a@", "a@b\r\nBcc: c@d", "a b@c", "a@b@c", "\"a\"@b",
                            "a@-b", "a..b@c", "a@b..c", "a@b,c@d"}) {
    order.email = wrong;
    EXPECT_EQ(code_of(desk_.people.create(desk_.staff(), order)), kEmailMalformed.code) << wrong;
  }
  order.email = "Ann.O+ca@Example.net";
  const auto made = desk_.people.create(desk_.staff(), order).value();
  EXPECT_EQ(made.person.user.name, "ann");
  EXPECT_EQ(made.person.user.email, "ann.o+ca@example.net");
  EXPECT_EQ(code_of(desk_.people.create(desk_.staff(), order)), kUserNameTaken.code);
}

TEST_F(PeopleOf, OneMailboxHoldNoRolesThatExcludeEachOther) {  // NT-105
  ASSERT_TRUE(create("ann", Role::internal_auditor));
  auto second = Desk::order("ann2", Role::ca_administrator);
  second.email = "ANN@example.net";
  EXPECT_EQ(code_of(desk_.people.create(desk_.staff(), second)), kRoleConflict.code);
  second.role = Role::internal_auditor;
  const auto made = desk_.people.create(desk_.staff(), second).value();
  EXPECT_EQ(code_of(desk_.people.change(
                desk_.staff(), made.person.user.id,
                {.display_name = {}, .email = {}, .role = Role::system_operator})),
            kRoleConflict.code);
  const auto other = create("bob", Role::ca_administrator).value();
  EXPECT_EQ(
      code_of(desk_.people.change(desk_.staff(), other.person.user.id,
                                  {.display_name = {}, .email = "ann@example.net", .role = {}})),
      kRoleConflict.code);
}

TEST_F(PeopleOf, EnterprisesNeedOneAndStaffNeedNone) {
  const auto example = enterprise("Example");
  EXPECT_EQ(code_of(create("a", Role::applicant)), kEnterpriseNeeded.code);
  EXPECT_EQ(code_of(create("a", Role::ca_administrator, example)), kEnterpriseForbidden.code);
  EXPECT_EQ(code_of(create("a", Role::applicant, model::AccountId(5))), kEnterpriseNotFound.code);
  EXPECT_TRUE(create("a", Role::applicant, example));
}

TEST_F(PeopleOf, AnEnterpriseAreAllThatItsOperatorSeesAndTouches) {
  const auto ours = enterprise("Ours");
  const auto theirs = enterprise("Theirs");
  const auto stranger = create("stranger", Role::applicant, theirs).value().person.user.id;
  const auto staff = create("staff", Role::ca_administrator).value().person.user.id;
  const auto mine = create("mine", Role::applicant, ours).value().person.user.id;
  const auto boss = desk_.of(Role::enterprise_operator, ours);
  EXPECT_THAT(names(boss), ElementsAre("mine"));
  EXPECT_THAT(names(boss, {.text = "", .enterprise = theirs}), IsEmpty());
  for (const auto id : {stranger, staff}) {
    EXPECT_EQ(code_of(desk_.people.find(boss, id)), kUserNotFound.code);
    EXPECT_EQ(code_of(desk_.people.change(boss, id, {})), kUserNotFound.code);
    EXPECT_EQ(code_of(desk_.people.suspend(boss, id)), kUserNotFound.code);
    EXPECT_EQ(code_of(desk_.people.restore(boss, id)), kUserNotFound.code);
    EXPECT_EQ(code_of(desk_.people.reset(boss, id)), kUserNotFound.code);
  }
  EXPECT_TRUE(desk_.people.suspend(boss, mine));
  EXPECT_TRUE(desk_.people.restore(boss, mine));
  const auto list = desk_.registry.enterprises.list(boss, model::AccountId(INT64_MAX), 10).value();
  ASSERT_THAT(list, SizeIs(1));
  EXPECT_EQ(list[0].id, ours);
  EXPECT_EQ(code_of(desk_.registry.enterprises.find(boss, theirs)), kEnterpriseNotFound.code);
  EXPECT_EQ(code_of(desk_.registry.enterprises.change(boss, ours, {})), kPermissionMissing.code);
}

TEST_F(PeopleOf, AnEnterpriseAreInvitedIntoItByItsOperator) {
  const auto ours = enterprise("Ours");
  const auto boss = desk_.of(Role::enterprise_operator, ours);
  const auto made = desk_.people.create(boss, Desk::order("new", Role::applicant)).value();
  EXPECT_EQ(made.person.user.enterprise, ours);
  EXPECT_EQ(made.person.enterprise_name, "Ours");
  EXPECT_EQ(code_of(desk_.people.create(
                boss, Desk::order("other", Role::applicant, enterprise("Theirs")))),
            kEnterpriseNotFound.code);
  EXPECT_EQ(code_of(desk_.people.create(boss, Desk::order("more", Role::ca_administrator))),
            kGrantTooLarge.code);
}

TEST_F(PeopleOf, AnOperatorWithoutAnEnterpriseAreNobody) {
  create("ann", Role::ca_administrator).value();
  const auto lost = desk_.of(Role::enterprise_operator, {});
  EXPECT_THAT(names(lost), IsEmpty());
  EXPECT_FALSE(desk_.people.create(lost, Desk::order("x", Role::applicant)));
}

TEST_F(PeopleOf, AKeyWithFewScopesGetNoMoreThanThose) {
  auto caller = desk_.staff();
  caller.scopes = {Permission::manage_people, Permission::read_issuers};
  EXPECT_TRUE(desk_.people.create(caller, Desk::order("op", Role::system_operator)));
  EXPECT_EQ(code_of(desk_.people.create(caller, Desk::order("x", Role::ca_administrator))),
            kGrantTooLarge.code);
  caller.scopes = {Permission::read_people};
  EXPECT_EQ(code_of(desk_.people.create(caller, Desk::order("y", Role::system_operator))),
            kPermissionMissing.code);
}

TEST_F(PeopleOf, TheirOwnAccountCannotBeShutOut) {
  const auto ann = desk_.settled("ann");
  const auto self = caller_of(ann.session);
  const auto id = ann.session->user.id;
  EXPECT_EQ(code_of(desk_.people.suspend(self, id)), kOwnAccount.code);
  EXPECT_EQ(code_of(desk_.people.reset(self, id)), kOwnAccount.code);
  EXPECT_EQ(code_of(desk_.people.change(
                self, id, {.display_name = {}, .email = {}, .role = Role::registration_officer})),
            kOwnAccount.code);
  EXPECT_TRUE(desk_.people.change(self, id, {.display_name = "Ann", .email = {}, .role = {}}));
}

TEST_F(PeopleOf, AnotherRoleSignInAnew) {
  const auto ann = desk_.settled("ann");
  ASSERT_TRUE(
      desk_.people.change(desk_.staff(), ann.session->user.id,
                          {.display_name = {}, .email = {}, .role = Role::registration_officer}));
  EXPECT_EQ(code_of(desk_.sessions.authenticate(ann.token.reveal_text())), kSessionInvalid.code);
}

TEST_F(PeopleOf, AResetLoseEverythingAndAreInvitedAnew) {
  const auto ann = desk_.settled("ann");
  const auto invited = desk_.people.reset(desk_.staff(), ann.session->user.id).value();
  EXPECT_EQ(code_of(desk_.with_password("ann")), kSignInRefused.code);
  EXPECT_EQ(code_of(desk_.sessions.authenticate(ann.token.reveal_text())), kSessionInvalid.code);
  const auto back = desk_.accept(invited.link, "another password").value();
  EXPECT_EQ(back.session->state(), SessionState::enrol_second_factor);
}

TEST_F(PeopleOf, WhomALockKeepsOutAreRestored) {
  const auto ann = desk_.newcomer("ann");
  for (int i = 0; i < model::User::kMaxFailures; ++i) {
    (void)desk_.with_password("ann", "wrong wrong wrong");
  }
  EXPECT_EQ(code_of(desk_.with_password("ann")), kSignInRefused.code);
  ASSERT_TRUE(desk_.people.restore(desk_.staff(), ann.session->user.id));
  EXPECT_TRUE(desk_.with_password("ann"));
  EXPECT_EQ(code_of(desk_.people.restore(desk_.staff(), ann.session->user.id)),
            kUserStateWrong.code);
}

TEST_F(PeopleOf, WhomAnInvitationWaitsForLoseItBySuspension) {
  const auto invited = create("ann", Role::ca_administrator).value();
  ASSERT_TRUE(desk_.people.suspend(desk_.staff(), invited.person.user.id));
  EXPECT_EQ(code_of(desk_.accept(invited.link)), kInvitationInvalid.code);
  EXPECT_EQ(code_of(desk_.people.reset(desk_.staff(), invited.person.user.id)),
            kUserStateWrong.code);
  const auto back = desk_.people.restore(desk_.staff(), invited.person.user.id).value();
  EXPECT_EQ(back.user.status, model::UserStatus::invited);
}

TEST_F(PeopleOf, AListAreSearchedAndPagedEachOnce) {
  for (int i = 0; i < 7; ++i) {
    ASSERT_TRUE(create(fmt::format("per{}", i), Role::ca_administrator));
  }
  ASSERT_TRUE(create("zoe", Role::ca_administrator));
  EXPECT_THAT(names(desk_.staff(), {.text = "ZO", .enterprise = {}}), ElementsAre("zoe"));
  EXPECT_THAT(names(desk_.staff(), {.text = "per3@exa", .enterprise = {}}), ElementsAre("per3"));
  EXPECT_THAT(names(desk_.staff(), {.text = "nobody", .enterprise = {}}), IsEmpty());
  std::vector<std::string> seen;
  PersonSearch search{.text = "per", .enterprise = {}, .limit = 3};
  do {
    const auto page = desk_.people.list(desk_.staff(), search).value();
    for (const auto& person : page.people) {
      seen.push_back(person.user.name);
    }
    search.before = page.next;
  } while (!search.before.empty());
  EXPECT_THAT(seen, ElementsAre("per6", "per5", "per4", "per3", "per2", "per1", "per0"));
}

TEST_F(PeopleOf, EnterprisesKeepNamesApart) {
  const auto a = enterprise("A");
  enterprise("B");
  auto& desk = desk_.registry.enterprises;
  EXPECT_EQ(code_of(desk.create(desk_.staff(), "A")), kEnterpriseNameTaken.code);
  EXPECT_EQ(code_of(desk.change(desk_.staff(), a, {"B", {}})), kEnterpriseNameTaken.code);
  EXPECT_EQ(code_of(desk.change(desk_.staff(), a, {"a\nb", {}})), kNameMalformed.code);
  EXPECT_EQ(desk.change(desk_.staff(), a, {"A", {}})->name, "A");
  EXPECT_EQ(desk.change(desk_.staff(), a, {"C", {}})->name, "C");
  EXPECT_EQ(code_of(desk.change(desk_.staff(), model::AccountId(5), {})), kEnterpriseNotFound.code);
}

}  // namespace
}  // namespace chancery::identity
