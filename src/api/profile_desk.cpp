#include "api/profile_desk.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <map>

#include "api/errors.h"
#include "http/json.h"
#include "profile/changes.h"
#include "profile/show.h"
#include "store/application_repository.h"
#include "store/certificate_repository.h"

namespace chancery::api {

namespace {

namespace json = boost::json;

constexpr int kApplicationsAPage = 200;

Result<Time> time_of(const Call& call, std::string_view parameter, Time otherwise) {
  const auto text = call.query.get(std::string(parameter));
  return text ? parse_time(*text) : Result<Time>(otherwise);
}

/// What a date touches under one profile.
struct Touched {
  json::array certificates;
  json::array applications;
};
using TouchedByProfile = std::map<std::string, Touched, std::less<>>;

json::object certificate_json(const model::CertificateFacts& facts) {
  json::array names;
  for (const auto& name : facts.names) {
    names.emplace_back(name.value);
  }
  return {{"id", to_text(facts.id)},
          {"names", std::move(names)},
          {"not_after", to_rfc3339(facts.not_after)}};
}

/// Those that end at `date` or later, soonest first. Whether all were looked at.
Result<bool> collect_certificates(store::Snapshot& snapshot, const Call& call, Time date,
                                  TouchedByProfile& touched) {
  store::CertificateSearch search;
  search.owner = call.scope.account();
  search.expires_from = date;
  const auto page = TRY(store::CertificateRepository::search(
      snapshot, search, store::CertificateRepository::kMaxPage));
  for (const auto& facts : page.certificates) {
    touched[facts.profile].certificates.push_back(certificate_json(facts));
  }
  return page.next.empty();
}

/// Those that are open now and may still be at `date`. Whether all were looked at.
Result<bool> collect_applications(store::Snapshot& snapshot, const Call& call, Time date,
                                  TouchedByProfile& touched) {
  store::ApplicationSearch search;
  search.account = call.scope.account();
  search.status = model::ApplicationStatus::pending;
  search.limit = kApplicationsAPage;
  for (int looked = 0; looked < ProfileDesk::kMaxLooked; looked += kApplicationsAPage) {
    const auto page = TRY(store::ApplicationRepository::search(snapshot, search));
    for (const auto& application : page.applications) {
      if (application.expires >= date) {
        touched[application.profile].applications.push_back(
            {{"id", to_text(application.id)}, {"name", application.name}});
      }
    }
    if (page.last_seen.empty()) {
      return true;
    }
    search.older_than = page.last_seen;
  }
  return false;
}

json::array changes_json(const std::vector<profile::Change>& changes) {
  json::array list;
  for (const auto& change : changes) {
    list.push_back({{"date", to_rfc3339(change.date).substr(0, 10)},
                    {"what", change.what},
                    {"before", change.before},
                    {"after", change.after},
                    {"citation", change.citation}});
  }
  return list;
}

}  // namespace

Result<http::Response> ProfileDesk::list(const Call& call) const {
  TRY(call.query.refuse_others({"at"}));
  const Time at = TRY(time_of(call, "at", clock_.now()));
  std::string body = R"({"items":[)";
  const auto profiles = profiles_.profiles();
  for (const auto& profile : profiles) {
    body += &profile == profiles.data() ? "" : ",";
    body += profile::show_json(profile, at);
  }
  body += "]}";
  return http::respond(200, "application/json", std::move(body));
}

Result<http::Response> ProfileDesk::get(const Call& call) const {
  TRY(call.query.refuse_others({"at"}));
  const Time at = TRY(time_of(call, "at", clock_.now()));
  const auto* profile = TRY(profiles_.find(call.request.parameter("name")));
  return http::respond(200, "application/json", profile::show_json(*profile, at));
}

Result<http::Response> ProfileDesk::changes(const Call& call) const {
  TRY(call.query.refuse_others({"date"}));
  const Time now = clock_.now();
  const Time date = TRY(time_of(call, "date", now));
  TouchedByProfile touched;
  bool complete = true;
  TRY(database_.read([&](store::Snapshot& snapshot) -> Result<void> {
    complete = TRY(collect_certificates(snapshot, call, date, touched));
    complete = TRY(collect_applications(snapshot, call, date, touched)) && complete;
    return {};
  }));
  json::array items;
  for (const auto& profile : profiles_.profiles()) {
    const auto changes = profile::changes_between(profile, now, date);
    if (changes.empty()) {
      continue;
    }
    Touched& mine = touched[profile.name()];
    items.push_back({{"profile", profile.name()},
                     {"changes", changes_json(changes)},
                     {"certificates", std::move(mine.certificates)},
                     {"applications", std::move(mine.applications)}});
  }
  return http::respond_json(
      200, json::object{
               {"date", to_rfc3339(date)}, {"items", std::move(items)}, {"complete", complete}});
}

}  // namespace chancery::api
