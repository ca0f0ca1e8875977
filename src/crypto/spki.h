// Inside `crypto` only: SubjectPublicKeyInfo (RFC 5280 section 4.1) and RSAPublicKey (RFC 8017
// appendix A.1.1) as bytes, without an opinion on the numbers in them.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "der/oid.h"
#include "der/writer.h"

namespace chancery::crypto {

inline constexpr der::Oid kRsaEncryptionOid{1, 2, 840, 113549, 1, 1, 1};  // RFC 3279
inline constexpr der::Oid kEcPublicKeyOid{1, 2, 840, 10045, 2, 1};        // RFC 5480
inline constexpr der::Oid kEd25519Oid{1, 3, 101, 112};                    // RFC 8410

/// Borrowed from the parsed bytes.
struct ParsedSpki {
  der::Oid algorithm;
  BytesView parameters_tlv;  ///< what follows the OID, not looked at
  BytesView bits;
};

/// Borrowed magnitudes, without leading zeros.
struct RsaPublicNumbers {
  BytesView modulus;
  BytesView exponent;
};

/// Errors: kPublicKeyMalformed with the reader's reason.
[[nodiscard]] Result<ParsedSpki> parse_spki(BytesView der);
[[nodiscard]] Result<RsaPublicNumbers> parse_rsa_key(BytesView der);

[[nodiscard]] Bytes write_rsa_key(const RsaPublicNumbers& numbers);

/// `parameters` writes what follows the algorithm's OID.
template <class Parameters>
[[nodiscard]] Bytes write_spki(const der::Oid& algorithm, BytesView bits, Parameters&& parameters) {
  der::Writer w(bits.size() + 48);
  w.sequence([&] {    // SubjectPublicKeyInfo ::= SEQUENCE {
    w.sequence([&] {  //   algorithm         AlgorithmIdentifier,
      w.oid(algorithm);
      parameters(w);
    });
    w.bit_string(bits);  //   subjectPublicKey  BIT STRING }
  });
  return w.take();
}

}  // namespace chancery::crypto
