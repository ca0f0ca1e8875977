// Which public keys may be certified: TLS BR 6.1.5, 6.1.6 and 6.1.1.3, as far as they need no
// outside list (Debian's weak keys and reported compromises are looked up by `ca`). NT-133..136.
#pragma once

#include <span>

#include "base/result.h"
#include "crypto/algorithm.h"
#include "policy/rule.h"

namespace chancery::crypto {
class PublicKey;
}  // namespace chancery::crypto

namespace chancery::policy {

/// What the key will be certified for.
enum class KeyUse { root_ca, subordinate_ca, subscriber };

/// Says whether a certificate signed at `at` may hold this key.
///
/// That an EC point lies on its curve, and that an RSA exponent is odd, at least 3 and below 2^256
/// (BR 6.1.6, NT-135, NT-136), is promised by crypto::PublicKey itself. What is NOT checked:
/// lists of known weak or compromised keys, and that the RSA modulus is no power of a prime.
///
/// Errors: kKeyTypeForbidden, kKeySizeForbidden, kKeyWeak. Parameters:
/// "seen", "rule" (its id) and "citation".
///
/// Cost: under 1 us for elliptic curves, about 20 us for RSA-2048.
[[nodiscard]] Result<void> check_public_key(const crypto::PublicKey& key, PolicySet set, KeyUse use,
                                            Time at);

/// The same for a kind of key, before there is one: what needs a modulus is not looked at.
/// Errors: kKeyTypeForbidden, kKeySizeForbidden.
[[nodiscard]] Result<void> check_key_spec(crypto::KeySpec spec, PolicySet set, KeyUse use, Time at);

/// The rows behind check_public_key.
[[nodiscard]] std::span<const Rule* const> key_rules(PolicySet set);

}  // namespace chancery::policy
