#include "api/linters.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "http/json.h"
#include "linter/version_age.h"

namespace chancery::api {

namespace {

namespace json = boost::json;

json::object version_json(const linter::Version& version, Time now) {
  json::object members{{"linter", version.linter},
                       {"version", version.version},
                       {"answers", !version.version.empty()},
                       {"overdue", linter::is_overdue(version, now)}};
  if (version.released) {
    members["released"] = to_rfc3339(*version.released);
    members["update_due"] = to_rfc3339(linter::update_due(*version.released));
  }
  return members;
}

}  // namespace

Result<http::Response> Linters::list(const Call& call) const {
  TRY(call.query.refuse_others({}));
  json::array items;
  if (versions_) {
    for (const auto& version : versions_()) {
      items.push_back(version_json(version, clock_.now()));
    }
  }
  return http::respond_json(200, json::object{{"items", std::move(items)}});
}

}  // namespace chancery::api
