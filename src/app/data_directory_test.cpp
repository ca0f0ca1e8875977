#include "app/data_directory.h"

#include <gtest/gtest.h>

#include "app/errors.h"
#include "app/folder_for_tests.h"

namespace chancery::app {
namespace {

using std::filesystem::perms;

TEST(DataDirectoryTest, IsMadeForItsOwnerAlone) {
  const TestFolder folder;
  const auto directory = DataDirectory::open(folder / "data").value();
  EXPECT_EQ(std::filesystem::status(directory.path()).permissions(), perms::owner_all);
  EXPECT_TRUE(DataDirectory::open(folder / "data")) << "again";
}

TEST(DataDirectoryTest, ThatOthersMayEnterIsRefused) {
  const TestFolder folder;
  std::filesystem::create_directory(folder / "data");
  std::filesystem::permissions(folder / "data", perms(0750));
  const auto open = DataDirectory::open(folder / "data");
  ASSERT_FALSE(open);
  EXPECT_TRUE(open.error().is(kDataDirectoryUnusable));
  EXPECT_NE(open.error().parameter("reason").find("0700"), std::string::npos);
}

TEST(DataDirectoryTest, IsNeitherAFileNorBelowNothing) {
  const TestFolder folder;
  EXPECT_TRUE(DataDirectory::open(folder.file("a", "")).error().is(kDataDirectoryUnusable));
  EXPECT_TRUE(DataDirectory::open(folder / "a/b/c").error().is(kDataDirectoryUnusable));
}

TEST(DataDirectoryTest, IsLockedOncePerKindOfProcessAndFreeAfterwards) {
  const TestFolder folder;
  const auto directory = DataDirectory::open(folder / "data").value();
  {
    const auto server = directory.lock("server");
    ASSERT_TRUE(server);
    EXPECT_TRUE(directory.lock("server").error().is(kDataDirectoryLocked));
    EXPECT_TRUE(directory.lock("cli")) << "a command beside a server";
  }
  EXPECT_TRUE(directory.lock("server"));
}

}  // namespace
}  // namespace chancery::app
