#include "identity/role.h"

#include <algorithm>
#include <array>

namespace chancery::identity {
namespace {

using enum Permission;

constexpr Permission kAdministrator[] = {issue_certificates, read_certificates, revoke_certificates,
                                         file_applications,  read_issuers,      read_audit,
                                         manage_access};
constexpr Permission kOfficer[] = {issue_certificates, read_certificates, revoke_certificates,
                                   file_applications, read_issuers};
constexpr Permission kSpecialist[] = {read_certificates, read_issuers};
constexpr Permission kAuditor[] = {read_certificates, read_issuers, read_audit};
constexpr Permission kApplicant[] = {file_applications, read_issuers};

struct Entry {
  Role role;
  std::string_view name;
  std::span<const Permission> permissions;
};

constexpr std::array<Entry, 5> kRoles{{
    {Role::ca_administrator, "ca-administrator", kAdministrator},
    {Role::registration_officer, "registration-officer", kOfficer},
    {Role::validation_specialist, "validation-specialist", kSpecialist},
    {Role::internal_auditor, "internal-auditor", kAuditor},
    {Role::applicant, "applicant", kApplicant},
}};

constexpr std::array<Role, 5> kAllRoles{Role::ca_administrator, Role::registration_officer,
                                        Role::validation_specialist, Role::internal_auditor,
                                        Role::applicant};

const Entry& entry_of(Role role) {
  return kRoles[static_cast<std::size_t>(role)];
}

}  // namespace

bool may(Role role, Permission permission) {
  const auto& permissions = entry_of(role).permissions;
  return std::ranges::find(permissions, permission) != permissions.end();
}

std::span<const Role> all_roles() {
  return kAllRoles;
}

std::string_view to_text(Role role) {
  return entry_of(role).name;
}

std::optional<Role> parse_role(std::string_view text) {
  const auto found = std::ranges::find(kRoles, text, &Entry::name);
  return found == kRoles.end() ? std::nullopt : std::optional(found->role);
}

std::string_view to_text(Permission permission) {
  switch (permission) {
    case issue_certificates:
      return "issue certificates";
    case read_certificates:
      return "read certificates";
    case revoke_certificates:
      return "revoke certificates";
    case file_applications:
      return "file applications";
    case read_issuers:
      return "read issuers and profiles";
    case read_audit:
      return "read the audit log";
    case manage_access:
      return "manage API keys";
  }
  return "do this";
}

}  // namespace chancery::identity
