#include "keys/renewal.h"

#include <gtest/gtest.h>

#include "keys/durable_file.h"
#include "keys/errors.h"
#include "keys/folder_for_tests.h"
#include "keys/software_key_store.h"

namespace chancery::keys {
namespace {

class Renewal : public testing::Test {
 protected:
  Result<std::unique_ptr<SoftwareKeyStore>> open(const Activation& activation) {
    return SoftwareKeyStore::open_folder(folder_ / "keys", activation.master_key(), random_);
  }
  Result<int> reseal(const Activation& from, const Activation& to) {
    return reseal_keys(folder_ / "keys", from.master_key(), to.master_key(), random_);
  }

  TestFolder folder_;
  SystemRandom random_;
  Activation old_ = Activation::generate(random_);
  Activation fresh_ = Activation::generate(random_);
};

TEST_F(Renewal, TheNewSecretOpensEveryKeyAndTheOldOneNone) {
  std::vector<KeyRef> keys;
  {
    const auto store = open(old_).value();
    keys = {store->generate("root", crypto::kP384).value(),
            store->generate("sub", crypto::kP256).value()};
  }
  EXPECT_EQ(reseal(old_, fresh_), 2);
  EXPECT_TRUE(open(old_).error().is(kMasterKeyWrong));
  EXPECT_FALSE(opens_keys(folder_ / "keys", old_.master_key()).value());
  const auto store = open(fresh_).value();
  for (const KeyRef& key : keys) {
    EXPECT_TRUE(store->open(key, Urgency::issuance));
  }
  EXPECT_EQ(reseal(old_, fresh_), 2) << "once more is no harm";
  const Activation other = Activation::generate(random_);
  EXPECT_TRUE(reseal(other, old_).error().is(kMasterKeyWrong));
  for (const auto& entry : std::filesystem::directory_iterator(folder_ / "keys")) {
    EXPECT_FALSE(entry.path().filename().string().starts_with(".")) << entry.path();
  }
}

// A crash after any of its files: the next attempt goes on.
TEST_F(Renewal, GoesOnWhereItStopped) {
  const auto store = open(old_).value();
  const KeyRef root = store->generate("root", crypto::kP384).value();
  const std::filesystem::path file = folder_ / "keys/root.key";
  const Secret before = read_whole_file(file, Guard::none).value();
  ASSERT_EQ(reseal(old_, fresh_), 1);
  // The key is under the new secret, the check under the old one: it stopped in between.
  std::filesystem::remove(folder_ / "keys/master.check");
  ASSERT_TRUE(write_new_file(
      folder_ / "keys/master.check",
      old_.master_key().seal({}, as_bytes("chancery master key check"), random_), random_));
  // And what was replaced lies about.
  ASSERT_TRUE(write_new_file(folder_ / "keys/.old-0123", before.reveal(), random_));
  EXPECT_TRUE(opens_keys(folder_ / "keys", old_.master_key()).value());
  EXPECT_EQ(reseal(old_, fresh_), 1);
  EXPECT_TRUE(open(fresh_).value()->open(root, Urgency::issuance));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "keys/.old-0123"));
}

TEST_F(Renewal, ASpoiltKeyStopsIt) {
  ASSERT_TRUE(open(old_).value()->generate("root", crypto::kP384));
  std::filesystem::remove(folder_ / "keys/root.key");
  ASSERT_TRUE(write_new_file(folder_ / "keys/root.key", as_bytes("spoilt"), random_));
  EXPECT_TRUE(reseal(old_, fresh_).error().is(kKeyDamaged));
  EXPECT_TRUE(open(old_)) << "the folder is still the old secret's";
}

TEST_F(Renewal, WhatIsDerivedFromTheFirstSecretStaysTheSame) {
  const std::filesystem::path file = folder_ / "kept";
  const Activation third = Activation::generate(random_);
  const auto kept = [&](const Activation& by) { return read_kept_secret(file, by.master_key()); };
  const auto keep = [&](const Activation& from, const Activation& to) {
    return keep_secret(file, from.master_key(), to.master_key(), random_);
  };
  const Secret first = kept(old_).value();
  ASSERT_TRUE(keep(old_, fresh_));
  ASSERT_TRUE(keep(old_, fresh_)) << "once more is no harm";
  EXPECT_TRUE(equal(kept(fresh_)->reveal(), first.reveal()));
  EXPECT_TRUE(kept(old_).error().is(kMasterKeyWrong));
  ASSERT_TRUE(keep(fresh_, third));
  EXPECT_TRUE(equal(kept(third)->reveal(), first.reveal()));
  EXPECT_FALSE(kept(fresh_));
}

TEST_F(Renewal, AFileIsReplacedWholeAndOnlyWhenItIsThere) {
  EXPECT_TRUE(replace_file(folder_ / "x", as_bytes("new"), random_).error().is(kKeyNotFound));
  ASSERT_TRUE(write_new_file(folder_ / "x", as_bytes("old"), random_));
  ASSERT_TRUE(replace_file(folder_ / "x", as_bytes("new"), random_));
  EXPECT_EQ(read_whole_file(folder_ / "x", Guard::private_file)->reveal_text(), "new");
}

}  // namespace
}  // namespace chancery::keys
