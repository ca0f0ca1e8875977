// Inside `keys` only: files that are there whole or not at all, through a crash and power loss.
#pragma once

#include <filesystem>

#include "base/bytes.h"
#include "base/random.h"
#include "base/result.h"
#include "base/secret.h"

namespace chancery::keys {

/// Makes `file` with mode 0600 and this content: written beside it under another name, synced,
/// linked into place, folder synced. Never overwrites. A crash can leave a hidden file ".new-..."
/// behind, which nobody reads. Errors: kKeyExists, kKeyStorageFailed.
[[nodiscard]] Result<void> write_new_file(const std::filesystem::path& file, BytesView content,
                                          Random& random);

/// Puts `content` in the place of `file`, which is there: at every moment the old file or the new
/// one, whole; then the old octets are overwritten. A crash can leave a hidden file with the old
/// content behind. Errors: kKeyNotFound, kKeyStorageFailed.
[[nodiscard]] Result<void> replace_file(const std::filesystem::path& file, BytesView content,
                                        Random& random);

/// Overwrites `file` with random octets, syncs, removes it, syncs the folder. A crash leaves the
/// file whole, overwritten, or gone. Errors: kKeyNotFound, kKeyStorageFailed.
[[nodiscard]] Result<void> destroy_file(const std::filesystem::path& file, Random& random);

enum class Guard {
  none,
  /// A regular file of the effective user with mode 0600 or 0400, else kMasterKeyUnsafe.
  private_file,
};

/// At most 64 KB; symbolic links are not followed.
/// Errors: kKeyNotFound, kKeyStorageFailed, kMasterKeyUnsafe.
[[nodiscard]] Result<Secret> read_whole_file(const std::filesystem::path& file, Guard guard);

}  // namespace chancery::keys
