// A share as a person carries it: a small text file, sealed under that person's passphrase
// (CP/CPS 6.4.1, 6.4.2: delivered to its holder alone, and protected there).
//
//   chancery share 1
//   holder: ann
//   set: 5f0c...
//   threshold: 3
//   salt: BASE64
//   sealed: BASE64 of the sealed share
#pragma once

#include <string>
#include <string_view>

#include "base/random.h"
#include "base/result.h"
#include "base/secret.h"
#include "keys/secret_sharing.h"

namespace chancery::keys {

/// Sealed under scrypt of the passphrase; every line before the last is bound to the seal. Takes
/// about 0.2 s. `holder` fits check_label. Errors: kKeyLabelMalformed.
[[nodiscard]] Result<std::string> write_share_file(const KeyShare& share, std::string_view holder,
                                                   const Secret& passphrase, Random& random);

/// At most 4 KB. Errors: kShareMalformed; kShareSealed when the passphrase is another, the holder
/// is, or anything was changed.
[[nodiscard]] Result<KeyShare> read_share_file(std::string_view text, std::string_view holder,
                                               const Secret& passphrase);

}  // namespace chancery::keys
