// Public keys as COSE_Key (RFC 9052 section 7, RFC 9053), as far as WebAuthn's authenticators make
// them.
#pragma once

#include <cstdint>

#include "crypto/public_key.h"
#include "webauthn/cbor.h"

namespace chancery::webauthn {

/// COSE algorithm numbers (IANA): those that are offered to authenticators, in order of preference.
inline constexpr std::int64_t kEs256 = -7;
inline constexpr std::int64_t kEdDsa = -8;
inline constexpr std::int64_t kRs256 = -257;

struct CoseKey {
  std::int64_t algorithm = 0;
  crypto::PublicKey key;
};

/// Reads one key: its parameters in any order, each once, and none beside those that the type has
/// (WebAuthn section 6.5.1.1). Errors: kCborMalformed, kCredentialMalformed,
/// kCredentialKeyUnsupported, those of crypto::PublicKey.
[[nodiscard]] Result<CoseKey> read_cose_key(CborReader& reader);

/// `algorithm` over `message`; a signature is DER for ES256 (WebAuthn section 6.5.5).
/// Errors: kCredentialKeyUnsupported, those of crypto::PublicKey::verify.
[[nodiscard]] Result<void> verify(const crypto::PublicKey& key, std::int64_t algorithm,
                                  BytesView message, BytesView signature);

}  // namespace chancery::webauthn
