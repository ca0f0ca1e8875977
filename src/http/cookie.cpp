#include "http/cookie.h"

namespace chancery::http {

namespace {

constexpr std::string_view kAttributes = "; Path=/; Secure; HttpOnly; SameSite=Strict";

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  return first == std::string_view::npos
             ? std::string_view()
             : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

std::optional<std::string_view> cookie(const Request& request, std::string_view name) {
  std::optional<std::string_view> found;
  for (std::size_t i = 0; i < request.headers.size(); ++i) {
    auto [field, rest] = request.headers.at(i);
    if (!equal_ignoring_case(field, "Cookie")) {
      continue;
    }
    while (!rest.empty()) {
      const auto pair = rest.substr(0, rest.find(';'));
      rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
      const auto equals = std::min(pair.find('='), pair.size());
      if (trimmed(pair.substr(0, equals)) != name || equals == pair.size()) {
        continue;
      }
      if (found) {
        return std::nullopt;
      }
      found = trimmed(pair.substr(equals + 1));
    }
  }
  return found;
}

void set_cookie(Response& response, std::string_view name, std::string_view value) {
  std::string field(name);
  ((field += '=') += value) += kAttributes;
  response.headers.add("Set-Cookie", field);
}

void drop_cookie(Response& response, std::string_view name) {
  std::string field(name);
  (field += "=; Max-Age=0") += kAttributes;
  response.headers.add("Set-Cookie", field);
}

}  // namespace chancery::http
