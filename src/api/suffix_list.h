// The operation on the Public Suffix List in use: which, how old, and how its refresh goes (NT-28).
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "api/call.h"
#include "base/time.h"

namespace chancery::api {

struct SuffixListStatus {
  std::string version;  ///< as decision records have it
  Time dated{};
  Time update_due{};              ///< after it the list is reported as old
  bool fetched = false;           ///< by this server; else it is the configured file
  std::optional<Time> looked_at;  ///< when a newer one was looked for
  std::string fault;              ///< why that failed, for people; "" when it did not
};

using SuffixListSource = std::function<SuffixListStatus()>;

/// Safe for many threads.
class SuffixList final {
 public:
  /// `source` must not be empty. The clock is borrowed.
  SuffixList(SuffixListSource source, const Clock& clock)
      : source_(std::move(source)), clock_(clock) {}

  [[nodiscard]] Result<http::Response> get(const Call& call) const;

 private:
  SuffixListSource source_;
  const Clock& clock_;
};

}  // namespace chancery::api
