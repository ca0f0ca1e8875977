// The places where keys live, seen as one store: new CA keys are made where the configuration says,
// and a key is opened wherever its reference points.
#pragma once

#include <memory>

#include "app/data_directory.h"
#include "config/config.h"
#include "crypto/sealing.h"
#include "keys/activation.h"
#include "keys/key_store.h"
#include "keys/pkcs11_key_store.h"
#include "keys/software_key_store.h"

namespace chancery::app {

class KeyPlaces final : public keys::KeyStore {
 public:
  /// Makes the key file at the first start, when none is configured. `random` is borrowed. A token
  /// need not be there yet. `activation` takes the place of keys.activation_file: for a ceremony,
  /// whose people bring it in shares; null: the file is read, where one is configured.
  /// Errors: those of keys, kFileUnreadable for PIN and passphrase files.
  [[nodiscard]] static Result<std::unique_ptr<KeyPlaces>> open(const config::Keys& settings,
                                                               const DataDirectory& directory,
                                                               Random& random,
                                                               const keys::Activation* activation);

  Result<keys::KeyRef> generate(std::string_view label, crypto::KeySpec spec) override;
  Result<std::shared_ptr<const keys::Signer>> open(const keys::KeyRef& ref,
                                                   keys::Urgency urgency) override;
  Result<void> destroy(const keys::KeyRef& ref) override;
  Result<std::string> back_up(const keys::KeyRef& ref, const crypto::SealingKey& wrap) override;
  Result<std::vector<keys::KeyRef>> list() override;

  /// Software keys, which are there beside a token too: for the audit log and for imports.
  [[nodiscard]] keys::SoftwareKeyStore& software() { return *software_; }
  [[nodiscard]] bool makes_software_keys() const { return token_ == nullptr; }

  /// A key for sealing other secrets at rest, derived for that purpose alone
  /// from what stays the same when the activation secret is renewed (keys/renewal.h).
  [[nodiscard]] crypto::SealingKey sealing_key(std::string_view purpose) const;
  /// 32 bytes for deriving secrets, likewise.
  [[nodiscard]] Secret secret(std::string_view purpose) const;

 private:
  KeyPlaces(Secret kept, std::unique_ptr<keys::SoftwareKeyStore> software,
            std::unique_ptr<keys::KeyStore> token)
      : kept_(std::move(kept)), software_(std::move(software)), token_(std::move(token)) {}

  [[nodiscard]] keys::KeyStore& place_of(const keys::KeyRef& ref);

  Secret kept_;  ///< what other secrets are derived from
  std::unique_ptr<keys::SoftwareKeyStore> software_;
  std::unique_ptr<keys::KeyStore> token_;  ///< null: software keys only
};

/// Where keys::keep_secret keeps it.
[[nodiscard]] std::filesystem::path kept_secret_file(const DataDirectory& directory);

/// What the configuration says about its token, PIN included. Precondition: the pkcs11 backend.
/// Errors: kFileUnreadable, those of keys::Activation::read.
[[nodiscard]] Result<keys::Pkcs11Settings> token_settings(const config::Keys& settings,
                                                          const keys::Activation* activation);

}  // namespace chancery::app
