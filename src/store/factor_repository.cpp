#include "store/factor_repository.h"

#include "store/errors.h"

namespace chancery::store {
namespace {

std::int64_t count_of(const Row& row) {
  return row.integer(0);
}

}  // namespace

Result<FactorCounts> FactorRepository::count(Snapshot& snapshot, model::UserId user) {
  FactorCounts counts;
  const auto totp = TRY(
      snapshot.first("SELECT COUNT(*) FROM totp_secret WHERE user_id = $1 AND secret IS NOT NULL",
                     {user}, count_of));
  const auto passkeys =
      TRY(snapshot.first("SELECT COUNT(*) FROM passkey WHERE user_id = $1", {user}, count_of));
  const auto codes = TRY(
      snapshot.first("SELECT COUNT(*) FROM recovery_code WHERE user_id = $1", {user}, count_of));
  counts.totp = totp.value_or(0) > 0;
  counts.passkeys = static_cast<int>(passkeys.value_or(0));
  counts.recovery_codes = static_cast<int>(codes.value_or(0));
  return counts;
}

Result<std::optional<TotpRow>> FactorRepository::totp(Snapshot& snapshot, model::UserId user) {
  return snapshot.first("SELECT secret, offered FROM totp_secret WHERE user_id = $1", {user},
                        [](const Row& row) {
                          return TotpRow{row.bytes(0), row.bytes(1)};
                        });
}

Result<void> FactorRepository::offer_totp(Transaction& tx, model::UserId user, BytesView sealed) {
  return tx.post(
      "INSERT INTO totp_secret (user_id, secret, offered, last_step) VALUES ($1, NULL, $2, 0)"
      " ON CONFLICT (user_id) DO UPDATE SET offered = excluded.offered",
      {user, sealed});
}

Result<void> FactorRepository::accept_totp(Transaction& tx, model::UserId user) {
  return tx.post(
      "UPDATE totp_secret SET secret = offered, offered = NULL, last_step = 0"
      " WHERE user_id = $1 AND offered IS NOT NULL",
      {user}, kRecordGone);
}

Result<bool> FactorRepository::spend_step(Transaction& tx, model::UserId user, std::int64_t step) {
  const auto spent = TRY(tx.execute(
      "UPDATE totp_secret SET last_step = $2 WHERE user_id = $1 AND last_step < $2", {user, step}));
  return spent == 1;
}

Result<bool> FactorRepository::drop_totp(Transaction& tx, model::UserId user) {
  const auto dropped =
      TRY(tx.execute("DELETE FROM totp_secret WHERE user_id = $1 AND secret IS NOT NULL", {user}));
  return dropped == 1;
}

Result<void> FactorRepository::replace_codes(Transaction& tx, model::UserId user,
                                             const std::vector<model::Digest>& hashes) {
  TRY(tx.post("DELETE FROM recovery_code WHERE user_id = $1", {user}));
  for (const auto& hash : hashes) {
    TRY(tx.post("INSERT INTO recovery_code (user_id, code_hash) VALUES ($1, $2)", {user, hash}));
  }
  return {};
}

Result<bool> FactorRepository::spend_code(Transaction& tx, model::UserId user,
                                          const model::Digest& hash) {
  const auto spent = TRY(
      tx.execute("DELETE FROM recovery_code WHERE user_id = $1 AND code_hash = $2", {user, hash}));
  return spent == 1;
}

Result<void> FactorRepository::drop_all(Transaction& tx, model::UserId user) {
  TRY(tx.post("DELETE FROM totp_secret WHERE user_id = $1", {user}));
  TRY(tx.post("DELETE FROM recovery_code WHERE user_id = $1", {user}));
  return tx.post("DELETE FROM passkey WHERE user_id = $1", {user});
}

}  // namespace chancery::store
