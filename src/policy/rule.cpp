#include "policy/rule.h"

namespace chancery::policy {

std::string_view to_text(PolicySet set) {
  return set == PolicySet::public_trust ? "public-trust" : "private";
}

}  // namespace chancery::policy
