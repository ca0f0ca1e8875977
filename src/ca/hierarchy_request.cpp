// Hierarchy: CAs whose certificate and key are not made in one house (RFC 2986; NT-126).
#include <boost/json.hpp>

#include "base/encoding.h"
#include "ca/errors.h"
#include "ca/hierarchy.h"
#include "ca/issuer_row.h"
#include "ca/known_names.h"
#include "crypto/hash.h"
#include "policy/key_rules.h"
#include "store/issuer_repository.h"
#include "store/issuer_request_repository.h"
#include "x509/certification_request.h"

namespace chancery::ca {
namespace {

Result<void> check_as_requested(const x509::Certificate& certificate,
                                const x509::CertificationRequest& csr) {
  if (!equal(certificate.spki_der(), csr.public_key().spki_der())) {
    return fail(kCertificateNotAsRequested, "different", "key");
  }
  // Names are compared by what they say: some CAs encode strings anew.
  if (certificate.subject().to_text() != csr.subject().to_text()) {
    return fail(kCertificateNotAsRequested,
                {{"different", "subject"}, {"seen", certificate.subject().to_text()}});
  }
  return {};
}

audit::Record request_record(const model::IssuerRequest& request,
                             const x509::DistinguishedName& subject, const std::string& actor) {
  const boost::json::object details{{"name", request.name},
                                    {"purpose", request.purpose},
                                    {"subject", subject.to_text()},
                                    {"key", request.key_ref},
                                    {"csr_sha256", to_hex(crypto::sha256(request.csr_der))}};
  return {request.created,
          "issuer.requested",
          actor,
          "issuer:" + to_text(request.id),
          audit::Outcome::done,
          boost::json::serialize(details)};
}

}  // namespace

Result<model::IssuerRequest> Hierarchy::request(const RequestOrder& order) {
  TRY(check_free(order.name, order.purpose));
  TRY(check_crl_shards(order.crl_shards));
  TRY(check_name_bytes(uses_.issuing, order.subject));
  const auto set = policy_set_of(order.purpose);
  if (!order.succeeds.empty()) {
    const IssuerPtr old = TRY(uses_.issuers.by_id(order.succeeds));
    TRY(check_successor(order.succeeds, old->record().parent, order.purpose));
  }
  const Time now = uses_.issuing.clock.now();
  const keys::KeyRef key = TRY(uses_.keys.generate(key_label(order.name), order.key));
  const auto signer = TRY(uses_.keys.open(key, keys::Urgency::issuance));
  const crypto::PublicKey& public_key = signer->public_key();
  TRY(policy::check_public_key(public_key, set, policy::KeyUse::subordinate_ca, now));

  const Bytes info =
      x509::encode_certification_request_info(order.subject, public_key.spki_der(), {});
  const auto algorithm = crypto::default_signature_algorithm(public_key.spec());
  const Bytes signature = TRY(signer->sign(algorithm, info));
  model::IssuerRequest request;
  request.id = uses_.issuing.ids.next<model::IssuerId>();
  request.name = order.name;
  request.purpose = order.purpose;
  request.key_ref = key.text();
  request.crl_shards = order.crl_shards;
  request.succeeds = order.succeeds;
  request.created = now;
  request.csr_der = x509::assemble(info, algorithm, signature);
  TRY(uses_.issuing.database.write([&](store::Transaction& tx) -> Result<void> {
    TRY(store::IssuerRequestRepository::insert(tx, request));
    TRY(uses_.issuing.audit.append(tx, request_record(request, order.subject, order.actor)));
    return {};
  }));
  return request;
}

Result<std::vector<model::IssuerRequest>> Hierarchy::requests() const {
  return uses_.issuing.database.read(
      [](store::Snapshot& snapshot) { return store::IssuerRequestRepository::list(snapshot); });
}

Result<IssuerPtr> Hierarchy::accept(const AcceptOrder& order) {
  const auto request = TRY(uses_.issuing.database.read([&](store::Snapshot& snapshot) {
    return store::IssuerRequestRepository::by_name(snapshot, order.name);
  }));
  if (!request) {
    return fail(kIssuerRequestNotFound, "name", order.name.substr(0, 64));
  }
  const auto certificates = TRY(x509::parse_certificates_pem(order.certificate_pem));
  const x509::Certificate& certificate = certificates.front();
  const auto csr = TRY(x509::CertificationRequest::parse(request->csr_der));
  TRY(check_as_requested(certificate, csr));
  TRY(check_ca_certificate(certificate, uses_.issuing.clock.now()));
  TRY(check_name_bytes(uses_.issuing, certificate.subject()));
  TRY(check_name_bytes(uses_.issuing, certificate.issuer()));
  const model::IssuerId parent = parent_of(certificate);
  const IssuerPtr known = parent.empty() ? nullptr : TRY(uses_.issuers.by_id(parent));
  TRY(check_issuer_signature(certificates, known));

  model::Issuer row =
      issuer_row(request->id, request->name, request->purpose, certificate, request->key_ref);
  row.parent = parent;
  row.crl_shards = request->crl_shards;
  row.succeeds = request->succeeds;
  TRY(uses_.issuing.database.write([&](store::Transaction& tx) -> Result<void> {
    TRY(store::IssuerRequestRepository::remove(tx, request->id));
    TRY(insert(tx, row, "issuer.accepted", order.actor));
    return step_down(tx, row, order.actor);
  }));
  return loaded(row.id);
}

Result<model::IssuedCertificate> Hierarchy::certify(const CertifyOrder& order) {
  const IssuerPtr issuer = TRY(uses_.issuers.by_id(order.issuer));
  const auto csr = TRY(x509::CertificationRequest::parse_pem_or_der(as_bytes(order.csr)));
  TRY(csr.verify_signature());
  TRY(check_subject_free(order.issuer, csr.subject()));
  Issuing issuing(uses_.issuing);
  return issuing.issue(order_for(issuer, csr.public_key(), csr.subject(), order.days, order.actor));
}

}  // namespace chancery::ca
