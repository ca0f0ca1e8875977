// Hierarchy::import_issuer: a CA that was made elsewhere.
#include "ca/errors.h"
#include "ca/hierarchy.h"
#include "ca/issuer_row.h"
#include "ca/known_names.h"
#include "keys/errors.h"
#include "policy/key_rules.h"

namespace chancery::ca {

Result<void> check_ca_certificate(const x509::Certificate& certificate, Time now) {
  const std::string subject = certificate.subject().to_text();
  const auto& usage = certificate.known().key_usage;
  const bool may_sign =
      certificate.is_ca() &&
      (!usage || (usage->has(x509::KeyUse::key_cert_sign) && usage->has(x509::KeyUse::crl_sign)));
  if (!may_sign) {
    return fail(kImportedNotCa, "subject", subject);
  }
  if (now < certificate.not_before() || now > certificate.not_after()) {
    return fail(kImportedExpired,
                {{"subject", subject}, {"not_after", to_rfc3339(certificate.not_after())}});
  }
  return {};
}

Result<void> Hierarchy::check_imported(const ImportOrder& order,
                                       const x509::Certificate& certificate) const {
  const std::string subject = certificate.subject().to_text();
  const Time now = uses_.issuing.clock.now();
  TRY(check_crl_shards(order.crl_shards));
  TRY(check_ca_certificate(certificate, now));
  const crypto::PublicKey key = TRY(certificate.public_key());
  if (!(key == order.key.public_key())) {
    return fail(kImportedKeyDiffers, "subject", subject);
  }
  if (certificate.is_self_issued()) {
    TRY(certificate.verify_signature(key));
  }
  const auto use =
      certificate.is_self_issued() ? policy::KeyUse::root_ca : policy::KeyUse::subordinate_ca;
  TRY(policy::check_public_key(key, policy_set_of(order.purpose), use, now));
  // OCSP and CRLs name an issuer by its subject and key: two of them could not be told apart.
  for (const auto& known : uses_.issuers.list()) {
    if (known->public_key() == key && known->certificate().subject() == certificate.subject()) {
      return fail(kIssuerDuplicate, "issuer", known->record().name);
    }
    const Bytes key_id = certificate.key_id();
    if (!key_id.empty() && key_id == known->certificate().key_id() &&
        !(known->public_key() == key)) {
      return fail(kKeyIdTaken, "issuer", known->record().name);
    }
  }
  TRY(check_name_bytes(uses_.issuing, certificate.subject()));
  TRY(check_name_bytes(uses_.issuing, certificate.issuer()));
  return {};
}

model::IssuerId Hierarchy::parent_of(const x509::Certificate& certificate) const {
  for (const auto& candidate : uses_.issuers.list()) {
    if (candidate->certificate().subject() == certificate.issuer() &&
        certificate.verify_signature(candidate->public_key())) {
      return candidate->record().id;
    }
  }
  return {};
}

Result<IssuerPtr> Hierarchy::import_issuer(const ImportOrder& order) {
  TRY(check_free(order.name, order.purpose));
  const auto certificates = TRY(x509::parse_certificates_pem(order.certificate_pem));
  const x509::Certificate& certificate = certificates.front();
  TRY(check_imported(order, certificate));
  if (uses_.software == nullptr) {
    return fail(keys::kKeyTypeUnavailable, "reason", "keys can be imported as software keys only");
  }
  const keys::KeyRef key = TRY(uses_.software->import_key(key_label(order.name), order.key));
  model::Issuer row = issuer_row(uses_.issuing.ids.next<model::IssuerId>(), order.name,
                                 order.purpose, certificate, key.text());
  row.parent = parent_of(certificate);
  row.crl_shards = order.crl_shards;
  row.first_crl_number = order.first_crl_number;
  return add(row, "issuer.imported", order.actor);
}

}  // namespace chancery::ca
