#include "api/session_desk.h"

#include "api/passkey_json.h"
#include "api/person_json.h"
#include "http/cookie.h"
#include "http/errors.h"
#include "http/json.h"
#include "identity/errors.h"

namespace chancery::api {

namespace {

using http::JsonObject;
using PasswordPlaces = std::counting_semaphore<SessionDesk::kMaxPasswords>;

/// One of the few places for passwords, given back at the end.
class Place final {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Place>> take(PasswordPlaces& places) {
    if (!places.try_acquire()) {
      return fail(http::kServerBusy);
    }
    return std::unique_ptr<Place>(new Place(places));
  }
  ~Place() { places_.release(); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

 private:
  explicit Place(PasswordPlaces& places) : places_(places) {}
  PasswordPlaces& places_;
};

}  // namespace

void hand_out(const identity::SignedIn& signed_in, http::Response& response) {
  http::set_cookie(response, kSessionCookie, signed_in.token.reveal_text());
  response.headers.add("Cache-Control", "no-store");
}

http::Response session_answer(const identity::SignedIn& signed_in) {
  http::Response response = http::respond_json(200, session_json(*signed_in.session));
  hand_out(signed_in, response);
  return response;
}

identity::Browser browser_of(const http::Request& request) {
  return {request.peer ? request.peer->text() : "",
          std::string(request.header("User-Agent").value_or(""))};
}

Result<http::Response> SessionDesk::get(const Call& call) const {
  http::Response response = http::respond_json(200, session_json(*call.caller.session));
  response.headers.add("Cache-Control", "no-store");
  return response;
}

Result<http::Response> SessionDesk::sign_in(const Call& call) {
  TRY(admission_.check_origin(call.request));
  const auto body = TRY(JsonObject::of(call.body));
  const std::string_view name = TRY(body.text("name"));
  const Secret password(TRY(body.text("password")));
  const auto place = TRY(Place::take(places_));
  return session_answer(
      TRY(registry_.sign_in.with_password(name, password, browser_of(call.request))));
}

Result<http::Response> SessionDesk::show_second_factor(const Call& call) const {
  using Kind = identity::SignIn::CodeKind;
  const auto body = TRY(JsonObject::of(call.body));
  const auto totp = TRY(body.optional_text("totp_code"));
  const auto recovery = TRY(body.optional_text("recovery_code"));
  if (totp.has_value() == recovery.has_value()) {
    return fail(http::kJsonMemberMissing, "member", "totp_code");
  }
  const auto kind = totp ? Kind::totp : Kind::recovery;
  return session_answer(
      TRY(registry_.sign_in.with_code(*call.caller.session, kind, totp ? *totp : *recovery)));
}

Result<http::Response> SessionDesk::set_password(const Call& call) {
  const auto body = TRY(JsonObject::of(call.body));
  const Secret current(TRY(body.optional_text("current_password")).value_or(""));
  const Secret fresh(TRY(body.text("new_password")));
  const auto place = TRY(Place::take(places_));
  return session_answer(TRY(registry_.sign_in.set_password(*call.caller.session, current, fresh)));
}

Result<http::Response> SessionDesk::accept(const Call& call, model::InvitationKind kind) {
  TRY(admission_.check_origin(call.request));
  const auto body = TRY(JsonObject::of(call.body));
  const std::string_view token = TRY(body.text("token"));
  const Secret password(TRY(body.text("password")));
  const auto place = TRY(Place::take(places_));
  return session_answer(
      TRY(registry_.invitations.accept(token, kind, password, browser_of(call.request))));
}

Result<http::Response> SessionDesk::accept_invitation(const Call& call) {
  return accept(call, model::InvitationKind::invitation);
}

Result<http::Response> SessionDesk::accept_password_reset(const Call& call) {
  return accept(call, model::InvitationKind::password_reset);
}

Result<http::Response> SessionDesk::ask_password_reset(const Call& call) const {
  TRY(admission_.check_origin(call.request));
  const auto body = TRY(JsonObject::of(call.body));
  TRY(registry_.invitations.ask_password_reset(TRY(body.text("name"))));
  return http::respond_empty(202);
}

Result<http::Response> SessionDesk::ask_passkey(const Call& call) const {
  const auto session = TRY(admission_.find_session(call.request));
  return question_answer(TRY(registry_.passkeys.ask_assertion(session.get())));
}

Result<http::Response> SessionDesk::show_passkey(const Call& call) const {
  const auto session = TRY(admission_.find_session(call.request));
  const auto body = TRY(JsonObject::of(call.body));
  const auto challenge_id = TRY(body.text("challenge_id"));
  const auto answer = TRY(read_assertion(TRY(body.object("credential"))));
  return session_answer(
      TRY(registry_.passkeys.show(session.get(), challenge_id, answer, browser_of(call.request))));
}

Result<http::Response> SessionDesk::sign_out(const Call& call) const {
  const auto& session = *call.caller.session;
  TRY(registry_.sessions.end(session.session.id, session.user.id, call.caller.actor));
  http::Response response = http::respond_empty();
  http::drop_cookie(response, kSessionCookie);
  return response;
}

}  // namespace chancery::api
