#include "observe/log_capture.h"

#include <algorithm>
#include <mutex>

namespace chancery::observe {

namespace {

const Clock& system_clock() {
  static const SystemClock clock;
  return clock;
}

}  // namespace

class LogCapture::Sink final : public LogSink {
 public:
  void write(Level /*level*/, std::string_view line) override {
    const std::lock_guard lock(mutex_);
    lines_.emplace_back(line);
  }
  std::vector<std::string> lines() const {
    const std::lock_guard lock(mutex_);
    return lines_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
};

LogCapture::LogCapture(LogSettings settings) : sink_(std::make_shared<Sink>()) {
  set_up_log(settings, sink_, system_clock());
}

LogCapture::~LogCapture() {
  set_up_log(LogSettings{}, stderr_sink(), system_clock());
}

std::vector<std::string> LogCapture::lines() const {
  return sink_->lines();
}

std::size_t LogCapture::count(std::string_view text) const {
  return static_cast<std::size_t>(std::ranges::count_if(
      sink_->lines(), [&](const auto& line) { return line.find(text) != std::string::npos; }));
}

}  // namespace chancery::observe
