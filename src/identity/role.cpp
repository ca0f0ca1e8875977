#include "identity/role.h"

#include <algorithm>
#include <array>

namespace chancery::identity {
namespace {

using enum Permission;
using enum Role;

struct Entry {
  Role role;
  std::string_view name;
  PermissionSet permissions;
};

// In the order of the enumeration.
constexpr std::array<Entry, 9> kRoles{{
    {executive_officer, "executive-officer", {read_certificates, read_issuers, read_people}},
    {internal_auditor,
     "internal-auditor",
     {read_certificates, read_issuers, read_audit, read_people}},
    {system_operator, "system-operator", {read_issuers}},
    {policy_manager, "policy-manager", {read_certificates, read_issuers}},
    {validation_specialist,
     "validation-specialist",
     {read_certificates, read_issuers, vet_organizations}},
    {ca_administrator,
     "ca-administrator",
     {issue_certificates, read_certificates, revoke_certificates, file_applications, read_issuers,
      read_audit, manage_access, read_people, manage_people, manage_enterprise}},
    {registration_officer,
     "registration-officer",
     {issue_certificates, read_certificates, revoke_certificates, file_applications, read_issuers}},
    {enterprise_operator,
     "enterprise-operator",
     {file_applications, read_issuers, manage_enterprise}},
    {applicant, "applicant", {file_applications, read_issuers}},
}};

constexpr auto kAllRoles = [] {
  std::array<Role, kRoles.size()> roles{};
  std::ranges::transform(kRoles, roles.begin(), &Entry::role);
  return roles;
}();

struct PermissionName {
  Permission permission;
  std::string_view name;
};

constexpr std::array<PermissionName, 11> kPermissions{{
    {issue_certificates, "issue-certificates"},
    {read_certificates, "read-certificates"},
    {revoke_certificates, "revoke-certificates"},
    {file_applications, "file-applications"},
    {read_issuers, "read-issuers"},
    {read_audit, "read-audit"},
    {manage_access, "manage-access"},
    {read_people, "read-people"},
    {manage_people, "manage-people"},
    {manage_enterprise, "manage-enterprise"},
    {vet_organizations, "vet-organizations"},
}};

constexpr auto kAllPermissions = [] {
  std::array<Permission, kPermissions.size()> permissions{};
  std::ranges::transform(kPermissions, permissions.begin(), &PermissionName::permission);
  return permissions;
}();

const Entry& entry_of(Role role) {
  return kRoles[static_cast<std::size_t>(role)];
}

bool stands_alone(Role role) {
  return role == executive_officer || role == internal_auditor || role == system_operator;
}

bool manages_no_certificates(Role role) {
  return role == policy_manager || role == validation_specialist;
}

bool manages_certificates(Role role) {
  return may(role, issue_certificates) || may(role, revoke_certificates) ||
         may(role, file_applications);
}

}  // namespace

PermissionSet permissions_of(Role role) {
  return entry_of(role).permissions;
}

bool may(Role role, Permission permission) {
  return permissions_of(role).has(permission);
}

PermissionSet appointable(PermissionSet own) {
  if (own.has(manage_people)) {
    own.add(vet_organizations);
  }
  return own;
}

bool needs_enterprise(Role role) {
  return role == enterprise_operator || role == applicant;
}

bool conflict(Role a, Role b) {
  return a != b && (stands_alone(a) || stands_alone(b) ||
                    (manages_no_certificates(a) && manages_certificates(b)) ||
                    (manages_no_certificates(b) && manages_certificates(a)));
}

std::span<const Role> all_roles() {
  return kAllRoles;
}

std::span<const Permission> all_permissions() {
  return kAllPermissions;
}

std::string_view to_text(Role role) {
  return entry_of(role).name;
}

std::optional<Role> parse_role(std::string_view text) {
  const auto found = std::ranges::find(kRoles, text, &Entry::name);
  return found == kRoles.end() ? std::nullopt : std::optional(found->role);
}

std::string_view to_text(Permission permission) {
  return kPermissions[static_cast<std::size_t>(permission)].name;
}

std::optional<Permission> parse_permission(std::string_view text) {
  const auto found = std::ranges::find(kPermissions, text, &PermissionName::name);
  return found == kPermissions.end() ? std::nullopt : std::optional(found->permission);
}

std::vector<Permission> list_of(PermissionSet set) {
  std::vector<Permission> listed;
  std::ranges::copy_if(kAllPermissions, std::back_inserter(listed),
                       [&](Permission one) { return set.has(one); });
  return listed;
}

}  // namespace chancery::identity
