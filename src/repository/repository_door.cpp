#include "repository/repository_door.h"

#include <algorithm>
#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/encoding.h"
#include "crypto/hash.h"
#include "http/json.h"
#include "http/problem.h"
#include "repository/errors.h"
#include "repository/http_date.h"
#include "x509/pkcs7.h"

namespace chancery::repository {
namespace {

constexpr std::string_view kCrlType = "application/pkix-crl";
constexpr std::string_view kCertificateType = "application/pkix-cert";
constexpr std::string_view kCertificatesType = "application/pkcs7-mime; smime-type=certs-only";
constexpr const char* kCertificateFreshness = "max-age=86400, public";
constexpr Duration kCrlFreshness = std::chrono::minutes(5);
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

// RFC 5019 section 6.2, for GET; what answers a POST no cache keeps.
http::Response ocsp_response(const http::Request& request, const ocsp::AnswerPtr& answer,
                             Time now) {
  if (request.method != http::Method::post && !answer->etag.empty() &&
      http::not_modified(request, answer->etag)) {
    http::Response unchanged = http::respond_empty(304);
    unchanged.headers.add("ETag", answer->etag);
    unchanged.headers.add("Cache-Control", cache_control(now, answer->renew_at));
    return unchanged;
  }
  http::Response response =
      http::respond(200, kOcspType, std::shared_ptr<const Bytes>(answer, &answer->der));
  if (answer->etag.empty()) {
    response.headers.add("Cache-Control", "no-store");
  } else if (request.method != http::Method::post) {
    response.headers.add("Cache-Control", cache_control(now, answer->renew_at));
    response.headers.add("ETag", answer->etag);
    response.headers.add("Last-Modified", http_date(answer->this_update));
    response.headers.add("Expires", http_date(answer->next_update));
  }
  return response;
}

http::Response certificate_file(const http::Request& request, BytesView der,
                                std::string_view type) {
  const std::string etag = '"' + to_hex(crypto::sha256(der)) + '"';
  http::Response response =
      http::not_modified(request, etag) ? http::respond_empty(304) : http::respond(200, type, der);
  response.headers.add("ETag", etag);
  response.headers.add("Cache-Control", kCertificateFreshness);
  return response;
}

boost::json::object description_of(const x509::Certificate& certificate) {
  return {{"subject", certificate.subject().to_text()},
          {"issuer", certificate.issuer().to_text()},
          {"serial", certificate.serial().hex()},
          {"not_before", to_rfc3339(certificate.not_before())},
          {"not_after", to_rfc3339(certificate.not_after())},
          {"sha256", to_hex(crypto::sha256(certificate.der()))}};
}

}  // namespace

void RepositoryDoor::add_routes(http::Router& router) {
  router.add(
      http::Method::get, "/crl/{name}",
      [this](const http::Request& request) { return crl(request); }, http::kFast);
  router.add(
      http::Method::get, "/ca", [this](const http::Request&) { return authorities(); },
      http::kFast);
  router.add(
      http::Method::get, "/ca/{name}",
      [this](const http::Request& request) { return ca_certificate(request); }, http::kFast);
  router.add_async(
      http::Method::get, "/ocsp/{request*}",
      [this](const http::Request& request, const http::Responder& responder) {
        auto der = from_base64(request.parameter("request"));
        ocsp(der ? *std::move(der) : Bytes(), responder);
      },
      kOcspRoute);
  router.add_async(
      http::Method::post, "/ocsp",
      [this](const http::Request& request, const http::Responder& responder) {
        ocsp(request.body, responder);
      },
      kOcspRoute);
}

http::Response RepositoryDoor::crl(const http::Request& request) const {
  const auto found = files_.find(std::string(request.parameter("name")));
  if (!found) {
    return http::problem(Error(kNotPublished), request);
  }
  http::Response response = http::respond_file(request, found->file, kCrlType, found->etag);
  // A list made after a revocation must reach people soon, whatever this one promises.
  const Time fresh_until = std::min(found->next_update, clock_.now() + kCrlFreshness);
  response.headers.add("Cache-Control", cache_control(clock_.now(), fresh_until));
  response.headers.add("Last-Modified", http_date(found->this_update));
  return response;
}

// NAME.cer is the CA's own certificate; NAME.p7c has the cross-certificates behind it (RFC 5280
// section 4.2.2.1).
http::Response RepositoryDoor::ca_certificate(const http::Request& request) const {
  const std::string_view file = request.parameter("name");
  const std::size_t dot = std::min(file.rfind('.'), file.size());
  const std::string_view form = file.substr(dot);
  const auto issuer = issuers_.by_name(file.substr(0, dot));
  if (!issuer || (form != ".cer" && form != ".p7c")) {
    return http::problem(Error(kNotPublished), request);
  }
  const BytesView der = (*issuer)->certificate().der();
  if (form == ".cer") {
    return certificate_file(request, der, kCertificateType);
  }
  const auto crosses = issuers_.crosses_of((*issuer)->record().id);
  std::vector<BytesView> all{der};
  for (const auto& cross : crosses) {
    all.push_back(cross->certificate.der());
  }
  return certificate_file(request, x509::pkcs7_certs_only(all), kCertificatesType);
}

// NT-8: every CA, and every cross-certificate that names one as its subject.
http::Response RepositoryDoor::authorities() const {
  boost::json::array items;
  for (const auto& issuer : issuers_.list()) {
    const std::string& name = issuer->record().name;
    boost::json::array crosses;
    for (const auto& cross : issuers_.crosses_of(issuer->record().id)) {
      crosses.push_back(description_of(cross->certificate));
    }
    auto item = description_of(issuer->certificate());
    item["name"] = name;
    item["url"] = "/ca/" + name + ".cer";
    item["with_cross_certificates_url"] = "/ca/" + name + ".p7c";
    item["cross_certificates"] = std::move(crosses);
    items.push_back(std::move(item));
  }
  http::Response response =
      http::respond_json(200, boost::json::object{{"items", std::move(items)}});
  response.headers.add("Cache-Control", kCertificateFreshness);
  return response;
}

void RepositoryDoor::ocsp(Bytes request_der, const http::Responder& responder) {
  const auto parsed = x509::OcspRequest::parse(request_der);
  const ocsp::AnswerPtr at_once =
      parsed ? responder_.ready_answer(*parsed) : ocsp::Responder::refusal(parsed.error());
  if (at_once) {
    return responder.send(ocsp_response(responder.request(), at_once, clock_.now()));
  }
  // The DER moves along, because what was parsed are views into it. The door may be gone by then.
  auto work = [&answering = responder_, &clock = clock_, der = std::move(request_der), responder] {
    const auto again = x509::OcspRequest::parse(der);
    const auto answer = again ? answering.answer(*again) : ocsp::Responder::refusal(again.error());
    responder.send(ocsp_response(responder.request(), answer, clock.now()));
  };
  if (!background_.post(std::move(work))) {
    const auto busy = ocsp::Responder::error(x509::OcspStatus::try_later);
    responder.send(ocsp_response(responder.request(), busy, clock_.now()));
  }
}

}  // namespace chancery::repository
