// How a CA ends: no more issuance, a last list, and then its key (RFC 3647 sections 5.8, 6.2.10;
// CP/CPS 5.8, 6.2.10; NT-130, NT-140).
//
//   retired ------> terminated ------> key destroyed
//   signs lists     last list, good    nothing is signed; what was published
//   and responders  to the CA's end    stays, and responders answer to their end
#pragma once

#include <string>

#include "ca/issuers.h"
#include "ca/issuing.h"
#include "ca/revoking.h"
#include "keys/key_store.h"

namespace chancery::ca {

struct TerminateOrder {
  model::IssuerId issuer;
  /// Revoke what is still valid, for cessationOfOperation; else termination waits for the last end.
  bool revoke_valid = false;
  std::string actor;
};

struct Termination {
  IssuerPtr issuer;
  std::int64_t revoked = 0;  ///< certificates that were valid until now
};

struct DestroyKeyOrder {
  model::IssuerId issuer;
  std::string actor;
};

/// Safe for many threads, but meant for one person at a time. Each act can be repeated after a
/// crash or a failure in its middle, and then goes on where it was.
class Endings final {
 public:
  /// All are borrowed.
  Endings(IssuingDependencies issuing, Issuers& issuers, keys::KeyStore& keys, Revoking& revoking)
      : uses_(issuing), issuers_(issuers), keys_(keys), revoking_(revoking) {}

  /// Asks for valid certificates and retires the issuer in one commit, revokes what is valid where
  /// the order says so, and marks it as terminated when nothing is: the lists that are published
  /// after this say everything, and are good until the CA certificate ends. An issuance that was
  /// under way may end after the question; without `revoke_valid` its certificate stays, the CA
  /// stays retired, and the act is refused and repeated later. The caller publishes them.
  /// Certificates of OCSP responders stay valid, so that statuses are answered. Its own certificate
  /// is NOT revoked: its parent's operator does. Errors: kIssuerNotFound, kCertificatesStillValid
  /// with "count" (of the first thousand).
  [[nodiscard]] Result<Termination> terminate(const TerminateOrder& order);

  /// Destroys the key where it lives, with a record before and one after. Backups are the
  /// operator's to destroy. Repeated for a key that is gone it does nothing.
  /// Errors: kIssuerNotFound; kIssuerStillActive unless the issuer is retired;
  /// kCertificatesStillValid unless all have ended or were revoked, as `terminate` sees to: asked
  /// again, for another process that had not yet heard of the end may have issued after it;
  /// kIssuerKeyShared; those of keys, after which the act is repeated.
  [[nodiscard]] Result<IssuerPtr> destroy_key(const DestroyKeyOrder& order);

 private:
  [[nodiscard]] Result<std::vector<model::CertificateId>> valid_certificates(
      store::Snapshot& snapshot, const IssuerPtr& issuer) const;
  [[nodiscard]] Result<void> check_none_valid(store::Snapshot& snapshot,
                                              const IssuerPtr& issuer) const;
  [[nodiscard]] Result<void> retire(const IssuerPtr& issuer, const TerminateOrder& order);
  [[nodiscard]] Result<void> mark_terminated(const IssuerPtr& issuer, std::int64_t revoked,
                                             const std::string& actor);
  [[nodiscard]] Result<std::int64_t> revoke_all(const IssuerPtr& issuer, const std::string& actor);
  [[nodiscard]] Result<void> check_may_destroy(const IssuerPtr& issuer) const;
  [[nodiscard]] Result<IssuerPtr> loaded(model::IssuerId id);
  [[nodiscard]] audit::Record record_of(const IssuerPtr& issuer, std::string_view kind,
                                        const std::string& actor, audit::Outcome outcome,
                                        std::string_view note) const;

  IssuingDependencies uses_;
  Issuers& issuers_;
  keys::KeyStore& keys_;
  Revoking& revoking_;
};

}  // namespace chancery::ca
