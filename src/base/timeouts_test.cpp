#include "base/timeouts.h"

#include <future>
#include <gtest/gtest.h>
#include <memory>
#include <vector>

namespace chancery {
namespace {

using namespace std::chrono_literals;

TEST(Timeouts, RunsActionsInTheOrderInWhichTheyAreDue) {
  Timeouts timeouts;
  std::vector<int> order;  // only the one thread writes it
  std::promise<void> last;
  timeouts.after(30ms, [&] {
    order.push_back(3);
    last.set_value();
  });
  timeouts.after(20ms, [&] { order.push_back(2); });
  timeouts.after(0ms, [&] { order.push_back(1); });
  last.get_future().wait();
  EXPECT_EQ(order, (std::vector{1, 2, 3}));
}

TEST(Timeouts, NothingRunsBeforeItsTime) {
  Timeouts timeouts;
  const auto start = Timeouts::SteadyClock::now();
  std::promise<Timeouts::SteadyClock::time_point> ran;
  timeouts.after(25ms, [&] { ran.set_value(Timeouts::SteadyClock::now()); });
  EXPECT_GE(ran.get_future().get() - start, 25ms);
}

TEST(Timeouts, ClosingDropsWhatIsNotDueWithoutRunningIt) {
  const auto held = std::make_shared<bool>(false);
  {
    Timeouts timeouts;
    timeouts.after(1h, [held] { *held = true; });
    EXPECT_EQ(held.use_count(), 2);
  }
  EXPECT_EQ(held.use_count(), 1);
  EXPECT_FALSE(*held);
}

TEST(Timeouts, AnActionMayAskForAnother) {
  Timeouts timeouts;
  std::promise<void> second;
  timeouts.after(0ms, [&] { timeouts.after(0ms, [&] { second.set_value(); }); });
  second.get_future().wait();
}

}  // namespace
}  // namespace chancery
