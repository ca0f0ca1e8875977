#include "store/enterprise_repository.h"

namespace chancery::store {
namespace {

constexpr auto kSelect = SqlText("SELECT id, name, status, created FROM account WHERE kind = 1 ") +
                         "AND ($2 = 1 OR id = $3) AND ";
constexpr auto kById = kSelect + "id = $1";
constexpr auto kList = kSelect + "id < $1 ORDER BY id DESC LIMIT $4";

Enterprise enterprise_of(const Row& row) {
  return {row.id<model::AccountId>(0), row.string(1),
          static_cast<model::AccountStatus>(row.integer(2)), row.time(3)};
}

}  // namespace

Result<std::optional<Enterprise>> EnterpriseRepository::by_id(Snapshot& snapshot,
                                                              model::AccountId id,
                                                              const Tenant& tenant) {
  return snapshot.first(kById, {id, tenant.is_anybody(), tenant.enterprise()}, enterprise_of);
}

Result<std::vector<Enterprise>> EnterpriseRepository::list(Snapshot& snapshot, const Tenant& tenant,
                                                           model::AccountId before, int limit) {
  return snapshot.all(kList, {before, tenant.is_anybody(), tenant.enterprise(), limit},
                      enterprise_of);
}

Result<bool> EnterpriseRepository::update(Transaction& tx, const Enterprise& enterprise) {
  const auto changed =
      TRY(tx.execute("UPDATE account SET name = $2, status = $3 WHERE id = $1 AND kind = 1 AND NOT"
                     " EXISTS (SELECT 1 FROM account WHERE name = $2 AND id <> $1)",
                     {enterprise.id, enterprise.name, static_cast<int>(enterprise.status)}));
  return changed == 1;
}

}  // namespace chancery::store
