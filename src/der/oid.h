// OBJECT IDENTIFIER (X.660; encoded by X.690 section 8.19): a small value without allocation.
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace chancery::der {

/// Holds the content octets inline, at most 47 of them: enough for an arc of 128 bits (2.25.UUID)
/// and for the longest enterprise arcs seen in certificates. Single arcs may have any size that
/// fits. A default-constructed Oid is empty: it equals no other and is encoded by nobody.
class Oid final {
 public:
  static constexpr std::size_t kMaxSize = 47;

  constexpr Oid() = default;

  /// A literal, checked by the compiler: `constexpr Oid kCommonName{2, 5, 4, 3};`
  consteval Oid(std::initializer_list<std::uint64_t> arcs) {
    if (arcs.size() < 2 || arcs.begin()[0] > 2 || (arcs.begin()[0] < 2 && arcs.begin()[1] > 39)) {
      throw std::invalid_argument("not an object identifier");
    }
    append_arc(arcs.begin()[0] * 40 + arcs.begin()[1]);
    for (const auto* arc = arcs.begin() + 2; arc != arcs.end(); ++arc) {
      append_arc(*arc);
    }
  }

  /// From content octets, without tag and length. Every arc must be in its shortest form.
  /// Errors: kDerOid.
  [[nodiscard]] static Result<Oid> from_content(BytesView content);

  /// From dotted decimals such as "2.23.140.1.2.1"; no leading zeros, at least two arcs, the first
  /// 0 to 2, the second below 40 under 0 and 1. Errors: kDerOid.
  [[nodiscard]] static Result<Oid> parse(std::string_view dotted);

  /// The content octets, as long as this Oid lives.
  [[nodiscard]] constexpr BytesView content() const { return {octets_.data(), size_}; }

  [[nodiscard]] std::string to_dotted() const;

  [[nodiscard]] constexpr bool empty() const { return size_ == 0; }

  /// Whether this is `arc` or lies below it: 2.5.29.15 is under 2.5.29.
  [[nodiscard]] bool is_under(const Oid& arc) const;

  friend constexpr bool operator==(const Oid& a, const Oid& b) {
    return std::equal(a.octets_.begin(), a.octets_.begin() + a.size_, b.octets_.begin(),
                      b.octets_.begin() + b.size_);
  }
  /// Some total order (of the encodings), for maps.
  friend constexpr auto operator<=>(const Oid& a, const Oid& b) {
    return std::lexicographical_compare_three_way(a.octets_.begin(), a.octets_.begin() + a.size_,
                                                  b.octets_.begin(), b.octets_.begin() + b.size_);
  }

 private:
  constexpr void append_arc(std::uint64_t arc) {
    unsigned groups = 1;
    for (std::uint64_t rest = arc >> 7U; rest != 0; rest >>= 7U) {
      ++groups;
    }
    while (groups-- > 0) {
      const auto more = groups > 0 ? 0x80U : 0U;
      octets_.at(size_++) = static_cast<std::uint8_t>(((arc >> (7U * groups)) & 0x7fU) | more);
    }
  }

  std::array<std::uint8_t, kMaxSize> octets_{};
  std::uint8_t size_ = 0;
};

}  // namespace chancery::der

template <>
struct std::hash<chancery::der::Oid> {
  std::size_t operator()(const chancery::der::Oid& oid) const noexcept {
    return std::hash<std::string_view>{}(chancery::as_text(oid.content()));
  }
};
