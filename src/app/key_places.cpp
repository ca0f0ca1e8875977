#include "app/key_places.h"

#include "app/files.h"
#include "crypto/derive.h"
#include "keys/master_key.h"
#include "keys/pkcs11_key_store.h"

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

Result<std::unique_ptr<keys::KeyStore>> open_token(const config::Keys& settings, Random& random) {
  if (settings.backend == config::KeyBackend::software) {
    return std::unique_ptr<keys::KeyStore>();
  }
  keys::Pkcs11Settings token;
  token.module_path = settings.module;
  token.token_label = settings.token;
  token.pin = TRY(read_secret_file(settings.pin_file));
  return std::unique_ptr<keys::KeyStore>(TRY(keys::Pkcs11KeyStore::load(std::move(token), random)));
}

}  // namespace

Result<std::unique_ptr<KeyPlaces>> KeyPlaces::open(const config::Keys& settings,
                                                   const DataDirectory& directory, Random& random) {
  crypto::SealingKey master = TRY(read_master(settings, directory, random));
  auto copy = TRY(crypto::SealingKey::from(master.secret().clone()));
  auto software =
      TRY(keys::SoftwareKeyStore::open_folder(directory.keys(), std::move(copy), random));
  auto token = TRY(open_token(settings, random));
  return std::unique_ptr<KeyPlaces>(
      new KeyPlaces(std::move(master), std::move(software), std::move(token)));
}

Result<keys::KeyRef> KeyPlaces::generate(std::string_view label, crypto::KeySpec spec) {
  return token_ ? token_->generate(label, spec) : software_->generate(label, spec);
}

Result<std::shared_ptr<const keys::Signer>> KeyPlaces::open(const keys::KeyRef& ref) {
  const bool on_token = ref.backend() == keys::KeyRef::Backend::pkcs11 && token_;
  return on_token ? token_->open(ref) : software_->open(ref);
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
  return crypto::hkdf_sha256(master_.secret().reveal(), {}, as_bytes(purpose),
                             crypto::SealingKey::kSize);
}

crypto::SealingKey KeyPlaces::sealing_key(std::string_view purpose) const {
  // The length is right, so this cannot fail.
  return crypto::SealingKey::from(secret(purpose)).value();
}

}  // namespace chancery::app
