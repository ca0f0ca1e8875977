#include "base/worker_pool.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <gtest/gtest.h>

namespace chancery {
namespace {

bool eventually(const std::function<bool()>& condition) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (!condition() && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return condition();
}

TEST(WorkerPool, RunsEveryJob) {
  std::atomic<int> done{0};
  WorkerPool pool(3, 1000);
  for (int i = 0; i < 500; ++i) {
    EXPECT_TRUE(pool.submit([&] { ++done; }));
  }
  EXPECT_TRUE(eventually([&] { return done == 500; }));
}

TEST(WorkerPool, AFullQueueRefuses) {
  std::promise<void> started;
  std::promise<void> gate;
  WorkerPool pool(1, 2);
  EXPECT_TRUE(pool.submit([&] {
    started.set_value();
    gate.get_future().wait();
  }));
  started.get_future().wait();
  EXPECT_TRUE(pool.submit([] {}));
  EXPECT_TRUE(pool.submit([] {}));
  EXPECT_FALSE(pool.submit([] {}));
  gate.set_value();
}

TEST(WorkerPool, StoppingWaitsForWhatRunsAndDropsWhatWaits) {
  std::promise<void> started;
  std::promise<void> gate;
  std::atomic<bool> finished{false};
  std::atomic<bool> ran{false};
  WorkerPool pool(1, 10);
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
}  // namespace chancery
