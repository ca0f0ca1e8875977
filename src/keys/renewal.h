// From one activation secret to another: what the old one opened, the new one opens, and the old
// one no more (CP/CPS 6.2.2, 6.4.1; NT-106, NT-141). A person who leaves keeps a share of nothing.
#pragma once

#include <filesystem>
#include <string>

#include "base/random.h"
#include "base/result.h"
#include "base/secret.h"
#include "crypto/sealing.h"
#include "keys/activation.h"

namespace chancery::keys {

/// Seals every software key of `folder` under `to`, and how many there are. At every moment each
/// file is whole under one of the two; repeated after a crash it goes on, and once done it does
/// nothing. Nobody else may work in the folder. Storage that writes elsewhere (flash, snapshots,
/// copies of the folder) keeps what `from` opens. Errors: kMasterKeyWrong when neither is the
/// folder's, kKeyDamaged, kKeyStorageFailed.
[[nodiscard]] Result<int> reseal_keys(const std::filesystem::path& folder,
                                      const crypto::SealingKey& from, const crypto::SealingKey& to,
                                      Random& random);

/// Whether the folder's keys are sealed under `master`, all of them or, in the middle of a renewal,
/// those that are left. Errors: kKeyNotFound without a folder, kKeyStorageFailed.
[[nodiscard]] Result<bool> opens_keys(const std::filesystem::path& folder,
                                      const crypto::SealingKey& master);

/// What a server derives its other secrets from (seals of its database, and the like) stays the
/// same over renewals: the master key of the beginning, kept in `file` under the master key of
/// today. Until the first renewal there is no file, and `master` is it. So it is no secret from
/// people who held shares then, as long as they get at the database. Errors: kMasterKeyWrong,
/// kKeyStorageFailed.
[[nodiscard]] Result<Secret> read_kept_secret(const std::filesystem::path& file,
                                              const crypto::SealingKey& master);

/// Keeps it under `to`. Repeated after a crash it does nothing. Errors: as read_kept_secret.
[[nodiscard]] Result<void> keep_secret(const std::filesystem::path& file,
                                       const crypto::SealingKey& from, const crypto::SealingKey& to,
                                       Random& random);

/// Changes both PINs of the token of that label (PKCS#11 section 5.6.7: C_SetPIN). Repeated after a
/// crash it goes on, and once done it does nothing; then a PIN of `from` is refused once, which
/// counts against the token's patience. Errors: kTokenPinRefused when the token takes neither,
/// kTokenUnavailable, kTokenRefused, kTokenModuleUnusable.
[[nodiscard]] Result<void> change_pins(const std::filesystem::path& module_path,
                                       const std::string& label, const Activation& from,
                                       const Activation& to);

}  // namespace chancery::keys
