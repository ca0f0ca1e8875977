// The issuers in memory: certificate, state, and the key that is opened when it is first needed.
#pragma once

#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/public_key.h"
#include "keys/key_store.h"
#include "model/issuer.h"
#include "store/database.h"
#include "x509/certificate.h"

namespace chancery::ca {

/// One issuer as it was when it was looked up. Shared, immutable; the record's state may have
/// changed since.
class LoadedIssuer final {
 public:
  /// Errors: those of x509 and crypto for a stored certificate that cannot be read.
  [[nodiscard]] static Result<std::shared_ptr<const LoadedIssuer>> load(model::Issuer record,
                                                                        keys::KeyStore& keys);

  [[nodiscard]] const model::Issuer& record() const { return record_; }
  [[nodiscard]] const x509::Certificate& certificate() const { return certificate_; }
  [[nodiscard]] const crypto::PublicKey& public_key() const { return public_key_; }
  [[nodiscard]] bool is_root() const { return certificate_.is_self_issued(); }

  /// The key, opened at the first call and kept. A key that cannot be opened now (token away) is
  /// tried again at the next call, so that a server starts without its token.
  /// Errors: those of KeyStore::open.
  [[nodiscard]] Result<std::shared_ptr<const keys::Signer>> signer() const;

 private:
  LoadedIssuer(model::Issuer record, x509::Certificate certificate, crypto::PublicKey key,
               keys::KeyStore& keys)
      : record_(std::move(record)),
        certificate_(std::move(certificate)),
        public_key_(std::move(key)),
        keys_(keys) {}

  model::Issuer record_;
  x509::Certificate certificate_;
  crypto::PublicKey public_key_;
  keys::KeyStore& keys_;
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const keys::Signer> signer_;
};

using IssuerPtr = std::shared_ptr<const LoadedIssuer>;

/// Every issuer of the installation: few, so all are held. Safe for many threads.
class Issuers final {
 public:
  /// Both are borrowed. Call `reload` before anything else.
  Issuers(store::Database& database, keys::KeyStore& keys) : database_(database), keys_(keys) {}

  /// Reads all of them again: at start, after a change here, and from time to time because of
  /// changes by other nodes. What cannot be read keeps what was there. Errors: the store's, x509's.
  [[nodiscard]] Result<void> reload();

  /// Oldest first, parents before children.
  [[nodiscard]] std::vector<IssuerPtr> list() const;

  /// Errors: kIssuerNotFound.
  [[nodiscard]] Result<IssuerPtr> by_id(model::IssuerId id) const;
  [[nodiscard]] Result<IssuerPtr> by_name(std::string_view name) const;

  /// The newest enabled subordinate whose purpose is `purpose` and that is valid at `now`.
  /// Errors: kNoIssuerForProfile.
  [[nodiscard]] Result<IssuerPtr> for_purpose(std::string_view purpose, Time now) const;

  /// From an issuer up to, but without, its root: what a server sends behind its certificate.
  [[nodiscard]] std::vector<IssuerPtr> chain_of(const IssuerPtr& issuer) const;

 private:
  store::Database& database_;
  keys::KeyStore& keys_;
  mutable std::shared_mutex mutex_;
  std::vector<IssuerPtr> issuers_;
};

}  // namespace chancery::ca
