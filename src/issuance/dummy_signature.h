// A certificate that looks signed, for linters that take only whole certificates (BR 4.3.1.2).
#pragma once

#include "base/bytes.h"
#include "crypto/algorithm.h"

namespace chancery::issuance {

/// `tbs_der` with a constant in place of the signature, of the form and about the length that a key
/// of `signer` gives. Verifies under no key.
[[nodiscard]] Bytes with_dummy_signature(BytesView tbs_der, crypto::SignatureAlgorithm algorithm,
                                         crypto::KeySpec signer);

}  // namespace chancery::issuance
