#include "crl/output_file.h"

#include <gmock/gmock.h>

#include "ca/house_for_tests.h"
#include "crl/errors.h"

namespace chancery::crl {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

std::vector<std::string> files_in(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    names.push_back(entry.path().filename());
  }
  return names;
}

TEST(OutputFile, AppearsWholeOrNotAtAll) {
  const store::TestFolder folder;
  {
    auto file = OutputFile::create(folder.path()).value();
    ASSERT_TRUE(file.write(as_bytes("half")));
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "a"));
  }
  EXPECT_THAT(files_in(folder.path()), IsEmpty());

  auto file = OutputFile::create(folder.path()).value();
  ASSERT_TRUE(file.write(as_bytes("whole")));
  ASSERT_TRUE(file.publish("a"));
  EXPECT_EQ(ca::read_file(folder.path() / "a"), "whole");
  EXPECT_THAT(files_in(folder.path()), SizeIs(1));
}

TEST(OutputFile, TakesThePlaceOfAnOlderOneWithoutDisturbingItsReader) {
  const store::TestFolder folder;
  ca::write_file(folder.path() / "a", "old");
  std::ifstream reader(folder.path() / "a");
  auto file = OutputFile::create(folder.path()).value();
  ASSERT_TRUE(file.write(as_bytes("new")));
  ASSERT_TRUE(file.publish("a"));
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(reader), {}), "old");
  EXPECT_EQ(ca::read_file(folder.path() / "a"), "new");
}

TEST(OutputFile, TakesInAnotherFromWhateverFileSystem) {
  const store::TestFolder here;
  std::string elsewhere = "/dev/shm/chancery-test-XXXXXX";  // the kernel does not copy from there
  ASSERT_NE(mkdtemp(elsewhere.data()), nullptr);
  std::string long_text;
  for (int i = 0; long_text.size() < 1'000'000; ++i) {
    long_text += std::to_string(i);
  }
  for (const auto& folder : {here.path(), std::filesystem::path(elsewhere)}) {
    auto part = OutputFile::create(folder).value();
    ASSERT_TRUE(part.write(as_bytes(long_text)));
    auto whole = OutputFile::create(here.path()).value();
    ASSERT_TRUE(whole.write(as_bytes("head")));
    ASSERT_TRUE(whole.append(part));
    ASSERT_TRUE(whole.write(as_bytes("tail")));
    EXPECT_EQ(whole.size(), long_text.size() + 8);
    ASSERT_TRUE(whole.publish("a"));
    EXPECT_EQ(ca::read_file(here.path() / "a"), "head" + long_text + "tail");
  }
  std::filesystem::remove_all(elsewhere);
}

TEST(OutputFile, SaysWhenThereIsNoFolder) {
  EXPECT_EQ(ca::code_of(OutputFile::create("/nowhere")), kCrlFileFailed.code);
}

}  // namespace
}  // namespace chancery::crl
