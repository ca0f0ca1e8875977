#include "keys/secret_sharing.h"

#include <algorithm>
#include <string>

#include "crypto/hash.h"
#include "keys/errors.h"

namespace chancery::keys {
namespace {

constexpr std::uint8_t kSha256 = 2;  // draft section 5, "hash algorithm identifier"
constexpr std::size_t kDigest = 32;
constexpr std::size_t kHeader = 16 + 1 + 1 + 2;
constexpr std::size_t kMaxData = kMaxSharedSecret + kDigest;

// a^254, which is 1/a for all but zero: the same steps for every a.
std::uint8_t invert(std::uint8_t a) {
  std::uint8_t power = a;
  for (int i = 0; i < 6; ++i) {
    power = multiply_in_field(multiply_in_field(power, power), a);
  }
  return multiply_in_field(power, power);
}

// The value at `x` of the polynomial with these coefficients, the constant one first (Horner).
std::uint8_t evaluate(BytesView coefficients, std::uint8_t x) {
  std::uint8_t value = 0;
  for (auto c = coefficients.rbegin(); c != coefficients.rend(); ++c) {
    value = static_cast<std::uint8_t>(multiply_in_field(value, x) ^ *c);
  }
  return value;
}

// Lagrange's factor of the share `xs[i]` for the value at zero. Indices are no secrets.
std::uint8_t weight(BytesView xs, std::size_t i) {
  std::uint8_t product = 1;
  for (std::size_t j = 0; j < xs.size(); ++j) {
    if (j != i) {
      const auto difference = static_cast<std::uint8_t>(xs[i] ^ xs[j]);
      product = multiply_in_field(product, multiply_in_field(xs[j], invert(difference)));
    }
  }
  return product;
}

std::vector<const KeyShare*> distinct(std::span<const KeyShare> shares) {
  std::vector<const KeyShare*> chosen;
  for (const KeyShare& share : shares) {
    const bool known = std::ranges::any_of(
        chosen, [&](const KeyShare* other) { return other->index() == share.index(); });
    if (!known) {
      chosen.push_back(&share);
    }
  }
  return chosen;
}

}  // namespace

std::uint8_t multiply_in_field(std::uint8_t a, std::uint8_t b) {
  unsigned product = 0;
  unsigned left = a;
  for (unsigned bit = 0; bit < 8; ++bit) {
    product ^= left & (0U - ((static_cast<unsigned>(b) >> bit) & 1U));
    left = (left << 1U) ^ (0x11bU & (0U - (left >> 7U)));
  }
  return static_cast<std::uint8_t>(product);
}

Result<KeyShare> KeyShare::parse(BytesView rtss) {
  if (rtss.size() < kHeader + 1 + kDigest + 1 || rtss.size() > kHeader + 1 + kMaxData) {
    return fail(kShareMalformed);
  }
  const std::size_t length = rtss[18] * 256U + rtss[19];
  KeyShare share;
  std::ranges::copy(rtss.first(16), share.set_id_.begin());
  share.threshold_ = rtss[17];
  share.index_ = rtss[kHeader];
  if (rtss[16] != kSha256 || share.threshold_ < 2 || share.index_ == 0 ||
      length != rtss.size() - kHeader) {
    return fail(kShareMalformed);
  }
  share.data_ = Secret(to_bytes(rtss.subspan(kHeader + 1)));
  return share;
}

Secret KeyShare::encode() const {
  const std::size_t length = data_.size() + 1;
  Bytes out(set_id_.begin(), set_id_.end());
  out.reserve(kHeader + length);
  out.push_back(kSha256);
  out.push_back(threshold_);
  out.push_back(static_cast<std::uint8_t>(length >> 8U));
  out.push_back(static_cast<std::uint8_t>(length));
  out.push_back(index_);
  append(out, data_.reveal());
  return Secret(std::move(out));
}

Result<std::vector<KeyShare>> split_secret(const Secret& secret, int threshold, int count,
                                           const ShareSetId& set, Random& random) {
  if (threshold < 2 || threshold > count || count > 255 || secret.empty() ||
      secret.size() > kMaxSharedSecret) {
    return fail(kSharingImpossible,
                {{"threshold", std::to_string(threshold)}, {"shares", std::to_string(count)}});
  }
  Bytes joined;
  joined.reserve(kMaxData);  // so that no copy is left behind
  append(joined, secret.reveal());
  append(joined, crypto::sha256(secret.reveal()));
  const Secret message(std::move(joined));

  std::vector<Bytes> data(static_cast<std::size_t>(count), Bytes(message.size()));
  Bytes coefficients(static_cast<std::size_t>(threshold));
  for (std::size_t at = 0; at < message.size(); ++at) {
    random.fill(std::span(coefficients).subspan(1));
    coefficients[0] = message.reveal()[at];
    for (std::size_t i = 0; i < data.size(); ++i) {
      data[i][at] = evaluate(coefficients, static_cast<std::uint8_t>(i + 1));
    }
  }
  wipe(coefficients);

  std::vector<KeyShare> shares;
  for (std::size_t i = 0; i < data.size(); ++i) {
    KeyShare share;
    share.set_id_ = set;
    share.threshold_ = static_cast<std::uint8_t>(threshold);
    share.index_ = static_cast<std::uint8_t>(i + 1);
    share.data_ = Secret(std::move(data[i]));
    shares.push_back(std::move(share));
  }
  return shares;
}

Result<Secret> join_shares(std::span<const KeyShare> shares) {
  for (const KeyShare& share : shares) {
    if (share.set_id_ != shares.front().set_id_ || share.threshold_ != shares.front().threshold_ ||
        share.data_.size() != shares.front().data_.size()) {
      return fail(kSharesForeign);
    }
  }
  auto chosen = distinct(shares);
  const std::size_t needed = shares.empty() ? 2 : static_cast<std::size_t>(shares[0].threshold());
  if (chosen.size() < needed) {
    return fail(kSharesTooFew,
                {{"needed", std::to_string(needed)}, {"seen", std::to_string(chosen.size())}});
  }
  chosen.resize(needed);
  Bytes xs;
  for (const KeyShare* share : chosen) {
    xs.push_back(share->index_);
  }
  Bytes message(chosen.front()->data_.size());
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const std::uint8_t factor = weight(xs, i);
    const BytesView data = chosen[i]->data_.reveal();
    for (std::size_t at = 0; at < message.size(); ++at) {
      message[at] ^= multiply_in_field(factor, data[at]);
    }
  }
  const Secret joined(std::move(message));
  const BytesView secret = joined.reveal().first(joined.size() - kDigest);
  if (!constant_time_equal(crypto::sha256(secret), joined.reveal().last(kDigest))) {
    return fail(kSharesDamaged);
  }
  return Secret(to_bytes(secret));
}

}  // namespace chancery::keys
