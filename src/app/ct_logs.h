// The CT logs of this process: the list from its file, read again when it changes, and what is
// known of their health, told to other processes through the store.
#pragma once

#include <filesystem>
#include <memory>
#include <set>
#include <string>

#include "base/timeouts.h"
#include "config/config.h"
#include "ct/transparency.h"
#include "store/database.h"

namespace chancery::app {

/// Under which name in the settings a node tells how its logs answer, as JSON.
inline constexpr std::string_view kLogHealthSetting = "ct.health.";

class CtLogs final {
 public:
  /// nullptr when no list is configured. A relative name is one in the data directory.
  /// Errors: kFileUnreadable, ct::kLogListMalformed.
  [[nodiscard]] static Result<std::unique_ptr<CtLogs>> open(const config::Ct& settings,
                                                            const std::filesystem::path& directory,
                                                            const Clock& clock, Random& random);

  [[nodiscard]] ct::Transparency& transparency() { return transparency_; }
  /// Issuers, by name, whose certificates are not shown to logs.
  [[nodiscard]] const std::set<std::string, std::less<>>& exempt() const { return exempt_; }

  /// From now on, every few seconds: a list that changed is read (one that cannot be read changes
  /// nothing), and health is stored under `node` when it changed. `database` is borrowed.
  void watch(store::Database& database, std::string node);

 private:
  CtLogs(const config::Ct& settings, std::filesystem::path file, ct::LogList list,
         const Clock& clock, Random& random);

  void look();
  void read_list();
  void tell_health();

  const std::filesystem::path file_;
  const std::set<std::string, std::less<>> exempt_;
  std::filesystem::file_time_type read_at_{};
  ct::Transparency transparency_;
  store::Database* database_ = nullptr;
  std::string node_;
  std::string told_;
  Timeouts timer_;  ///< last: its thread uses everything above
};

/// The list that is configured, for whoever only looks. Errors: as CtLogs::open, and
/// kNoLogList when there is none.
[[nodiscard]] Result<ct::LogList> read_log_list(const config::Ct& settings,
                                                const std::filesystem::path& directory);

}  // namespace chancery::app
