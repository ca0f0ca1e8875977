#include "observe/log_line.h"

#include <array>
#include <cmath>
#include <fmt/format.h>
#include <iterator>

#include "base/utf8.h"

namespace chancery::observe {

namespace {

constexpr std::size_t kLongestValue = 4096;

/// What a terminal, a pager or a log reader may take for something else than text.
bool is_dangerous(char32_t code) {
  const bool control = code < 0x20 || (code >= 0x7f && code < 0xa0);
  const bool separator = code == 0x2028 || code == 0x2029;
  const bool bidirectional = code == 0x061c || code == 0x200e || code == 0x200f ||
                             (code >= 0x202a && code <= 0x202e) ||
                             (code >= 0x2066 && code <= 0x2069);
  return control || separator || bidirectional || code == 0xfeff;
}

std::string_view short_escape(char32_t code) {
  switch (code) {
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    default:
      return {};
  }
}

/// Calls `escape` for what must not stand as it is, and copies the rest.
template <class Escape>
void append_escaped(std::string& line, std::string_view value, Escape escape) {
  line += '"';
  for (std::size_t i = 0; i < value.size();) {
    const Utf8Character c = first_character(value.substr(i));
    if (const auto escaped = short_escape(c.code); c.valid && !escaped.empty()) {
      line += escaped;
    } else if (!c.valid || is_dangerous(c.code)) {
      escape(c);
    } else {
      line.append(value, i, c.size);
    }
    i += c.size;
  }
  line += '"';
}

struct TextStyle {
  static constexpr std::string_view kBegin = "";
  static constexpr std::string_view kBetween = " ";
  static constexpr std::string_view kEnd = "";
  static void key(std::string& line, std::string_view key) {
    line += key;
    line += '=';
  }
  static void text(std::string& line, std::string_view value) { append_quoted(line, value); }
  /// Words of the program's own, which need no quotes.
  static void word(std::string& line, std::string_view value) { line += value; }
};

struct JsonStyle {
  static constexpr std::string_view kBegin = "{";
  static constexpr std::string_view kBetween = ",";
  static constexpr std::string_view kEnd = "}";
  static void key(std::string& line, std::string_view key) {
    append_json_string(line, key);
    line += ':';
  }
  static void text(std::string& line, std::string_view value) { append_json_string(line, value); }
  static void word(std::string& line, std::string_view value) { append_json_string(line, value); }
};

template <class Style>
void append_value(std::string& line, bool value) {
  line += value ? "true" : "false";
}
template <class Style>
void append_value(std::string& line, double value) {
  if (std::isfinite(value)) {
    fmt::format_to(std::back_inserter(line), "{}", value);
  } else {
    Style::word(line, fmt::format("{}", value));
  }
}
template <class Style, std::integral Number>
void append_value(std::string& line, Number value) {
  fmt::format_to(std::back_inserter(line), "{}", value);
}
template <class Style>
void append_value(std::string& line, std::string_view value) {
  if (value.size() <= kLongestValue) {
    return Style::text(line, value);
  }
  Style::text(line, fmt::format("{}... ({} bytes more)", value.substr(0, kLongestValue),
                                value.size() - kLongestValue));
}

template <class Style>
std::string format_as(Time time, Level level, std::string_view room, std::string_view event,
                      std::span<const Field> fields) {
  std::string line;
  line.reserve(160);
  line += Style::kBegin;
  Style::key(line, "time");
  Style::word(line, to_rfc3339(time));
  line += Style::kBetween;
  Style::key(line, "level");
  Style::word(line, to_text(level));
  line += Style::kBetween;
  Style::key(line, "room");
  Style::word(line, room);
  line += Style::kBetween;
  Style::key(line, "event");
  Style::text(line, event);
  for (const Field& field : fields) {
    line += Style::kBetween;
    Style::key(line, field.key());
    std::visit([&](auto value) { append_value<Style>(line, value); }, field.value());
  }
  line += Style::kEnd;
  return line;
}

}  // namespace

std::string_view to_text(Level level) {
  constexpr std::array<std::string_view, 5> kNames{"debug", "info", "warning", "error", "off"};
  return kNames.at(static_cast<std::size_t>(level));
}

void append_quoted(std::string& line, std::string_view value) {
  append_escaped(line, value, [&](const Utf8Character& c) {
    const auto code = static_cast<std::uint32_t>(c.code);
    if (code < 0x100) {
      fmt::format_to(std::back_inserter(line), "\\x{:02x}", code);
    } else {
      fmt::format_to(std::back_inserter(line), "\\u{{{:04x}}}", code);
    }
  });
}

void append_json_string(std::string& line, std::string_view value) {
  append_escaped(line, value, [&](const Utf8Character& c) {
    const auto code = c.valid ? static_cast<std::uint32_t>(c.code) : 0xfffdU;
    fmt::format_to(std::back_inserter(line), "\\u{:04x}", code);
  });
}

std::string format_line(LogFormat format, Time time, Level level, std::string_view room,
                        std::string_view event, std::span<const Field> fields) {
  if (format == LogFormat::json) {
    return format_as<JsonStyle>(time, level, room, event, fields);
  }
  return format_as<TextStyle>(time, level, room, event, fields);
}

}  // namespace chancery::observe
