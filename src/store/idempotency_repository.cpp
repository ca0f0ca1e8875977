#include "store/idempotency_repository.h"

#include "store/errors.h"

namespace chancery::store {
namespace {

constexpr auto kFind = SqlText(
    "SELECT account, request_key, request_hash, status, response, expires FROM idempotency "
    "WHERE account = $1 AND request_key = $2 AND expires > $3");

model::IdempotencyRecord parse(const Row& row) {
  model::IdempotencyRecord record;
  record.account = model::AccountId(row.integer(0));
  record.key = row.string(1);
  record.request_hash = row.array<32>(2);
  record.status = static_cast<int>(row.integer(3));
  record.response = row.bytes(4);
  record.expires = row.time(5);
  return record;
}

}  // namespace

Result<std::optional<model::IdempotencyRecord>> IdempotencyRepository::claim(
    Transaction& tx, const model::IdempotencyRecord& request, Time now) {
  const auto claimed = TRY(tx.execute(
      "INSERT INTO idempotency (account, request_key, request_hash, status, response, expires) "
      "VALUES ($1, $2, $3, 0, $4, $5) ON CONFLICT (account, request_key) DO UPDATE SET "
      "request_hash = excluded.request_hash, status = 0, response = excluded.response, "
      "expires = excluded.expires WHERE idempotency.expires <= $6",
      {request.account.value(), request.key, request.request_hash, Bytes{}, request.expires, now}));
  if (claimed > 0) {
    return std::nullopt;
  }
  auto first = TRY(find(tx, request.account, request.key, now));
  if (!first || first->request_hash != request.request_hash) {
    return fail(kIdempotencyMismatch);
  }
  if (first->status == 0) {
    return fail(kIdempotencyInProgress);
  }
  return first;
}

Result<void> IdempotencyRepository::answer(Transaction& tx,
                                           const model::IdempotencyRecord& record) {
  return tx.post(
      "INSERT INTO idempotency (account, request_key, request_hash, status, response, expires) "
      "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (account, request_key) DO UPDATE SET "
      "request_hash = excluded.request_hash, status = excluded.status, "
      "response = excluded.response, expires = excluded.expires",
      {record.account.value(), record.key, record.request_hash, record.status, record.response,
       record.expires});
}

Result<void> IdempotencyRepository::release(Transaction& tx, model::AccountId account,
                                            std::string_view key) {
  return tx.post("DELETE FROM idempotency WHERE account = $1 AND request_key = $2 AND status = 0",
                 {account.value(), key});
}

Result<std::optional<model::IdempotencyRecord>> IdempotencyRepository::find(
    Snapshot& snapshot, model::AccountId account, std::string_view key, Time now) {
  return snapshot.first(kFind, {account.value(), key, now}, parse);
}

Result<std::int64_t> IdempotencyRepository::drop_expired(Transaction& tx, Time now, int limit) {
  return tx.execute(
      "DELETE FROM idempotency WHERE (account, request_key) IN (SELECT account, request_key "
      "FROM idempotency WHERE expires <= $1 ORDER BY expires LIMIT $2)",
      {now, limit});
}

}  // namespace chancery::store
