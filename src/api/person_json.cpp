#include "api/person_json.h"

namespace chancery::api {

namespace {

namespace json = boost::json;

json::array factors_json(const identity::Factors& factors) {
  json::array names;
  if (factors.totp) {
    names.emplace_back("totp");
  }
  if (factors.passkeys > 0) {
    names.emplace_back("passkey");
  }
  if (factors.recovery_codes > 0) {
    names.emplace_back("recovery_code");
  }
  return names;
}

json::object user_json(const model::User& user, const std::string& enterprise) {
  json::object members{{"id", to_text(user.id)},
                       {"name", user.name},
                       {"display_name", user.display_name},
                       {"email", user.email},
                       {"role", user.role}};
  if (!user.enterprise.empty()) {
    members["enterprise"] = {{"id", to_text(user.enterprise)}, {"name", enterprise}};
  }
  return members;
}

std::string_view status_of(const store::Enterprise& enterprise) {
  switch (enterprise.status) {
    case model::AccountStatus::valid:
      return "active";
    case model::AccountStatus::suspended:
      return "suspended";
    case model::AccountStatus::deactivated:
    case model::AccountStatus::revoked:
      break;
  }
  return "closed";
}

}  // namespace

json::array permissions_json(identity::PermissionSet permissions) {
  json::array names;
  for (const auto permission : identity::list_of(permissions)) {
    names.emplace_back(identity::to_text(permission));
  }
  return names;
}

json::object session_json(const identity::OpenSession& session) {
  json::object members{{"state", identity::to_text(session.state())},
                       {"user", user_json(session.user, session.enterprise_name)},
                       {"permissions", permissions_json(identity::permissions_of(session.role))},
                       {"csrf", session.csrf},
                       {"factors", factors_json(session.factors)},
                       {"expires", to_rfc3339(session.expires)}};
  if (session.session.verified) {
    members["verified_at"] = to_rfc3339(*session.session.verified);
  }
  return members;
}

json::object session_list_json(std::span<const model::ConsoleSession> sessions,
                               model::ConsoleSessionId current) {
  json::array items;
  for (const auto& session : sessions) {
    items.push_back(json::object{{"id", to_text(session.id)},
                                 {"created", to_rfc3339(session.created)},
                                 {"last_used", to_rfc3339(session.last_used)},
                                 {"expires", to_rfc3339(session.ends)},
                                 {"address", session.address},
                                 {"agent", session.agent},
                                 {"current", session.id == current}});
  }
  return {{"items", std::move(items)}};
}

json::object person_json(const identity::Person& person) {
  json::object members = user_json(person.user, person.enterprise_name);
  members["status"] = identity::status_text(person.user);
  members["factors"] = factors_json(person.factors);
  members["created"] = to_rfc3339(person.user.created);
  if (person.user.closed_until) {
    members["password_closed_until"] = to_rfc3339(*person.user.closed_until);
  }
  if (person.user.last_sign_in) {
    members["last_sign_in"] = to_rfc3339(*person.user.last_sign_in);
  }
  return members;
}

json::object enterprise_json(const store::Enterprise& enterprise) {
  return {{"id", to_text(enterprise.id)},
          {"name", enterprise.name},
          {"status", status_of(enterprise)},
          {"created", to_rfc3339(enterprise.created)}};
}

}  // namespace chancery::api
