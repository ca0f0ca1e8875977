// The operation on outside linters: which they are, and how old (NT-62).
#pragma once

#include <functional>
#include <vector>

#include "api/call.h"
#include "base/time.h"
#include "linter/linter.h"

namespace chancery::api {

/// Asks every outside linter who it is; may wait for its time-out. Empty: none is configured.
using LinterVersions = std::function<std::vector<linter::Version>()>;

/// Safe for many threads.
class Linters final {
 public:
  /// The clock is borrowed.
  Linters(LinterVersions versions, const Clock& clock)
      : versions_(std::move(versions)), clock_(clock) {}

  [[nodiscard]] Result<http::Response> list(const Call& call) const;

 private:
  LinterVersions versions_;
  const Clock& clock_;
};

}  // namespace chancery::api
