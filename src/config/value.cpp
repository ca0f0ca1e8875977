#include "config/value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>

namespace chancery::config {

namespace {

struct Unit {
  std::string_view name;
  std::int64_t milliseconds;
};
constexpr std::array<Unit, 5> kUnitsLargestFirst{Unit{"d", 86'400'000}, Unit{"h", 3'600'000},
                                                 Unit{"m", 60'000}, Unit{"s", 1'000},
                                                 Unit{"ms", 1}};

constexpr std::int64_t kHundredYears = 100LL * 366 * 86'400'000;

/// The number at the start of `text`, which is moved behind it.
std::optional<std::int64_t> take_number(std::string_view& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number < 0 || text.front() == '-') {
    return std::nullopt;
  }
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '-' || c == ':';
}

bool is_url_character(char c) {
  return c > ' ' && c < 0x7f && c != '?' && c != '#' && c != '@' && c != '"' && c != '<' &&
         c != '>' && c != '\\';
}

}  // namespace

std::optional<Duration> parse_duration(std::string_view text) {
  const auto number = take_number(text);
  const auto* unit = std::ranges::find(kUnitsLargestFirst, text, &Unit::name);
  if (!number || unit == kUnitsLargestFirst.end() || *number > kHundredYears / unit->milliseconds) {
    return std::nullopt;
  }
  return Duration(*number * unit->milliseconds);
}

std::string duration_text(Duration duration) {
  for (const Unit& unit : kUnitsLargestFirst) {
    if (duration.count() != 0 && duration.count() % unit.milliseconds == 0) {
      return fmt::format("{}{}", duration.count() / unit.milliseconds, unit.name);
    }
  }
  return "0s";
}

std::optional<RateLimit> parse_rate(std::string_view text) {
  if (text == "off") {
    return RateLimit{};
  }
  const auto count = take_number(text);
  if (!count || *count < 1 || *count > 1'000'000'000 || !text.starts_with('/')) {
    return std::nullopt;
  }
  const auto per = parse_duration(text.substr(1));
  if (!per || *per == Duration(0)) {
    return std::nullopt;
  }
  return RateLimit{static_cast<std::uint32_t>(*count), *per};
}

std::string rate_text(RateLimit rate) {
  return rate.is_off() ? "off" : fmt::format("{}/{}", rate.count, duration_text(rate.per));
}

std::string ListenAddress::text() const {
  const bool is_v6 = host.find(':') != std::string::npos;
  return is_v6 ? fmt::format("[{}]:{}", host, port) : fmt::format("{}:{}", host, port);
}

std::optional<ListenAddress> parse_listen_address(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) {
    return std::nullopt;
  }
  std::string_view host = text.substr(0, colon);
  std::string_view port_text = text.substr(colon + 1);
  const auto port = take_number(port_text);
  if (!port || !port_text.empty() || *port < 1 || *port > 65'535) {
    return std::nullopt;
  }
  const bool bracketed = host.starts_with('[') && host.ends_with(']');
  if (bracketed) {
    host = host.substr(1, host.size() - 2);
  }
  const bool has_colon = host.find(':') != std::string_view::npos;
  if (host.empty() || bracketed != has_colon || !std::ranges::all_of(host, is_host_character)) {
    return std::nullopt;
  }
  return ListenAddress{std::string(host), static_cast<std::uint16_t>(*port)};
}

std::optional<std::string> parse_base_url(std::string_view text, std::string_view scheme) {
  const std::string prefix = fmt::format("{}://", scheme);
  if (!text.starts_with(prefix) || !std::ranges::all_of(text, is_url_character)) {
    return std::nullopt;
  }
  while (text.ends_with('/')) {
    text.remove_suffix(1);
  }
  if (text.size() <= prefix.size() || text[prefix.size()] == ':' || text[prefix.size()] == '/') {
    return std::nullopt;
  }
  return std::string(text);
}

std::string mask_password(std::string_view text) {
  std::string out(text);
  const auto authority = out.find("://");
  const auto at = out.rfind('@');
  if (authority != std::string::npos && at != std::string::npos && at > authority) {
    const auto colon = out.find(':', authority + 3);
    if (colon < at) {
      out.replace(colon + 1, at - colon - 1, "***");
    }
  }
  constexpr std::string_view kParameter = "password=";
  if (const auto start = out.find(kParameter); start != std::string::npos) {
    const auto from = start + kParameter.size();
    out.replace(from, std::min(out.find('&', from), out.size()) - from, "***");
  }
  return out;
}

}  // namespace chancery::config
