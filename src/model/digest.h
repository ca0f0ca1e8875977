// SHA-256 values as they are stored. The same type as crypto's digests, so nothing is converted.
#pragma once

#include <array>
#include <cstdint>

namespace chancery::model {

using Digest = std::array<std::uint8_t, 32>;

}  // namespace chancery::model
