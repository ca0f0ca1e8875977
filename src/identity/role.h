// Trusted roles and what each may do (RFC 3647 section 5.2.1; CP/CPS 5.2.1; NT-104, NT-105,
// NT-119).
//
// The table is the whole rule: a door asks `may(role, permission)` and nothing else.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace chancery::identity {

enum class Role {
  ca_administrator,       ///< hierarchies, keys, access; issues and revokes
  registration_officer,   ///< issues under private profiles, files applications, revokes
  validation_specialist,  ///< sees applications and certificates, decides nothing here yet
  internal_auditor,       ///< reads everything, changes nothing; holds no other role
  applicant,              ///< files applications and sees its own certificates
};

enum class Permission {
  issue_certificates,   ///< at once, under a profile that needs no domain validation
  read_certificates,    ///< of every account
  revoke_certificates,  ///< of every account
  file_applications,
  read_issuers,  ///< and profiles
  read_audit,
  manage_access,  ///< make and withdraw API keys
};

[[nodiscard]] bool may(Role role, Permission permission);

[[nodiscard]] std::span<const Role> all_roles();

/// "ca-administrator", "registration-officer", ... as in the API and on the command line.
[[nodiscard]] std::string_view to_text(Role role);
[[nodiscard]] std::optional<Role> parse_role(std::string_view text);

/// "revoke certificates", for the sentence that refuses.
[[nodiscard]] std::string_view to_text(Permission permission);

}  // namespace chancery::identity
