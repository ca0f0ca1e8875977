#include "store/connection.h"
#include "store/errors.h"
#include "store/postgres/postgres_connection.h"
#include "store/sqlite/sqlite_connection.h"

namespace chancery::store {

Result<std::unique_ptr<Connector>> make_connector(std::string_view url) {
  constexpr std::string_view kSqlite = "sqlite:";
  if (url.starts_with(kSqlite) && url.size() > kSqlite.size()) {
    return std::make_unique<SqliteConnector>(std::string(url.substr(kSqlite.size())));
  }
  if (url.starts_with("postgresql://") || url.starts_with("postgres://")) {
    return std::make_unique<PostgresConnector>(std::string(url));
  }
  return fail(kStoreUrlMalformed);  // not shown: it can hold a password
}

}  // namespace chancery::store
