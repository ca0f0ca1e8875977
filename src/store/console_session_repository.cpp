#include "store/console_session_repository.h"

#include "store/errors.h"

namespace chancery::store {
namespace {

constexpr auto kSelect =
    SqlText("SELECT id, token_hash, user_id, created, last_used, ends, verified, address, agent") +
    " FROM console_session ";
constexpr auto kByToken = kSelect + "WHERE token_hash = $1";
constexpr auto kOfUser = kSelect + "WHERE user_id = $1 ORDER BY id DESC LIMIT 100";

model::ConsoleSession session_of(const Row& row) {
  model::ConsoleSession session;
  session.id = row.id<model::ConsoleSessionId>(0);
  session.token_hash = row.array<32>(1);
  session.user = row.id<model::UserId>(2);
  session.created = row.time(3);
  session.last_used = row.time(4);
  session.ends = row.time(5);
  session.verified = row.optional_time(6);
  session.address = row.string(7);
  session.agent = row.string(8);
  return session;
}

}  // namespace

Result<void> ConsoleSessionRepository::insert(Transaction& tx,
                                              const model::ConsoleSession& session) {
  return tx.post(
      "INSERT INTO console_session (id, token_hash, user_id, created, last_used, ends, verified,"
      " address, agent) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      {session.id, session.token_hash, session.user, session.created, session.last_used,
       session.ends, session.verified, session.address, session.agent});
}

Result<std::optional<model::ConsoleSession>> ConsoleSessionRepository::by_token(
    Snapshot& snapshot, const model::Digest& token_hash) {
  return snapshot.first(kByToken, {token_hash}, session_of);
}

Result<std::vector<model::ConsoleSession>> ConsoleSessionRepository::of_user(Snapshot& snapshot,
                                                                             model::UserId user) {
  return snapshot.all(kOfUser, {user}, session_of);
}

Result<void> ConsoleSessionRepository::touch(Transaction& tx, model::ConsoleSessionId id,
                                             Time now) {
  return tx.post("UPDATE console_session SET last_used = $2 WHERE id = $1", {id, now});
}

Result<void> ConsoleSessionRepository::replace_token(Transaction& tx, model::ConsoleSessionId id,
                                                     const model::Digest& token_hash,
                                                     std::optional<Time> verified) {
  return tx.post("UPDATE console_session SET token_hash = $2, verified = $3 WHERE id = $1",
                 {id, token_hash, verified}, kRecordGone);
}

Result<bool> ConsoleSessionRepository::end(Transaction& tx, model::ConsoleSessionId id,
                                           model::UserId user) {
  const auto ended =
      TRY(tx.execute("DELETE FROM console_session WHERE id = $1 AND user_id = $2", {id, user}));
  return ended == 1;
}

Result<void> ConsoleSessionRepository::end_all(Transaction& tx, model::UserId user,
                                               model::ConsoleSessionId but) {
  return tx.post("DELETE FROM console_session WHERE user_id = $1 AND id <> $2",
                 {user, but.value()});
}

Result<std::int64_t> ConsoleSessionRepository::drop_expired(Transaction& tx, Time now, int limit) {
  return tx.execute(
      "DELETE FROM console_session WHERE id IN"
      " (SELECT id FROM console_session WHERE ends < $1 ORDER BY ends LIMIT $2)",
      {now, limit});
}

}  // namespace chancery::store
