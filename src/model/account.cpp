#include "model/account.h"

namespace chancery::model {

std::string_view to_text(AccountStatus status) {
  switch (status) {
    case AccountStatus::valid:
      return "valid";
    case AccountStatus::deactivated:
      return "deactivated";
    case AccountStatus::revoked:
      return "revoked";
    case AccountStatus::suspended:
      return "suspended";
  }
  return "";
}

std::string_view to_text(AccountKind kind) {
  return kind == AccountKind::acme ? "acme" : "enterprise";
}

}  // namespace chancery::model
