// Log lines kept in memory while a test looks at them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "observe/log.h"

namespace chancery::observe {

/// From construction to destruction every line of the process goes here; afterwards the defaults of
/// log.h hold again. One at a time. For tests: nothing bounds the memory.
class LogCapture final {
 public:
  explicit LogCapture(LogSettings settings = {.level = Level::debug});
  ~LogCapture();
  LogCapture(const LogCapture&) = delete;
  LogCapture& operator=(const LogCapture&) = delete;

  [[nodiscard]] std::vector<std::string> lines() const;
  /// The number of lines that contain `text`.
  [[nodiscard]] std::size_t count(std::string_view text) const;

 private:
  class Sink;
  std::shared_ptr<Sink> sink_;
};

}  // namespace chancery::observe
