#include "policy/rule.h"

namespace chancery::policy {

std::string_view to_text(PolicySet set) {
  switch (set) {
    case PolicySet::public_trust:
      return "public-trust";
    case PolicySet::private_trust:
      return "private";
    case PolicySet::smime_trust:
      return "s-mime";
  }
  return "unknown";
}

}  // namespace chancery::policy
