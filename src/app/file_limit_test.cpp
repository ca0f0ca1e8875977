#include "app/file_limit.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

namespace chancery::app {
namespace {

class FileLimit : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before_), 0); }
  void TearDown() override { ::setrlimit(RLIMIT_NOFILE, &before_); }

  static void lower_to(rlim_t soft) {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = soft;
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &limit), 0);
  }
  static rlim_t soft() {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur;
  }

  rlimit before_{};
};

TEST_F(FileLimit, IsRaisedToWhatIsWanted) {
  lower_to(256);
  EXPECT_EQ(raise_file_limit(300), 300U);
  EXPECT_EQ(soft(), 300U);
}

TEST_F(FileLimit, IsNeverLowered) {
  lower_to(256);
  EXPECT_EQ(raise_file_limit(10), 256U);
  EXPECT_EQ(soft(), 256U);
}

TEST_F(FileLimit, StopsAtTheHardLimit) {
  lower_to(256);
  EXPECT_EQ(raise_file_limit(~std::uint64_t{0} - 1), before_.rlim_max);
  EXPECT_EQ(soft(), before_.rlim_max);
}

}  // namespace
}  // namespace chancery::app
