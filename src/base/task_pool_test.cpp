#include "base/task_pool.h"

#include <atomic>
#include <functional>
#include <future>
#include <gtest/gtest.h>
#include <memory>

namespace chancery {
namespace {

TEST(TaskPool, RunsEveryTaskOnceAlsoThoseThatWaitAtTheEnd) {
  std::atomic<int> ran{0};
  {
    TaskPool pool(4);
    for (int i = 0; i < 1000; ++i) {
      pool.post([&] { ++ran; });
    }
  }
  EXPECT_EQ(ran, 1000);
}

TEST(TaskPool, MakesNoThreadBeforeTheFirstTask) {
  TaskPool pool(4);
  EXPECT_EQ(pool.threads(), 0U);
  std::promise<void> ran;
  pool.post([&] { ran.set_value(); });
  ran.get_future().wait();
  EXPECT_EQ(pool.threads(), 1U);
}

TEST(TaskPool, ATaskMayPostTheNext) {
  std::promise<int> end;
  TaskPool pool(2);
  pool.post([&] { pool.post([&] { pool.post([&] { end.set_value(3); }); }); });
  EXPECT_EQ(end.get_future().get(), 3);
}

// given a pool that keeps one thread awake, when its task waits for something slow,
// then other tasks do not wait with it
TEST(TaskPool, StuckTasksDoNotHoldUpTheOthers) {
  std::promise<void> gate;
  const std::shared_future<void> open = gate.get_future();
  std::promise<void> stuck;
  TaskPool pool(8, 1);
  pool.post([&] {
    stuck.set_value();
    open.wait();
  });
  stuck.get_future().wait();
  std::this_thread::sleep_for(std::chrono::milliseconds(5));  // nothing comes to its end meanwhile
  std::promise<void> ran;
  pool.post([&] { ran.set_value(); });
  EXPECT_EQ(ran.get_future().wait_for(std::chrono::seconds(30)), std::future_status::ready);
  gate.set_value();
}

TEST(TaskPool, NeverMakesMoreThreadsThanAllowed) {
  std::promise<void> gate;
  const std::shared_future<void> open = gate.get_future();
  TaskPool pool(3, 2);
  std::atomic<int> ran{0};
  for (int i = 0; i < 20; ++i) {
    pool.post([&] {
      open.wait();
      ++ran;
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  EXPECT_EQ(pool.threads(), 3U);
  gate.set_value();
}

// given threads that sleep and one that works, when the pool ends,
// then what its task goes on to post wakes nobody who has left, and is not lost
TEST(TaskPool, WhatTasksPostWhileThePoolEndsIsRunAndCallsNoThreadThatIsGone) {
  constexpr int kSteps = 10'000;
  int ran = 0;  // one task at a time
  auto owner = std::make_unique<TaskPool>(8, 4);
  TaskPool& pool = *owner;
  const std::function<void()> step = [&] {
    if (++ran < kSteps) {
      pool.post(step);
    }
  };
  std::promise<void> gate;
  const std::shared_future<void> open = gate.get_future();
  for (int i = 0; i < 3; ++i) {
    pool.post([open] { open.wait(); });
  }
  gate.set_value();
  pool.post(step);
  owner.reset();
  EXPECT_EQ(ran, kSteps);
}

TEST(TaskPool, WhatATaskHoldsIsDroppedAfterIt) {
  const auto held = std::make_shared<int>(0);
  {
    TaskPool pool(2);
    pool.post([held] {});
  }
  EXPECT_EQ(held.use_count(), 1);
}

}  // namespace
}  // namespace chancery
