#include "store/setting_repository.h"

namespace chancery::store {

Result<std::optional<std::string>> SettingRepository::get(Snapshot& snapshot,
                                                          std::string_view name) {
  return snapshot.first("SELECT value FROM setting WHERE name = $1", {name},
                        [](const Row& row) { return row.string(0); });
}

Result<void> SettingRepository::set(Transaction& tx, std::string_view name,
                                    std::string_view value) {
  return tx.post(
      "INSERT INTO setting (name, value) VALUES ($1, $2) "
      "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      {name, value});
}

Result<std::string> SettingRepository::set_once(Transaction& tx, std::string_view name,
                                                std::string_view value) {
  TRY(tx.execute("INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                 {name, value}));
  return TRY(get(tx, name)).value_or(std::string(value));
}

}  // namespace chancery::store
