#include "profile/show.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "policy/rulebook.h"
#include "profile/validity.h"

namespace chancery::profile {
namespace {

std::string date_text(Seconds date) {
  return to_rfc3339(date).substr(0, 10);
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
  out["effective_from"] = date_text(row.effective_from);
  return out;
}

boost::json::object to_json(const policy::Rule& rule) {
  boost::json::object out;
  out["id"] = std::string(rule.id);
  out["text"] = std::string(rule.text);
  out["citation"] = std::string(rule.citation);
  out["effective_from"] = date_text(rule.effective_from);
  return out;
}

std::string row_text(const Row& row) {
  const std::string_view criticality = to_text(row.criticality);
  return fmt::format("{}: {}, {}{}{}\n    {}\n    [{}; since {}]\n", to_text(row.field),
                     to_text(row.presence), to_text(row.emission), criticality.empty() ? "" : ", ",
                     criticality, to_text(row.value), row.citation, date_text(row.effective_from));
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
  for (const Row& row : profile.rows()) {
    if (row.in_force(at)) {
      out += row_text(row);
    }
  }
  out += "\nrules in force:\n";
  for (const policy::Rule* rule : policy::rules_in_force(profile.set(), at)) {
    out += fmt::format("  {}: {} [{}]\n", rule->id, rule->text, rule->citation);
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
  return boost::json::serialize(out);
}

}  // namespace chancery::profile
