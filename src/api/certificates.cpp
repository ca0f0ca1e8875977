#include "api/certificates.h"

#include "api/certificate_json.h"
#include "api/certificate_query.h"
#include "api/download.h"
#include "api/issue_request.h"
#include "api/json_text.h"
#include "api/once.h"
#include "http/json.h"
#include "ra/errors.h"
#include "store/certificate_repository.h"
#include "store/errors.h"
#include "store/managed_key_repository.h"
#include "store/revocation_repository.h"
#include "x509/certificate.h"

namespace chancery::api {

namespace {

using http::JsonObject;
using store::CertificateRepository;
using store::RevocationRepository;

constexpr int kCreated = 201;
constexpr std::string_view kJson = "application/json";

Result<model::CertificateId> id_of(const Call& call) {
  return parse_id<model::IssuedCertificate>(call.request.parameter("id"));
}

/// One commit holds the certificate, and of this door the sealed key and the kept answer.
struct Extras {
  const ManagedKeys& keys;
  std::optional<Secret> pkcs8;
  std::optional<Once> once;
  bool is_claimed = false;                ///< the key is this request's, to keep or to give back
  std::optional<http::Response> earlier;  ///< another request with the same key was quicker
  std::string body;
};

ca::AlongsideIssuance alongside_of(
    Extras& extras, std::function<std::string(const model::IssuedCertificate&)> show) {
  ca::AlongsideIssuance alongside;
  if (extras.once) {
    alongside.with_intent = [&extras](store::Transaction& tx) -> Result<void> {
      extras.is_claimed = false;
      extras.earlier = TRY(extras.once->claim(tx));
      extras.is_claimed = !extras.earlier;
      return extras.earlier ? fail(store::kIdempotencyInProgress) : Result<void>();
    };
  }
  if (extras.once || extras.pkcs8) {
    alongside.with_certificate = [&extras, show = std::move(show)](
                                     store::Transaction& tx,
                                     const model::IssuedCertificate& certificate) -> Result<void> {
      if (extras.pkcs8) {
        TRY(extras.keys.keep(tx, certificate.id, *extras.pkcs8));
      }
      if (extras.once) {
        extras.body = show(certificate);
        TRY(extras.once->keep(tx, kCreated, extras.body));
      }
      return {};
    };
  }
  return alongside;
}

}  // namespace

Result<http::Response> Certificates::search(const Call& call) const {
  const auto search = TRY(read_certificate_search(call.query, call.scope));
  const std::string cursor(call.query.get("cursor").value_or(""));
  std::string body;
  TRY(uses_.database.read([&](store::Snapshot& snapshot) -> Result<void> {
    const auto page =
        TRY(CertificateRepository::search(snapshot, search, page_limit(call.query), cursor));
    JsonMembers members(body = "");
    members.begin("items") += '[';
    for (const auto& facts : page.certificates) {
      body += &facts == page.certificates.data() ? "" : ",";
      const auto revocation = TRY(RevocationRepository::find(snapshot, facts.issuer, facts.serial));
      append_certificate(body, facts, revocation, uses_.clock.now(), nullptr);
    }
    body += ']';
    if (!page.next.empty()) {
      members.text("next", page.next);
    }
    members.end();
    return {};
  }));
  return http::respond(200, kJson, std::move(body));
}

Result<http::Response> Certificates::get(const Call& call) const {
  return show(call, TRY(id_of(call)));
}

Result<http::Response> Certificates::show(const Call& call, model::CertificateId id) const {
  return uses_.database.read([&](store::Snapshot& snapshot) -> Result<http::Response> {
    const auto found = TRY(CertificateRepository::by_id(snapshot, id));
    if (!found || !call.scope.covers(found->owner)) {
      return fail(ra::kCertificateNotFound, "certificate", to_text(id));
    }
    const auto revocation = TRY(RevocationRepository::find(snapshot, found->issuer, found->serial));
    const std::string subject = TRY(x509::Certificate::parse(found->der)).subject().to_text();
    const bool managed = TRY(store::ManagedKeyRepository::exists(snapshot, id));
    const std::string chain = chain_pem(uses_.issuers, found->issuer);
    const CertificateDetails details{
        .der = found->der,
        .subject = subject,
        .has_subject = true,
        .managed_key = managed,
        .chain_pem = chain};
    std::string body;
    append_certificate(body, *found, revocation, uses_.clock.now(), &details);
    return http::respond(200, kJson, std::move(body));
  });
}

std::string Certificates::answer_of(const model::IssuedCertificate& certificate,
                                    bool managed_key) const {
  const std::string chain = chain_pem(uses_.issuers, certificate.issuer);
  const CertificateDetails details{.der = certificate.der,
                                   .subject = {},
                                   .has_subject = false,
                                   .managed_key = managed_key,
                                   .chain_pem = chain};
  std::string body;
  body.reserve(8 * 1024);
  append_certificate(body, certificate, std::nullopt, uses_.clock.now(), &details);
  return body;
}

Result<http::Response> Certificates::issue(const Call& call) const {
  Extras extras{.keys = uses_.managed_keys,
                .pkcs8 = {},
                .once = TRY(Once::of(call, uses_.database, uses_.clock.now())),
                .is_claimed = false,
                .earlier = {},
                .body = {}};
  if (extras.once) {
    if (auto earlier = TRY(extras.once->earlier_answer())) {
      return *std::move(earlier);
    }
  }
  auto request = TRY(read_issue_request(call, uses_.profiles));
  if (request.managed_key) {
    extras.pkcs8 = TRY(request.managed_key->to_pkcs8());
  }
  const bool managed = request.managed_key.has_value();
  const auto issued = uses_.issuing.issue(std::move(request.order),
                                          alongside_of(extras, [&](const auto& certificate) {
                                            return answer_of(certificate, managed);
                                          }));
  if (extras.earlier) {
    return *std::move(extras.earlier);
  }
  if (!issued) {
    if (extras.is_claimed) {
      extras.once->release();
    }
    return std::unexpected(issued.error());
  }
  if (!extras.once) {
    extras.body = answer_of(*issued, managed);
  }
  return http::respond(kCreated, kJson, std::move(extras.body));
}

Result<http::Response> Certificates::revoke(const Call& call) const {
  const auto id = TRY(id_of(call));
  const auto body = TRY(JsonObject::of(call.body));
  std::optional<int> reason;
  if (const auto name = TRY(body.optional_text("reason"))) {
    reason = static_cast<int>(
        x509::revocation_reason_from_text(*name).value_or(x509::RevocationReason::unspecified));
  }
  return answer_once(call, uses_.database, uses_.clock.now(), [&]() -> Result<http::Response> {
    TRY(uses_.revocations.revoke(call.scope, id, reason, call.caller.actor));
    return show(call, id);
  });
}

Result<model::IssuedCertificate> Certificates::find(const Call& call) const {
  const auto id = TRY(id_of(call));
  auto found = TRY(uses_.database.read(
      [&](store::Snapshot& snapshot) { return CertificateRepository::by_id(snapshot, id); }));
  if (!found || !call.scope.covers(found->owner)) {
    return fail(ra::kCertificateNotFound, "certificate", to_text(id));
  }
  return *std::move(found);
}

std::vector<Bytes> Certificates::chain_of(model::IssuerId issuer) const {
  std::vector<Bytes> chain;
  if (const auto found = uses_.issuers.by_id(issuer)) {
    for (const auto& link : uses_.issuers.chain_of(*found)) {
      chain.push_back(to_bytes(link->certificate().der()));
    }
  }
  return chain;
}

Result<http::Response> Certificates::download(const Call& call) const {
  TRY(call.query.refuse_others({"format"}));
  const auto certificate = TRY(find(call));
  return certificate_file(certificate, chain_of(certificate.issuer),
                          call.query.get("format").value_or("pem"));
}

Result<http::Response> Certificates::download_pkcs12(const Call& call) const {
  const auto body = TRY(JsonObject::of(call.body));
  const Secret password(TRY(body.text("password")));
  const auto certificate = TRY(find(call));
  const auto key = TRY(uses_.managed_keys.release(certificate.id, call.caller.actor));
  return pkcs12_file(certificate, chain_of(certificate.issuer), key, password);
}

}  // namespace chancery::api
