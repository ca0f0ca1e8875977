// Audit records about people.
#pragma once

#include <boost/json/object.hpp>
#include <string_view>

#include "audit/record.h"
#include "model/user.h"

namespace chancery::identity {

/// "user.KIND" about `user`, with name, role and `more` as details. No secret belongs into `more`.
[[nodiscard]] audit::Record user_record(const model::User& user, const char* kind,
                                        std::string_view actor, audit::Outcome outcome, Time now,
                                        const boost::json::object& more = {});

}  // namespace chancery::identity
