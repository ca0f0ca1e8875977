#include "api/places.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <ranges>

#include "api/errors.h"
#include "base/encoding.h"
#include "crypto/hash.h"
#include "http/json.h"
#include "policy/countries.h"
#include "policy/places_table.h"

namespace chancery::api {

namespace {

namespace json = boost::json;

json::object state_json(const policy::State& state) {
  json::array also;
  for (const auto spelling : std::views::split(state.spellings, '\t') | std::views::drop(1)) {
    also.emplace_back(std::string_view(spelling.begin(), spelling.end()));
  }
  return {{"code", state.code}, {"name", state.name}, {"also", std::move(also)}};
}

}  // namespace

Places::Places()
    : etag_('"' + to_hex(crypto::sha256(as_bytes(policy::places_table()))).substr(0, 32) + '"') {}

http::Response Places::answer(const Call& call, const json::object& body) const {
  const bool unchanged = http::not_modified(call.request, etag_);
  http::Response response = unchanged ? http::respond_empty(304) : http::respond_json(200, body);
  response.headers.add("ETag", etag_);
  response.headers.add("Cache-Control", "private, no-cache");
  return response;
}

Result<http::Response> Places::countries(const Call& call) const {
  json::array items;
  for (const policy::Country& country : policy::countries()) {
    items.push_back(
        {{"code", country.code}, {"name", country.name}, {"states", country.states.size()}});
  }
  return answer(call, {{"version", policy::places_version()}, {"items", std::move(items)}});
}

Result<http::Response> Places::states(const Call& call) const {
  const std::string_view code = call.request.parameter("code");
  const policy::Country* country = policy::find_country(code);
  if (country == nullptr) {
    return fail(kCountryUnknown, "seen", std::string(code));
  }
  json::array items;
  for (const policy::State& state : country->states) {
    items.push_back(state_json(state));
  }
  return answer(call, {{"country", country->code},
                       {"name", country->name},
                       {"version", policy::places_version()},
                       {"items", std::move(items)}});
}

}  // namespace chancery::api
