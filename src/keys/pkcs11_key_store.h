// Keys on a PKCS#11 token (OASIS PKCS#11 2.40): made there, never extractable, used through a pool
// of sessions that heals itself.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

#include "base/random.h"
#include "base/result.h"
#include "base/secret.h"
#include "keys/key_store.h"

namespace chancery::keys {

class Pkcs11Token;

struct Pkcs11Settings {
  std::filesystem::path module_path;  ///< the vendor's library, loaded with dlopen
  std::string token_label;            ///< CK_TOKEN_INFO.label
  Secret pin;                         ///< of the normal user
  /// Signatures in flight; more callers wait, those of status (keys::Urgency) in front.
  std::size_t max_sessions = 8;
  /// How long one signature may go on healing and trying before it fails with kTokenUnavailable.
  std::chrono::milliseconds retry_for{5000};
};

/// The token may be absent when the store is opened, and may go and come back: signatures fail with
/// kTokenUnavailable meanwhile and work again afterwards, without a restart.
///
/// A refused PIN is never sent twice by one store, so that a wrong setting cannot lock the token.
class Pkcs11KeyStore final : public KeyStore {
 public:
  /// Loads the module; does not yet look for the token. A module is initialized once a process and
  /// shared by all stores on it. `random` is borrowed and makes key ids (CKA_ID).
  /// Errors: kTokenModuleUnusable.
  [[nodiscard]] static Result<std::unique_ptr<Pkcs11KeyStore>> load(Pkcs11Settings settings,
                                                                    Random& random);
  ~Pkcs11KeyStore() override;

  /// Sensitive, non-extractable, may sign and nothing else. RSA and EC keys; Ed25519 where the
  /// token has it. Gives "pkcs11:token=...;object=LABEL;id=...".
  Result<KeyRef> generate(std::string_view label, crypto::KeySpec spec) override;

  /// `token` in the reference must be this store's token; `object` and `id` choose the key, one of
  /// them at least. A module-path in it is ignored: modules come from configuration only.
  Result<std::shared_ptr<const Signer>> open(const KeyRef& ref, Urgency urgency) override;
  /// Both halves. The token and its backups are zeroized with the means of their maker (CP/CPS
  /// 6.2.10). Signers that are open fail from now on.
  Result<void> destroy(const KeyRef& ref) override;
  /// Always kKeyNotExtractable: that is how keys are made here.
  Result<std::string> back_up(const KeyRef& ref, const crypto::SealingKey& wrap) override;
  Result<std::vector<KeyRef>> list() override;

 private:
  Pkcs11KeyStore(std::shared_ptr<Pkcs11Token> token, Random& random);

  struct Found;
  [[nodiscard]] Result<Found> find(const KeyRef& ref);

  std::shared_ptr<Pkcs11Token> token_;
  Random& random_;
};

}  // namespace chancery::keys
