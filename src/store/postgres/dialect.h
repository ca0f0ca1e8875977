// What PostgreSQL calls by another name than the common dialect (migrations/README.md).
#pragma once

#include <string>
#include <string_view>

namespace chancery::store {

/// A migration for PostgreSQL: INTEGER becomes BIGINT, BLOB becomes BYTEA, TEXT compares by octets,
/// STRICT and WITHOUT ROWID are left out. Words are replaced wherever they stand alone, so they
/// must not be used otherwise.
[[nodiscard]] std::string postgres_schema(std::string_view common);

}  // namespace chancery::store
