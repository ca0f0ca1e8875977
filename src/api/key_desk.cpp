#include "api/key_desk.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "api/certificate_query.h"
#include "base/encoding.h"
#include "http/json.h"

namespace chancery::api {

namespace {

namespace json = boost::json;

json::object key_json(const store::CompromisedKey& key) {
  json::object members{{"key_hash", to_hex(key.spki_hash)},
                       {"reported_at", to_rfc3339(key.reported_at)},
                       {"note", key.note}};
  if (!key.certificate.empty()) {
    members["certificate_id"] = to_text(key.certificate);
  }
  return members;
}

}  // namespace

Result<http::Response> KeyDesk::list(const Call& call) const {
  TRY(call.query.refuse_others({"limit", "cursor"}));
  model::Digest after{};
  if (const auto cursor = call.query.get("cursor")) {
    after = TRY(ca::key_hash_of(as_bytes(*cursor)));
  }
  const int limit = page_limit(call.query);
  const auto keys = TRY(blocks_.list(after, limit));
  json::array items;
  for (const auto& key : keys) {
    items.push_back(key_json(key));
  }
  json::object body{{"items", std::move(items)}};
  if (static_cast<int>(keys.size()) == limit) {
    body["next"] = to_hex(keys.back().spki_hash);
  }
  return http::respond_json(200, body);
}

Result<http::Response> KeyDesk::block(const Call& call) const {
  const auto body = TRY(http::JsonObject::of(call.body));
  const model::Digest hash = TRY(ca::key_hash_of(as_bytes(TRY(body.text("key")))));
  const std::string note(TRY(body.optional_text("note")).value_or(""));
  const auto blocked =
      TRY(blocks_.block({.spki_hash = hash, .note = note, .actor = call.caller.actor}));
  json::object members = key_json(blocked.key);
  json::array certificates;
  for (const auto id : blocked.certificates) {
    certificates.emplace_back(to_text(id));
  }
  members["certificates"] = std::move(certificates);
  return http::respond_json(200, members);
}

}  // namespace chancery::api
