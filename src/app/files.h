// Small files of the data directory, and files that a command line names.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"

namespace chancery::app {

/// The whole file, at most `limit` bytes; "-" is standard input. Errors: kFileUnreadable.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path,
                                            std::size_t limit = std::size_t{1} << 20U);

/// A file with a secret on its first line, mode 0600 or 0400 and owned by this user.
/// Errors: kFileUnreadable.
[[nodiscard]] Result<Secret> read_secret_file(const std::filesystem::path& path);

/// Replaces the file as a whole, mode 0600, durable. Errors: kFileFailed.
[[nodiscard]] Result<void> write_file(const std::filesystem::path& path, std::string_view content);

}  // namespace chancery::app
