#include "net/query_name.h"

#include <algorithm>

#include "net/errors.h"

namespace chancery::net {
namespace {

bool is_label_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool well_formed(std::string_view name) {
  std::size_t label = 0;
  for (const char c : name) {
    if (c == '.' ? label == 0 : !is_label_character(c)) {
      return false;
    }
    label = c == '.' ? 0 : label + 1;
    if (label > 63) {
      return false;
    }
  }
  return label != 0 && name.size() <= 253;
}

}  // namespace

Result<QueryName> QueryName::parse(std::string_view text) {
  const auto seen = text.substr(0, 254);
  std::string name(seen.ends_with('.') ? seen.substr(0, seen.size() - 1) : seen);
  std::ranges::transform(name, name.begin(), lower);
  if (seen.size() != text.size() || !well_formed(name)) {
    return fail(kDnsNameMalformed, "name", std::string(seen));
  }
  return QueryName(std::move(name));
}

std::string_view QueryName::parent() const {
  const auto dot = text_.find('.');
  return dot == std::string::npos ? std::string_view() : std::string_view(text_).substr(dot + 1);
}

}  // namespace chancery::net
