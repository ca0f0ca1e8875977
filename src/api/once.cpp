#include "api/once.h"

#include <algorithm>
#include <future>

#include "api/errors.h"
#include "crypto/hash.h"
#include "store/errors.h"
#include "store/idempotency_repository.h"

namespace chancery::api {

namespace {

using store::IdempotencyRepository;

constexpr std::size_t kMaxKey = 128;

Result<void> check_key(std::string_view key) {
  const bool printable = std::ranges::all_of(key, [](char c) { return c > ' ' && c < 0x7f; });
  if (key.empty() || key.size() > kMaxKey || !printable) {
    return fail(kIdempotencyKeyMalformed);
  }
  return {};
}

/// Of method, target and body: the newline, which no target holds, ends the target.
model::Digest hash_of(const http::Request& request) {
  const std::string head = std::string(http::to_text(request.method)) + ' ' + request.target + '\n';
  return crypto::sha256_of({as_bytes(head), request.body});
}

http::Response replay(const model::IdempotencyRecord& record) {
  return http::respond(record.status, "application/json", BytesView(record.response));
}

std::optional<http::Response> replay_if(const std::optional<model::IdempotencyRecord>& record) {
  return record ? std::optional(replay(*record)) : std::nullopt;
}

}  // namespace

Result<std::optional<Once>> Once::of(const Call& call, store::Database& database, Time now) {
  const auto key = call.request.header("Idempotency-Key");
  if (!key) {
    return std::optional<Once>();
  }
  TRY(check_key(*key));
  model::IdempotencyRecord record;
  record.account = call.caller.account;
  record.key = call.caller.actor + '/' + std::string(*key);
  record.request_hash = hash_of(call.request);
  return std::optional(Once(database, std::move(record), now));
}

Result<std::optional<http::Response>> Once::earlier_answer() {
  const auto found = TRY(database_->read([&](store::Snapshot& snapshot) {
    return IdempotencyRepository::find(snapshot, record_.account, record_.key, now_);
  }));
  if (found && found->request_hash != record_.request_hash) {
    return fail(store::kIdempotencyMismatch);
  }
  if (found && found->status == 0) {
    return fail(store::kIdempotencyInProgress);
  }
  return replay_if(found);
}

Result<std::optional<http::Response>> Once::claim(store::Transaction& tx) {
  model::IdempotencyRecord record = record_;
  record.expires = now_ + kClaimLife;
  return replay_if(TRY(IdempotencyRepository::claim(tx, record, now_)));
}

Result<void> Once::keep(store::Transaction& tx, int status, std::string_view body) {
  model::IdempotencyRecord record = record_;
  record.status = status;
  record.response = to_bytes(body);
  record.expires = now_ + kAnswerLife;
  return IdempotencyRepository::answer(tx, record);
}

void Once::release(std::move_only_function<void()> then) {
  // When this cannot be stored the claim runs out by itself.
  database_->write_async(
      [account = record_.account, key = record_.key](store::Transaction& tx) {
        return IdempotencyRepository::release(tx, account, key);
      },
      [then = std::move(then)](const Result<void>&) mutable { then(); });
}

Result<http::Response> answer_once(const Call& call, store::Database& database, Time now,
                                   const std::function<Result<http::Response>()>& act) {
  auto once = TRY(Once::of(call, database, now));
  if (!once) {
    return act();
  }
  if (auto earlier = TRY(database.write([&](store::Transaction& tx) { return once->claim(tx); }))) {
    return *std::move(earlier);
  }
  auto response = act();
  if (!response) {
    std::promise<void> released;
    once->release([&] { released.set_value(); });
    released.get_future().wait();
    return response;
  }
  // The act is done. Should this fail, a repetition meets the claim, and then what was done.
  (void)database.write([&](store::Transaction& tx) {
    return once->keep(tx, response->status, as_text(response->body.memory()));
  });
  return response;
}

}  // namespace chancery::api
