#include "api/admission.h"

#include "api/errors.h"
#include "http/cookie.h"
#include "identity/errors.h"

namespace chancery::api {

namespace {

constexpr std::string_view kScheme = "bearer ";
constexpr std::string_view kCsrfHeader = "X-Chancery-Csrf";
constexpr std::string_view kTimeHeader = "X-Chancery-Time";

bool changes_something(http::Method method) {
  return method != http::Method::get && method != http::Method::head;
}

/// "https://HOST", as the browser was told to reach us.
bool is_own_host(const http::Request& request, std::string_view origin) {
  constexpr std::string_view kHttps = "https://";
  const auto host = request.header("Host");
  return host && origin.starts_with(kHttps) && origin.substr(kHttps.size()) == *host;
}

}  // namespace

Result<void> Admission::check_origin(const http::Request& request) const {
  const auto site = request.header("Sec-Fetch-Site");
  const auto origin = request.header("Origin");
  if ((site && *site != "same-origin") ||
      (origin && *origin != origin_ && !is_own_host(request, *origin))) {
    return fail(kCsrfRefused);
  }
  return {};
}

Result<void> Admission::check_time(const http::Request& request) const {
  const auto text = request.header(kTimeHeader);
  if (!text) {
    return {};
  }
  const auto said = parse_time(*text);
  const Time now = clock_.now();
  const bool is_fresh = said && *said >= now - kFreshness && *said <= now + kFreshness;
  return is_fresh
             ? Result<void>()
             : fail(kRequestTimeWrong, {{"seen", std::string(*text)}, {"now", to_rfc3339(now)}});
}

Result<identity::OpenSessionPtr> Admission::session(const http::Request& request) const {
  const auto token = http::cookie(request, kSessionCookie);
  if (!token) {
    return fail(identity::kSessionInvalid);
  }
  auto session = TRY(registry_.sessions.authenticate(*token));
  if (changes_something(request.method)) {
    TRY(check_origin(request));
    const auto csrf = request.header(kCsrfHeader);
    if (!csrf || !constant_time_equal(as_bytes(*csrf), as_bytes(session->csrf))) {
      return fail(kCsrfRefused);
    }
  }
  return session;
}

Result<identity::OpenSessionPtr> Admission::find_session(const http::Request& request) const {
  TRY(check_origin(request));
  auto found = session(request);
  const bool is_over = !found && found.error().is(identity::kSessionInvalid);
  return is_over ? Result<identity::OpenSessionPtr>(nullptr) : std::move(found);
}

Result<identity::Caller> Admission::authenticate(const http::Request& request) const {
  const auto header = request.header("Authorization");
  if (!header && http::cookie(request, kSessionCookie)) {
    return identity::caller_of(TRY(session(request)));
  }
  if (!header || header->size() <= kScheme.size() ||
      !http::equal_ignoring_case(header->substr(0, kScheme.size()), kScheme) ||
      request.headers.count("Authorization") != 1) {
    return fail(identity::kApiKeyInvalid);
  }
  TRY(check_time(request));
  return registry_.api_keys.authenticate(header->substr(kScheme.size()));
}

Result<ra::Scope> Admission::admit(const identity::Caller& caller, const Gate& gate) const {
  if (caller.session) {
    const auto state = caller.session->state();
    if (state < gate.self.value_or(identity::SessionState::open)) {
      return fail(identity::kSignInUnfinished, "state", std::string(identity::to_text(state)));
    }
    if (state == identity::SessionState::open && gate.is_sensitive) {
      TRY(registry_.sessions.check_step_up(*caller.session));
    }
    if (gate.is_request) {
      TRY(registry_.sessions.check_step_up_of_request(*caller.session));
    }
  }
  return api::admit(caller, gate);
}

Result<ra::Scope> admit(const identity::Caller& caller, const Gate& gate) {
  if (gate.self) {
    return caller.session ? Result<ra::Scope>(ra::Scope::of(caller.account))
                          : fail(identity::kSessionInvalid);
  }
  if (caller.may(gate.everyones)) {
    return ra::Scope::staff();
  }
  // Without a narrower right this asks for the one that was just found missing.
  TRY(caller.require(gate.own.value_or(gate.everyones)));
  return ra::Scope::of(TRY(account_of(caller)));
}

Result<model::AccountId> account_of(const identity::Caller& caller) {
  if (caller.account.empty()) {
    return fail(kAccountNeeded);
  }
  return caller.account;
}

}  // namespace chancery::api
