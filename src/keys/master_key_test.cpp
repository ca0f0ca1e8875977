#include "keys/master_key.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "keys/errors.h"
#include "keys/folder_for_tests.h"

namespace chancery::keys {
namespace {

class MasterKey : public ::testing::Test {
 protected:
  TestFolder folder_;
  const std::filesystem::path file_{folder_ / "master.key"};
  SystemRandom random_;
};

TEST_F(MasterKey, file_is_made_for_its_owner_only_and_read_back) {
  ASSERT_TRUE(create_master_key_file(file_, random_));
  struct stat status {};
  ASSERT_EQ(stat(file_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777U, 0600U);
  const auto key = read_master_key_file(file_);
  ASSERT_TRUE(key) << key.error().log_line();
  EXPECT_EQ(key->secret().size(), 32U);
}

TEST_F(MasterKey, file_is_never_overwritten) {
  ASSERT_TRUE(create_master_key_file(file_, random_));
  const Bytes before = to_bytes(read_master_key_file(file_)->secret().reveal());
  const auto again = create_master_key_file(file_, random_);
  ASSERT_FALSE(again);
  EXPECT_TRUE(again.error().is(kKeyExists));
  EXPECT_EQ(to_bytes(read_master_key_file(file_)->secret().reveal()), before);
}

TEST_F(MasterKey, file_that_others_could_read_or_change_is_refused) {
  ASSERT_TRUE(create_master_key_file(file_, random_));
  for (const unsigned mode : {0640U, 0604U, 0660U, 0700U, 0644U, 04600U}) {
    ASSERT_EQ(chmod(file_.c_str(), mode), 0);
    const auto key = read_master_key_file(file_);
    ASSERT_FALSE(key) << mode;
    EXPECT_TRUE(key.error().is(kMasterKeyUnsafe));
    EXPECT_FALSE(key.error().parameter("mode").empty());
  }
  ASSERT_EQ(chmod(file_.c_str(), 0400), 0);
  EXPECT_TRUE(read_master_key_file(file_));
}

TEST_F(MasterKey, file_of_another_user_is_refused) {
  if (geteuid() != 0) {
    GTEST_SKIP() << "only root can give a file away";
  }
  ASSERT_TRUE(create_master_key_file(file_, random_));
  ASSERT_EQ(chown(file_.c_str(), 12345, 12345), 0);
  const auto key = read_master_key_file(file_);
  ASSERT_FALSE(key);
  EXPECT_TRUE(key.error().is(kMasterKeyUnsafe));
  EXPECT_EQ(key.error().parameter("owner"), "12345");
}

TEST_F(MasterKey, symbolic_link_folder_or_nothing_is_no_key_file) {
  ASSERT_TRUE(create_master_key_file(file_, random_));
  const auto link = file_.parent_path() / "link";
  std::filesystem::create_symlink(file_, link);
  EXPECT_TRUE(read_master_key_file(link).error().is(kMasterKeyUnsafe));
  EXPECT_TRUE(read_master_key_file(file_.parent_path()).error().is(kMasterKeyUnsafe));
  EXPECT_TRUE(read_master_key_file(file_.parent_path() / "none").error().is(kKeyNotFound));
}

TEST_F(MasterKey, file_without_32_bytes_in_it_is_malformed) {
  for (const std::string content : {"", "\n", "not base64!", "AAAA\n"}) {
    std::ofstream(file_, std::ios::trunc) << content;
    ASSERT_EQ(chmod(file_.c_str(), 0600), 0);
    EXPECT_TRUE(read_master_key_file(file_).error().is(kMasterKeyMalformed)) << content;
  }
  std::ofstream(file_, std::ios::trunc) << std::string(100'000, 'A');
  EXPECT_TRUE(read_master_key_file(file_).error().is(kKeyStorageFailed));
}

TEST_F(MasterKey, passphrase_gives_the_same_key_again_and_another_one_does_not) {
  const Secret right(std::string_view("correct horse"));
  const Secret wrong(std::string_view("battery staple"));
  const auto first = master_key_from_passphrase(right, file_, random_);
  ASSERT_TRUE(first) << first.error().log_line();
  const auto second = master_key_from_passphrase(right, file_, random_);
  const auto third = master_key_from_passphrase(wrong, file_, random_);
  EXPECT_TRUE(equal(first->secret().reveal(), second->secret().reveal()));
  EXPECT_FALSE(equal(first->secret().reveal(), third->secret().reveal()));
}

TEST_F(MasterKey, salt_file_that_asks_for_absurd_cost_is_refused) {
  for (const std::string content :
       {"", "chancery scrypt 1", "chancery scrypt 1 ", "chancery scrypt 2 65536 8 1 AAAA",
        "chancery scrypt 1 65536 8 1 AAAA\n",
        "chancery scrypt 1 1099511627776 8 1 AAAAAAAAAAAAAAAAAAAAAA==\n",
        "chancery scrypt 1 -1 8 1 AAAAAAAAAAAAAAAAAAAAAA==\n"}) {
    std::ofstream(file_, std::ios::trunc) << content;
    const auto key = master_key_from_passphrase(Secret(std::string_view("x")), file_, random_);
    ASSERT_FALSE(key) << content;
    EXPECT_TRUE(key.error().is(kMasterKeyMalformed));
  }
}

}  // namespace
}  // namespace chancery::keys
