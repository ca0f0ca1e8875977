#include "http/worker_pool.h"

#include <atomic>
#include <future>
#include <gtest/gtest.h>

#include "http/test_client.h"

namespace chancery::http {
namespace {

TEST(WorkerPool, RunsEveryJob) {
  std::atomic<int> done{0};
  WorkerPool pool(3, 1000);
  for (int i = 0; i < 500; ++i) {
    EXPECT_TRUE(pool.submit([&] { ++done; }));
  }
  pool.start();
  EXPECT_TRUE(eventually([&] { return done == 500; }));
}

TEST(WorkerPool, AFullQueueRefuses) {
  WorkerPool pool(1, 2);
  EXPECT_TRUE(pool.submit([] {}));
  EXPECT_TRUE(pool.submit([] {}));
  EXPECT_FALSE(pool.submit([] {}));
}

TEST(WorkerPool, StoppingWaitsForWhatRunsAndDropsWhatWaits) {
  std::promise<void> started;
  std::promise<void> gate;
  std::atomic<bool> finished{false};
  std::atomic<bool> ran{false};
  WorkerPool pool(1, 10);
  pool.start();
  EXPECT_TRUE(pool.submit([&] {
    started.set_value();
    gate.get_future().wait();
    finished = true;
  }));
  started.get_future().wait();
  const auto held = std::make_shared<int>(0);
  EXPECT_TRUE(pool.submit([&ran, held] { ran = true; }));
  std::jthread stopper([&] { pool.stop(); });
  EXPECT_TRUE(eventually([&] { return !pool.submit([] {}); }));
  gate.set_value();
  stopper.join();
  EXPECT_TRUE(finished);
  EXPECT_FALSE(ran);
  EXPECT_EQ(held.use_count(), 1);
}

}  // namespace
}  // namespace chancery::http
