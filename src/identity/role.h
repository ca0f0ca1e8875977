// Trusted roles and what each may do (RFC 3647 section 5.2.1; CP/CPS 5.2.1; NT-104, NT-105,
// NT-119).
//
// The table is the whole rule: a door asks `may(role, permission)` and nothing else.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace chancery::identity {

enum class Role : std::uint8_t {
  executive_officer,      ///< answers for the CA: sees, changes nothing; holds no other role
  internal_auditor,       ///< reads everything, changes nothing; holds no other role
  system_operator,        ///< runs the machines: no certificates; holds no other role
  policy_manager,         ///< reads what is issued under which profile; manages no certificates
  validation_specialist,  ///< looks into organizations; sees certificates, manages none
  ca_administrator,       ///< hierarchies, keys, people, access; issues and revokes
  registration_officer,   ///< issues under private profiles, files applications, revokes
  enterprise_operator,  ///< does everything in its own enterprise, and manages its people and keys
  applicant,            ///< files applications and sees what is its enterprise's
};

enum class Permission : std::uint8_t {
  issue_certificates,   ///< at once, under a profile that needs no domain validation
  read_certificates,    ///< of every account
  revoke_certificates,  ///< of every account
  file_applications,    ///< and with what comes of them: in its own enterprise
  read_issuers,         ///< and profiles
  read_audit,
  manage_access,      ///< make and withdraw API keys
  read_people,        ///< users and enterprises
  manage_people,      ///< likewise
  manage_enterprise,  ///< people and API keys of its own enterprise
  vet_organizations,  ///< decide whether organizations are what they say
};

/// Some permissions, as a value.
class PermissionSet final {
 public:
  PermissionSet() = default;
  constexpr PermissionSet(std::initializer_list<Permission> permissions) {
    for (const Permission one : permissions) {
      add(one);
    }
  }
  [[nodiscard]] static constexpr PermissionSet all() {
    PermissionSet set;
    set.bits_ = ~std::uint32_t{0};
    return set;
  }
  constexpr void add(Permission one) { bits_ |= bit(one); }
  [[nodiscard]] constexpr bool has(Permission one) const { return (bits_ & bit(one)) != 0; }
  [[nodiscard]] constexpr bool holds(PermissionSet other) const {
    return (other.bits_ & ~bits_) == 0;
  }
  [[nodiscard]] constexpr PermissionSet both(PermissionSet other) const {
    other.bits_ &= bits_;
    return other;
  }
  friend constexpr bool operator==(PermissionSet, PermissionSet) = default;

 private:
  static constexpr std::uint32_t bit(Permission one) { return 1U << static_cast<unsigned>(one); }

  std::uint32_t bits_ = 0;
};

[[nodiscard]] PermissionSet permissions_of(Role role);
[[nodiscard]] bool may(Role role, Permission permission);

/// What a holder of `own` may give to a person: what it has itself, and who manages everybody's
/// people the duties that are kept apart from its own (NT-105). To an API key it gives only what it
/// has itself: nobody makes a key for a duty that it must not have.
[[nodiscard]] PermissionSet appointable(PermissionSet own);

/// Whether holders of the role belong to an enterprise; all others are staff of the CA.
[[nodiscard]] bool needs_enterprise(Role role);

/// Whether one person must not hold both (NT-105): executive officer, internal auditor and system
/// operator stand alone; policy managers and validation specialists manage no certificates.
[[nodiscard]] bool conflict(Role a, Role b);

[[nodiscard]] std::span<const Role> all_roles();
[[nodiscard]] std::span<const Permission> all_permissions();

/// "ca-administrator", "registration-officer", ... as in the API and on the command line.
[[nodiscard]] std::string_view to_text(Role role);
[[nodiscard]] std::optional<Role> parse_role(std::string_view text);

/// "revoke-certificates", ... likewise.
[[nodiscard]] std::string_view to_text(Permission permission);
[[nodiscard]] std::optional<Permission> parse_permission(std::string_view text);

/// Those in the set, in the order of the enumeration.
[[nodiscard]] std::vector<Permission> list_of(PermissionSet set);

}  // namespace chancery::identity
