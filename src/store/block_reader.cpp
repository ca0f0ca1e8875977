#include "store/block_reader.h"

#include <algorithm>

namespace chancery::store {
namespace {

constexpr auto kOlder =
    SqlText("FROM certificate_block WHERE first_id < $1 ORDER BY last_id DESC LIMIT $2");
constexpr auto kNewer =
    SqlText("FROM certificate_block WHERE last_id > $1 ORDER BY last_id LIMIT $2");
constexpr auto kIds = SqlText("SELECT last_id ");
constexpr auto kFacts = SqlText("SELECT first_id, last_id, facts ");
constexpr auto kFactsAndNames = SqlText("SELECT first_id, last_id, facts, names ");
constexpr auto kIdsOfOlder = kIds + kOlder;
constexpr auto kIdsOfNewer = kIds + kNewer;
constexpr auto kFactsOfOlder = kFacts + kOlder;
constexpr auto kFactsOfNewer = kFacts + kNewer;
constexpr auto kAllOfOlder = kFactsAndNames + kOlder;
constexpr auto kAllOfNewer = kFactsAndNames + kNewer;
constexpr auto kBetween =
    kFactsAndNames + "FROM certificate_block WHERE last_id >= $1 AND last_id <= $2";

Bytes copy(BytesView view) {
  return {view.begin(), view.end()};
}

std::shared_ptr<const SealedBlock> parse_block(const Row& row) {
  return std::make_shared<SealedBlock>(
      SealedBlock{row.integer(0), row.integer(1), copy(row.blob(2)), copy(row.blob(3))});
}

}  // namespace

Result<int> BlockReader::older(std::int64_t than, int most, const Look& look) {
  return snapshot_.kept() != nullptr
             ? through_memory(kIdsOfOlder, than, most, look)
             : directly(with_names_ ? Sql(kAllOfOlder) : Sql(kFactsOfOlder), than, most, look);
}

Result<int> BlockReader::newer(std::int64_t than, int most, const Look& look) {
  return snapshot_.kept() != nullptr
             ? through_memory(kIdsOfNewer, than, most, look)
             : directly(with_names_ ? Sql(kAllOfNewer) : Sql(kFactsOfNewer), than, most, look);
}

Result<int> BlockReader::directly(Sql sql, std::int64_t than, int most, const Look& look) {
  int count = 0;
  TRY(snapshot_.each(sql, {than, most}, [&](const Row& row) {
    ++count;
    return look(
        {row.integer(0), row.integer(1), row.blob(2), with_names_ ? row.blob(3) : BytesView()});
  }));
  return count;
}

Result<int> BlockReader::through_memory(Sql ids, std::int64_t than, int most, const Look& look) {
  const auto wanted =
      TRY(snapshot_.all(ids, {than, most}, [](const Row& row) { return row.integer(0); }));
  Blocks blocks;
  std::vector<std::int64_t> missing;
  for (const std::int64_t id : wanted) {
    blocks.push_back(snapshot_.kept()->blocks.find(id));
    if (!blocks.back()) {
      missing.push_back(id);
    }
  }
  if (!missing.empty()) {
    TRY(fetch(missing, blocks));
  }
  std::ranges::sort(blocks, {}, [](const auto& block) { return block->last_id; });
  const bool is_descending = wanted.size() > 1 && wanted.front() > wanted.back();
  if (is_descending) {
    std::ranges::reverse(blocks);
  }
  for (const auto& block : blocks) {
    TRY(look({block->first_id, block->last_id, block->facts,
              with_names_ ? BytesView(block->names) : BytesView()}));
  }
  return static_cast<int>(blocks.size());
}

/// Puts the missing ones in place of the empty ones, in any order.
Result<void> BlockReader::fetch(const std::vector<std::int64_t>& last_ids, Blocks& blocks) {
  std::erase(blocks, nullptr);
  const auto [first, last] = std::ranges::minmax(last_ids);
  return snapshot_.stream(kBetween, {first, last}, [&](const Row& row) {
    if (std::ranges::find(last_ids, row.integer(1)) != last_ids.end()) {
      blocks.push_back(parse_block(row));
      snapshot_.kept()->blocks.keep(blocks.back());
    }
  });
}

}  // namespace chancery::store
