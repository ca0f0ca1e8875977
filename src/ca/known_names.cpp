#include "ca/known_names.h"

#include "ca/errors.h"
#include "store/certificate_repository.h"
#include "x509/name_match.h"

namespace chancery::ca {
namespace {

using store::CertificateRepository;

Result<void> check_against(const x509::DistinguishedName& known,
                           const x509::DistinguishedName& name) {
  if (known == name || !x509::compare_equal(known, name)) {
    return {};
  }
  return fail(kSubjectDiffersInBytes, {{"seen", name.to_text()}, {"known", known.to_text()}});
}

bool is_for_ca(const profile::Catalogue& profiles, std::string_view profile) {
  const auto found = profiles.find(profile);
  return found && (*found)->kind() != profile::CertificateKind::subscriber &&
         (*found)->kind() != profile::CertificateKind::ocsp_responder;
}

/// Where the key is elsewhere, the certificate is all that we have of a CA.
Result<void> check_certified(store::Snapshot& snapshot, const profile::Catalogue& profiles,
                             model::IssuerId root, const x509::DistinguishedName& name) {
  const store::CertificateSearch search{.issuer = root};
  std::string next;
  do {
    const auto page =
        TRY(CertificateRepository::search(snapshot, search, CertificateRepository::kMaxPage, next));
    for (const auto& facts : page.certificates) {
      if (!is_for_ca(profiles, facts.profile)) {
        continue;
      }
      const auto certified = TRY(CertificateRepository::by_id(snapshot, facts.id));
      if (certified) {
        TRY(check_against(TRY(x509::Certificate::parse(certified->der)).subject(), name));
      }
    }
    next = page.next;
  } while (!next.empty());
  return {};
}

}  // namespace

Result<void> check_name_bytes(const IssuingDependencies& uses,
                              const x509::DistinguishedName& name) {
  for (const IssuerPtr& issuer : uses.issuers.list()) {
    TRY(check_against(issuer->certificate().subject(), name));
    TRY(check_against(issuer->certificate().issuer(), name));
    for (const CrossPtr& cross : uses.issuers.crosses_of(issuer->record().id)) {
      TRY(check_against(cross->certificate.issuer(), name));
    }
    if (issuer->is_root()) {
      TRY(uses.database.read([&](store::Snapshot& snapshot) {
        return check_certified(snapshot, uses.profiles, issuer->record().id, name);
      }));
    }
  }
  return {};
}

}  // namespace chancery::ca
