// The list of CT logs, read from the file that a root program publishes (Chrome's log_list.json or
// all_logs_list.json, schema version 3; Apple's has the same form).
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "ct/log.h"

namespace chancery::ct {

class LogList final {
 public:
  static constexpr std::size_t kMaxSize = std::size_t{4} << 20;
  static constexpr std::size_t kMaxLogs = 1000;

  /// Strict where it matters: each log's id is the hash of its key, stands there once, has one
  /// known state with its date, a submission URL, an interval that is not empty. Members that are
  /// not known are passed over. Logs whose key is of a kind not loaded here are left out.
  /// Errors: kLogListMalformed with "problem" and, where there is one, "log".
  [[nodiscard]] static Result<LogList> parse(std::string_view json);

  [[nodiscard]] const std::vector<CtLog>& logs() const { return logs_; }
  /// When the list was made; some lists do not say.
  [[nodiscard]] std::optional<Time> made_at() const { return made_at_; }
  /// nullptr when it is not listed. Lives as long as this.
  [[nodiscard]] const CtLog* find(const x509::CtLogId& id) const;

 private:
  std::vector<CtLog> logs_;
  std::optional<Time> made_at_;
};

}  // namespace chancery::ct
