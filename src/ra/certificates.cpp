#include "ra/certificates.h"

#include "ra/errors.h"
#include "ra/office.h"
#include "store/certificate_repository.h"

namespace chancery::ra {

void Certificates::remember(model::IssuedCertificate certificate) {
  const model::CertificateId id = certificate.id;
  cache_.put(id, std::make_shared<model::IssuedCertificate>(std::move(certificate)));
}

Result<std::shared_ptr<const model::IssuedCertificate>> Certificates::get(Scope scope,
                                                                          model::CertificateId id) {
  auto certificate = cache_.get(id);
  if (!certificate) {
    auto found = TRY(office_.database().read([&](store::Snapshot& snapshot) {
      return store::CertificateRepository::by_id(snapshot, id);
    }));
    if (found) {
      certificate = std::make_shared<model::IssuedCertificate>(*std::move(found));
      cache_.put(id, certificate);
    }
  }
  if (!certificate || !scope.covers(certificate->owner)) {
    return fail(kCertificateNotFound, "certificate", to_text(id));
  }
  return certificate;
}

Result<std::vector<Chain>> Certificates::chains(const model::IssuedCertificate& certificate) const {
  const ca::IssuerPtr issuer = TRY(issuers_.by_id(certificate.issuer));
  std::vector<ca::IssuerPtr> same_key{issuer};
  for (auto& other : issuers_.list()) {
    if (other->record().id != issuer->record().id && !other->is_root() &&
        other->public_key() == issuer->public_key() &&
        other->certificate().subject() == issuer->certificate().subject()) {
      same_key.push_back(std::move(other));
    }
  }
  std::vector<Chain> chains;
  for (const auto& first : same_key) {
    Chain& chain = chains.emplace_back();
    chain.push_back(certificate.der);
    for (const auto& link : issuers_.chain_of(first)) {
      chain.push_back(to_bytes(link->certificate().der()));
    }
  }
  const Time now = office_.now();
  for (const auto& link : issuers_.path_of(issuer)) {
    for (const auto& cross : issuers_.crosses_of(link->record().id)) {
      if (cross->certificate.not_before() <= now && now <= cross->certificate.not_after()) {
        chains.push_back(chain_over(certificate, issuer, *link, *cross));
      }
    }
  }
  return chains;
}

/// Up to the CA `link`, and from there over another house.
Chain Certificates::chain_over(const model::IssuedCertificate& certificate,
                               const ca::IssuerPtr& issuer, const ca::LoadedIssuer& link,
                               const ca::CrossCertificate& cross) const {
  Chain chain{certificate.der};
  for (const auto& below : issuers_.path_of(issuer)) {
    if (below->record().id == link.record().id) {
      break;
    }
    chain.push_back(to_bytes(below->certificate().der()));
  }
  chain.push_back(cross.record.der);
  return chain;
}

}  // namespace chancery::ra
