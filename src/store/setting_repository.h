// Small things that have no table: markers, counters, the first start's remains.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "store/session.h"

namespace chancery::store {

class SettingRepository final {
 public:
  [[nodiscard]] static Result<std::optional<std::string>> get(Snapshot& snapshot,
                                                              std::string_view name);
  [[nodiscard]] static Result<void> set(Transaction& tx, std::string_view name,
                                        std::string_view value);
  /// Sets it only when it is not there; returns the value that is there now.
  [[nodiscard]] static Result<std::string> set_once(Transaction& tx, std::string_view name,
                                                    std::string_view value);
};

}  // namespace chancery::store
