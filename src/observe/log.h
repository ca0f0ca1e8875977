// Log lines as events with fields. One line per event, whatever the values hold: control
// characters, line separators and bidirectional marks are escaped, so no input can forge a line.
//
// What a caller may read (a Response, Error::message()) and what only the log may read (LogText)
// are different types, and a LogText cannot be turned back into a string.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.h"
#include "base/secret.h"
#include "base/time.h"

namespace chancery::observe {

enum class Level : std::uint8_t { debug, info, warning, error, off };

enum class LogFormat : std::uint8_t {
  text,  ///< `time=... level=info room=http event="request done" status=200`
  json,  ///< one JSON object a line, the same members
};

struct LogSettings {
  Level level = Level::info;
  LogFormat format = LogFormat::text;
};

/// Where lines go. Called with one whole line without its newline, from several threads at once.
class LogSink {
 public:
  virtual ~LogSink() = default;
  virtual void write(Level level, std::string_view line) = 0;
};

/// Standard error. A line has reached the kernel when `write` returns, so a crash loses none.
[[nodiscard]] std::shared_ptr<LogSink> stderr_sink();

/// Replaces settings, sink and clock for the whole process. Until the first call: info, text,
/// standard error, system clock. `clock` must outlive the process's last log line.
void set_up_log(LogSettings settings, std::shared_ptr<LogSink> sink, const Clock& clock);

/// What happened, as a literal: input cannot get into it, so events can be counted and searched.
class Event final {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): reads as text where it is used
  consteval Event(const char* text) : text_(text) {}
  [[nodiscard]] std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

/// The name of a room or a field: lower-case letters, digits and '_', checked while compiling.
class Key final {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): reads as text where it is used
  consteval Key(const char* text) : text_(text) {
    for (const char c : text_) {
      if (!(c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) {
        throw "a key consists of a-z, 0-9 and '_'";
      }
    }
  }
  [[nodiscard]] std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

/// Words for the log alone: a path, a peer's raw answer, Error::log_line().
class LogText final {
 public:
  explicit LogText(std::string text) : text_(std::move(text)) {}

 private:
  friend class Field;
  std::string text_;
};

/// Code, message, log text and place of `error`.
[[nodiscard]] inline LogText log_text(const Error& error) {
  return LogText(error.log_line());
}

/// A named value of one event. Borrows text: use it inside the logging call only. There is no way
/// to make one from a Secret.
class Field final {
 public:
  using Value = std::variant<bool, std::int64_t, std::uint64_t, double, std::string_view>;

  Field(Key key, std::string_view value) : key_(key), value_(value) {}
  Field(Key key, const std::string& value) : key_(key), value_(std::string_view(value)) {}
  Field(Key key, const char* value) : key_(key), value_(std::string_view(value)) {}
  Field(Key key, const LogText& value) : key_(key), value_(std::string_view(value.text_)) {}
  Field(Key key, bool value) : key_(key), value_(value) {}
  Field(Key key, double value) : key_(key), value_(value) {}
  Field(Key key, std::signed_integral auto value)
      : key_(key), value_(static_cast<std::int64_t>(value)) {}
  Field(Key key, std::unsigned_integral auto value)
      : key_(key), value_(static_cast<std::uint64_t>(value)) {}
  Field(Key, const Secret&) = delete;

  [[nodiscard]] std::string_view key() const { return key_.text(); }
  [[nodiscard]] const Value& value() const { return value_; }

 private:
  Key key_;
  Value value_;
};

using Fields = std::initializer_list<Field>;

/// A room's pen. Cheap to make and to copy; safe from any thread; never throws.
class Log final {
 public:
  explicit Log(Key room) : room_(room) {}

  /// For callers that would compute a field at some cost.
  [[nodiscard]] bool enabled(Level level) const;

  void debug(Event event, Fields fields = {}) const { write(Level::debug, event, fields); }
  void info(Event event, Fields fields = {}) const { write(Level::info, event, fields); }
  void warning(Event event, Fields fields = {}) const { write(Level::warning, event, fields); }
  void error(Event event, Fields fields = {}) const { write(Level::error, event, fields); }

  /// Does nothing below the level that was set up. A value longer than 4096 bytes is cut.
  void write(Level level, Event event, Fields fields) const;

 private:
  Key room_;
};

}  // namespace chancery::observe
