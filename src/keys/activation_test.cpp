#include "keys/activation.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "base/encoding.h"
#include "keys/errors.h"
#include "keys/folder_for_tests.h"
#include "keys/share_file.h"

namespace chancery::keys {
namespace {

TEST(Activation, GivesTheSameForTheSameSecretAndAnotherForEachPurpose) {
  SeededRandom random(1);
  const Activation first = Activation::generate(random);
  const Activation again = Activation::from(first.secret().clone()).value();
  const Activation other = Activation::generate(random);
  EXPECT_EQ(first.user_pin().reveal_text(), again.user_pin().reveal_text());
  EXPECT_NE(first.user_pin().reveal_text(), first.officer_pin().reveal_text());
  EXPECT_NE(first.user_pin().reveal_text(), other.user_pin().reveal_text());
  EXPECT_EQ(first.user_pin().size(), 32U);
  EXPECT_FALSE(equal(first.master_key().secret().reveal(), first.backup_key().secret().reveal()));
  EXPECT_TRUE(Activation::from(Secret("short")).error().is(kActivationMalformed));
}

TEST(Activation, FileIsForItsOwnerAndItsAbsenceTellsWhatToDo) {
  const TestFolder folder;
  SystemRandom random;
  const Activation made = Activation::generate(random);
  EXPECT_TRUE(Activation::read(folder / "activation").error().is(kKeysNotActivated));
  ASSERT_TRUE(made.write(folder / "activation", random));
  struct stat status {};
  ASSERT_EQ(stat((folder / "activation").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777U, 0600U);
  EXPECT_EQ(Activation::read(folder / "activation")->user_pin().reveal_text(),
            made.user_pin().reveal_text());
  EXPECT_TRUE(made.write(folder / "activation", random).error().is(kKeyExists));
  ASSERT_EQ(chmod((folder / "activation").c_str(), 0644), 0);
  EXPECT_TRUE(Activation::read(folder / "activation").error().is(kMasterKeyUnsafe));
  EXPECT_TRUE(Activation::remove(folder / "activation", random));
  EXPECT_TRUE(Activation::remove(folder / "activation", random).error().is(kKeysNotActivated));
}

TEST(ShareFile, OpensForItsHolderAndPassphraseAlone) {
  SystemRandom random;
  const auto shares = split_secret(Secret("the secret"), 2, 3, {7}, random).value();
  const Secret passphrase("ann's own words");
  const std::string file = write_share_file(shares[0], "ann", passphrase, random).value();
  const auto read = read_share_file(file, "ann", passphrase);
  ASSERT_TRUE(read) << read.error().message();
  EXPECT_EQ(read->index(), shares[0].index());
  EXPECT_TRUE(read_share_file(file, "ann", Secret("guess")).error().is(kShareSealed));
  EXPECT_TRUE(read_share_file(file, "bob", passphrase).error().is(kShareSealed));
  EXPECT_EQ(file.find(to_base64(shares[0].encode().reveal()).substr(40, 20)), std::string::npos);
  std::string renamed = file;
  renamed.replace(renamed.find("ann"), 3, "bob");
  EXPECT_TRUE(read_share_file(renamed, "bob", passphrase).error().is(kShareSealed));
  for (const std::string& bad : {std::string(), file.substr(0, 60), std::string(5000, 'x')}) {
    EXPECT_TRUE(read_share_file(bad, "ann", passphrase).error().is(kShareMalformed));
  }
}

}  // namespace
}  // namespace chancery::keys
