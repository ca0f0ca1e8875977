// Whose things a caller may see and touch.
#pragma once

#include "model/account.h"

namespace chancery::ra {

/// Every call about something that exists says on whose behalf it is made. A thing of another
/// account answers as if it were not there.
class Scope final {
 public:
  /// An applicant: sees its own things only.
  [[nodiscard]] static Scope of(model::AccountId account) { return Scope(account, false); }
  /// CA staff, console operators, the command line of the machine itself.
  [[nodiscard]] static Scope staff() { return Scope({}, true); }

  [[nodiscard]] bool covers(model::AccountId owner) const { return staff_ || owner == account_; }
  [[nodiscard]] bool is_staff() const { return staff_; }
  /// Empty for staff.
  [[nodiscard]] model::AccountId account() const { return account_; }

 private:
  Scope(model::AccountId account, bool staff) : account_(account), staff_(staff) {}

  model::AccountId account_;
  bool staff_;
};

}  // namespace chancery::ra
