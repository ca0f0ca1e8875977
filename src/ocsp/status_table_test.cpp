#include "ocsp/status_table.h"

#include <gtest/gtest.h>
#include <map>

#include "base/random.h"

namespace chancery::ocsp {
namespace {

struct Entry {
  StatusKey key;
  int value = 0;
  bool operator==(const Entry&) const = default;
};
using Table = StatusTable<Entry>;

Entry entry(std::uint64_t key, int value) {
  return {{key >> 8U, key}, value};
}
int value_of(const Table& table, std::uint64_t key) {
  const Entry* found = table.find(entry(key, 0).key);
  return found != nullptr ? found->value : -1;
}

TEST(StatusTable, FindsWhatItHoldsAndNothingElse) {
  const Table table = Table().with({entry(30, 3), entry(10, 1), entry(20, 2)});
  EXPECT_EQ(value_of(table, 10), 1);
  EXPECT_EQ(value_of(table, 20), 2);
  EXPECT_EQ(value_of(table, 30), 3);
  for (const std::uint64_t other : {0, 9, 11, 25, 31, 1 << 20}) {
    EXPECT_EQ(value_of(table, other), -1);
  }
  EXPECT_EQ(table.find({0, 0}), nullptr);
  EXPECT_EQ(table.find({1, 10}), nullptr) << "half of a key is not enough";
  EXPECT_EQ(Table().find({0, 0}), nullptr);
}

TEST(StatusTable, TheLastOfEntriesWithOneKeyWinsAndCountsOnce) {
  const Table table = Table().with({entry(1, 1), entry(2, 2), entry(1, 3)}).with({entry(2, 4)});
  EXPECT_EQ(value_of(table, 1), 3);
  EXPECT_EQ(value_of(table, 2), 4);
  EXPECT_EQ(table.size(), 2U);
}

TEST(StatusTable, AnAdditionDoesNotChangeTheTableThatReadersHold) {
  const Table before = Table().with({entry(1, 1)});
  const Table after = before.with({entry(1, 2), entry(5, 5)});
  EXPECT_EQ(value_of(before, 1), 1);
  EXPECT_EQ(value_of(before, 5), -1);
  EXPECT_EQ(value_of(after, 1), 2);
}

TEST(StatusTable, LosesNothingWhenTheSmallArrayIsMergedIntoTheLarge) {
  SeededRandom random{7};
  std::map<std::uint64_t, int> model;
  Table table;
  for (int round = 0; round < 60; ++round) {
    std::vector<Entry> more;
    for (int i = 0; i < 2000; ++i) {
      const std::uint64_t key = random.number() % 100'000;  // many of them again
      model[key] = round * 10'000 + i;
      more.push_back(entry(key, model[key]));
    }
    table = table.with(std::move(more));
  }
  ASSERT_GT(model.size(), 3 * Table::kSmall);
  EXPECT_EQ(table.size(), model.size());
  for (const auto& [key, value] : model) {
    ASSERT_EQ(value_of(table, key), value);
  }
}

}  // namespace
}  // namespace chancery::ocsp
