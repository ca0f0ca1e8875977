// How a log line looks: one event as text or as JSON. Separate from log.h because only the sinks'
// side and tests need it.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "observe/log.h"

namespace chancery::observe {

/// The word for a level: "debug", "info", "warning", "error", "off".
[[nodiscard]] std::string_view to_text(Level level);

/// Appends `value` in quotes. Whatever could end or rewrite a line (C0 and C1 control characters,
/// U+2028 and U+2029, bidirectional controls, bytes that are not UTF-8) becomes \n, \t, \x1b,
/// \u{202e}; quotes and backslashes are escaped.
void append_quoted(std::string& line, std::string_view value);

/// Appends `value` as a JSON string (RFC 8259 section 7). Escapes the same characters; a byte that
/// is not UTF-8 becomes U+FFFD.
void append_json_string(std::string& line, std::string_view value);

/// One line without its newline. Values longer than 4096 bytes are cut and say so.
[[nodiscard]] std::string format_line(LogFormat format, Time time, Level level,
                                      std::string_view room, std::string_view event,
                                      std::span<const Field> fields);

}  // namespace chancery::observe
