#include "app/files.h"

#include <gtest/gtest.h>

#include "app/errors.h"
#include "app/folder_for_tests.h"

namespace chancery::app {
namespace {

using std::filesystem::perms;

TEST(Files, AreReadWholeUpToTheirLimitAndNotBeyond) {
  const TestFolder folder;
  const auto path = folder.file("a", "12345");
  EXPECT_EQ(read_file(path, 5).value(), "12345");
  EXPECT_EQ(read_file(path, 4).error().parameter("reason"), "it is too large");
  const auto missing = read_file(folder / "missing");
  EXPECT_TRUE(missing.error().is(kFileUnreadable));
  EXPECT_EQ(missing.error().parameter("file"), (folder / "missing").string());
}

TEST(SecretFiles, GiveTheirFirstLineAlone) {
  const TestFolder folder;
  EXPECT_EQ(read_secret_file(folder.file("pin", "1234\nnotes")).value().reveal_text(), "1234");
  EXPECT_EQ(read_secret_file(folder.file("read-only", "1234", 0400)).value().reveal_text(), "1234");
}

TEST(SecretFiles, ThatOthersCouldReadAreRefused) {
  const TestFolder folder;
  for (const unsigned mode : {0644U, 0640U, 0604U, 0620U, 0660U}) {
    const auto read = read_secret_file(folder.file("pin", "1234", mode));
    ASSERT_FALSE(read) << std::oct << mode;
    EXPECT_TRUE(read.error().is(kFileUnreadable));
    EXPECT_EQ(read.error().message().find("1234"), std::string::npos);
  }
}

TEST(WrittenFiles, ReplaceOlderOnesAsAWholeForTheirOwnerOnly) {
  const TestFolder folder;
  const auto path = folder.file("a", "a long old content", 0644);
  ASSERT_TRUE(write_file(path, "new"));
  EXPECT_EQ(read_file(path).value(), "new");
  EXPECT_EQ(std::filesystem::status(path).permissions(), perms::owner_read | perms::owner_write);
  const std::filesystem::directory_iterator files(folder.path());
  EXPECT_EQ(std::distance(begin(files), end(files)), 1) << "nothing else may be left behind";
}

TEST(WrittenFiles, ThatCannotBeWrittenAreToldWithTheirPlace) {
  const TestFolder folder;
  const auto written = write_file(folder / "no-folder/a", "new");
  ASSERT_FALSE(written);
  EXPECT_TRUE(written.error().is(kFileFailed));
  EXPECT_EQ(written.error().parameter("file"), (folder / "no-folder/a").string());
}

}  // namespace
}  // namespace chancery::app
