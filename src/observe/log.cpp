#include "observe/log.h"

#include <atomic>
#include <mutex>
#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <utility>

#include "observe/log_line.h"

namespace chancery::observe {

namespace {

spdlog::level::level_enum spdlog_level(Level level) {
  switch (level) {
    case Level::debug:
      return spdlog::level::debug;
    case Level::info:
      return spdlog::level::info;
    case Level::warning:
      return spdlog::level::warn;
    case Level::error:
      return spdlog::level::err;
    case Level::off:
      break;
  }
  return spdlog::level::off;
}

class StderrSink final : public LogSink {
 public:
  StderrSink() : logger_("chancery", std::make_shared<spdlog::sinks::stderr_sink_mt>()) {
    logger_.set_pattern("%v");
    logger_.set_level(spdlog::level::trace);
    logger_.flush_on(spdlog::level::trace);
  }
  void write(Level level, std::string_view line) override {
    logger_.log(spdlog_level(level), spdlog::string_view_t(line.data(), line.size()));
  }

 private:
  spdlog::logger logger_;
};

struct Setup {
  LogSettings settings;
  std::shared_ptr<LogSink> sink;
  const Clock* clock;
};

/// The level stands outside the lock because most calls end there.
struct Global {
  std::atomic<Level> level{Level::info};
  std::mutex mutex;
  SystemClock system_clock;
  std::shared_ptr<const Setup> setup =
      std::make_shared<Setup>(Setup{LogSettings{}, stderr_sink(), &system_clock});
};

/// Never destroyed: threads may log while the process ends.
Global& global() {
  static Global& instance = *new Global();
  return instance;
}

std::shared_ptr<const Setup> current_setup() {
  const std::lock_guard lock(global().mutex);
  return global().setup;
}

}  // namespace

std::shared_ptr<LogSink> stderr_sink() {
  return std::make_shared<StderrSink>();
}

void set_up_log(LogSettings settings, std::shared_ptr<LogSink> sink, const Clock& clock) {
  auto setup = std::make_shared<const Setup>(Setup{settings, std::move(sink), &clock});
  const std::lock_guard lock(global().mutex);
  global().setup = std::move(setup);
  global().level = settings.level;
}

bool Log::enabled(Level level) const {
  return level != Level::off && level >= global().level.load(std::memory_order_relaxed);
}

void Log::write(Level level, Event event, Fields fields) const {
  if (!enabled(level)) {
    return;
  }
  const auto setup = current_setup();
  setup->sink->write(level,
                     format_line(setup->settings.format, setup->clock->now(), level, room_.text(),
                                 event.text(), {fields.begin(), fields.size()}));
}

}  // namespace chancery::observe
