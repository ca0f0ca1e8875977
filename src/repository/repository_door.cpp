#include "repository/repository_door.h"

#include <fmt/format.h>

#include "base/encoding.h"
#include "crypto/hash.h"
#include "http/problem.h"
#include "repository/errors.h"
#include "repository/http_date.h"

namespace chancery::repository {
namespace {

constexpr std::string_view kCrlType = "application/pkix-crl";
constexpr std::string_view kCertificateType = "application/pkix-cert";
constexpr std::string_view kOcspType = "application/ocsp-response";

// RFC 5019 section 5 asks clients to keep GET requests under 255 bytes; we take what a header
// holds.
constexpr http::RouteOptions kOcspRoute{.run_on = http::RunOn::io_thread,
                                        .max_body = x509::OcspRequest::kMaxSize,
                                        .deadline = std::chrono::seconds(10),
                                        .log_success = false};

std::string cache_control(Time now, Time next_update) {
  const auto left = std::chrono::duration_cast<std::chrono::seconds>(next_update - now).count();
  return fmt::format("max-age={}, public, no-transform, must-revalidate", left > 0 ? left : 0);
}

}  // namespace

void RepositoryDoor::add_routes(http::Router& router) {
  router.add(
      http::Method::get, "/crl/{name}",
      [this](const http::Request& request) { return crl(request); }, http::kFast);
  router.add(
      http::Method::get, "/ca/{name}",
      [this](const http::Request& request) { return ca_certificate(request); }, http::kFast);
  router.add_async(
      http::Method::get, "/ocsp/{request*}",
      [this](const http::Request& request, const http::Responder& responder) {
        auto der = from_base64(request.parameter("request"));
        ocsp(der ? *std::move(der) : Bytes(), request, responder);
      },
      kOcspRoute);
  router.add_async(
      http::Method::post, "/ocsp",
      [this](const http::Request& request, const http::Responder& responder) {
        ocsp(request.body, request, responder);
      },
      kOcspRoute);
}

http::Response RepositoryDoor::crl(const http::Request& request) const {
  const auto found = files_.find(std::string(request.parameter("name")));
  if (!found) {
    return http::problem(Error(kNotPublished), request);
  }
  http::Response response = http::respond_file(request, found->file, kCrlType, found->etag);
  // A fifth of the life at most: a list made after a revocation must reach people soon.
  const Time fresh_until = std::min(found->next_update, clock_.now() + std::chrono::minutes(5));
  response.headers.add("Cache-Control", cache_control(clock_.now(), fresh_until));
  response.headers.add("Last-Modified", http_date(found->this_update));
  return response;
}

http::Response RepositoryDoor::ca_certificate(const http::Request& request) const {
  std::string_view name = request.parameter("name");
  if (!name.ends_with(".cer")) {
    return http::problem(Error(kNotPublished), request);
  }
  name.remove_suffix(4);
  const auto issuer = issuers_.by_name(name);
  if (!issuer) {
    return http::problem(Error(kNotPublished), request);
  }
  http::Response response = http::respond(200, kCertificateType, (*issuer)->certificate().der());
  response.headers.add("Cache-Control", "max-age=86400, public");
  return response;
}

void RepositoryDoor::ocsp(Bytes request_der, const http::Request& request,
                          const http::Responder& responder) {
  const auto parsed = x509::OcspRequest::parse(request_der);
  if (!parsed) {
    const auto error = ocsp::Responder::error(x509::OcspStatus::malformed_request);
    return responder.send(ocsp_response(request, error));
  }
  if (const auto ready = responder_.ready_answer(*parsed)) {
    return responder.send(ocsp_response(request, ready));
  }
  // The DER moves along: what was parsed are views into it.
  auto work = [this, der = std::move(request_der), responder] {
    const auto again = x509::OcspRequest::parse(der);
    const auto answer = again ? responder_.answer(*again)
                              : ocsp::Responder::error(x509::OcspStatus::internal_error);
    responder.send(ocsp_response(responder.request(), answer));
  };
  if (!background_.post(std::move(work))) {
    const auto error = ocsp::Responder::error(x509::OcspStatus::try_later);
    responder.send(ocsp_response(request, error));
  }
}

http::Response RepositoryDoor::ocsp_response(const http::Request& request,
                                             const ocsp::AnswerPtr& answer) const {
  http::Response response =
      http::respond(200, kOcspType, std::shared_ptr<const Bytes>(answer, &answer->der));
  if (answer->etag.empty()) {
    response.headers.add("Cache-Control", "no-store");
    return response;
  }
  if (request.method == http::Method::get) {  // RFC 5019 section 6.2
    response.headers.add("Cache-Control", cache_control(clock_.now(), answer->renew_at));
    response.headers.add("ETag", answer->etag);
    response.headers.add("Last-Modified", http_date(answer->this_update));
    response.headers.add("Expires", http_date(answer->next_update));
  }
  return response;
}

}  // namespace chancery::repository
