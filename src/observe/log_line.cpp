#include "observe/log_line.h"

#include <array>
#include <cmath>
#include <fmt/format.h>
#include <iterator>

namespace chancery::observe {

namespace {

constexpr std::size_t kLongestValue = 4096;

/// One character of UTF-8 input: its code point and length, or a single byte that is not UTF-8.
struct Character {
  char32_t code = 0;
  std::size_t size = 1;
  bool valid = true;
};

/// RFC 3629: shortest form only, no surrogates, at most U+10FFFF.
Character character_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) {
    return {.code = first};
  }
  const std::size_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || at + size > text.size()) {
    return {.code = first, .valid = false};
  }
  char32_t code = first & (0xffU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xc0) != 0x80) {
      return {.code = first, .valid = false};
    }
    code = (code << 6) | (byte(i) & 0x3f);
  }
  constexpr std::array<char32_t, 5> kSmallest{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xd800 && code <= 0xdfff;
  if (code < kSmallest.at(size) || code > 0x10ffff || surrogate) {
    return {.code = first, .valid = false};
  }
  return {.code = code, .size = size};
}

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
    const Character c = character_at(value, i);
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
  append_escaped(line, value, [&](const Character& c) {
    const auto code = static_cast<std::uint32_t>(c.code);
    if (code < 0x100) {
      fmt::format_to(std::back_inserter(line), "\\x{:02x}", code);
    } else {
      fmt::format_to(std::back_inserter(line), "\\u{{{:04x}}}", code);
    }
  });
}

void append_json_string(std::string& line, std::string_view value) {
  append_escaped(line, value, [&](const Character& c) {
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
