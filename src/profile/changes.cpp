#include "profile/changes.h"

#include <algorithm>
#include <array>
#include <set>

#include "policy/key_rules.h"
#include "policy/name_rules.h"
#include "policy/rulebook.h"

namespace chancery::profile {
namespace {

using policy::Limit;

struct LimitName {
  Limit limit;
  std::string_view name;
  bool (*concerns)(const Profile&);
};

bool is_leaf(const Profile& profile) {
  return profile.kind() == CertificateKind::subscriber ||
         profile.kind() == CertificateKind::precertificate;
}
bool is_named_leaf(const Profile& profile) {
  return is_leaf(profile) && policy::is_public(profile.set());
}
bool is_identified_leaf(const Profile& profile) {
  return is_leaf(profile) && profile.needs_identity();
}
bool is_root(const Profile& profile) {
  return profile.kind() == CertificateKind::root_ca;
}
bool is_other(const Profile& profile) {
  return !is_leaf(profile) && !is_root(profile);
}

constexpr std::array kLimits = {
    LimitName{Limit::validity_days, "validity_days", is_leaf},
    LimitName{Limit::domain_reuse_days, "domain_reuse_days", is_named_leaf},
    LimitName{Limit::mailbox_reuse_days, "mailbox_reuse_days", is_named_leaf},
    LimitName{Limit::identity_reuse_days, "identity_reuse_days", is_identified_leaf},
    LimitName{Limit::backdating_seconds, "backdating_seconds", is_leaf},
    LimitName{Limit::ca_backdating_seconds, "backdating_seconds", is_other},
    LimitName{Limit::root_backdating_seconds, "backdating_seconds", is_root},
    LimitName{Limit::root_validity_days_min, "validity_days_least", is_root},
    LimitName{Limit::root_validity_days_max, "validity_days", is_root},
};

// One thing that is in force, so that two moments can be compared.
struct Entry {
  std::string what;
  std::string value;
  std::string citation;

  auto operator<=>(const Entry&) const = default;
};

std::string label_of(const Row& row) {
  const auto* attribute = std::get_if<SubjectAttribute>(&row.value);
  return attribute == nullptr
             ? std::string(to_text(row.field))
             : std::string(to_text(row.field)) + " " + x509::attribute_name(attribute->type);
}

std::vector<Entry> in_force(const Profile& profile, Time at) {
  std::vector<Entry> entries;
  for (const LimitInForce& limit : limits_in_force(profile, at)) {
    entries.push_back(
        {std::string(limit.name), std::to_string(limit.value), std::string(limit.rule->citation)});
  }
  for (const Row& row : profile.rows()) {
    if (row.in_force(at)) {
      entries.push_back({label_of(row),
                         std::string(to_text(row.presence)) + ": " + to_text(row.value),
                         std::string(row.citation)});
    }
  }
  return entries;
}

// Rules that are no bounds and no rows: on names and keys.
std::vector<Entry> rules_in_force(const Profile& profile, Time at) {
  std::set<std::string_view> bounds;
  for (const policy::DatedLimit& row : policy::dated_limits()) {
    bounds.insert(row.rule.id);
  }
  std::vector<Entry> entries;
  for (const policy::Rule* rule : policy::rules_in_force(profile.set(), at)) {
    if (!bounds.contains(rule->id)) {
      entries.push_back(
          {"rule " + std::string(rule->id), std::string(rule->text), std::string(rule->citation)});
    }
  }
  return entries;
}

std::vector<Entry> all_in_force(const Profile& profile, Time at) {
  auto entries = in_force(profile, at);
  auto rules = rules_in_force(profile, at);
  entries.insert(entries.end(), std::make_move_iterator(rules.begin()),
                 std::make_move_iterator(rules.end()));
  return entries;
}

std::vector<Entry> without(const std::vector<Entry>& entries, const std::vector<Entry>& others) {
  std::vector<Entry> rest;
  std::ranges::copy_if(entries, std::back_inserter(rest), [&](const Entry& entry) {
    return std::ranges::find(others, entry) == others.end();
  });
  return rest;
}

void compare(const Profile& profile, Seconds date, std::vector<Change>& changes) {
  const auto before = all_in_force(profile, date - std::chrono::seconds(1));
  const auto after = all_in_force(profile, date);
  auto ended = without(before, after);
  for (const Entry& entry : without(after, before)) {
    const auto old = std::ranges::find(ended, entry.what, &Entry::what);
    changes.push_back({date, entry.what, old == ended.end() ? std::string() : old->value,
                       entry.value, entry.citation});
    if (old != ended.end()) {
      ended.erase(old);
    }
  }
  for (const Entry& entry : ended) {
    changes.push_back({date, entry.what, entry.value, {}, entry.citation});
  }
}

std::set<Seconds> dates_of(const Profile& profile) {
  std::set<Seconds> dates;
  const auto take = [&](Seconds from, Seconds until) {
    dates.insert(from);
    dates.insert(until);
  };
  for (const Row& row : profile.rows()) {
    take(row.effective_from, row.effective_until);
  }
  for (const policy::DatedLimit& row : policy::dated_limits()) {
    take(row.rule.effective_from, row.rule.effective_until);
  }
  for (const auto rules : {policy::name_rules(profile.set()), policy::key_rules(profile.set())}) {
    for (const policy::Rule* rule : rules) {
      take(rule->effective_from, rule->effective_until);
    }
  }
  return dates;
}

}  // namespace

std::vector<LimitInForce> limits_in_force(const Profile& profile, Time at) {
  std::vector<LimitInForce> list;
  for (const LimitName& each : kLimits) {
    const auto* row = each.concerns(profile) ? strictest(each.limit, profile.set(), at) : nullptr;
    if (row != nullptr) {
      list.push_back({each.limit, each.name, row->value, &row->rule});
    }
  }
  return list;
}

std::vector<Change> changes_between(const Profile& profile, Time after, Time until) {
  std::vector<Change> changes;
  for (const Seconds date : dates_of(profile)) {
    if (after < date && date <= until) {
      compare(profile, date, changes);
    }
  }
  return changes;
}

}  // namespace chancery::profile
