#include "app/key_places.h"

#include <optional>

#include "app/files.h"
#include "crypto/derive.h"
#include "keys/master_key.h"
#include "keys/renewal.h"

namespace chancery::app {
namespace {

Result<crypto::SealingKey> read_master(const config::Keys& settings, const DataDirectory& directory,
                                       Random& random) {
  if (!settings.passphrase_file.empty()) {
    const Secret passphrase = TRY(read_secret_file(settings.passphrase_file));
    return keys::master_key_from_passphrase(passphrase, directory.passphrase_salt(), random);
  }
  const std::filesystem::path file =
      settings.key_file.empty() ? directory.key_file() : std::filesystem::path(settings.key_file);
  if (settings.key_file.empty() && !std::filesystem::exists(file)) {
    TRY(keys::create_master_key_file(file, random));
  }
  return keys::read_master_key_file(file);
}

Result<std::unique_ptr<keys::KeyStore>> open_token(const config::Keys& settings, Random& random,
                                                   const keys::Activation* activation) {
  if (settings.backend == config::KeyBackend::software) {
    return std::unique_ptr<keys::KeyStore>();
  }
  auto token = TRY(token_settings(settings, activation));
  return std::unique_ptr<keys::KeyStore>(TRY(keys::Pkcs11KeyStore::load(std::move(token), random)));
}

}  // namespace

std::filesystem::path kept_secret_file(const DataDirectory& directory) {
  return directory.keys() / "kept.secret";
}

Result<keys::Pkcs11Settings> token_settings(const config::Keys& settings,
                                            const keys::Activation* activation) {
  keys::Pkcs11Settings token;
  token.module_path = settings.module;
  token.token_label = settings.token;
  if (activation != nullptr) {
    token.pin = activation->user_pin();
  } else if (!settings.activation_file.empty()) {
    token.pin = TRY(keys::Activation::read(settings.activation_file)).user_pin();
  } else {
    token.pin = TRY(read_secret_file(settings.pin_file));
  }
  return token;
}

Result<std::unique_ptr<KeyPlaces>> KeyPlaces::open(const config::Keys& settings,
                                                   const DataDirectory& directory, Random& random,
                                                   const keys::Activation* activation) {
  std::optional<keys::Activation> from_file;
  if (activation == nullptr && !settings.activation_file.empty()) {
    from_file = TRY(keys::Activation::read(settings.activation_file));
    activation = &*from_file;
  }
  crypto::SealingKey master = activation != nullptr ? activation->master_key()
                                                    : TRY(read_master(settings, directory, random));
  auto kept = TRY(keys::read_kept_secret(kept_secret_file(directory), master));
  auto software =
      TRY(keys::SoftwareKeyStore::open_folder(directory.keys(), std::move(master), random));
  auto token = TRY(open_token(settings, random, activation));
  return std::unique_ptr<KeyPlaces>(
      new KeyPlaces(std::move(kept), std::move(software), std::move(token)));
}

Result<keys::KeyRef> KeyPlaces::generate(std::string_view label, crypto::KeySpec spec) {
  return token_ ? token_->generate(label, spec) : software_->generate(label, spec);
}

keys::KeyStore& KeyPlaces::place_of(const keys::KeyRef& ref) {
  const bool on_token = ref.backend() == keys::KeyRef::Backend::pkcs11 && token_;
  return on_token ? *token_ : static_cast<keys::KeyStore&>(*software_);
}

Result<std::shared_ptr<const keys::Signer>> KeyPlaces::open(const keys::KeyRef& ref,
                                                            keys::Urgency urgency) {
  return place_of(ref).open(ref, urgency);
}

Result<void> KeyPlaces::destroy(const keys::KeyRef& ref) {
  return place_of(ref).destroy(ref);
}

Result<std::string> KeyPlaces::back_up(const keys::KeyRef& ref, const crypto::SealingKey& wrap) {
  return place_of(ref).back_up(ref, wrap);
}

Result<std::vector<keys::KeyRef>> KeyPlaces::list() {
  auto all = TRY(software_->list());
  if (token_) {
    const auto more = TRY(token_->list());
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

Secret KeyPlaces::secret(std::string_view purpose) const {
  return crypto::hkdf_sha256(kept_.reveal(), {}, as_bytes(purpose), crypto::SealingKey::kSize);
}

crypto::SealingKey KeyPlaces::sealing_key(std::string_view purpose) const {
  // The length is right, so this cannot fail.
  return crypto::SealingKey::from(secret(purpose)).value();
}

}  // namespace chancery::app
