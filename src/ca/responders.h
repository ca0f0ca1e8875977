// Delegated OCSP responders: a key and a certificate for each issuer, made and renewed here
// (RFC 6960 section 4.2.2.2; TLS BR 4.9.9, 7.1.2.8; NT-95, NT-169).
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>

#include "ca/issuing.h"
#include "keys/key_store.h"

namespace chancery::ca {

/// What answers for one issuer. Immutable and shared.
struct ResponderCredential {
  x509::Certificate certificate;
  std::shared_ptr<const keys::Signer> signer;
};
using ResponderPtr = std::shared_ptr<const ResponderCredential>;

/// Safe for many threads; the work for one issuer does not hold up the others.
class Responders final {
 public:
  /// After a failure nothing is made anew for so long: every request would try again.
  static constexpr Duration kPause = std::chrono::minutes(1);

  /// All are borrowed.
  Responders(store::Database& database, keys::KeyStore& keys, Issuing& issuing,
             const profile::Catalogue& profiles, const Clock& clock, IdSource& ids)
      : database_(database),
        keys_(keys),
        issuing_(issuing),
        profiles_(profiles),
        clock_(clock),
        ids_(ids) {}

  /// The credential in use, from memory; else from the store; else a new one. One whose life is
  /// more than two thirds over is replaced, each with a key of its own; while that fails, it goes
  /// on until its end. What is returned is valid now.
  /// Errors: those of issuing, keys and store.
  [[nodiscard]] Result<ResponderPtr> of(const IssuerPtr& issuer);

 private:
  /// What is known about one issuer. Guarded by its mutex.
  struct Post {
    std::mutex mutex;
    ResponderPtr in_use;
    std::optional<keys::KeyRef> spare_key;  ///< made for a certificate that was then refused
    std::optional<Error> failure;           ///< of the last attempt
    Time again_at{};                        ///< no attempt before
  };

  [[nodiscard]] Post& post_of(const IssuerPtr& issuer);
  [[nodiscard]] bool is_fresh(const ResponderCredential& credential, const IssuerPtr& issuer) const;
  [[nodiscard]] bool is_valid(const ResponderPtr& credential) const;
  void renew(Post& post, const IssuerPtr& issuer);
  [[nodiscard]] Result<ResponderPtr> stored(const IssuerPtr& issuer);
  [[nodiscard]] Result<ResponderPtr> make(Post& post, const IssuerPtr& issuer);

  store::Database& database_;
  keys::KeyStore& keys_;
  Issuing& issuing_;
  const profile::Catalogue& profiles_;
  const Clock& clock_;
  IdSource& ids_;
  std::mutex mutex_;
  std::map<model::IssuerId, Post> posts_;  ///< nodes stay where they are
};

}  // namespace chancery::ca
