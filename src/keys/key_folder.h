// Inside `keys` only: a folder of software keys, LABEL.key each, and the check of their master key.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace chancery::keys {

inline constexpr std::string_view kKeyExtension = ".key";
/// A file that holds nothing, sealed for kMasterCheckText: it tells a wrong master key from a
/// damaged key.
inline constexpr std::string_view kMasterCheckName = "master.check";
inline constexpr std::string_view kMasterCheckText = "chancery master key check";

/// Of the keys in it, sorted. Errors: kKeyStorageFailed.
[[nodiscard]] Result<std::vector<std::string>> labels_in(const std::filesystem::path& folder);

[[nodiscard]] std::unexpected<Error> folder_failed(const std::filesystem::path& folder,
                                                   const std::error_code& error);

}  // namespace chancery::keys
