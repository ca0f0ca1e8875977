#include "store/invitation_repository.h"

namespace chancery::store {
namespace {

model::Invitation invitation_of(const Row& row) {
  return {row.array<32>(0), row.id<model::UserId>(1),
          static_cast<model::InvitationKind>(row.integer(2)), row.time(3)};
}

}  // namespace

Result<void> InvitationRepository::insert(Transaction& tx, const model::Invitation& invitation) {
  return tx.post(
      "INSERT INTO invitation (token_hash, user_id, kind, expires) VALUES ($1, $2, $3, $4)",
      {invitation.token_hash, invitation.user, static_cast<int>(invitation.kind),
       invitation.expires});
}

Result<std::optional<model::Invitation>> InvitationRepository::by_token(
    Snapshot& snapshot, const model::Digest& token_hash) {
  return snapshot.first(
      "SELECT token_hash, user_id, kind, expires FROM invitation WHERE token_hash = $1",
      {token_hash}, invitation_of);
}

Result<std::optional<Time>> InvitationRepository::newest_end(Snapshot& snapshot,
                                                             model::UserId user) {
  return snapshot.first(
      "SELECT expires FROM invitation WHERE user_id = $1 ORDER BY expires DESC LIMIT 1", {user},
      [](const Row& row) { return row.time(0); });
}

Result<void> InvitationRepository::drop_of(Transaction& tx, model::UserId user) {
  return tx.post("DELETE FROM invitation WHERE user_id = $1", {user});
}

Result<std::int64_t> InvitationRepository::drop_expired(Transaction& tx, Time now, int limit) {
  return tx.execute(
      "DELETE FROM invitation WHERE token_hash IN"
      " (SELECT token_hash FROM invitation WHERE expires < $1 ORDER BY expires LIMIT $2)",
      {now, limit});
}

}  // namespace chancery::store
