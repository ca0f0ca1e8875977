// A person's own credential: an Ed25519 key in a file that a passphrase seals (CP/CPS 5.2.3).
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"
#include "ceremony/script.h"
#include "crypto/private_key.h"

namespace chancery::ceremony {

/// Somebody of the script who is here and has opened the credential. Moved, never copied.
struct Attendee {
  const Person* person;  ///< borrowed from the script
  crypto::PrivateKey key;
};

struct NewCredential {
  std::string file;  ///< "ENCRYPTED PRIVATE KEY" in PEM, for the person alone
  std::string key;   ///< base64 of the public half, for scripts
};

/// Errors: crypto::kCryptoFailed.
[[nodiscard]] Result<NewCredential> make_credential(const Secret& passphrase);

/// Errors: kCredentialUnusable, kCredentialForeign; both with "person".
[[nodiscard]] Result<Attendee> open_credential(const Person& person, std::string_view file,
                                               const Secret& passphrase);

}  // namespace chancery::ceremony
