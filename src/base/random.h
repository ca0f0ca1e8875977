// Randomness, injected.
#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <span>

#include "base/bytes.h"

namespace chancery {

class Random {
 public:
  virtual ~Random() = default;
  /// Fills `out`. Cannot fail: an implementation that cannot deliver ends the process. Safe to call
  /// from any thread.
  virtual void fill(std::span<std::uint8_t> out) = 0;

  [[nodiscard]] Bytes bytes(std::size_t count);
  [[nodiscard]] std::uint64_t number();
};

/// The kernel's CSPRNG (getrandom(2)).
class SystemRandom final : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override;
};

/// Replays from a seed; for tests and simulations only. Not for several threads.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : engine_(seed) {}
  void fill(std::span<std::uint8_t> out) override;

 private:
  std::mt19937_64 engine_;
};

}  // namespace chancery
