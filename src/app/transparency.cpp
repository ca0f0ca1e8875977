// The verbs that look at CT logs and at what they promised.
#include "app/transparency.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "app/ct_logs.h"
#include "app/errors.h"
#include "app/opening.h"
#include "base/encoding.h"
#include "store/setting_repository.h"

namespace chancery::app {
namespace {

namespace json = boost::json;

/// As the server told last, by log id; empty when it told nothing.
Result<json::object> health_of_server(Installation& installation) {
  const auto told = TRY(installation.database->read([](store::Snapshot& snapshot) {
    return store::SettingRepository::get(snapshot, std::string(kLogHealthSetting) + kServerNode);
  }));
  boost::system::error_code malformed;
  const auto value = json::parse(told.value_or("{}"), malformed);
  return malformed || !value.is_object() ? json::object() : value.as_object();
}

json::object log_json(const ct::CtLog& log, const json::object& health) {
  json::object object{{"name", log.name},
                      {"operator", log.operator_name},
                      {"id", to_base64(log.id)},
                      {"url", log.url.text()},
                      {"api", to_text(log.api)},
                      {"state", to_text(log.state)},
                      {"state_since", to_rfc3339(log.state_since)}};
  if (log.interval) {
    object["takes_from"] = to_rfc3339(log.interval->start);
    object["takes_until"] = to_rfc3339(log.interval->end);
  }
  if (const auto* const known = health.if_contains(to_base64(log.id))) {
    object["health"] = *known;
  }
  return object;
}

std::string health_line(const json::object& health) {
  const auto number = [&](const char* name) {
    const auto* const value = health.if_contains(name);
    return value == nullptr ? 0 : value->to_number<std::int64_t>();
  };
  std::string line = fmt::format("{} of {} answered", number("answered"), number("asked"));
  if (health.contains("latency_ms")) {
    line += fmt::format(", {} ms", number("latency_ms"));
  }
  if (const auto* const fault = health.if_contains("last_fault")) {
    line += fmt::format(", last fault {}", fault->as_string().c_str());
  }
  if (const auto* const rests = health.if_contains("rests_until")) {
    line += fmt::format(", rests until {}", rests->as_string().c_str());
  }
  return line;
}

std::string log_line(const ct::CtLog& log, const json::object& health) {
  const auto* const known = health.if_contains(to_base64(log.id));
  return fmt::format("{:<9} {:<13} {:<24} {:<32} {}\n          {}", to_text(log.state),
                     to_text(log.api), log.operator_name, log.name,
                     log.interval ? to_rfc3339(log.interval->start).substr(0, 10) + " to " +
                                        to_rfc3339(log.interval->end).substr(0, 10)
                                  : "every notAfter",
                     known != nullptr ? health_line(known->as_object()) : "not asked yet");
}

}  // namespace

Result<api::TransparencyReport> transparency_of(Installation& installation,
                                                const model::IssuedCertificate& certificate) {
  return installation.database->read([&](store::Snapshot& snapshot) {
    return api::report_transparency(snapshot, installation.issuing, installation.issuers,
                                    certificate);
  });
}

std::string to_text(const api::TransparencyReport& report) {
  std::string text;
  if (const auto& announced = report.precertificate) {
    text += fmt::format("precertificate {}, signed {}{}\n", to_text(announced->state),
                        to_rfc3339(announced->signed_at),
                        announced->why.empty() ? "" : ": " + announced->why);
    for (const auto& one : announced->submissions) {
      text += fmt::format("  {} asked at {}: {} after {} ms{}\n", one.log, to_rfc3339(one.asked_at),
                          to_text(one.outcome), one.took.count(),
                          one.error.empty() ? "" : ": " + one.error);
    }
  }
  for (const auto& finding : report.scts.scts) {
    text += fmt::format("SCT {} {} ({}): {}\n", to_rfc3339(finding.sct.timestamp),
                        finding.log.empty() ? to_base64(finding.sct.log_id) : finding.log,
                        finding.operator_name, finding.fault.empty() ? "verified" : finding.fault);
  }
  return text;
}

Result<void> list_ct_logs(const Common& common) {
  auto installation = TRY(CommandInstallation::open(common));
  const auto list = TRY(read_log_list(installation->config.ct, installation->directory.path()));
  const auto health = TRY(health_of_server(*installation));
  json::array items;
  std::string text;
  for (const ct::CtLog& log : list.logs()) {
    items.emplace_back(log_json(log, health));
    text += (text.empty() ? "" : "\n") + log_line(log, health);
  }
  json::object answer{{"items", items}};
  if (list.made_at()) {
    answer["made_at"] = to_rfc3339(*list.made_at());
  }
  common.output().print(answer, text);
  return {};
}

}  // namespace chancery::app
