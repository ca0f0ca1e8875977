// Keys that bind a new ACME account to an applicant known from elsewhere (RFC 8555 section 7.3.4).
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "model/account.h"

namespace chancery::ra {

class Office;

struct HandedOutKey {
  model::ExternalAccountKey key;
  Secret hmac_key;  ///< 32 bytes; shown once
};

/// The HMAC key of an id is derived from the master secret of the installation (HKDF), so that no
/// secret lies in the database: a stolen database opens no account.
class ExternalAccounts final {
 public:
  explicit ExternalAccounts(Office& office);

  /// `label` is for people. Errors: those of the store.
  [[nodiscard]] Result<HandedOutKey> hand_out(const std::string& label, Duration lifetime,
                                              std::string_view actor);

  /// The secret to check a binding with. Does NOT check that the id exists or is unused:
  /// Accounts::open does that in its transaction.
  [[nodiscard]] Secret hmac_key(model::ExternalAccountKeyId id) const;

  /// Takes a key back for good: it opens no account from now on. An account that it opened before
  /// stays as it is; the returned key names it. Errors: kExternalAccountKeyNotFound,
  /// kExternalAccountKeyRevoked.
  [[nodiscard]] Result<model::ExternalAccountKey> revoke(model::ExternalAccountKeyId id,
                                                         std::string_view actor);

  /// Newest first, at most 1000.
  [[nodiscard]] Result<std::vector<model::ExternalAccountKey>> list();

 private:
  Office& office_;
};

}  // namespace chancery::ra
