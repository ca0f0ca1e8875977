#include "net/address.h"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <fmt/format.h>
#include <netinet/in.h>

#include "net/errors.h"

namespace chancery::net {
namespace {

constexpr std::array<std::uint8_t, 12> kMappedPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

}  // namespace

Address::Address(BytesView bytes) : size_(bytes.size()) {
  std::ranges::copy(bytes, bytes_.begin());
}

Result<Address> Address::from_bytes(BytesView bytes) {
  if (bytes.size() != 4 && bytes.size() != 16) {
    return fail(kAddressMalformed, "bytes", std::to_string(bytes.size()));
  }
  return Address(bytes);
}

Result<Address> Address::parse(std::string_view text) {
  const std::string terminated(text.substr(0, INET6_ADDRSTRLEN));
  std::array<std::uint8_t, 16> out{};
  if (terminated.size() == text.size() && terminated.find('\0') == std::string::npos) {
    if (inet_pton(AF_INET, terminated.c_str(), out.data()) == 1) {
      return Address(BytesView(out).first(4));
    }
    if (inet_pton(AF_INET6, terminated.c_str(), out.data()) == 1) {
      return Address(BytesView(out));
    }
  }
  return fail(kAddressMalformed, "seen", terminated);
}

std::string Address::text() const {
  std::array<char, INET6_ADDRSTRLEN> out{};
  inet_ntop(is_v4() ? AF_INET : AF_INET6, bytes_.data(), out.data(), out.size());
  return out.data();
}

Address Address::unmapped() const {
  const bool mapped = !is_v4() && std::ranges::equal(bytes().first(12), kMappedPrefix);
  return mapped ? Address(bytes().subspan(12)) : *this;
}

std::string Endpoint::text() const {
  return address.is_v4() ? fmt::format("{}:{}", address.text(), port)
                         : fmt::format("[{}]:{}", address.text(), port);
}

Result<Endpoint> parse_endpoint(std::string_view text, std::uint16_t default_port) {
  std::string_view host = text;
  std::string_view port;
  if (text.starts_with('[')) {
    const auto close = text.find(']');
    if (close == std::string_view::npos) {
      return fail(kAddressMalformed, "seen", std::string(text.substr(0, 64)));
    }
    host = text.substr(1, close - 1);
    port = text.substr(close + 1);
  } else if (std::ranges::count(text, ':') == 1) {
    host = text.substr(0, text.find(':'));
    port = text.substr(host.size());
  }
  auto number = default_port;
  if (!port.empty()) {
    const char* end = port.data() + port.size();
    const auto read = std::from_chars(port.data() + 1, end, number);
    if (port.front() != ':' || read.ec != std::errc() || read.ptr != end || number == 0) {
      return fail(kAddressMalformed, "seen", std::string(text.substr(0, 64)));
    }
  }
  return Endpoint{TRY(Address::parse(host)), number};
}

}  // namespace chancery::net
