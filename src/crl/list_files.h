// The files of published lists: their names, and which of them are not needed any more.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "model/digest.h"

namespace chancery::crl {

/// NAME.SHARD.NUMBER.HASH.crl, where HASH begins the SHA-256 of the file: two attempts at one
/// number never share a file. No issuer's name has a '.' in it.
[[nodiscard]] std::string list_file_name(std::string_view issuer_name, int shard,
                                         std::int64_t number, const model::Digest& hash);

/// Removes lists of the same issuer and shard with the same or a lower number than `kept`, and what
/// some process was writing when it died an hour ago. Lists of a higher number stay: another
/// process may be about to commit one. What cannot be removed is left for the next time.
void remove_older_lists(const std::filesystem::path& folder, const std::string& kept);

}  // namespace chancery::crl
