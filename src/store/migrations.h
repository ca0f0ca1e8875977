// The schema's history: numbered steps, forward only, built into the program.
#pragma once

#include <span>
#include <string_view>

#include "store/connection.h"

namespace chancery::store {

struct Migration {
  int number = 0;
  std::string_view name;  ///< of the file, without number and ending
  std::string_view sql;   ///< in the common dialect (migrations/README.md)
};

/// Every file of migrations/, by number.
[[nodiscard]] std::span<const Migration> all_migrations();

/// Applies, in one transaction and by number, those that the database does not have. Errors:
/// kSchemaNewer when it has one that is not in `migrations`; kSchemaDiffers when the text of one
/// that it has was edited since; nothing is changed then.
[[nodiscard]] Result<void> migrate(Connection& connection, std::span<const Migration> migrations);

}  // namespace chancery::store
