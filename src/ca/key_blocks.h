// Keys that were reported as compromised: for ever, whoever asks (TLS BR 4.9.1.1, 4.9.12, 6.1.1.3
// (4)).
#pragma once

#include <string>
#include <vector>

#include "audit/log.h"
#include "base/result.h"
#include "base/time.h"
#include "model/digest.h"
#include "store/compromised_key_repository.h"
#include "store/database.h"

namespace chancery::ca {

/// The hash under which a key is blocked. `text` is PEM or DER of a SubjectPublicKeyInfo, a
/// certificate or a CSR, or 64 hexadecimal digits: the hash itself. No signature is checked.
/// Errors: kKeyReportMalformed.
[[nodiscard]] Result<model::Digest> key_hash_of(BytesView text);

/// Safe for many threads.
class KeyBlocks final {
 public:
  static constexpr int kMaxPage = 1000;

  /// All are borrowed.
  KeyBlocks(store::Database& database, audit::Log& audit, const Clock& clock)
      : database_(database), audit_(audit), clock_(clock) {}

  struct Report {
    model::Digest spki_hash{};
    std::string note;  ///< at most 1000 octets of UTF-8
    std::string actor;
  };
  struct Blocked {
    store::CompromisedKey key;
    /// Valid or not, newest first, at most 100: whoever reports has them revoked within 24 hours
    /// (TLS BR 4.9.1.1 (3)). Nothing is revoked here.
    std::vector<model::CertificateId> certificates;
  };
  /// In one commit with its audit record. Blocked again, the first report stands.
  /// Errors: kKeyReportMalformed for a note that is too long or no text.
  [[nodiscard]] Result<Blocked> block(const Report& report);

  /// In the order of hashes, behind `after` (all zero: from the first).
  [[nodiscard]] Result<std::vector<store::CompromisedKey>> list(const model::Digest& after,
                                                                int limit);

 private:
  [[nodiscard]] Result<std::vector<model::CertificateId>> holders_of(
      const model::Digest& spki_hash);

  store::Database& database_;
  audit::Log& audit_;
  const Clock& clock_;
};

}  // namespace chancery::ca
