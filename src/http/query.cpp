#include "http/query.h"

#include <algorithm>

#include "base/encoding.h"
#include "http/errors.h"

namespace chancery::http {

namespace {

constexpr std::size_t kMostPairs = 64;

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

/// False when the encoding is wrong or a control character comes out.
bool decode_into(std::string_view text, bool plus_is_space, std::string& out) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      const int high = i + 1 < text.size() ? hex_value(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
      if (high < 0 || low < 0) {
        return false;
      }
      c = static_cast<char>(high * 16 + low);
      i += 2;
    } else if (c == '+' && plus_is_space) {
      c = ' ';
    }
    if (is_control(c)) {
      return false;
    }
    out += c;
  }
  return true;
}

}  // namespace

Result<std::string> percent_decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  if (!decode_into(text, false, out)) {
    return fail(kTargetMalformed);
  }
  return out;
}

Result<Query> Query::parse(std::string_view text) {
  Query query;
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(pair.size() + 1, text.size()));
    if (pair.empty()) {
      continue;
    }
    const auto equals = pair.find('=');
    std::string name;
    std::string value;
    const bool decoded =
        decode_into(pair.substr(0, equals), true, name) &&
        (equals == std::string_view::npos || decode_into(pair.substr(equals + 1), true, value));
    if (!decoded || name.empty() || query.pairs_.size() == kMostPairs) {
      return fail(kQueryMalformed);
    }
    if (query.get(name)) {
      return fail(kQueryMalformed, "parameter", name);
    }
    query.pairs_.emplace_back(std::move(name), std::move(value));
  }
  return query;
}

std::optional<std::string_view> Query::get(std::string_view name) const {
  const auto found = std::ranges::find(pairs_, name, &std::pair<std::string, std::string>::first);
  return found == pairs_.end() ? std::nullopt : std::optional<std::string_view>(found->second);
}

Result<void> Query::refuse_others(std::initializer_list<std::string_view> known) const {
  for (const auto& [name, value] : pairs_) {
    if (std::ranges::find(known, name) == known.end()) {
      return fail(kQueryParameterUnknown, "parameter", name);
    }
  }
  return {};
}

}  // namespace chancery::http
