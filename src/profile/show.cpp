#include "profile/show.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "policy/rulebook.h"
#include "profile/changes.h"
#include "profile/validity.h"

namespace chancery::profile {
namespace {

constexpr auto kOneSecond = std::chrono::seconds(1);

std::string date_text(Seconds date) {
  return to_rfc3339(date).substr(0, 10);
}

void put_dates(boost::json::object& out, Seconds from, Seconds until) {
  out["effective_from"] = date_text(from);
  if (until != policy::kOpenEnd) {
    out["effective_until"] = date_text(until);
  }
}

std::string dates_text(Seconds from, Seconds until) {
  return "since " + date_text(from) +
         (until == policy::kOpenEnd ? std::string() : ", until " + date_text(until));
}

boost::json::object to_json(const Row& row) {
  boost::json::object out;
  out["field"] = std::string(to_text(row.field));
  out["presence"] = std::string(to_text(row.presence));
  out["emission"] = std::string(to_text(row.emission));
  if (row.criticality != Criticality::not_an_extension) {
    out["criticality"] = std::string(to_text(row.criticality));
  }
  out["value"] = to_text(row.value);
  out["citation"] = std::string(row.citation);
  put_dates(out, row.effective_from, row.effective_until);
  return out;
}

boost::json::object to_json(const policy::Rule& rule) {
  boost::json::object out;
  out["id"] = std::string(rule.id);
  out["text"] = std::string(rule.text);
  out["citation"] = std::string(rule.citation);
  put_dates(out, rule.effective_from, rule.effective_until);
  return out;
}

boost::json::object to_json(const LimitInForce& limit) {
  boost::json::object out;
  out["limit"] = std::string(limit.name);
  out["value"] = limit.value;
  out["rule"] = std::string(limit.rule->id);
  out["citation"] = std::string(limit.rule->citation);
  put_dates(out, limit.rule->effective_from, limit.rule->effective_until);
  return out;
}

boost::json::object to_json(const Change& change) {
  boost::json::object out;
  out["date"] = date_text(change.date);
  out["what"] = change.what;
  out["before"] = change.before;
  out["after"] = change.after;
  out["citation"] = change.citation;
  return out;
}

std::string row_text(const Row& row) {
  const std::string_view criticality = to_text(row.criticality);
  return fmt::format("{}: {}, {}{}{}\n    {}\n    [{}; {}]\n", to_text(row.field),
                     to_text(row.presence), to_text(row.emission), criticality.empty() ? "" : ", ",
                     criticality, to_text(row.value), row.citation,
                     dates_text(row.effective_from, row.effective_until));
}

std::string limit_text(const LimitInForce& limit) {
  return fmt::format("  {}: {} [{}; {}]\n", limit.name, limit.value, limit.rule->citation,
                     dates_text(limit.rule->effective_from, limit.rule->effective_until));
}

std::string change_text(const Change& change) {
  return fmt::format("  {} {}: {} -> {} [{}]\n", date_text(change.date), change.what,
                     change.before.empty() ? "nothing" : change.before,
                     change.after.empty() ? "nothing" : change.after, change.citation);
}

}  // namespace

std::string show_text(const Profile& profile, Time at) {
  const DaysAllowed days = max_days(profile, at);
  std::string out = fmt::format(
      "{} ({}; {}, {}) as of {}\n\nvalidity: {} days by default, at most {} [{}]\nnames: at most "
      "{}\n\n",
      profile.name(), profile.title(), to_text(profile.kind()), policy::to_text(profile.set()),
      to_rfc3339(at), std::min(profile.bounds().default_days, days.days), days.days, days.citation,
      profile.bounds().max_names);
  out += "limits in force:\n";
  for (const LimitInForce& limit : limits_in_force(profile, at)) {
    out += limit_text(limit);
  }
  out += "\n";
  for (const Row& row : profile.rows()) {
    if (row.in_force(at)) {
      out += row_text(row);
    }
  }
  out += "\nrules in force:\n";
  for (const policy::Rule* rule : policy::rules_in_force(profile.set(), at)) {
    out += fmt::format("  {}: {} [{}]\n", rule->id, rule->text, rule->citation);
  }
  out += "\nchanges to come:\n";
  for (const Change& change : changes_between(profile, at, policy::kOpenEnd - kOneSecond)) {
    out += change_text(change);
  }
  return out;
}

std::string show_json(const Profile& profile, Time at) {
  const DaysAllowed days = max_days(profile, at);
  boost::json::object out;
  out["name"] = profile.name();
  out["title"] = profile.title();
  out["kind"] = std::string(to_text(profile.kind()));
  out["policy_set"] = std::string(policy::to_text(profile.set()));
  out["at"] = to_rfc3339(at);
  out["default_days"] = std::min(profile.bounds().default_days, days.days);
  out["max_days"] = days.days;
  out["max_days_citation"] = std::string(days.citation);
  out["max_names"] = profile.bounds().max_names;
  boost::json::array limits;
  for (const LimitInForce& limit : limits_in_force(profile, at)) {
    limits.push_back(to_json(limit));
  }
  out["limits"] = std::move(limits);
  boost::json::array rows;
  for (const Row& row : profile.rows()) {
    if (row.in_force(at)) {
      rows.push_back(to_json(row));
    }
  }
  out["rows"] = std::move(rows);
  boost::json::array rules;
  for (const policy::Rule* rule : policy::rules_in_force(profile.set(), at)) {
    rules.push_back(to_json(*rule));
  }
  out["rules"] = std::move(rules);
  boost::json::array changes;
  for (const Change& change : changes_between(profile, at, policy::kOpenEnd - kOneSecond)) {
    changes.push_back(to_json(change));
  }
  out["changes"] = std::move(changes);
  return boost::json::serialize(out);
}

}  // namespace chancery::profile
