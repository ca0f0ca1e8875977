// Private keys that the service makes and keeps for certificates of private hierarchies (AL-28;
// never under publicly trusted profiles: TLS BR 6.1.1.3, NC-17 as decided).
#pragma once

#include "audit/log.h"
#include "base/random.h"
#include "base/time.h"
#include "crypto/private_key.h"
#include "crypto/sealing.h"
#include "model/ids.h"
#include "store/database.h"

namespace chancery::api {

/// Keys lie in the database sealed, each bound to its certificate: a row that is moved to another
/// certificate does not open. Safe for many threads.
class ManagedKeys final {
 public:
  /// All are borrowed.
  ManagedKeys(store::Database& database, audit::Log& audit, const crypto::SealingKey& sealing,
              const Clock& clock, Random& random)
      : database_(database), audit_(audit), sealing_(sealing), clock_(clock), random_(random) {}

  /// Inside of the unit that stores the certificate. `pkcs8` is the key's PrivateKeyInfo.
  [[nodiscard]] Result<void> keep(store::Transaction& tx, model::CertificateId certificate,
                                  const Secret& pkcs8) const;

  /// Hands the key out, after an audit record of that is durable ("managed_key.released").
  /// Errors: kNoManagedKey; crypto::kSealBroken for a damaged row.
  [[nodiscard]] Result<crypto::PrivateKey> release(model::CertificateId certificate,
                                                   const std::string& actor) const;

 private:
  store::Database& database_;
  audit::Log& audit_;
  const crypto::SealingKey& sealing_;
  const Clock& clock_;
  Random& random_;
};

}  // namespace chancery::api
