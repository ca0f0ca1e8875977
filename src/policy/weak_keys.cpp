#include "policy/weak_keys.h"

#include <array>
#include <bitset>
#include <vector>

#include "policy/big_number.h"

namespace chancery::policy {
namespace {

constexpr unsigned kSmallFactorBound = 752;  // TLS BR 6.1.6, after NIST SP 800-89 5.3.3
constexpr unsigned kRocaBound = 167;         // the 39th prime: those of the shortest ROCA keys
constexpr unsigned kRocaGenerator = 65537;
constexpr int kFermatRounds = 100;  // TLS BR 6.1.1.3 (5.3)

// Small odd primes whose product fits a machine word: one long division serves them all.
struct PrimeGroup {
  std::uint64_t product = 1;
  std::vector<unsigned> primes;
};

std::vector<PrimeGroup> make_groups() {
  std::vector<PrimeGroup> groups(1);
  std::bitset<kSmallFactorBound> composite;
  for (unsigned p = 3; p < kSmallFactorBound; p += 2) {
    if (composite[p]) {
      continue;
    }
    for (unsigned multiple = p * p; multiple < kSmallFactorBound; multiple += p) {
      composite.set(multiple);
    }
    if (groups.back().product > UINT64_MAX / p) {
      groups.emplace_back();
    }
    groups.back().product *= p;
    groups.back().primes.push_back(p);
  }
  return groups;
}

using Residues = std::bitset<kRocaBound + 1>;

// The powers of 65537 modulo each prime up to 167: a ROCA modulus leaves no other residue.
std::array<Residues, kRocaBound + 1> make_roca_residues() {
  std::array<Residues, kRocaBound + 1> allowed;
  for (unsigned p = 3; p <= kRocaBound; ++p) {
    unsigned power = 1;
    do {
      allowed[p].set(power);
      power = power * (kRocaGenerator % p) % p;
    } while (power > 1);
  }
  return allowed;
}

std::optional<RsaWeakness> by_residues(const BigNumber& n) {
  static const std::vector<PrimeGroup> groups = make_groups();
  static const auto roca_residues = make_roca_residues();
  bool roca = true;
  for (const PrimeGroup& group : groups) {
    const std::uint64_t rest = n.modulo(group.product);
    for (const unsigned p : group.primes) {
      const std::uint64_t residue = rest % p;
      if (residue == 0) {
        return RsaWeakness::small_factor;
      }
      roca = roca && (p > kRocaBound || roca_residues[p][residue]);
    }
  }
  return roca ? std::optional(RsaWeakness::roca) : std::nullopt;
}

constexpr std::array<unsigned, 10> kSieve = {64, 63, 55, 13, 17, 19, 23, 29, 31, 37};

// Bit r of entry i: some square leaves r modulo kSieve[i].
constexpr auto kSquares = [] {
  std::array<std::uint64_t, kSieve.size()> masks{};
  for (std::size_t i = 0; i < kSieve.size(); ++i) {
    for (unsigned x = 0; x < kSieve[i]; ++x) {
      masks[i] |= std::uint64_t{1} << (x * x % kSieve[i]);
    }
  }
  return masks;
}();

// Lets every square pass and about one other number in 6,000. Cheap, for it looks at residues.
class SquareSieve final {
 public:
  SquareSieve(const BigNumber& root, const BigNumber& value) {
    for (std::size_t i = 0; i < kSieve.size(); ++i) {
      root_[i] = static_cast<unsigned>(root.modulo(kSieve[i]));
      value_[i] = static_cast<unsigned>(value.modulo(kSieve[i]));
    }
  }

  [[nodiscard]] bool may_be_square() const {
    for (std::size_t i = 0; i < kSieve.size(); ++i) {
      if (((kSquares[i] >> value_[i]) & 1) == 0) {
        return false;
      }
    }
    return true;
  }

  // value += 2 * root + 1; root += 1
  void advance() {
    for (std::size_t i = 0; i < kSieve.size(); ++i) {
      value_[i] = (value_[i] + 2 * root_[i] + 1) % kSieve[i];
      root_[i] = (root_[i] + 1) % kSieve[i];
    }
  }

 private:
  std::array<unsigned, kSieve.size()> root_{};
  std::array<unsigned, kSieve.size()> value_{};
};

bool is_square(const BigNumber& value) {
  const BigNumber root = value.square_root();
  return root * root == value;
}

// Fermat: n = a^2 - b^2 with a the rounded-up root of n, then the next ones.
bool has_close_primes(const BigNumber& n) {
  BigNumber a = n.square_root();
  if (a * a == n) {
    return true;
  }
  a += BigNumber(1);
  BigNumber b_squared = a * a;
  b_squared -= n;
  SquareSieve sieve(a, b_squared);
  for (int round = 0; round < kFermatRounds; ++round) {
    if (sieve.may_be_square() && is_square(b_squared)) {
      return true;
    }
    b_squared += a;
    a += BigNumber(1);
    b_squared += a;
    sieve.advance();
  }
  return false;
}

}  // namespace

std::optional<RsaWeakness> find_weakness(BytesView modulus) {
  const BigNumber n = BigNumber::from_bytes(modulus);
  if (!n.is_odd()) {
    return RsaWeakness::even;
  }
  if (const auto weakness = by_residues(n)) {
    return weakness;
  }
  return has_close_primes(n) ? std::optional(RsaWeakness::close_primes) : std::nullopt;
}

}  // namespace chancery::policy
