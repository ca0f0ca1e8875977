#include "issuance/dummy_signature.h"

#include "der/writer.h"
#include "x509/signed_data.h"

namespace chancery::issuance {
namespace {

constexpr std::uint8_t kFill = 0x42;
constexpr std::size_t kEd25519Octets = 64;

std::size_t octets(int bits) {
  return (static_cast<std::size_t>(bits) + 7) / 8;
}

// Ecdsa-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }
Bytes ecdsa_value(int bits) {
  const Bytes half(octets(bits), kFill);
  der::Writer w;
  w.sequence([&] {
    w.unsigned_integer(half);
    w.unsigned_integer(half);
  });
  return w.take();
}

Bytes dummy_signature(crypto::KeySpec signer) {
  switch (signer.type) {
    case crypto::KeyType::rsa:
      return Bytes(octets(signer.bits), kFill);
    case crypto::KeyType::ecdsa:
      return ecdsa_value(signer.bits);
    case crypto::KeyType::ed25519:
      return Bytes(kEd25519Octets, kFill);
  }
  return {};
}

}  // namespace

Bytes with_dummy_signature(BytesView tbs_der, crypto::SignatureAlgorithm algorithm,
                           crypto::KeySpec signer) {
  return x509::assemble(tbs_der, algorithm, dummy_signature(signer));
}

}  // namespace chancery::issuance
