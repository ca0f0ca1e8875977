#include "api/me_desk.h"

#include "api/passkey_json.h"
#include "api/person_json.h"
#include "api/session_desk.h"
#include "http/json.h"

namespace chancery::api {

namespace {

namespace json = boost::json;
using http::JsonObject;

/// With a secret in it: nobody on the way keeps that.
http::Response secret_answer(const json::object& members) {
  http::Response response = http::respond_json(200, members);
  response.headers.add("Cache-Control", "no-store");
  return response;
}

}  // namespace

Result<http::Response> MeDesk::list_sessions(const Call& call) const {
  const auto& mine = *call.caller.session;
  const auto sessions = TRY(registry_.sessions.of_user(mine.user.id));
  return http::respond_json(200, session_list_json(sessions, mine.session.id));
}

Result<http::Response> MeDesk::end_session(const Call& call) const {
  const auto id = TRY(parse_id<model::ConsoleSession>(call.request.parameter("id")));
  TRY(registry_.sessions.end(id, call.caller.session->user.id, call.caller.actor));
  return http::respond_empty();
}

Result<http::Response> MeDesk::factors(const Call& call) const {
  const auto& session = *call.caller.session;
  const auto& factors = session.factors;
  json::array passkeys;
  for (const auto& passkey : TRY(registry_.passkeys.of_user(session.user.id))) {
    passkeys.push_back(passkey_json(passkey));
  }
  return http::respond_json(200, json::object{{"totp", factors.totp},
                                              {"passkeys", std::move(passkeys)},
                                              {"recovery_codes_left", factors.recovery_codes}});
}

Result<http::Response> MeDesk::offer_totp(const Call& call) const {
  const auto offer = TRY(registry_.factors.offer_totp(*call.caller.session));
  return secret_answer({{"secret", offer.secret.reveal_text()},
                        {"uri", offer.uri.reveal_text()},
                        {"qr_svg", offer.qr_svg.reveal_text()}});
}

Result<http::Response> MeDesk::confirm_totp(const Call& call) const {
  const auto body = TRY(JsonObject::of(call.body));
  const auto code = TRY(body.text("code"));
  const auto signed_in = TRY(registry_.factors.confirm_totp(*call.caller.session, code));
  http::Response response = http::respond_empty();
  hand_out(signed_in, response);
  return response;
}

Result<http::Response> MeDesk::remove_totp(const Call& call) const {
  TRY(registry_.factors.remove_totp(*call.caller.session));
  return http::respond_empty();
}

Result<http::Response> MeDesk::ask_passkey(const Call& call) const {
  return question_answer(TRY(registry_.passkeys.ask_registration(*call.caller.session)));
}

Result<http::Response> MeDesk::add_passkey(const Call& call) const {
  const auto body = TRY(JsonObject::of(call.body));
  const auto challenge_id = TRY(body.text("challenge_id"));
  const std::string name(TRY(body.text("name")));
  const auto answer = TRY(read_registration(TRY(body.object("credential"))));
  const auto made = TRY(registry_.passkeys.add(*call.caller.session, challenge_id, name, answer));
  http::Response response = http::respond_json(201, passkey_json(made.passkey));
  hand_out(made.signed_in, response);
  return response;
}

Result<http::Response> MeDesk::remove_passkey(const Call& call) const {
  const auto id = TRY(parse_id<model::Passkey>(call.request.parameter("id")));
  TRY(registry_.passkeys.remove(*call.caller.session, id));
  return http::respond_empty();
}

Result<http::Response> MeDesk::make_recovery_codes(const Call& call) const {
  json::array codes;
  for (const auto& code : TRY(registry_.factors.make_recovery_codes(*call.caller.session))) {
    codes.emplace_back(code.reveal_text());
  }
  return secret_answer({{"codes", std::move(codes)}});
}

}  // namespace chancery::api
