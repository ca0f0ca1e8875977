#include "acme/nonces.h"

#include "acme/errors.h"
#include "base/encoding.h"
#include "crypto/hash.h"

namespace chancery::acme {

namespace {

constexpr std::size_t kKeySize = 32;
constexpr std::size_t kMacSize = 16;
constexpr std::size_t kBodySize = 12;

void put(Bytes& out, std::uint64_t number, int bytes) {
  for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
    out.push_back(static_cast<std::uint8_t>(number >> static_cast<unsigned>(shift)));
  }
}

std::uint64_t get(BytesView bytes) {
  std::uint64_t number = 0;
  for (const std::uint8_t byte : bytes) {
    number = number << 8U | byte;
  }
  return number;
}

std::uint32_t second_of(Time time) {
  return static_cast<std::uint32_t>(to_seconds(time).time_since_epoch().count());
}

}  // namespace

Nonces::Nonces(const Clock& clock, Random& random, int reject_percent)
    : clock_(clock),
      random_(random),
      reject_percent_(reject_percent),
      key_(random.bytes(kKeySize)),
      used_(kWindow) {}

std::string Nonces::make() {
  std::uint64_t counter = 0;
  {
    const std::lock_guard lock(mutex_);
    counter = next_++;
    used_[counter % kWindow] = false;
  }
  return to_base64url(seal(counter, second_of(clock_.now())));
}

Bytes Nonces::seal(std::uint64_t counter, std::uint32_t second) const {
  Bytes out;
  out.reserve(kBodySize + kMacSize);
  put(out, counter, 8);
  put(out, second, 4);
  const auto mac = crypto::hmac_sha256(key_.reveal(), out);
  append(out, BytesView(mac).first(kMacSize));
  return out;
}

Result<void> Nonces::spend(std::string_view nonce) {
  const auto bytes = from_base64url(nonce);
  if (!bytes || bytes->size() != kBodySize + kMacSize) {
    return fail(kNonceWrong);
  }
  const BytesView view(*bytes);
  const std::uint64_t counter = get(view.first(8));
  const auto second = static_cast<std::uint32_t>(get(view.subspan(8, 4)));
  const auto age = std::chrono::seconds(second_of(clock_.now()) - second);
  if (!constant_time_equal(seal(counter, second), view) || age > kLifetime || !take(counter)) {
    return fail(kNonceWrong);
  }
  if (reject_percent_ > 0 && random_.number() % 100 < static_cast<std::uint64_t>(reject_percent_)) {
    return fail(kNonceWrong);
  }
  return {};
}

bool Nonces::take(std::uint64_t counter) {
  const std::lock_guard lock(mutex_);
  if (counter >= next_ || next_ - counter > kWindow || used_[counter % kWindow]) {
    return false;
  }
  used_[counter % kWindow] = true;
  return true;
}

}  // namespace chancery::acme
