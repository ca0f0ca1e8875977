#include "model/new_serial.h"

#include <algorithm>
#include <array>

namespace chancery::model {
namespace {

constexpr Time kEpoch = at_date(2020, 1, 1);
constexpr std::size_t kTimeOctets = 5;
// Positive and never shorter than 20 octets: the first bit is 0, the first octet is not.
constexpr std::uint64_t kFirstBit = std::uint64_t{1} << 39;
constexpr std::uint64_t kFirstOctet = std::uint64_t{1} << 32;

}  // namespace

x509::Serial new_serial(Time now, Random& random) {
  std::array<std::uint8_t, x509::Serial::kMaxSize> octets;
  random.fill(octets);
  const auto elapsed = static_cast<std::uint64_t>((now - kEpoch).count());
  const std::uint64_t prefix = std::max(elapsed % kFirstBit, kFirstOctet);
  for (std::size_t i = 0; i < kTimeOctets; ++i) {
    octets[i] = static_cast<std::uint8_t>(prefix >> (8 * (kTimeOctets - 1 - i)));
  }
  return x509::Serial::from_content(octets).value_or(x509::Serial());
}

}  // namespace chancery::model
