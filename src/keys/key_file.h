// Inside `keys` only: the content of one software key file.
//
//   chancery key 1
//   label: root-2026
//   public: BASE64 of SubjectPublicKeyInfo
//   sealed: BASE64 of the sealed PKCS#8
//
// The seal is bound to every byte before the last line: a changed label, version or public key is
// found as surely as a changed seal.
#pragma once

#include <string>
#include <string_view>

#include "base/random.h"
#include "base/result.h"
#include "crypto/private_key.h"
#include "crypto/sealing.h"

namespace chancery::keys {

/// Errors: crypto::kCryptoFailed.
[[nodiscard]] Result<std::string> write_key_file(std::string_view label,
                                                 const crypto::PrivateKey& key,
                                                 const crypto::SealingKey& master, Random& random);

/// Errors: kKeyDamaged when anything at all was changed, or the label is another.
[[nodiscard]] Result<crypto::PrivateKey> read_key_file(std::string_view label,
                                                       std::string_view text,
                                                       const crypto::SealingKey& master);

/// The label that such a file names; nothing says yet that the file is right. Errors: kKeyDamaged.
[[nodiscard]] Result<std::string_view> label_of_key_file(std::string_view text);

}  // namespace chancery::keys
