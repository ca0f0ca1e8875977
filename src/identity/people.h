// Who may come in, in which role: made, changed, suspended, restored, reset (NT-104, NT-105,
// NT-109).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/secret.h"
#include "identity/caller.h"
#include "identity/ground.h"
#include "identity/invitations.h"
#include "identity/session.h"
#include "model/user.h"
#include "store/enterprise_repository.h"

namespace chancery::identity {

struct PersonOrder {
  std::string name;
  std::string display_name;
  std::string email;
  Role role = Role::applicant;
  model::AccountId enterprise;  ///< for roles that need one; else empty
};

struct PersonChange {
  std::optional<std::string> display_name;
  std::optional<std::string> email;
  std::optional<Role> role;
};

/// A person with what a list shows of it.
struct Person {
  model::User user;
  Factors factors;
  std::string enterprise_name;
};

/// "invited", "active", "suspended" or "locked": what a person is, in a word.
[[nodiscard]] std::string_view status_text(const model::User& user);

/// A person for whom a link was made.
struct Invited {
  Person person;
  Secret link;  ///< empty when it went out by mail
};

struct PersonSearch {
  std::string text;             ///< part of name, display name or e-mail address; case is ignored
  model::AccountId enterprise;  ///< empty: any that the caller may see
  model::UserId before{INT64_MAX};
  std::size_t limit = 50;
};

struct PersonPage {
  std::vector<Person> people;
  model::UserId next;  ///< `before` of the next page; empty: this was the last
};

/// Who manages one enterprise sees and touches its people alone: others are not found. Nobody
/// grants a permission that he has not (kGrantTooLarge). Safe for many threads.
class People final {
 public:
  /// `invitations` is borrowed.
  People(const Ground& ground, Invitations& invitations)
      : ground_(ground), invitations_(invitations) {}

  /// The person comes in by the link. Errors: kUserNameMalformed, kNameMalformed, kEmailMalformed,
  /// kUserNameTaken, kRoleConflict, kEnterpriseNeeded, kEnterpriseForbidden, kEnterpriseNotFound,
  /// kGrantTooLarge, kPermissionMissing.
  [[nodiscard]] Result<Invited> create(const Caller& caller, const PersonOrder& order);

  /// Newest first. A page may be shorter than asked for, even empty, and still have a next one.
  /// Errors: kPermissionMissing, kEnterpriseNotFound.
  [[nodiscard]] Result<PersonPage> list(const Caller& caller, const PersonSearch& search);

  /// Errors: kUserNotFound, kPermissionMissing.
  [[nodiscard]] Result<Person> find(const Caller& caller, model::UserId id);

  /// With another role all sessions end. Errors: as `create`, kUserNotFound, kOwnAccount.
  [[nodiscard]] Result<Person> change(const Caller& caller, model::UserId id,
                                      const PersonChange& change);

  /// At once, open sessions included. Errors: kUserNotFound, kOwnAccount.
  [[nodiscard]] Result<Person> suspend(const Caller& caller, model::UserId id);

  /// Ends a suspension or a lock. Who has no password yet needs a reset. Errors: kUserNotFound,
  /// kUserStateWrong when there is nothing to restore.
  [[nodiscard]] Result<Person> restore(const Caller& caller, model::UserId id);

  /// Takes password, second factors and sessions away, and invites anew. Errors: kUserNotFound,
  /// kOwnAccount, kUserStateWrong while suspended.
  [[nodiscard]] Result<Invited> reset(const Caller& caller, model::UserId id);

 private:
  enum class Reading { no, yes };
  [[nodiscard]] Result<store::Tenant> tenant_of(const Caller& caller, Reading reading) const;
  [[nodiscard]] Result<void> check(store::Transaction& tx, const Caller& caller,
                                   const model::User& user) const;
  [[nodiscard]] Result<model::User> owned(store::Transaction& tx, const Caller& caller,
                                          model::UserId id) const;
  template <class Edit>
  [[nodiscard]] Result<Person> edit(const Caller& caller, model::UserId id, const char* kind,
                                    Edit&& change);
  [[nodiscard]] Result<void> record(store::Transaction& tx, const Caller& caller,
                                    const model::User& user, const char* kind) const;

  Ground ground_;
  Invitations& invitations_;
};

}  // namespace chancery::identity
