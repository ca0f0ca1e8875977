#include "identity/user_record.h"

#include <boost/json/serialize.hpp>

namespace chancery::identity {

audit::Record user_record(const model::User& user, const char* kind, std::string_view actor,
                          audit::Outcome outcome, Time now, const boost::json::object& more) {
  boost::json::object details{{"name", user.name}, {"role", user.role}};
  if (!user.enterprise.empty()) {
    details["enterprise"] = to_text(user.enterprise);
  }
  for (const auto& member : more) {
    details.insert(member);
  }
  return {now,
          kind,
          std::string(actor),
          "user:" + to_text(user.id),
          outcome,
          boost::json::serialize(details)};
}

}  // namespace chancery::identity
