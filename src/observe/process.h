// What the process costs the machine, from proc(5).
#pragma once

#include <cstdint>

namespace chancery::observe {

/// Bytes of resident memory; 0 when /proc cannot be read.
[[nodiscard]] std::uint64_t resident_memory();

/// Open file descriptors; 0 when /proc cannot be read.
[[nodiscard]] std::uint64_t open_files();

}  // namespace chancery::observe
