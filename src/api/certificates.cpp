#include "api/certificates.h"

#include "api/certificate_history.h"
#include "api/certificate_json.h"
#include "api/decision.h"
#include "api/download.h"
#include "api/dry_run_json.h"
#include "api/issue_request.h"
#include "api/json_text.h"
#include "api/lint_report.h"
#include "api/once.h"
#include "api/transparency_report.h"
#include "http/json.h"
#include "ra/errors.h"
#include "store/application_repository.h"
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

bool is_dry_run(const boost::json::value& body) {
  const auto* flag = body.is_object() ? body.as_object().if_contains("dry_run") : nullptr;
  return flag != nullptr && flag->is_bool() && flag->as_bool();
}

}  // namespace

/// One request on its way. Its last commit holds the certificate, and of this door the sealed key
/// and the kept answer.
struct Certificates::Issuance {
  const ManagedKeys& keys;
  Reply reply;
  std::optional<Secret> pkcs8 = {};  ///< of a key made here
  std::optional<Once> once = {};
  bool is_claimed = false;  ///< the idempotency key is this request's, to keep or to give back
  std::optional<http::Response> earlier = {};  ///< the same request was answered before
  std::string body = {};

  Result<void> take_earlier(std::optional<http::Response> answer) {
    earlier = std::move(answer);
    return earlier ? fail(store::kIdempotencyInProgress) : Result<void>();
  }

  Result<void> claim(store::Transaction& tx) {
    is_claimed = false;
    TRY(take_earlier(TRY(once->claim(tx))));
    is_claimed = true;
    return {};
  }

  Result<void> keep(store::Transaction& tx, const model::IssuedCertificate& certificate) {
    if (pkcs8) {
      TRY(keys.keep(tx, certificate.id, *pkcs8));
    }
    return once ? once->keep(tx, kCreated, body) : Result<void>();
  }

  void refuse(const Error& why) {
    reply(earlier ? Result<http::Response>(*std::move(earlier)) : std::unexpected(why));
  }
};

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
    const auto renewal = TRY(uses_.renewals.renewal_of(snapshot, *found));
    const auto key = TRY(ra::Placements::key_registration_of(snapshot, *found));
    const auto application = TRY(store::ApplicationRepository::by_id(snapshot, found->application));
    const CertificateDetails details{.der = found->der,
                                     .subject = subject,
                                     .has_subject = true,
                                     .managed_key = managed,
                                     .chain_pem = chain,
                                     .renewal = &renewal,
                                     .key_registration = key,
                                     .application = application ? &*application : nullptr};
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
                                   .chain_pem = chain,
                                   .renewal = nullptr,
                                   .key_registration = {},
                                   .application = nullptr};
  std::string body;
  body.reserve(8 * 1024);
  append_certificate(body, certificate, std::nullopt, uses_.clock.now(), &details);
  return body;
}

Result<ca::IssueOrder> Certificates::read_order(const Call& call, Issuance& issuance) const {
  issuance.once = TRY(Once::of(call, uses_.database, uses_.clock.now()));
  if (issuance.once) {
    TRY(issuance.take_earlier(TRY(issuance.once->earlier_answer())));
  }
  auto request = TRY(read_issue_request(call, uses_.profiles));
  if (request.managed_key) {
    issuance.pkcs8 = TRY(request.managed_key->to_pkcs8());
  }
  return std::move(request.order);
}

Result<http::Response> Certificates::rehearse(const Call& call) const {
  const auto request = TRY(read_issue_request(call, uses_.profiles));
  return http::respond_json(200, rehearsal_json(uses_.issuing.rehearse(request.order)));
}

void Certificates::issue(const Call& call, Reply reply) const {
  if (is_dry_run(call.body)) {
    reply(rehearse(call));
    return;
  }
  const auto issuance = std::make_shared<Issuance>(uses_.managed_keys, std::move(reply));
  auto order = read_order(call, *issuance);
  if (!order) {
    issuance->refuse(order.error());
    return;
  }
  ca::AlongsideIssuance alongside;
  if (issuance->once) {
    alongside.with_intent = [issuance](store::Transaction& tx) { return issuance->claim(tx); };
  }
  alongside.when_signed = [this, issuance](const model::IssuedCertificate& certificate) {
    issuance->body = answer_of(certificate, issuance->pkcs8.has_value());
  };
  alongside.with_certificate = [issuance](store::Transaction& tx,
                                          const model::IssuedCertificate& certificate) {
    return issuance->keep(tx, certificate);
  };
  uses_.issuing.issue_async(
      *std::move(order), std::move(alongside), uses_.executor,
      [issuance](const Result<model::IssuedCertificate>& issued) {
        if (issued) {
          issuance->reply(http::respond(kCreated, kJson, std::move(issuance->body)));
        } else if (issuance->is_claimed) {
          issuance->once->release([issuance, why = issued.error()] { issuance->refuse(why); });
        } else {
          issuance->refuse(issued.error());
        }
      });
}

Result<http::Response> Certificates::revoke(const Call& call) const {
  const auto id = TRY(id_of(call));
  const auto body = TRY(JsonObject::of(call.body));
  std::optional<int> reason;
  if (const auto name = TRY(body.optional_text("reason"))) {
    reason = static_cast<int>(
        x509::revocation_reason_from_text(*name).value_or(x509::RevocationReason::unspecified));
  }
  std::optional<ra::GroundedDecision> ground;
  if (body.has("decision")) {
    ground = TRY(decision_in(TRY(body.object("decision"))));
  }
  return answer_once(call, uses_.database, uses_.clock.now(), [&]() -> Result<http::Response> {
    TRY(uses_.revocations.revoke(call.scope, id, reason, call.caller.actor, ground));
    return show(call, id);
  });
}

Result<http::Response> Certificates::edit(const Call& call) const {
  const auto id = TRY(id_of(call));
  const auto body = TRY(JsonObject::of(call.body));
  ra::LabelChange change;
  if (const auto name = TRY(body.optional_text("name"))) {
    change.name = std::string(*name);
  }
  if (const auto note = TRY(body.optional_text("note"))) {
    change.note = std::string(*note);
  }
  if (body.has("auto_renew")) {
    change.auto_renew = TRY(body.optional_boolean("auto_renew")).value_or(false);
  }
  TRY(uses_.renewals.edit(call.scope, id, change, call.caller.actor));
  return show(call, id);
}

Result<http::Response> Certificates::history(const Call& call) const {
  TRY(call.query.refuse_others({}));
  const auto id = TRY(id_of(call));
  return uses_.database.read([&](store::Snapshot& snapshot) -> Result<http::Response> {
    const auto found = TRY(CertificateRepository::by_id(snapshot, id));
    if (!found || !call.scope.covers(found->owner)) {
      return fail(ra::kCertificateNotFound, "certificate", to_text(id));
    }
    auto items = TRY(certificate_history(snapshot, *found));
    return http::respond_json(200, boost::json::object{{"items", std::move(items)}});
  });
}

Result<http::Response> Certificates::lint_report(const Call& call) const {
  TRY(call.query.refuse_others({}));
  const auto id = TRY(id_of(call));
  return uses_.database.read([&](store::Snapshot& snapshot) -> Result<http::Response> {
    const auto found = TRY(CertificateRepository::by_id(snapshot, id));
    if (!found || !call.scope.covers(found->owner)) {
      return fail(ra::kCertificateNotFound, "certificate", to_text(id));
    }
    return http::respond_json(200, TRY(api::lint_report(snapshot, *found)));
  });
}

Result<http::Response> Certificates::transparency(const Call& call) const {
  TRY(call.query.refuse_others({}));
  const auto id = TRY(id_of(call));
  return uses_.database.read([&](store::Snapshot& snapshot) -> Result<http::Response> {
    const auto found = TRY(CertificateRepository::by_id(snapshot, id));
    if (!found || !call.scope.covers(found->owner)) {
      return fail(ra::kCertificateNotFound, "certificate", to_text(id));
    }
    const auto report = TRY(report_transparency(snapshot, uses_.issuing, uses_.issuers, *found));
    return http::respond_json(200, to_json(report));
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

std::vector<Bytes> Certificates::root_of(model::IssuerId issuer) const {
  auto found = uses_.issuers.by_id(issuer);
  while (found && !(*found)->is_root()) {
    found = uses_.issuers.by_id((*found)->record().parent);
  }
  return found ? std::vector<Bytes>{to_bytes((*found)->certificate().der())} : std::vector<Bytes>();
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
  const auto format = call.query.get("format").value_or("pem");
  return certificate_file(
      certificate, format == "root" ? root_of(certificate.issuer) : chain_of(certificate.issuer),
      format);
}

Result<http::Response> Certificates::download_pkcs12(const Call& call) const {
  const auto body = TRY(JsonObject::of(call.body));
  const Secret password(TRY(body.text("password")));
  const auto certificate = TRY(find(call));
  const auto key = TRY(uses_.managed_keys.release(certificate.id, call.caller.actor));
  return pkcs12_file(certificate, chain_of(certificate.issuer), key, password);
}

}  // namespace chancery::api
