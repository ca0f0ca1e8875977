#include "store/saved_view_repository.h"

namespace chancery::store {

Result<bool> SavedViewRepository::put(Transaction& tx, const model::SavedView& v) {
  TRY(tx.execute("DELETE FROM saved_view WHERE account = $1 AND page = $2 AND name = $3",
                 {v.account.value(), v.page, v.name}));
  return TRY(tx.execute("INSERT INTO saved_view (id, account, page, name, query) "
                        "SELECT $1, $2, $3, $4, $5 WHERE "
                        "(SELECT COUNT(*) FROM saved_view WHERE account = $2) < $6",
                        {v.id, v.account.value(), v.page, v.name, v.query, kMostOfAccount})) == 1;
}

Result<bool> SavedViewRepository::remove(Transaction& tx, model::AccountId account,
                                         model::SavedViewId id) {
  return TRY(tx.execute("DELETE FROM saved_view WHERE id = $1 AND account = $2",
                        {id, account.value()})) == 1;
}

Result<std::vector<model::SavedView>> SavedViewRepository::list(Snapshot& snapshot,
                                                                model::AccountId account) {
  const auto parse = [&](const Row& row) {
    return model::SavedView{row.id<model::SavedViewId>(0), account, row.string(1), row.string(2),
                            row.string(3)};
  };
  return snapshot.all(
      "SELECT id, page, name, query FROM saved_view WHERE account = $1 ORDER BY page, name LIMIT "
      "$2",
      {account.value(), kMostOfAccount}, parse);
}

}  // namespace chancery::store
