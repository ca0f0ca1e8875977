// How many files and connections this process may hold open (setrlimit(2), RLIMIT_NOFILE).
#pragma once

#include <cstdint>

namespace chancery::app {

/// Asks for room for `wanted` descriptors, as far as the hard limit allows, and never for less than
/// there is. Returns how many there may be from now on.
std::uint64_t raise_file_limit(std::uint64_t wanted);

}  // namespace chancery::app
