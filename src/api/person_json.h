// People, sessions and enterprises as the document has them.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstdint>
#include <limits>
#include <span>

#include "http/query.h"
#include "identity/people.h"
#include "identity/session.h"
#include "store/enterprise_repository.h"

namespace chancery::api {

[[nodiscard]] boost::json::object session_json(const identity::OpenSession& session);

/// `current` is the session that asks; empty when somebody else does.
[[nodiscard]] boost::json::object session_list_json(std::span<const model::ConsoleSession> sessions,
                                                    model::ConsoleSessionId current);

[[nodiscard]] boost::json::object person_json(const identity::Person& person);

[[nodiscard]] boost::json::object enterprise_json(const store::Enterprise& enterprise);

/// Of a list's cursor, an id; the largest one without a cursor. Errors: kIdMalformed.
template <class Noun>
[[nodiscard]] Result<Id<Noun>> read_id_cursor(const http::Query& query) {
  const auto cursor = query.get("cursor");
  return cursor ? parse_id<Noun>(*cursor) : Id<Noun>(std::numeric_limits<std::int64_t>::max());
}

/// Names of permissions.
[[nodiscard]] boost::json::array permissions_json(identity::PermissionSet permissions);

}  // namespace chancery::api
