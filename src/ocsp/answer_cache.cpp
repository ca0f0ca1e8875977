#include "ocsp/answer_cache.h"

#include <vector>

namespace chancery::ocsp {

std::size_t AnswerCache::Hash::operator()(const AnswerKey& key) const noexcept {
  return std::hash<x509::Serial>{}(key.serial) ^ std::hash<model::IssuerId>{}(key.issuer) * 31U;
}

AnswerCache::Shard& AnswerCache::shard_of(const x509::Serial& serial) const {
  // Other bits than those that choose the bucket.
  return shards_[(std::hash<x509::Serial>{}(serial) >> 32U) % kShards];
}

AnswerPtr AnswerCache::find(const AnswerKey& key, Time now) const {
  const Shard& shard = shard_of(key.serial);
  const std::lock_guard lock(shard.mutex);
  const auto found = shard.answers.find(key);
  return found != shard.answers.end() && now < found->second->renew_at ? found->second : nullptr;
}

void AnswerCache::put(const AnswerKey& key, AnswerPtr answer, Ticket ticket) {
  Shard& shard = shard_of(key.serial);
  const std::lock_guard lock(shard.mutex);
  if (forgotten_.load() != ticket) {
    return;  // the next request looks again
  }
  if (shard.answers.size() >= max_per_shard_ && !shard.answers.contains(key)) {
    make_room(shard);
  }
  shard.answers[key] = std::move(answer);
}

// Not begin(): that is where the newest entry is, and the others would stay for ever.
void AnswerCache::make_room(Shard& shard) {
  do {
    shard.turn = (shard.turn + 1) % shard.answers.bucket_count();
  } while (shard.answers.bucket_size(shard.turn) == 0);
  const AnswerKey key = shard.answers.begin(shard.turn)->first;
  shard.answers.erase(key);
}

void AnswerCache::forget(model::IssuerId issuer, const x509::Serial& serial) {
  ++forgotten_;
  Shard& shard = shard_of(serial);
  const std::lock_guard lock(shard.mutex);
  auto& answers = shard.answers;
  const std::size_t bucket = answers.bucket({issuer, serial});
  std::vector<AnswerKey> found;
  for (auto at = answers.begin(bucket); at != answers.end(bucket); ++at) {
    if (at->first.serial == serial && at->first.issuer == issuer) {
      found.push_back(at->first);
    }
  }
  for (const auto& key : found) {
    answers.erase(key);
  }
}

}  // namespace chancery::ocsp
