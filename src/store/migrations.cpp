#include "store/migrations.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "store/errors.h"

namespace chancery::store {
namespace {

using Applied = std::map<std::int64_t, std::int64_t>;  // number -> fingerprint

constexpr std::string_view kHistoryTable =
    "CREATE TABLE IF NOT EXISTS schema_migration ("
    "number INTEGER PRIMARY KEY, name TEXT NOT NULL, fingerprint INTEGER NOT NULL) STRICT;";

// FNV-1a: tells an edited file from the one that was applied. Nobody is to be defended against.
std::int64_t fingerprint(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const unsigned char c : text) {
    hash = (hash ^ c) * 0x100000001b3;
  }
  return static_cast<std::int64_t>(hash);
}

Result<Applied> read_history(Connection& connection) {
  Applied applied;
  Snapshot snapshot(connection);
  const auto keep = [&](const Row& row) { applied[row.integer(0)] = row.integer(1); };
  TRY(snapshot.each("SELECT number, fingerprint FROM schema_migration", {}, keep));
  return applied;
}

Result<void> check_history(const Applied& applied, std::span<const Migration> migrations) {
  for (const auto& [number, print] : applied) {
    const auto known = std::ranges::find(migrations, number, &Migration::number);
    if (known == migrations.end()) {
      return fail(kSchemaNewer, "migration", fmt::format("{:04}", number));
    }
    if (fingerprint(known->sql) != print) {
      return fail(kSchemaDiffers, "migration", fmt::format("{:04}_{}", number, known->name));
    }
  }
  return {};
}

Result<void> apply(Connection& connection, const Migration& migration) {
  TRY(connection.script(migration.sql));
  Transaction tx(connection);
  TRY(tx.execute("INSERT INTO schema_migration (number, name, fingerprint) VALUES ($1, $2, $3)",
                 {migration.number, migration.name, fingerprint(migration.sql)}));
  return {};
}

Result<void> apply_missing(Connection& connection, std::span<const Migration> migrations) {
  TRY(connection.lock_schema());
  TRY(connection.script(kHistoryTable));
  const Applied applied = TRY(read_history(connection));
  TRY(check_history(applied, migrations));
  for (const Migration& migration : migrations) {
    if (!applied.contains(migration.number)) {
      TRY(apply(connection, migration));
    }
  }
  return {};
}

}  // namespace

Result<void> migrate(Connection& connection, std::span<const Migration> migrations) {
  TRY(connection.begin(Access::write));
  auto applied = apply_missing(connection, migrations);
  if (!applied) {
    connection.rollback();
    return applied;
  }
  return connection.commit();
}

}  // namespace chancery::store
