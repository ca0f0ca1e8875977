#include "ocsp/issuer_index.h"

namespace chancery::ocsp {
namespace {

std::string key_of(BytesView name_hash, BytesView key_hash) {
  std::string key(as_text(name_hash));
  key += as_text(key_hash);
  return key;
}

}  // namespace

std::shared_ptr<const IssuerIndex> IssuerIndex::make(const std::vector<ca::IssuerPtr>& issuers) {
  auto index = std::make_shared<IssuerIndex>();
  for (const auto& issuer : issuers) {
    for (const auto hash : {crypto::HashAlgorithm::sha1, crypto::HashAlgorithm::sha256,
                            crypto::HashAlgorithm::sha384, crypto::HashAlgorithm::sha512}) {
      const Bytes name = crypto::hash(hash, issuer->certificate().subject().der());
      const Bytes key = crypto::hash(hash, issuer->public_key().key_bits());
      index->by_hashes_[key_of(name, key)] = issuer;
    }
  }
  return index;
}

ca::IssuerPtr IssuerIndex::find(const x509::CertId& id) const {
  const auto found = by_hashes_.find(key_of(id.issuer_name_hash, id.issuer_key_hash));
  return found == by_hashes_.end() ? nullptr : found->second;
}

}  // namespace chancery::ocsp
