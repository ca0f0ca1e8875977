#include "ca/responders.h"

#include <fmt/format.h>

#include "profile/errors.h"
#include "store/certificate_repository.h"
#include "store/setting_repository.h"
#include "x509/oids.h"

namespace chancery::ca {
namespace {

// The setting holds "CERTIFICATE-ID KEY-REF".
std::string setting_of(const IssuerPtr& issuer) {
  return "ocsp-responder/" + to_text(issuer->record().id);
}

struct StoredCredential {
  Bytes certificate_der;
  std::string key_ref;
};

Result<std::optional<StoredCredential>> read_credential(store::Snapshot& snapshot,
                                                        const std::string& setting_name) {
  const auto setting = TRY(store::SettingRepository::get(snapshot, setting_name));
  if (!setting) {
    return std::nullopt;
  }
  const std::size_t space = std::min(setting->find(' '), setting->size() - 1);
  const auto id = TRY(parse_id<model::IssuedCertificate>(setting->substr(0, space)));
  auto certificate = TRY(store::CertificateRepository::by_id(snapshot, id));
  if (!certificate) {
    return std::nullopt;
  }
  return StoredCredential{std::move(certificate->der), setting->substr(space + 1)};
}

// Country and organization of the issuer, and a name that tells responders apart.
std::vector<x509::Attribute> subject_of(const IssuerPtr& issuer, std::int64_t number) {
  std::vector<x509::Attribute> subject;
  for (const auto& attribute : issuer->certificate().subject().attributes()) {
    if (attribute.type == x509::kCountry || attribute.type == x509::kOrganization) {
      subject.push_back(attribute);
    }
  }
  const std::string name =
      fmt::format("OCSP responder {} {}", issuer->record().name, id_to_text(number));
  subject.push_back({x509::kCommonName, name.substr(0, 64)});  // ub-common-name of RFC 5280
  return subject;
}

}  // namespace

Responders::Post& Responders::post_of(const IssuerPtr& issuer) {
  const std::lock_guard lock(mutex_);
  return posts_[issuer->record().id];
}

// One that lives as long as the issuer cannot be bettered.
bool Responders::is_fresh(const ResponderCredential& credential, const IssuerPtr& issuer) const {
  const auto& certificate = credential.certificate;
  const auto life = certificate.not_after() - certificate.not_before();
  return clock_.now() < certificate.not_before() + life * 2 / 3 ||
         certificate.not_after() >= issuer->certificate().not_after();
}

bool Responders::is_valid(const ResponderPtr& credential) const {
  return credential && clock_.now() <= credential->certificate.not_after();
}

Result<ResponderPtr> Responders::of(const IssuerPtr& issuer) {
  Post& post = post_of(issuer);
  const std::lock_guard lock(post.mutex);
  if (!post.in_use || !is_fresh(*post.in_use, issuer)) {
    renew(post, issuer);
  }
  if (is_valid(post.in_use)) {
    return post.in_use;
  }
  if (post.failure) {
    return std::unexpected(*post.failure);
  }
  // It lives as long as its issuer did: nothing signs for an issuer that has ended.
  return fail(profile::kIssuerExpired, "issuer", issuer->record().name);
}

void Responders::renew(Post& post, const IssuerPtr& issuer) {
  if (clock_.now() < post.again_at) {
    return;
  }
  auto found = post.in_use ? Result<ResponderPtr>(post.in_use) : stored(issuer);
  if (found && (!*found || !is_fresh(**found, issuer))) {
    post.in_use = *found;  // while a new one is being made, and if that fails
    found = make(post, issuer);
  }
  if (found) {
    post.in_use = *std::move(found);
    post.failure.reset();
  } else {
    post.failure = std::move(found).error();
    post.again_at = clock_.now() + kPause;
  }
}

// Nothing when there is none, or when its key is gone.
Result<ResponderPtr> Responders::stored(const IssuerPtr& issuer) {
  const auto row = TRY(database_.read(
      [&](store::Snapshot& snapshot) { return read_credential(snapshot, setting_of(issuer)); }));
  if (!row) {
    return ResponderPtr();
  }
  auto certificate = TRY(x509::Certificate::parse(row->certificate_der));
  const auto key = TRY(keys::KeyRef::parse(row->key_ref));
  auto signer = keys_.open(key, keys::Urgency::status);
  if (!signer && signer.error().error_class() == ErrorClass::not_found) {
    return ResponderPtr();
  }
  if (!signer) {
    return pass(signer);
  }
  return std::make_shared<const ResponderCredential>(
      ResponderCredential{std::move(certificate), *std::move(signer)});
}

Result<ResponderPtr> Responders::make(Post& post, const IssuerPtr& issuer) {
  (void)TRY(issuer->signer());  // no key is made when there is none to certify it
  const std::int64_t number = ids_.next_value();
  if (!post.spare_key) {
    const std::string label = fmt::format("ocsp-{}-{}", issuer->record().name, id_to_text(number));
    post.spare_key = TRY(keys_.generate(label, crypto::kP256));
  }
  const keys::KeyRef key = *post.spare_key;
  auto signer = TRY(keys_.open(key, keys::Urgency::status));
  const auto& profile = profiles_.find(profile::CertificateKind::ocsp_responder,
                                       policy_set_of(issuer->record().purpose));
  IssueOrder order{
      .profile = profile.name(),
      .issuer = issuer->record().id,
      .content = {.key = signer->public_key(), .names = {}, .subject = subject_of(issuer, number)},
      .validity = {},
      .owner = {},
      .application = {},
      .proofs = {},
      .caa = {},
      .agreement = {},
      .actor = "system"};
  const auto note = [&](store::Transaction& tx, const model::IssuedCertificate& row) {
    return store::SettingRepository::set(tx, setting_of(issuer),
                                         to_text(row.id) + " " + key.text());
  };
  const auto issued = TRY(issuing_.issue(std::move(order), {{}, note}));
  post.spare_key.reset();
  auto certificate = TRY(x509::Certificate::parse(issued.der));
  return std::make_shared<const ResponderCredential>(
      ResponderCredential{std::move(certificate), std::move(signer)});
}

}  // namespace chancery::ca
