#include "ceremony/credential.h"

#include "base/encoding.h"
#include "ceremony/errors.h"

namespace chancery::ceremony {

Result<NewCredential> make_credential(const Secret& passphrase) {
  const auto key = TRY(crypto::PrivateKey::generate(crypto::kEd25519));
  std::string file = TRY(key.to_encrypted_pem(passphrase));
  return NewCredential{std::move(file), to_base64(key.public_key().spki_der())};
}

Result<Attendee> open_credential(const Person& person, std::string_view file,
                                 const Secret& passphrase) {
  auto key = crypto::PrivateKey::from_pem(file, &passphrase);
  if (!key) {
    return fail(kCredentialUnusable, "person", person.id);
  }
  if (!(key->public_key() == person.key)) {
    return fail(kCredentialForeign, "person", person.id);
  }
  return Attendee{&person, *std::move(key)};
}

}  // namespace chancery::ceremony
