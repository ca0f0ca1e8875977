#include "acme/door.h"

#include <array>
#include <variant>

#include "acme/account_acts.h"
#include "acme/authorization_acts.h"
#include "acme/directory.h"
#include "acme/errors.h"
#include "acme/order_acts.h"
#include "acme/problem.h"
#include "acme/revocation_acts.h"

namespace chancery::acme {

namespace {

constexpr std::size_t kMaxBody = 128 * 1024;  // a CSR of 64 KB, twice in base64url

/// For what waits for a commit.
constexpr http::RouteOptions kSigned{.max_body = kMaxBody, .log_success = false};
/// For what waits for nothing, or reads: a signature to check, a row to look up.
constexpr http::RouteOptions kTask{
    .run_on = http::RunOn::task, .max_body = kMaxBody, .log_success = false};
constexpr http::RouteOptions kUnsigned{.run_on = http::RunOn::io_thread, .log_success = false};

}  // namespace

struct AcmeDoor::SignedRoute {
  std::string_view path;
  SignedBy by;
  std::variant<Act, AsyncAct> act;
  ProblemType fallback = ProblemType::malformed;
  const http::RouteOptions& options = kSigned;
};

AcmeDoor::AcmeDoor(ra::RegistrationAuthority& ra, const Clock& clock, Random& random,
                   const DoorSettings& settings)
    : context_{ra, clock, settings, Urls(settings.base_url),
               settings.terms_url.empty() ? Urls(settings.base_url).of(kTermsPath)
                                          : settings.terms_url},
      nonces_(clock, random, settings.nonce_reject_percent),
      gate_(nonces_, ra.accounts(), context_.urls) {}

void AcmeDoor::add_routes(http::Router& router) {
  static constexpr std::array<SignedRoute, 11> kRoutes{{
      {kNewAccountPath, SignedBy::new_key, new_account},
      {kAccountPath, SignedBy::account, update_account},
      {kKeyChangePath, SignedBy::account, change_key},
      {kNewOrderPath, SignedBy::account, new_order, ProblemType::malformed, kTask},
      {kOrderPath, SignedBy::account, read_order, ProblemType::malformed, kTask},
      {kFinalizePath, SignedBy::account, finalize, ProblemType::bad_csr, kTask},
      {kAuthorizationPath, SignedBy::account, use_authorization, ProblemType::malformed, kTask},
      {kChallengePath, SignedBy::account, use_challenge},
      {kCertificatePath, SignedBy::account, read_certificate, ProblemType::malformed, kTask},
      {kAlternatePath, SignedBy::account, read_certificate, ProblemType::malformed, kTask},
      {kRevokePath, SignedBy::either, revoke_certificate},
  }};
  for (const SignedRoute& route : kRoutes) {
    std::visit([&](const auto& act) { add(router, route, act); }, route.act);
    router.add(
        http::Method::get, route.path,
        [this](const http::Request&) {  // 6.3
          http::Response response =
              problem_response(Error(kMethodNotServed), {context_.terms_url, {}});
          response.headers.add("Allow", "POST");
          return response;
        },
        kUnsigned);
  }
  add_unsigned_routes(router);
}

void AcmeDoor::add_unsigned_routes(http::Router& router) {
  router.add(
      http::Method::get, kDirectoryPath,
      [this](const http::Request&) { return directory(context_); }, kUnsigned);
  router.add(
      http::Method::get, kTermsPath, [this](const http::Request&) { return terms(context_); },
      kUnsigned);
  router.add(
      http::Method::get, kNoncePath,
      [this](const http::Request& request) {  // 7.2
        http::Response response =
            http::respond_empty(request.method == http::Method::head ? 200 : 204);
        response.headers.add("Cache-Control", "no-store");
        decorate(response);
        return response;
      },
      kUnsigned);
}

void AcmeDoor::add(http::Router& router, const SignedRoute& route, Act act) {
  router.add(
      http::Method::post, route.path,
      [this, &route, act](const http::Request& request) {
        auto signed_request = gate_.read(request, route.by);
        return finish(
            signed_request ? act(context_, request, *signed_request) : pass(signed_request), route);
      },
      route.options);
}

void AcmeDoor::add(http::Router& router, const SignedRoute& route, AsyncAct act) {
  router.add_async(
      http::Method::post, route.path,
      [this, &route, act](const http::Request& request, const http::Responder& responder) {
        Reply reply = [this, &route, responder,
                       ticket = under_way_.begin()](Result<http::Response> result) {
          responder.send(finish(std::move(result), route));
        };
        auto signed_request = gate_.read(request, route.by);
        signed_request ? act(context_, request, *signed_request, std::move(reply))
                       : reply(pass(signed_request));
      },
      route.options);
}

http::Response AcmeDoor::finish(Result<http::Response> result, const SignedRoute& route) {
  http::Response response =
      result
          ? *std::move(result)
          : problem_response(result.error(), {context_.terms_url, context_.urls.account_prefix()},
                             route.fallback);
  decorate(response);
  return response;
}

void AcmeDoor::decorate(http::Response& response) {
  response.headers.add("Replay-Nonce", nonces_.make());
  response.headers.add("Link", "<" + context_.urls.of(kDirectoryPath) + ">;rel=\"index\"");
}

}  // namespace chancery::acme
