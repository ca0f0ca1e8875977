#include "x509/ip_address.h"

#include <algorithm>
#include <arpa/inet.h>
#include <fmt/format.h>

#include "x509/errors.h"

namespace chancery::x509 {
namespace {

constexpr std::size_t kMaxText = INET6_ADDRSTRLEN;

// The longest run of two or more zero groups, the first of equals (RFC 5952 section 4.2).
struct ZeroRun {
  std::size_t start = 8;
  std::size_t length = 0;
};

ZeroRun longest_zero_run(std::span<const unsigned, 8> groups) {
  ZeroRun best;
  for (std::size_t i = 0; i < groups.size();) {
    std::size_t end = i;
    while (end < groups.size() && groups[end] == 0) {
      ++end;
    }
    if (end - i >= 2 && end - i > best.length) {
      best = {i, end - i};
    }
    i = end + 1;
  }
  return best;
}

std::string v6_text(BytesView bytes) {
  std::array<unsigned, 8> groups{};
  for (std::size_t i = 0; i < groups.size(); ++i) {
    groups[i] = static_cast<unsigned>(bytes[2 * i] << 8U | bytes[2 * i + 1]);
  }
  const ZeroRun run = longest_zero_run(groups);
  std::string out;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (i == run.start) {
      out += "::";
      i += run.length - 1;
      continue;
    }
    out += fmt::format("{}{:x}", out.empty() || out.ends_with(':') ? "" : ":", groups[i]);
  }
  return out;
}

}  // namespace

IpAddress::IpAddress(BytesView bytes) : size_(static_cast<std::uint8_t>(bytes.size())) {
  std::ranges::copy(bytes, octets_.begin());
}

Result<IpAddress> IpAddress::parse(std::string_view text) {
  std::array<std::uint8_t, 16> octets{};
  const bool may_be_one = text.size() < kMaxText && !text.contains('\0');
  const std::string terminated(text.substr(0, kMaxText));
  if (may_be_one && inet_pton(AF_INET, terminated.c_str(), octets.data()) == 1) {
    return IpAddress(BytesView(octets).first(4));
  }
  if (may_be_one && inet_pton(AF_INET6, terminated.c_str(), octets.data()) == 1) {
    return IpAddress(BytesView(octets));
  }
  return fail(kIpAddressMalformed, "seen", std::string(text.substr(0, kMaxText)));
}

Result<IpAddress> IpAddress::from_bytes(BytesView bytes) {
  if (bytes.size() != 4 && bytes.size() != 16) {
    return fail(kIpAddressMalformed, "octets", std::to_string(bytes.size()));
  }
  return IpAddress(bytes);
}

std::string IpAddress::text() const {
  return is_v4() ? fmt::format("{}.{}.{}.{}", octets_[0], octets_[1], octets_[2], octets_[3])
                 : v6_text(bytes());
}

std::string IpAddress::reverse_name() const {
  if (is_v4()) {
    return fmt::format("{}.{}.{}.{}.in-addr.arpa", octets_[3], octets_[2], octets_[1], octets_[0]);
  }
  std::string out;
  for (std::size_t i = octets_.size(); i-- > 0;) {
    out += fmt::format("{:x}.{:x}.", octets_[i] & 15, octets_[i] >> 4);
  }
  return out + "ip6.arpa";
}

}  // namespace chancery::x509
