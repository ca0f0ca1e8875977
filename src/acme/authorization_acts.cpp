#include "acme/authorization_acts.h"

#include <algorithm>

#include "acme/errors.h"
#include "acme/payloads.h"
#include "acme/representation.h"
#include "http/json.h"

namespace chancery::acme {

namespace {

constexpr std::string_view kPollAgain = "1";  // seconds

void add_retry(http::Response& response, const model::Authorization& authorization, Time now) {
  if (is_processing(authorization, now)) {
    response.headers.add("Retry-After", kPollAgain);
  }
}

}  // namespace

Result<http::Response> use_authorization(Context& context, const http::Request& request,
                                         const SignedRequest& signed_request) {
  const auto id = TRY(path_id<model::Authorization>(request));
  const model::AccountId account = signed_request.account->account.id;
  auto& desk = context.ra.authorizations();
  model::Authorization authorization = TRY(desk.get(ra::Scope::of(account), id));
  if (!signed_request.is_read()) {
    boost::json::value storage;
    const http::JsonObject payload = TRY(signed_request.object(storage));
    TRY(parse_deactivation(payload));
    authorization = TRY(desk.deactivate(ra::Scope::of(account), id, "account:" + to_text(account)));
  }
  const Time now = context.clock.now();
  http::Response response =
      http::respond_json(200, authorization_json(authorization, context.urls, now));
  add_retry(response, authorization, now);
  return response;
}

Result<http::Response> use_challenge(Context& context, const http::Request& request,
                                     const SignedRequest& signed_request) {
  const auto id = TRY(path_id<model::Authorization>(request));
  const auto method = model::parse_validation_method(request.parameter("method"));
  const model::Account& account = signed_request.account->account;
  auto& desk = context.ra.authorizations();
  const auto scope = ra::Scope::of(account.id);
  model::Authorization authorization = TRY(desk.get(scope, id));
  if (!method || std::ranges::find(authorization.offered, *method) == authorization.offered.end()) {
    return fail(kResourceNotFound);
  }
  if (!signed_request.is_read()) {
    boost::json::value storage;
    TRY(signed_request.object(storage));
    authorization =
        TRY(desk.attempt(scope, id, *method, authorization.token + "." + account.key_thumbprint));
  }
  const Time now = context.clock.now();
  http::Response response =
      http::respond_json(200, challenge_json(authorization, *method, context.urls, now));
  response.headers.add("Link", "<" + context.urls.authorization(id) + ">;rel=\"up\"");
  add_retry(response, authorization, now);
  return response;
}

}  // namespace chancery::acme
