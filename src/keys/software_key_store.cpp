#include "keys/software_key_store.h"

#include <system_error>

#include "keys/durable_file.h"
#include "keys/errors.h"
#include "keys/key_file.h"
#include "keys/key_folder.h"

namespace chancery::keys {
namespace {

namespace fs = std::filesystem;

class SoftwareSigner final : public Signer {
 public:
  explicit SoftwareSigner(crypto::PrivateKey key) : key_(std::move(key)) {}

  const crypto::PublicKey& public_key() const override { return key_.public_key(); }

  Result<Bytes> sign(crypto::SignatureAlgorithm algorithm, BytesView message) const override {
    return key_.sign(algorithm, message);
  }

  Result<Bytes> sign_digest(crypto::SignatureAlgorithm algorithm, BytesView digest) const override {
    return key_.sign_digest(algorithm, digest);
  }

 private:
  crypto::PrivateKey key_;
};

Result<void> make_folder(const fs::path& folder) {
  std::error_code error;
  if (fs::create_directories(folder, error)) {
    fs::permissions(folder, fs::perms::owner_all, error);
  }
  if (error) {
    return folder_failed(folder, error);
  }
  return {};
}

// Tells a wrong master key from a damaged file, before any key is made under it.
Result<void> check_master(const fs::path& folder, const crypto::SealingKey& master,
                          Random& random) {
  const fs::path file = folder / kMasterCheckName;
  const auto sealed = read_whole_file(file, Guard::none);
  if (sealed) {
    if (!master.open(sealed->reveal(), as_bytes(kMasterCheckText))) {
      return fail(kMasterKeyWrong);
    }
    return {};
  }
  if (!sealed.error().is(kKeyNotFound)) {
    return std::unexpected(sealed.error());
  }
  if (!TRY(labels_in(folder)).empty()) {
    return fail(kKeyDamaged, "missing", std::string(kMasterCheckName));
  }
  return write_new_file(file, master.seal({}, as_bytes(kMasterCheckText), random), random);
}

}  // namespace

SoftwareKeyStore::SoftwareKeyStore(fs::path folder, crypto::SealingKey master, Random& random)
    : folder_(std::move(folder)), master_(std::move(master)), random_(random) {}

Result<std::unique_ptr<SoftwareKeyStore>> SoftwareKeyStore::open_folder(fs::path folder,
                                                                        crypto::SealingKey master,
                                                                        Random& random) {
  TRY(make_folder(folder));
  TRY(check_master(folder, master, random));
  return std::unique_ptr<SoftwareKeyStore>(
      new SoftwareKeyStore(std::move(folder), std::move(master), random));
}

fs::path SoftwareKeyStore::file_of(std::string_view label) const {
  return folder_ / (std::string(label) + std::string(kKeyExtension));
}

Result<KeyRef> SoftwareKeyStore::generate(std::string_view label, crypto::KeySpec spec) {
  TRY(check_label(label));
  return import_key(label, TRY(crypto::PrivateKey::generate(spec)));
}

Result<KeyRef> SoftwareKeyStore::import_key(std::string_view label, const crypto::PrivateKey& key) {
  TRY(check_label(label));
  const std::string text = TRY(write_key_file(label, key, master_, random_));
  TRY(write_new_file(file_of(label), as_bytes(text), random_));
  return KeyRef::parse("software:" + std::string(label));
}

Result<crypto::PrivateKey> SoftwareKeyStore::read(const KeyRef& ref) const {
  if (ref.backend() != KeyRef::Backend::software) {
    return fail(kKeyRefMalformed);
  }
  auto text = read_whole_file(file_of(ref.rest()), Guard::none);
  if (!text) {
    return std::unexpected(std::move(text).error().with("key", ref.text()));
  }
  auto key = read_key_file(ref.rest(), text->reveal_text(), master_);
  if (!key) {
    return std::unexpected(std::move(key).error().with("key", ref.text()));
  }
  return key;
}

Result<std::shared_ptr<const Signer>> SoftwareKeyStore::open(const KeyRef& ref,
                                                             Urgency /*urgency*/) {
  return make_software_signer(TRY(read(ref)));
}

Result<void> SoftwareKeyStore::destroy(const KeyRef& ref) {
  if (ref.backend() != KeyRef::Backend::software) {
    return fail(kKeyRefMalformed);
  }
  auto done = destroy_file(file_of(ref.rest()), random_);
  if (!done) {
    return std::unexpected(std::move(done).error().with("key", ref.text()));
  }
  return {};
}

Result<std::string> SoftwareKeyStore::back_up(const KeyRef& ref, const crypto::SealingKey& wrap) {
  const crypto::PrivateKey key = TRY(read(ref));
  return write_key_file(ref.rest(), key, wrap, random_);
}

Result<std::vector<KeyRef>> SoftwareKeyStore::list() {
  std::vector<KeyRef> refs;
  for (const std::string& label : TRY(labels_in(folder_))) {
    refs.push_back(TRY(KeyRef::parse("software:" + label)));
  }
  return refs;
}

Result<crypto::PrivateKey> open_backup(std::string_view backup, const crypto::SealingKey& wrap) {
  const std::string_view label = TRY(label_of_key_file(backup));
  return read_key_file(label, backup, wrap);
}

std::shared_ptr<const Signer> make_software_signer(crypto::PrivateKey key) {
  return std::make_shared<const SoftwareSigner>(std::move(key));
}

}  // namespace chancery::keys
