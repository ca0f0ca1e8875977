// A certificate's place in memory: 128 bits for its issuer and serial number.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

#include "model/ids.h"
#include "x509/serial.h"

namespace chancery::ocsp {

/// The first 16 octets of SHA-256 over the issuer's id (8 octets, so that no two pairs have one
/// encoding) and the octets of the serial number.
///
/// Two certificates with one key are out of the question. Stored serial numbers were made by us, so
/// two of them collide by chance only: among a thousand million with a probability of 2^-69. Who
/// asks may choose the serial number, and would have to meet one of the stored keys: among a
/// thousand million after 2^98 hashes. With 64 bits 2^34 hashes would do to find a serial number
/// that was never issued and is called good.
struct StatusKey {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  [[nodiscard]] static StatusKey of(model::IssuerId issuer, const x509::Serial& serial);

  auto operator<=>(const StatusKey&) const = default;
};

}  // namespace chancery::ocsp

template <>
struct std::hash<chancery::ocsp::StatusKey> {
  std::size_t operator()(const chancery::ocsp::StatusKey& key) const noexcept { return key.low; }
};
