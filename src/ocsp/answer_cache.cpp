#include "ocsp/answer_cache.h"

#include "crypto/hash.h"

namespace chancery::ocsp {

std::size_t AnswerCache::Hash::operator()(const AnswerKey& key) const noexcept {
  return std::hash<x509::Serial>{}(key.serial) ^ std::hash<model::IssuerId>{}(key.issuer) * 31U ^
         key.hash;
}

AnswerCache::Shard& AnswerCache::shard_of(const AnswerKey& key) const {
  return shards_[std::hash<x509::Serial>{}(key.serial) % kShards];
}

AnswerPtr AnswerCache::find(const AnswerKey& key, Time now) const {
  const Shard& shard = shard_of(key);
  const std::lock_guard lock(shard.mutex);
  const auto found = shard.answers.find(key);
  return found != shard.answers.end() && now < found->second->renew_at ? found->second : nullptr;
}

void AnswerCache::put(const AnswerKey& key, AnswerPtr answer, Ticket ticket) {
  Shard& shard = shard_of(key);
  const std::lock_guard lock(shard.mutex);
  if (forgotten_.load() != ticket) {
    return;  // the next request looks again
  }
  if (shard.answers.size() >= max_per_shard_ && !shard.answers.contains(key)) {
    shard.answers.erase(shard.answers.begin());
  }
  shard.answers[key] = std::move(answer);
}

void AnswerCache::forget(model::IssuerId issuer, const x509::Serial& serial) {
  ++forgotten_;
  for (const auto hash : {crypto::HashAlgorithm::sha1, crypto::HashAlgorithm::sha256,
                          crypto::HashAlgorithm::sha384, crypto::HashAlgorithm::sha512}) {
    const AnswerKey key{issuer, serial, static_cast<std::uint8_t>(hash)};
    Shard& shard = shard_of(key);
    const std::lock_guard lock(shard.mutex);
    shard.answers.erase(key);
  }
}

}  // namespace chancery::ocsp
