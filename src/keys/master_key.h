// The one key under which software keys are encrypted at rest: from a key file or a passphrase.
#pragma once

#include <filesystem>

#include "base/random.h"
#include "base/result.h"
#include "base/secret.h"
#include "crypto/sealing.h"

namespace chancery::keys {

/// Makes a key file with 32 random bytes (base64, one line), mode 0600, durable. An existing file
/// is never overwritten. Errors: kKeyExists, kKeyStorageFailed.
[[nodiscard]] Result<void> create_master_key_file(const std::filesystem::path& file,
                                                  Random& random);

/// Reads a key file after looking at what it is: a regular file (no symbolic link) of the effective
/// user, with mode 0600 or 0400.
/// Errors: kKeyNotFound, kMasterKeyUnsafe (with the mode seen), kMasterKeyMalformed,
/// kKeyStorageFailed.
[[nodiscard]] Result<crypto::SealingKey> read_master_key_file(const std::filesystem::path& file);

/// Derives the key from a passphrase with scrypt (RFC 7914). Salt and cost are kept in `salt_file`,
/// which is made at the first use and must be kept with the keys: without it they are lost.
/// Takes about 0.2 s and 64 MB. Errors: kMasterKeyMalformed, kKeyStorageFailed.
[[nodiscard]] Result<crypto::SealingKey> master_key_from_passphrase(
    const Secret& passphrase, const std::filesystem::path& salt_file, Random& random);

}  // namespace chancery::keys
