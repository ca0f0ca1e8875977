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

constexpr Permission kAll[] = {issue_certificates, read_certificates, revoke_certificates,
                               file_applications,  read_issuers,      read_audit,
                               manage_access};

/// What changes something.
const std::set<Permission> kChanging{issue_certificates, revoke_certificates, file_applications,
                                     manage_access};

std::set<Permission> permissions_of(Role role) {
  std::set<Permission> found;
  for (const auto permission : kAll) {
    if (may(role, permission)) {
      found.insert(permission);
    }
  }
  return found;
}

TEST(Roles, MayDoExactlyWhatTheTableSays) {
  const std::map<Role, std::set<Permission>> expected{
      {ca_administrator, {std::begin(kAll), std::end(kAll)}},
      {registration_officer,
       {issue_certificates, read_certificates, revoke_certificates, file_applications,
        read_issuers}},
      {validation_specialist, {read_certificates, read_issuers}},
      {internal_auditor, {read_certificates, read_issuers, read_audit}},
      {applicant, {file_applications, read_issuers}},
  };
  ASSERT_EQ(all_roles().size(), expected.size());
  for (const auto role : all_roles()) {
    EXPECT_EQ(permissions_of(role), expected.at(role)) << to_text(role);
  }
}

TEST(Roles, OfAnInternalAuditorChangeNothing) {
  for (const auto permission : kChanging) {
    EXPECT_FALSE(may(internal_auditor, permission)) << to_text(permission);
  }
}

TEST(Roles, OfAValidationSpecialistManageNoCertificates) {  // NT-105
  for (const auto permission : kChanging) {
    EXPECT_FALSE(may(validation_specialist, permission)) << to_text(permission);
  }
}

TEST(Roles, ThatReadTheAuditLogAreAdministratorsAndAuditors) {  // NT-119
  for (const auto role : all_roles()) {
    EXPECT_EQ(may(role, read_audit), role == ca_administrator || role == internal_auditor);
  }
}

TEST(Roles, ThatMakeKeysAreAdministratorsAlone) {
  for (const auto role : all_roles()) {
    EXPECT_EQ(may(role, manage_access), role == ca_administrator);
  }
}

TEST(Roles, HaveNamesThatAreReadAgain) {
  for (const auto role : all_roles()) {
    EXPECT_EQ(parse_role(to_text(role)), role);
  }
  for (const auto* unknown : {"", "root", "CA-Administrator", "applicant "}) {
    EXPECT_EQ(parse_role(unknown), std::nullopt) << unknown;
  }
}

TEST(Callers, AreToldWhichPermissionTheyMiss) {
  const Caller auditor{internal_auditor, {}, "api-key:1"};
  EXPECT_TRUE(auditor.require(read_audit));
  const auto refused = auditor.require(revoke_certificates);
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().is(kPermissionMissing));
  EXPECT_EQ(refused.error().parameter("role"), "internal-auditor");
  EXPECT_EQ(refused.error().parameter("permission"), "revoke certificates");
}

}  // namespace
}  // namespace chancery::identity
