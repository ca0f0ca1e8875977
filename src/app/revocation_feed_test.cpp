#include "app/revocation_feed.h"

#include <atomic>
#include <chrono>
#include <future>
#include <gtest/gtest.h>
#include <memory>

#include "store/errors.h"
#include "store/test_database.h"

namespace chancery::app {
namespace {

class RevocationFeedTest : public ::testing::Test {
 protected:
  /// Revokes `count` certificates in one unit.
  void revoke(int count, const Result<void>& outcome = {}) {
    (void)database_.write([&](store::Transaction&) -> Result<void> {
      for (int i = 0; i < count; ++i) {
        feed_.note(revocation_);
      }
      return outcome;
    });
  }

  store::TestFolder folder_;
  std::unique_ptr<store::Database> owner_ =
      store::Database::open("sqlite:" + (folder_.path() / "store").string()).value();
  store::Database& database_ = *owner_;
  RevocationFeed feed_{database_};
  model::Revocation revocation_;
};

TEST_F(RevocationFeedTest, TellsOfCommitsAndOfNothingElse) {
  std::atomic<int> told = 0;
  feed_.listen([&](model::IssuerId, const x509::Serial&) { ++told; });
  revoke(2);
  EXPECT_EQ(told, 2);
  revoke(1, fail(store::kStoreBusy));
  EXPECT_EQ(told, 2);
}

// given a listener at work on the writer's thread, when another takes its place,
// then that waits: whoever listened may be gone the next moment
TEST_F(RevocationFeedTest, CallsNobodyWhoHasStoppedListening) {
  std::promise<void> called;
  std::promise<void> gate;
  feed_.listen([&](model::IssuerId, const x509::Serial&) {
    called.set_value();
    gate.get_future().wait();
  });
  auto revoking = std::async(std::launch::async, [&] { revoke(1); });
  called.get_future().wait();
  auto stopped = std::async(std::launch::async, [&] { feed_.listen({}); });
  EXPECT_EQ(stopped.wait_for(std::chrono::milliseconds(100)), std::future_status::timeout);
  gate.set_value();
  stopped.get();
  revoking.get();
  revoke(1);  // would set `called` again
}

}  // namespace
}  // namespace chancery::app
