#include "api/certificate_list.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <charconv>

#include "api/certificate_export.h"
#include "api/certificate_json.h"
#include "api/certificate_query.h"
#include "api/json_text.h"
#include "http/json.h"
#include "store/application_repository.h"
#include "store/certificate_register.h"
#include "store/revocation_repository.h"

namespace chancery::api {

namespace {

namespace json = boost::json;
using std::chrono::days;
using std::chrono::sys_days;
using store::CertificateRegister;

constexpr int kDefaultDays = 90;

/// The page as the schema CertificatePage has it.
Result<std::string> page_json(store::Snapshot& snapshot, Time now,
                              const std::vector<model::CertificateFacts>& certificates,
                              std::string_view next, std::string_view previous) {
  std::string body;
  JsonMembers members(body);
  members.begin("items") += '[';
  for (const auto& facts : certificates) {
    body += &facts == certificates.data() ? "" : ",";
    const auto revocation =
        TRY(store::RevocationRepository::find(snapshot, facts.issuer, facts.serial));
    const bool keyless = TRY(ra::Placements::is_keyless(snapshot, facts));
    append_certificate(body, facts, revocation, now, nullptr, keyless);
  }
  body += ']';
  if (!next.empty()) {
    members.text("next", next);
  }
  if (!previous.empty()) {
    members.text("previous", previous);
  }
  members.end();
  return body;
}

int number_of(const Call& call, std::string_view name, int otherwise) {
  if (const auto text = call.query.get(name)) {
    std::from_chars(text->data(), text->data() + text->size(), otherwise);
  }
  return otherwise;
}

/// The first day of the span that `day` is in; spans of weeks begin on Mondays.
sys_days span_of(sys_days day, std::string_view by) {
  if (by == "week") {
    const auto weekday = std::chrono::weekday(day).iso_encoding();
    return day - days(weekday - 1);
  }
  if (by == "month") {
    const std::chrono::year_month_day date(day);
    return sys_days(date.year() / date.month() / 1);
  }
  return day;
}

sys_days after_span(sys_days first, std::string_view by) {
  if (by == "week") {
    return first + days(7);
  }
  if (by == "month") {
    const std::chrono::year_month_day date(first);
    return sys_days((date.year() / date.month() + std::chrono::months(1)) / 1);
  }
  return first + days(1);
}

std::string date_text(sys_days day) {
  return to_rfc3339(day).substr(0, 10);
}

std::int64_t ending_within(const std::vector<store::ExpiringOnDay>& found, sys_days until) {
  std::int64_t count = 0;
  for (const auto& day : found) {
    count += day.day < until ? day.certificates : 0;
  }
  return count;
}

}  // namespace

Result<http::Response> CertificateList::search(const Call& call) const {
  if (asks_exactly(call.query)) {
    return search_exactly(call);
  }
  const auto query = TRY(read_certificate_filter(call.query, call.scope));
  TRY(refuse_other_list_parameters(call.query));
  const std::string cursor(call.query.get("cursor").value_or(""));
  const Time now = uses_.clock.now();
  std::string body = TRY(uses_.database.read([&](store::Snapshot& snapshot) -> Result<std::string> {
    const auto page = TRY(page_of(snapshot, query, now, page_limit(call.query), cursor));
    return page_json(snapshot, now, page.certificates, page.next, page.previous);
  }));
  return http::respond(200, "application/json", std::move(body));
}

Result<http::Response> CertificateList::search_exactly(const Call& call) const {
  const auto search = TRY(read_certificate_search(call.query, call.scope));
  const std::string cursor(call.query.get("cursor").value_or(""));
  std::string body = TRY(uses_.database.read([&](store::Snapshot& snapshot) -> Result<std::string> {
    const auto page =
        TRY(store::CertificateRepository::search(snapshot, search, page_limit(call.query), cursor));
    return page_json(snapshot, uses_.clock.now(), page.certificates, page.next, "");
  }));
  return http::respond(200, "application/json", std::move(body));
}

Result<http::Response> CertificateList::export_all(const Call& call) {
  const auto query = TRY(read_certificate_filter(call.query, call.scope));
  TRY(refuse_other_export_parameters(call.query));
  const bool is_csv = call.query.get("format").value_or("csv") == "csv";
  http::Response response = http::respond_stream(
      is_csv ? "text/csv; charset=utf-8" : "application/json",
      certificate_export({uses_.database, uses_.clock, uses_.executor, under_way_}, query,
                         is_csv ? ExportFormat::csv : ExportFormat::json));
  response.headers.add("Content-Disposition", std::string("attachment; filename=\"certificates.") +
                                                  (is_csv ? "csv\"" : "json\""));
  return response;
}

Result<http::Response> CertificateList::forecast(const Call& call) const {
  TRY(call.query.refuse_others({"days", "by"}));
  const std::string by(call.query.get("by").value_or("day"));
  const Time now = uses_.clock.now();
  const auto today = std::chrono::floor<days>(now);
  const auto end = today + days(number_of(call, "days", kDefaultDays));
  const auto found = TRY(uses_.database.read([&](store::Snapshot& snapshot) {
    return CertificateRegister::expiring(snapshot, call.scope.account(), now, end);
  }));
  json::array items;
  auto next = found.begin();
  for (sys_days from = today; from < end;) {
    const sys_days until = std::min(after_span(span_of(from, by), by), sys_days(end));
    std::int64_t count = 0;
    for (; next != found.end() && next->day < until; ++next) {
      count += next->certificates;
    }
    items.push_back(
        {{"from", date_text(from)}, {"until", date_text(until)}, {"certificates", count}});
    from = until;
  }
  return http::respond_json(200, json::object{{"items", std::move(items)}});
}

Result<http::Response> CertificateList::overview(const Call& call) const {
  TRY(call.query.refuse_others({}));
  const Time now = uses_.clock.now();
  const auto today = std::chrono::floor<days>(now);
  const auto owner = call.scope.account();
  return uses_.database.read([&](store::Snapshot& snapshot) -> Result<http::Response> {
    const auto counts = TRY(CertificateRegister::counts(snapshot, owner, now));
    const auto soon = TRY(CertificateRegister::expiring(snapshot, owner, now, today + days(30)));
    const auto open = TRY(store::ApplicationRepository::count_open(snapshot, owner));
    return http::respond_json(
        200, json::object{{"certificates",
                           {{"issued", counts.issued},
                            {"valid", counts.valid},
                            {"revoked", counts.revoked},
                            {"expired", counts.expired},
                            {"expiring_in_7_days", ending_within(soon, today + days(7))},
                            {"expiring_in_30_days", ending_within(soon, today + days(30))}}},
                          {"applications", {{"in_progress", open}}}});
  });
}

}  // namespace chancery::api
