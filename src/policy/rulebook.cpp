#include "policy/rulebook.h"

#include "policy/key_rules.h"
#include "policy/limits.h"
#include "policy/name_rules.h"

namespace chancery::policy {

std::vector<const Rule*> rules_in_force(PolicySet set, Time at) {
  std::vector<const Rule*> rules;
  const auto take = [&](const Rule& rule) {
    if (rule.in_force(at)) {
      rules.push_back(&rule);
    }
  };
  for (const DatedLimit& row : dated_limits()) {
    if (row.set == set) {
      take(row.rule);
    }
  }
  for (const Rule* rule : name_rules(set)) {
    take(*rule);
  }
  for (const Rule* rule : key_rules(set)) {
    take(*rule);
  }
  return rules;
}

}  // namespace chancery::policy
