#include "identity/role.h"

#include <gtest/gtest.h>
#include <map>
#include <set>

#include "identity/caller.h"
#include "identity/errors.h"

namespace chancery::identity {
namespace {

using enum Permission;
using enum Role;

/// What changes something.
constexpr PermissionSet kChanging{issue_certificates, revoke_certificates, file_applications,
                                  manage_access,      manage_people,       manage_enterprise};
/// Management of certificates and of their registration.
constexpr PermissionSet kManaging{issue_certificates, revoke_certificates, file_applications};

TEST(Roles, MayDoExactlyWhatTheTableSays) {  // NT-104
  const PermissionSet officer{issue_certificates, read_certificates, revoke_certificates,
                              file_applications, read_issuers};
  PermissionSet everything;
  for (const auto permission : all_permissions()) {
    if (permission != vet_organizations) {  // NT-105: kept apart
      everything.add(permission);
    }
  }
  const std::map<Role, PermissionSet> expected{
      {executive_officer, {read_certificates, read_issuers, read_people}},
      {internal_auditor, {read_certificates, read_issuers, read_audit, read_people}},
      {system_operator, {read_issuers}},
      {policy_manager, {read_certificates, read_issuers}},
      {validation_specialist, {read_certificates, read_issuers, vet_organizations}},
      {ca_administrator, everything},
      {registration_officer, officer},
      {enterprise_operator, {file_applications, read_issuers, manage_enterprise}},
      {applicant, {file_applications, read_issuers}},
  };
  ASSERT_EQ(all_roles().size(), expected.size());
  for (const auto role : all_roles()) {
    EXPECT_EQ(list_of(permissions_of(role)), list_of(expected.at(role))) << to_text(role);
  }
}

TEST(Roles, AreGivenByWhoHasThemOrManagesPeople) {
  const auto specialist = permissions_of(validation_specialist);
  EXPECT_TRUE(appointable(permissions_of(ca_administrator)).holds(specialist));
  for (const auto role : {registration_officer, enterprise_operator, applicant}) {
    EXPECT_FALSE(appointable(permissions_of(role)).holds(specialist)) << to_text(role);
  }
  EXPECT_FALSE(permissions_of(ca_administrator).holds(specialist)) << "or it could make a key";
}

TEST(Roles, ThatWatchChangeNothing) {
  for (const auto role : {executive_officer, internal_auditor, system_operator, policy_manager,
                          validation_specialist}) {
    EXPECT_EQ(permissions_of(role).both(kChanging), PermissionSet()) << to_text(role);
  }
}

TEST(Roles, OfPolicyManagersAndValidationSpecialistsManageNoCertificates) {  // NT-105
  for (const auto role : {policy_manager, validation_specialist}) {
    EXPECT_EQ(permissions_of(role).both(kManaging), PermissionSet());
    for (const auto other : all_roles()) {
      if (permissions_of(other).both(kManaging) != PermissionSet()) {
        EXPECT_TRUE(conflict(role, other)) << to_text(other);
        EXPECT_TRUE(conflict(other, role)) << to_text(other);
      }
    }
  }
  EXPECT_FALSE(conflict(policy_manager, validation_specialist));
}

TEST(Roles, OfOfficersAuditorsAndOperatorsStandAlone) {  // NT-105
  for (const auto role : {executive_officer, internal_auditor, system_operator}) {
    for (const auto other : all_roles()) {
      EXPECT_EQ(conflict(role, other), role != other) << to_text(other);
      EXPECT_EQ(conflict(other, role), role != other) << to_text(other);
    }
  }
}

TEST(Roles, ThatDoTheSameWorkMayBeHeldTogether) {
  EXPECT_FALSE(conflict(ca_administrator, registration_officer));
  EXPECT_FALSE(conflict(enterprise_operator, applicant));
}

TEST(Roles, ThatReadTheAuditLogAreAdministratorsAndAuditors) {  // NT-119
  for (const auto role : all_roles()) {
    EXPECT_EQ(may(role, read_audit), role == ca_administrator || role == internal_auditor);
  }
}

TEST(Roles, ThatManageEverybodyAreAdministratorsAlone) {
  for (const auto role : all_roles()) {
    EXPECT_EQ(may(role, manage_access), role == ca_administrator);
    EXPECT_EQ(may(role, manage_people), role == ca_administrator);
  }
}

TEST(Roles, OfEnterprisesAreTwo) {
  for (const auto role : all_roles()) {
    EXPECT_EQ(needs_enterprise(role), role == enterprise_operator || role == applicant);
  }
}

TEST(Roles, HaveNamesThatAreReadAgain) {
  for (const auto role : all_roles()) {
    EXPECT_EQ(parse_role(to_text(role)), role);
  }
  for (const auto permission : all_permissions()) {
    EXPECT_EQ(parse_permission(to_text(permission)), permission);
  }
  for (const auto* unknown : {"", "root", "CA-Administrator", "applicant "}) {
    EXPECT_EQ(parse_role(unknown), std::nullopt) << unknown;
    EXPECT_EQ(parse_permission(unknown), std::nullopt) << unknown;
  }
}

TEST(PermissionSets, HoldWhatIsInThem) {
  const PermissionSet few{read_issuers, read_audit};
  EXPECT_TRUE(few.holds({read_issuers}));
  EXPECT_TRUE(few.holds({}));
  EXPECT_FALSE(few.holds({read_issuers, manage_people}));
  EXPECT_TRUE(PermissionSet::all().holds(few));
}

TEST(Callers, AreToldWhichPermissionTheyMiss) {
  const Caller auditor{internal_auditor, {}, "api-key:1"};
  EXPECT_TRUE(auditor.require(read_audit));
  const auto refused = auditor.require(revoke_certificates);
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().is(kPermissionMissing));
  EXPECT_EQ(refused.error().parameter("role"), "internal-auditor");
  EXPECT_EQ(refused.error().parameter("permission"), "revoke-certificates");
}

TEST(Callers, SeeEverybodysRowsOnlyWithTheWiderPermission) {
  const model::AccountId own(7);
  EXPECT_EQ(
      Caller({ca_administrator, {}, "x"}).tenant(manage_people, manage_enterprise)->is_anybody(),
      1);
  const auto narrow =
      Caller{enterprise_operator, own, "x"}.tenant(manage_people, manage_enterprise);
  EXPECT_EQ(narrow->is_anybody(), 0);
  EXPECT_EQ(narrow->enterprise(), own);
  EXPECT_FALSE(Caller({applicant, own, "x"}).tenant(manage_people, manage_enterprise));
}

}  // namespace
}  // namespace chancery::identity
