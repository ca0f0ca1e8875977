// Inside `keys` only: finding, making and reading key objects in a session (PKCS#11 sections 4.8
// and 4.9, and 2.1, 2.3 of the mechanisms document).
#pragma once

#include <string>
#include <vector>

#include "crypto/public_key.h"
#include "keys/pkcs11_token.h"

namespace chancery::keys {

/// CKA_LABEL and CKA_ID of a key; an empty one matches anything.
struct KeyAddress {
  std::string label;
  Bytes id;

  [[nodiscard]] std::string cache_key() const { return label + '\0' + std::string(as_text(id)); }
};

/// Private keys of that address, at most `limit`.
[[nodiscard]] Called<std::vector<CK_OBJECT_HANDLE>> find_private_keys(Pkcs11Session& session,
                                                                      const KeyAddress& address,
                                                                      CK_ULONG limit);

/// The address that the token itself holds.
[[nodiscard]] Called<KeyAddress> read_address(Pkcs11Session& session, CK_OBJECT_HANDLE key);

/// The public half: from the public key object of the same id, or from the private one where that
/// holds it. Errors: kKeyTypeUnavailable, kTokenRefused (what the token gives is no key).
[[nodiscard]] Called<crypto::PublicKey> read_public_key(Pkcs11Session& session,
                                                        CK_OBJECT_HANDLE private_key);

/// Sensitive, never extractable, for signing alone. Destroys what it made and says kTokenRefused
/// when the token made the key extractable nevertheless.
[[nodiscard]] Called<void> generate_key_pair(Pkcs11Session& session, const KeyAddress& address,
                                             crypto::KeySpec spec);

/// False also when the object has no such attribute.
[[nodiscard]] Called<bool> read_flag(Pkcs11Session& session, CK_OBJECT_HANDLE object,
                                     CK_ATTRIBUTE_TYPE type);

/// The one private key of that address and its public half. No such key is no error, since a fault
/// may have come after the act.
[[nodiscard]] Called<void> destroy_key_pair(Pkcs11Session& session, const KeyAddress& address);

}  // namespace chancery::keys
