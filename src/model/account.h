// Who owns applications, authorizations and certificates (RFC 8555 section 7.1.2; RFC 3647 1.3.3).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/id.h"
#include "base/time.h"
#include "model/ids.h"

namespace chancery::model {

struct ExternalAccountKey;
using ExternalAccountKeyId = Id<ExternalAccountKey>;

enum class AccountKind {
  acme,        ///< a key pair speaks for it
  enterprise,  ///< API keys, console users and the command line speak for it
};

/// valid -> deactivated (by its owner) | revoked (by the CA); both are final (RFC 8555 7.1.6).
/// An enterprise may also be suspended, which ends when the CA says so (NT-109).
enum class AccountStatus { valid, deactivated, revoked, suspended };

/// Acceptance of the subscriber agreement (NT-45, NT-46): which version, when. Who: the account or,
/// in an application, the actor of its audit record.
struct Agreement {
  std::string version;
  Time accepted_at;

  friend bool operator==(const Agreement&, const Agreement&) = default;
};

struct Account {
  AccountId id;
  AccountKind kind = AccountKind::acme;
  AccountStatus status = AccountStatus::valid;
  std::string name;                    ///< for people; empty for ACME
  Bytes key_spki;                      ///< ACME: the account key; empty for enterprises
  std::string key_thumbprint;          ///< ACME: RFC 7638 SHA-256, base64url; unique
  std::vector<std::string> contacts;   ///< "mailto:..." URLs, checked
  std::optional<Agreement> agreement;  ///< covers every application of the account
  ExternalAccountKeyId external_key;   ///< ACME: the key it was bound with (7.3.4), or empty
  Time created;
};

/// A key handed to an applicant outside of ACME, which lets one account be opened (RFC 8555 7.3.4).
/// The HMAC key itself is derived, never stored (see ra/external_accounts.h).
struct ExternalAccountKey {
  ExternalAccountKeyId id;
  std::string label;  ///< for people
  AccountId account;  ///< who used it, or empty: a key binds one account
  Time created;
  Time expires;
  std::optional<Time> revoked;  ///< taken back by an operator: opens nothing from then on
};

/// "valid", "deactivated", "revoked", "suspended".
[[nodiscard]] std::string_view to_text(AccountStatus status);
/// "acme", "enterprise".
[[nodiscard]] std::string_view to_text(AccountKind kind);

}  // namespace chancery::model
