#include "ca/hierarchy.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/encoding.h"
#include "ca/errors.h"
#include "crypto/hash.h"
#include "issuance/vetted_request.h"
#include "keys/errors.h"
#include "store/issuer_repository.h"

namespace chancery::ca {
namespace {

constexpr std::size_t kMaxIssuerName = 40;

std::vector<x509::Attribute> attributes_of(const x509::DistinguishedName& name) {
  return {name.attributes().begin(), name.attributes().end()};
}

model::Issuer row_of(IdSource& ids, std::string name, std::string purpose,
                     const x509::Certificate& certificate, std::string key_ref) {
  model::Issuer row;
  row.id = ids.next<model::IssuerId>();
  row.name = std::move(name);
  row.purpose = std::move(purpose);
  row.subject = certificate.subject().to_text();
  row.key_ref = std::move(key_ref);
  row.not_before = certificate.not_before();
  row.not_after = certificate.not_after();
  row.spki_hash = crypto::sha256(certificate.spki_der());
  row.der = to_bytes(certificate.der());
  return row;
}

audit::Record record_of(const model::Issuer& issuer, std::string_view kind,
                        const std::string& actor, Time now) {
  const boost::json::object details{{"name", issuer.name},
                                    {"purpose", issuer.purpose},
                                    {"subject", issuer.subject},
                                    {"key", issuer.key_ref},
                                    {"spki_sha256", to_hex(issuer.spki_hash)},
                                    {"sha256", to_hex(crypto::sha256(issuer.der))},
                                    {"not_after", to_rfc3339(issuer.not_after)}};
  return {now,
          std::string(kind),
          actor,
          "issuer:" + to_text(issuer.id),
          audit::Outcome::done,
          boost::json::serialize(details)};
}

Result<void> check_imported(const x509::Certificate& certificate, const crypto::PrivateKey& key) {
  const auto& usage = certificate.known().key_usage;
  if (!certificate.is_ca() || (usage && !usage->has(x509::KeyUse::key_cert_sign))) {
    return fail(kImportedNotCa, "subject", certificate.subject().to_text());
  }
  if (!equal(certificate.spki_der(), key.public_key().spki_der())) {
    return fail(kImportedKeyDiffers, "subject", certificate.subject().to_text());
  }
  return {};
}

}  // namespace

Result<void> check_issuer_name(std::string_view name) {
  const bool good =
      !name.empty() && name.size() <= kMaxIssuerName && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
      });
  if (!good) {
    return fail(kIssuerNameMalformed, "seen", std::string(name.substr(0, 64)));
  }
  return {};
}

Result<IssuerPtr> Hierarchy::create_root(const RootOrder& order) {
  TRY(check_issuer_name(order.name));
  const auto set = policy_set_of(order.purpose);
  const auto& profile = uses_.issuing.profiles.find(profile::CertificateKind::root_ca, set);
  const auto& rules = uses_.issuing.rules.of(set);
  const Time now = uses_.issuing.clock.now();

  const keys::KeyRef key = TRY(uses_.keys.generate(order.name, order.key));
  auto signer = TRY(uses_.keys.open(key));
  const crypto::PublicKey public_key = signer->public_key();
  const auto self = issuance::Issuer::self_signing(std::move(signer), rules);
  const auto vetted = TRY(issuance::VettedRequest::vet(
      profile, {.key = public_key, .names = {}, .subject = attributes_of(order.subject)},
      {{}, {}, order.days}, rules, now));
  auto linted = TRY(self->prepare(vetted, {}, uses_.issuing.random, now));
  // A root's serial is accounted for by its issuer row: there is no issuer before it.
  const auto certificate = TRY(self->sign(std::move(linted)));
  return add(row_of(uses_.issuing.ids, order.name, order.purpose, certificate, key.text()),
             "issuer.root_created", order.actor);
}

Result<IssuerPtr> Hierarchy::create_subordinate(const SubordinateOrder& order) {
  TRY(check_issuer_name(order.name));
  const IssuerPtr parent = TRY(uses_.issuers.by_id(order.parent));
  const auto set = policy_set_of(parent->record().purpose);
  const auto& profile = uses_.issuing.profiles.find(profile::CertificateKind::subordinate_ca, set);

  const keys::KeyRef key = TRY(uses_.keys.generate(order.name, order.key));
  const crypto::PublicKey public_key = TRY(uses_.keys.open(key))->public_key();
  IssueOrder issue{.profile = profile.name(),
                   .issuer = order.parent,
                   .content = {.key = public_key,
                               .names = {},
                               .subject = attributes_of(order.subject),
                               .path_length = 0},
                   .validity = {{}, {}, order.days},
                   .owner = {},
                   .application = {},
                   .proofs = {},
                   .caa = {},
                   .agreement = {},
                   .actor = order.actor};
  Issuing issuing(uses_.issuing);
  const auto issued = TRY(issuing.issue(std::move(issue)));
  const auto certificate = TRY(x509::Certificate::parse(issued.der));
  model::Issuer row =
      row_of(uses_.issuing.ids, order.name, parent->record().purpose, certificate, key.text());
  row.parent = order.parent;
  row.crl_shards = order.crl_shards;
  return add(row, "issuer.subordinate_created", order.actor);
}

Result<IssuerPtr> Hierarchy::import_issuer(const ImportOrder& order) {
  TRY(check_issuer_name(order.name));
  const auto chain = TRY(x509::parse_certificates_pem(order.certificate_pem));
  TRY(check_imported(chain.front(), order.key));
  if (uses_.software == nullptr) {
    return fail(keys::kKeyTypeUnavailable, "reason", "keys can be imported as software keys only");
  }
  const keys::KeyRef key = TRY(uses_.software->import_key(order.name, order.key));
  model::Issuer row =
      row_of(uses_.issuing.ids, order.name, order.purpose, chain.front(), key.text());
  for (const auto& candidate : uses_.issuers.list()) {
    if (candidate->certificate().subject() == chain.front().issuer() &&
        chain.front().verify_signature(candidate->public_key())) {
      row.parent = candidate->record().id;
    }
  }
  return add(row, "issuer.imported", order.actor);
}

Result<IssuerPtr> Hierarchy::add(const model::Issuer& issuer, std::string_view kind,
                                 const std::string& actor) {
  TRY(uses_.issuing.database.write([&](store::Transaction& tx) -> Result<void> {
    TRY(store::IssuerRepository::insert(tx, issuer));
    (void)TRY(
        uses_.issuing.audit.append(tx, record_of(issuer, kind, actor, uses_.issuing.clock.now())));
    return {};
  }));
  TRY(uses_.issuers.reload());
  return uses_.issuers.by_id(issuer.id);
}

}  // namespace chancery::ca
