// Another certificate for one of our CAs: its name and key, certified by somebody else (RFC 5280
// section 3.2; TLS BR 7.1.2.2; NT-8).
#pragma once

#include "base/bytes.h"
#include "base/time.h"
#include "model/digest.h"
#include "model/ids.h"

namespace chancery::model {

struct CrossCertificate {
  IssuerId subject;  ///< our CA that it names
  IssuerId signer;   ///< our CA that signed it; empty: another house
  Digest sha256{};   ///< of `der`: what it is known by
  Time added{};
  Bytes der;
};

}  // namespace chancery::model
