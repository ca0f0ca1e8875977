#include "base/under_way.h"

#include <gtest/gtest.h>
#include <optional>
#include <thread>
#include <vector>

namespace chancery {
namespace {

TEST(UnderWay, ItsEndWaitsForTheLastTicket) {
  std::atomic<int> ended = 0;
  std::vector<std::jthread> threads;
  {
    UnderWay under_way;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&ended, ticket = under_way.begin()]() mutable {
        std::this_thread::yield();
        const UnderWay::Ticket held = std::move(ticket);
        ++ended;
      });
    }
  }
  EXPECT_EQ(ended, 8);
}

TEST(UnderWay, WithoutTicketsNobodyWaits) {
  std::optional<UnderWay> under_way(std::in_place);
  { const auto ticket = under_way->begin(); }
  under_way.reset();
}

}  // namespace
}  // namespace chancery
