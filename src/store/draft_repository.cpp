#include "store/draft_repository.h"

namespace chancery::store {
namespace {

model::Draft parse_head(const Row& row) {
  model::Draft draft;
  draft.id = row.id<model::DraftId>(0);
  draft.account = row.id<model::AccountId>(1);
  draft.name = row.string(2);
  draft.kind = row.string(3);
  draft.created = row.time(4);
  draft.updated = row.time(5);
  return draft;
}

model::Draft parse(const Row& row) {
  model::Draft draft = parse_head(row);
  draft.content = row.string(6);
  return draft;
}

}  // namespace

Result<bool> DraftRepository::insert(Transaction& tx, const model::Draft& d) {
  return TRY(tx.execute("INSERT INTO draft (id, account, name, kind, content, created, updated) "
                        "SELECT $1, $2, $3, $4, $5, $6, $7 WHERE "
                        "(SELECT COUNT(*) FROM draft WHERE account = $2) < $8",
                        {d.id, d.account, d.name, d.kind, d.content, d.created, d.updated,
                         kMostOfAccount})) == 1;
}

Result<bool> DraftRepository::update(Transaction& tx, const model::Draft& d) {
  return TRY(tx.execute("UPDATE draft SET name = $3, kind = $4, content = $5, updated = $6 "
                        "WHERE id = $1 AND account = $2",
                        {d.id, d.account, d.name, d.kind, d.content, d.updated})) == 1;
}

Result<bool> DraftRepository::remove(Transaction& tx, model::AccountId account, model::DraftId id) {
  return TRY(tx.execute("DELETE FROM draft WHERE id = $1 AND account = $2", {id, account})) == 1;
}

Result<std::optional<model::Draft>> DraftRepository::find(Snapshot& snapshot,
                                                          model::AccountId account,
                                                          model::DraftId id) {
  return snapshot.first(
      "SELECT id, account, name, kind, created, updated, content FROM draft "
      "WHERE id = $1 AND account = $2",
      {id, account}, parse);
}

Result<std::vector<model::Draft>> DraftRepository::list(Snapshot& snapshot,
                                                        model::AccountId account) {
  return snapshot.all(
      "SELECT id, account, name, kind, created, updated FROM draft WHERE account = $1 "
      "ORDER BY id DESC LIMIT $2",
      {account, kMostOfAccount}, parse_head);
}

}  // namespace chancery::store
