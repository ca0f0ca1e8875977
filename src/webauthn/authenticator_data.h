// Authenticator data (WebAuthn Level 3 section 6.1): what an authenticator vouches for.
#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/hash.h"
#include "webauthn/cose_key.h"

namespace chancery::webauthn {

/// A credential that was just made (section 6.5.1).
struct AttestedCredential {
  Bytes id;  ///< at most 1023 octets
  CoseKey key;
};

struct AuthenticatorData {
  crypto::Sha256Digest rp_id_hash{};
  bool user_present = false;
  bool user_verified = false;
  std::uint32_t sign_count = 0;
  std::optional<AttestedCredential> credential;
};

/// Strict: nothing may follow; extensions are passed over. Errors: kCborMalformed,
/// kCredentialMalformed, those of read_cose_key.
[[nodiscard]] Result<AuthenticatorData> parse_authenticator_data(BytesView bytes);

}  // namespace chancery::webauthn
