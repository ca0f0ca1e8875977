// The verbs that look at things: audit, profile, config.
#include <boost/json.hpp>
#include <fmt/format.h>

#include "app/audit_notary.h"
#include "app/errors.h"
#include "app/files.h"
#include "app/opening.h"
#include "app/profile_settings.h"
#include "audit/errors.h"
#include "audit/verify.h"
#include "base/encoding.h"
#include "profile/show.h"

namespace chancery::app {
namespace {

boost::json::object leaf_json(const audit::Leaf& leaf) {
  boost::system::error_code malformed;
  auto details = boost::json::parse(leaf.record.details, malformed);
  return {{"sequence", leaf.index},
          {"time", to_rfc3339(leaf.record.time)},
          {"kind", leaf.record.kind},
          {"actor", leaf.record.actor},
          {"subject", leaf.record.subject},
          {"outcome", to_text(leaf.record.outcome)},
          {"details", malformed ? boost::json::value(leaf.record.details) : std::move(details)}};
}

std::string leaf_line(const audit::Leaf& leaf) {
  return fmt::format("{:>8} {}  {:<26} {:<8} {:<24} {} {}", leaf.index,
                     to_rfc3339(leaf.record.time), leaf.record.kind, to_text(leaf.record.outcome),
                     leaf.record.actor, leaf.record.subject, leaf.record.details);
}

std::string report_text(const audit::VerifyReport& report) {
  std::string text =
      fmt::format("{} records, {} checkpoints, root {}: {}", report.leaves, report.checkpoints,
                  to_hex(report.root), report.intact() ? "intact" : "NOT INTACT");
  for (const auto& fault : report.faults) {
    text += fmt::format("\n  records {} to {}: {}", fault.first, fault.end, fault.text);
  }
  return text;
}

Result<Time> time_or_now(const std::string& at, const Clock& clock) {
  return at.empty() ? Result<Time>(clock.now()) : parse_time(at);
}

}  // namespace

Result<void> verify_audit(const Common& common, const VerifyAudit& order) {
  auto installation = TRY(CommandInstallation::open(common));
  const auto notary = TRY(AuditNotary::open(*installation));
  std::vector<std::string> kept;
  for (const auto& file : order.checkpoint_files) {
    kept.push_back(TRY(read_file(file)));
  }
  const auto report = TRY(audit::verify(*installation->database, notary.key(), kept));
  boost::json::array faults;
  for (const auto& fault : report.faults) {
    faults.push_back({{"first", fault.first}, {"end", fault.end}, {"text", fault.text}});
  }
  common.output().print({{"intact", report.intact()},
                         {"records", report.leaves},
                         {"checkpoints", report.checkpoints},
                         {"root", to_hex(report.root)},
                         {"faults", faults}},
                        report_text(report));
  return report.intact() ? Result<void>() : fail(audit::kLogDamaged);
}

Result<void> show_audit(const Common& common, std::int64_t first, int limit) {
  auto installation = TRY(CommandInstallation::open(common));
  const auto leaves = TRY(installation->database->read(
      [&](store::Snapshot& snapshot) { return audit::leaves_from(snapshot, first, limit); }));
  boost::json::array items;
  std::string text;
  for (const auto& leaf : leaves) {
    items.emplace_back(leaf_json(leaf));
    text += (text.empty() ? "" : "\n") + leaf_line(leaf);
  }
  common.output().print({{"items", items}}, text);
  return {};
}

Result<void> list_profiles(const Common& common) {
  const auto profiles = TRY(load_profiles(TRY(read_config(common)), SystemClock().now()));
  boost::json::array items;
  std::string text;
  for (const auto& profile : profiles.profiles()) {
    items.push_back({{"name", profile.name()}, {"title", profile.title()}});
    text += fmt::format("{}{:<30} {}", text.empty() ? "" : "\n", profile.name(), profile.title());
  }
  common.output().print({{"items", items}}, text);
  return {};
}

Result<void> show_profile(const Common& common, const std::string& name, const std::string& at) {
  const SystemClock clock;
  const auto profiles = TRY(load_profiles(TRY(read_config(common)), clock.now()));
  const auto* profile = TRY(profiles.find(name));
  const Time time = TRY(time_or_now(at, clock));
  if (common.json) {
    const auto object = boost::json::parse(profile::show_json(*profile, time));
    common.output().print(object.as_object(), "");
  } else {
    common.output().print({}, profile::show_text(*profile, time));
  }
  return {};
}

Result<void> show_config(const Common& common) {
  const auto config = TRY(read_config(common));
  const std::string text = config::show_config(config);
  common.output().print({{"toml", text}}, text);
  return {};
}

}  // namespace chancery::app
