#include "keys/software_key_store.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <thread>

#include "base/encoding.h"
#include "keys/errors.h"
#include "keys/folder_for_tests.h"

namespace chancery::keys {
namespace {

class SoftwareKeys : public ::testing::Test {
 protected:
  std::unique_ptr<SoftwareKeyStore> open_store() {
    auto master = crypto::SealingKey::from(master_.secret().clone()).value();
    return SoftwareKeyStore::open_folder(folder_ / "keys", std::move(master), random_).value();
  }

  TestFolder folder_;
  SystemRandom random_;
  crypto::SealingKey master_ = crypto::SealingKey::generate(random_);
  const Bytes message_ = to_bytes(std::string_view("message"));
};

TEST_F(SoftwareKeys, key_survives_a_restart_and_signs) {
  const KeyRef ref = open_store()->generate("root-2026", crypto::kP256).value();
  EXPECT_EQ(ref.text(), "software:root-2026");
  const auto signer = open_store()->open(ref, Urgency::issuance);
  ASSERT_TRUE(signer) << signer.error().log_line();
  const auto algorithm = crypto::SignatureAlgorithm::ecdsa_sha256;
  const Bytes signature = (*signer)->sign(algorithm, message_).value();
  EXPECT_TRUE((*signer)->public_key().verify(algorithm, message_, signature));
  const Bytes over_digest = (*signer)->sign_digest(algorithm, crypto::sha256(message_)).value();
  EXPECT_TRUE((*signer)->public_key().verify(algorithm, message_, over_digest));
}

TEST_F(SoftwareKeys, files_are_for_their_owner_only_and_hold_no_key_in_the_clear) {
  const auto key = crypto::PrivateKey::generate(crypto::kP256).value();
  ASSERT_TRUE(open_store()->import_key("imported", key));
  struct stat status {};
  ASSERT_EQ(stat((folder_ / "keys").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777U, 0700U);
  ASSERT_EQ(stat((folder_ / "keys/imported.key").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777U, 0600U);

  const std::string file = folder_.read("keys/imported.key");
  const std::string base64 = to_base64(key.to_pkcs8()->reveal());
  EXPECT_EQ(file.find(base64.substr(48, 32)), std::string::npos);
  EXPECT_EQ(open_store()
                ->open(KeyRef::parse("software:imported").value(), Urgency::issuance)
                .value()
                ->public_key(),
            key.public_key());
}

TEST_F(SoftwareKeys, destroyed_key_is_overwritten_before_its_name_goes) {
  const auto store = open_store();
  const KeyRef ref = store->generate("root", crypto::kP256).value();
  const std::string before = folder_.read("keys/root.key");
  std::filesystem::create_hard_link(folder_ / "keys/root.key", folder_ / "kept");
  ASSERT_TRUE(store->destroy(ref));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "keys/root.key"));
  const std::string after = folder_.read("kept");
  ASSERT_EQ(after.size(), before.size());
  EXPECT_EQ(after.find(before.substr(before.find("sealed:") + 8, 16)), std::string::npos);
  EXPECT_TRUE(store->open(ref, Urgency::issuance).error().is(kKeyNotFound));
  EXPECT_TRUE(store->destroy(ref).error().is(kKeyNotFound));
}

TEST_F(SoftwareKeys, backup_opens_under_its_own_key_only_and_gives_the_same_key) {
  const auto store = open_store();
  const KeyRef ref = store->generate("root", crypto::kP384).value();
  const auto wrap = crypto::SealingKey::generate(random_);
  const std::string backup = store->back_up(ref, wrap).value();
  EXPECT_TRUE(open_backup(backup, crypto::SealingKey::generate(random_)).error().is(kKeyDamaged));
  EXPECT_TRUE(open_backup(backup, master_).error().is(kKeyDamaged)) << "its own key alone";
  std::string changed = backup;
  changed[changed.find("root")] = 'b';
  EXPECT_TRUE(open_backup(changed, wrap).error().is(kKeyDamaged));
  EXPECT_TRUE(open_backup("", wrap).error().is(kKeyDamaged));
  EXPECT_EQ(open_backup(backup, wrap).value().public_key(),
            store->open(ref, Urgency::issuance).value()->public_key());
}

TEST_F(SoftwareKeys, existing_label_is_never_overwritten) {
  const auto store = open_store();
  ASSERT_TRUE(store->generate("root", crypto::kP256));
  const std::string before = folder_.read("keys/root.key");
  const auto again = store->generate("root", crypto::kP256);
  ASSERT_FALSE(again);
  EXPECT_TRUE(again.error().is(kKeyExists));
  EXPECT_EQ(folder_.read("keys/root.key"), before);
}

TEST_F(SoftwareKeys, only_one_of_several_threads_makes_a_label) {
  const auto store = open_store();
  std::atomic<int> made = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] { made += store->generate("root", crypto::kP256) ? 1 : 0; });
    }
  }
  EXPECT_EQ(made, 1);
  EXPECT_EQ(store->list()->size(), 1U);
}

TEST_F(SoftwareKeys, list_names_keys_by_label_and_nothing_else) {
  const auto store = open_store();
  EXPECT_TRUE(store->list()->empty());
  ASSERT_TRUE(store->generate("b", crypto::kEd25519));
  ASSERT_TRUE(store->generate("a.1", crypto::kP384));
  folder_.write("keys/.new-0011.key", "left behind by a crash");
  folder_.write("keys/UPPER.key", "x");
  folder_.write("keys/notes.txt", "x");
  const auto refs = store->list().value();
  ASSERT_EQ(refs.size(), 2U);
  EXPECT_EQ(refs[0].text(), "software:a.1");
  EXPECT_EQ(refs[1].text(), "software:b");
}

TEST_F(SoftwareKeys, no_changed_byte_of_a_key_file_goes_unnoticed) {
  const auto store = open_store();
  const KeyRef ref = store->generate("root", crypto::kP256).value();
  const std::string good = folder_.read("keys/root.key");
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string changed = good;
    changed[i] = changed[i] == 'B' ? 'C' : 'B';
    folder_.write("keys/root.key", changed);
    const auto signer = store->open(ref, Urgency::issuance);
    ASSERT_FALSE(signer) << i;
    EXPECT_TRUE(signer.error().is(kKeyDamaged));
  }
  for (const std::size_t size : {std::size_t{0}, good.size() / 2, good.size() - 1}) {
    folder_.write("keys/root.key", good.substr(0, size));
    EXPECT_FALSE(store->open(ref, Urgency::issuance)) << size;
  }
  folder_.write("keys/root.key", good);
  EXPECT_TRUE(store->open(ref, Urgency::issuance));
}

TEST_F(SoftwareKeys, file_of_another_label_is_not_taken_in_its_place) {
  const auto store = open_store();
  ASSERT_TRUE(store->generate("weak", crypto::kP256));
  folder_.write("keys/root.key", folder_.read("keys/weak.key"));
  const auto signer = store->open(KeyRef::parse("software:root").value(), Urgency::issuance);
  ASSERT_FALSE(signer);
  EXPECT_TRUE(signer.error().is(kKeyDamaged));
  EXPECT_EQ(signer.error().parameter("key"), "software:root");
}

TEST_F(SoftwareKeys, another_master_key_is_refused_before_anything_is_made) {
  ASSERT_TRUE(open_store()->generate("root", crypto::kP256));
  const auto store = SoftwareKeyStore::open_folder(folder_ / "keys",
                                                   crypto::SealingKey::generate(random_), random_);
  ASSERT_FALSE(store);
  EXPECT_TRUE(store.error().is(kMasterKeyWrong));
}

TEST_F(SoftwareKeys, keys_without_the_check_value_are_not_opened_under_any_master_key) {
  ASSERT_TRUE(open_store()->generate("root", crypto::kP256));
  std::filesystem::remove(folder_ / "keys/master.check");
  const auto store = SoftwareKeyStore::open_folder(folder_ / "keys",
                                                   crypto::SealingKey::generate(random_), random_);
  ASSERT_FALSE(store);
  EXPECT_TRUE(store.error().is(kKeyDamaged));
}

TEST_F(SoftwareKeys, missing_keys_foreign_references_and_bad_labels_are_told_apart) {
  const auto store = open_store();
  EXPECT_TRUE(store->open(KeyRef::parse("software:none").value(), Urgency::issuance)
                  .error()
                  .is(kKeyNotFound));
  EXPECT_TRUE(store->open(KeyRef::parse("pkcs11:object=x").value(), Urgency::issuance)
                  .error()
                  .is(kKeyRefMalformed));
  EXPECT_TRUE(store->generate("../root", crypto::kP256).error().is(kKeyLabelMalformed));
}

TEST_F(SoftwareKeys, folder_that_cannot_be_made_is_told) {
  folder_.write("file", "x");
  const auto store = SoftwareKeyStore::open_folder(folder_ / "file/keys",
                                                   crypto::SealingKey::generate(random_), random_);
  ASSERT_FALSE(store);
  EXPECT_TRUE(store.error().is(kKeyStorageFailed));
  EXPECT_EQ(store.error().message().find("file/keys"), std::string::npos);
}

}  // namespace
}  // namespace chancery::keys
