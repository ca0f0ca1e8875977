// Keys as files, encrypted at rest with AES-256-GCM.
#pragma once

#include <filesystem>
#include <memory>

#include "base/random.h"
#include "base/result.h"
#include "base/secret.h"
#include "crypto/private_key.h"
#include "crypto/sealing.h"
#include "keys/key_store.h"

namespace chancery::keys {

/// One file LABEL.key per key in one folder. A file holds a version line, the public key, and the
/// sealed PKCS#8; the seal covers label, version and public key, so that files cannot be exchanged.
class SoftwareKeyStore final : public KeyStore {
 public:
  /// `folder` is made with mode 0700 when it is not there. The first use stores a check value, so
  /// that another master key is refused at once. `random` is borrowed.
  /// Errors: kMasterKeyWrong, kKeyStorageFailed.
  [[nodiscard]] static Result<std::unique_ptr<SoftwareKeyStore>> open_folder(
      std::filesystem::path folder, crypto::SealingKey master, Random& random);

  /// "software:LABEL". Atomic: after a crash the key is there whole or not at all.
  Result<KeyRef> generate(std::string_view label, crypto::KeySpec spec) override;
  Result<std::shared_ptr<const Signer>> open(const KeyRef& ref, Urgency urgency) override;
  /// Overwrites the file before it is removed. Storage that writes elsewhere (flash, snapshots) may
  /// keep the old octets: they are sealed, and worthless without the master key. A signer that is
  /// open keeps its copy in memory until it goes.
  Result<void> destroy(const KeyRef& ref) override;
  Result<std::string> back_up(const KeyRef& ref, const crypto::SealingKey& wrap) override;
  Result<std::vector<KeyRef>> list() override;

  /// Takes in a key made elsewhere: the import of an existing CA. Errors: as `generate`.
  Result<KeyRef> import_key(std::string_view label, const crypto::PrivateKey& key);

 private:
  SoftwareKeyStore(std::filesystem::path folder, crypto::SealingKey master, Random& random);

  [[nodiscard]] std::filesystem::path file_of(std::string_view label) const;
  [[nodiscard]] Result<crypto::PrivateKey> read(const KeyRef& ref) const;

  std::filesystem::path folder_;
  crypto::SealingKey master_;
  Random& random_;
};

/// The key in what `back_up` gave, for `import_key` elsewhere. Errors: kKeyDamaged, also for
/// another `wrap`.
[[nodiscard]] Result<crypto::PrivateKey> open_backup(std::string_view backup,
                                                     const crypto::SealingKey& wrap);

/// A signer over a key in memory: software keys after opening, and tests of other rooms.
[[nodiscard]] std::shared_ptr<const Signer> make_software_signer(crypto::PrivateKey key);

}  // namespace chancery::keys
