#include "ca/responders.h"

#include <fmt/format.h>

#include "store/certificate_repository.h"
#include "store/setting_repository.h"
#include "x509/oids.h"

namespace chancery::ca {
namespace {

// The setting holds "CERTIFICATE-ID KEY-REF".
std::string setting_of(const IssuerPtr& issuer) {
  return "ocsp-responder/" + to_text(issuer->record().id);
}

}  // namespace

bool Responders::is_fresh(const ResponderCredential& credential) const {
  const auto life = credential.certificate.not_after() - credential.certificate.not_before();
  return clock_.now() < credential.certificate.not_before() + life * 2 / 3;
}

Result<ResponderPtr> Responders::of(const IssuerPtr& issuer) {
  const std::lock_guard lock(mutex_);
  ResponderPtr& known = in_use_[issuer->record().id];
  if (!known) {
    known = TRY(stored(issuer));
  }
  if (!known || !is_fresh(*known)) {
    known = TRY(make(issuer));
  }
  return known;
}

Result<ResponderPtr> Responders::stored(const IssuerPtr& issuer) {
  const auto row = TRY(database_.read(
      [&](store::Snapshot& snapshot) -> Result<std::optional<std::pair<Bytes, std::string>>> {
        const auto setting = TRY(store::SettingRepository::get(snapshot, setting_of(issuer)));
        if (!setting) {
          return std::nullopt;
        }
        const auto space = setting->find(' ');
        const auto id = TRY(parse_id<model::IssuedCertificate>(setting->substr(0, space)));
        auto certificate = TRY(store::CertificateRepository::by_id(snapshot, id));
        if (!certificate) {
          return std::nullopt;
        }
        return std::pair(std::move(certificate->der), setting->substr(space + 1));
      }));
  if (!row) {
    return ResponderPtr();
  }
  auto signer = TRY(keys_.open(TRY(keys::KeyRef::parse(row->second))));
  return std::make_shared<const ResponderCredential>(
      ResponderCredential{TRY(x509::Certificate::parse(row->first)), std::move(signer)});
}

Result<ResponderPtr> Responders::make(const IssuerPtr& issuer) {
  const std::string label =
      fmt::format("ocsp-{}-{}", issuer->record().name, id_to_text(ids_.next_value()));
  const keys::KeyRef key = TRY(keys_.generate(label, crypto::kP256));
  auto signer = TRY(keys_.open(key));
  const auto& profile = profiles_.find(profile::CertificateKind::ocsp_responder,
                                       policy_set_of(issuer->record().purpose));
  std::vector<x509::Attribute> subject;
  for (const auto& attribute : issuer->certificate().subject().attributes()) {
    if (attribute.type == x509::kCountry || attribute.type == x509::kOrganization) {
      subject.push_back(attribute);
    }
  }
  subject.push_back({x509::kCommonName, fmt::format("OCSP responder {}", label.substr(5))});
  IssueOrder order{.profile = profile.name(),
                   .issuer = issuer->record().id,
                   .content = {.key = signer->public_key(), .names = {}, .subject = subject},
                   .validity = {},
                   .owner = {},
                   .application = {},
                   .proofs = {},
                   .caa = {},
                   .agreement = {},
                   .actor = "system"};
  const auto issued = TRY(issuing_.issue(
      std::move(order),
      {.with_intent = {},
       .with_certificate = [&](store::Transaction& tx, const model::IssuedCertificate& row) {
         return store::SettingRepository::set(tx, setting_of(issuer),
                                              to_text(row.id) + " " + key.text());
       }}));
  return std::make_shared<const ResponderCredential>(
      ResponderCredential{TRY(x509::Certificate::parse(issued.der)), std::move(signer)});
}

}  // namespace chancery::ca
