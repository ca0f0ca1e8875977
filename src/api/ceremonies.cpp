#include "api/ceremonies.h"

#include <algorithm>
#include <boost/json.hpp>
#include <fstream>
#include <iterator>
#include <vector>

#include "api/errors.h"
#include "ceremony/report.h"
#include "http/json.h"

namespace chancery::api {

namespace {

namespace json = boost::json;

constexpr std::size_t kMostListed = 1000;
constexpr std::string_view kExtension = ".jsonl";

Result<ceremony::Report> read(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return ceremony::read_report(std::string{std::istreambuf_iterator<char>(in), {}});
}

bool contains(const std::vector<std::string>& ids, const std::string& id) {
  return std::ranges::find(ids, id) != ids.end();
}

json::array people_json(const ceremony::Report& report) {
  json::array people;
  for (const auto& person : report.script.people()) {
    people.push_back({{"id", person.id},
                      {"name", person.name},
                      {"role", identity::to_text(person.role)},
                      {"witness", person.witness},
                      {"attended", contains(report.attended, person.id)},
                      {"signed", contains(report.signed_by, person.id)}});
  }
  return people;
}

json::array steps_json(const ceremony::Report& report) {
  json::array steps;
  for (const auto& step : report.steps) {
    steps.push_back({{"number", step.step.number},
                     {"act", step.step.act->name},
                     {"commanded_by", step.step.commanded_by},
                     {"state", to_text(step.state)},
                     {"people_needed", step.step.act->people},
                     {"citation", step.step.act->citation},
                     {"approved_by", json::value_from(step.approved_by)}});
  }
  return steps;
}

/// For the next step anybody of the script may come, so everybody who acts is named; for the
/// signatures, those who were there at the end.
json::array waiting_for(const ceremony::Report& report) {
  json::array ids;
  for (const auto& person : report.script.people()) {
    if (report.next() != nullptr && !person.witness) {
      ids.emplace_back(person.id);
    }
  }
  for (const auto& id : report.unsigned_by()) {
    ids.emplace_back(id);
  }
  return ids;
}

json::object ceremony_json(const std::string& id, const Result<ceremony::Report>& report) {
  if (!report) {
    return {{"id", id}, {"state", "broken"}, {"error", report.error().message()}};
  }
  const bool ended = report->closed() && report->unsigned_by().empty();
  json::object members{{"id", id},
                       {"state", ended ? "closed" : "open"},
                       {"title", report->script.title()},
                       {"script_sha256", report->script.hash()},
                       {"opened_at", report->opened_at},
                       {"head", report->head},
                       {"people", people_json(*report)},
                       {"steps", steps_json(*report)},
                       {"waiting_for", waiting_for(*report)}};
  if (report->closed()) {
    members["closed_at"] = report->closed_at;
  }
  if (const auto* next = report->next(); next != nullptr) {
    members["next_step"] = next->step.number;
  }
  return members;
}

}  // namespace

Result<http::Response> Ceremonies::list(const Call& /*call*/) const {
  std::vector<std::pair<std::string, json::object>> found;
  std::error_code none_were_held;
  std::filesystem::directory_iterator files(folder_, none_were_held);
  for (const auto& entry : files) {
    if (entry.path().extension() == kExtension && found.size() < kMostListed) {
      auto one = ceremony_json(entry.path().stem().string(), read(entry.path()));
      const json::value* opened = one.if_contains("opened_at");
      std::string key = opened == nullptr ? "" : std::string(opened->get_string());
      found.emplace_back(std::move(key), std::move(one));
    }
  }
  std::ranges::sort(found, [](const auto& a, const auto& b) { return a.first > b.first; });
  json::array items;
  for (auto& [key, one] : found) {
    items.emplace_back(std::move(one));
  }
  return http::respond_json(200, json::object{{"items", std::move(items)}});
}

Result<http::Response> Ceremonies::get(const Call& call) const {
  const std::string id(call.request.parameter("id"));
  const bool is_name = !id.empty() && id.size() <= 64 &&
                       id.find_first_not_of("0123456789abcdef") == std::string::npos;
  const auto file = folder_ / (id + std::string(kExtension));
  if (!is_name || !std::filesystem::exists(file)) {
    return fail(kCeremonyNotFound);
  }
  return http::respond_json(200, ceremony_json(id, read(file)));
}

}  // namespace chancery::api
