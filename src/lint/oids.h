// Object identifiers of keys (RFC 3279, RFC 5480, RFC 8410) beside those of x509.
#pragma once

#include "x509/oids.h"

namespace chancery::lint {

inline constexpr der::Oid kRsaEncryption{1, 2, 840, 113549, 1, 1, 1};
inline constexpr der::Oid kEcPublicKey{1, 2, 840, 10045, 2, 1};
inline constexpr der::Oid kEd25519Key{1, 3, 101, 112};
inline constexpr der::Oid kCurveP256{1, 2, 840, 10045, 3, 1, 7};
inline constexpr der::Oid kCurveP384{1, 3, 132, 0, 34};
inline constexpr der::Oid kCurveP521{1, 3, 132, 0, 35};

}  // namespace chancery::lint
