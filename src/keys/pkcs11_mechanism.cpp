#include "keys/pkcs11_mechanism.h"

#include <algorithm>
#include <array>

#include "crypto/ecdsa_value.h"

namespace chancery::keys {
namespace {

using crypto::SignatureAlgorithm;

// RFC 8017 section 9.2, note 1: DER of DigestInfo up to the digest.
constexpr std::array<std::uint8_t, 19> kSha256Prefix{0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60,
                                                     0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02,
                                                     0x01, 0x05, 0x00, 0x04, 0x20};
constexpr std::array<std::uint8_t, 19> kSha384Prefix{0x30, 0x41, 0x30, 0x0d, 0x06, 0x09, 0x60,
                                                     0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02,
                                                     0x02, 0x05, 0x00, 0x04, 0x30};
constexpr std::array<std::uint8_t, 19> kSha512Prefix{0x30, 0x51, 0x30, 0x0d, 0x06, 0x09, 0x60,
                                                     0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02,
                                                     0x03, 0x05, 0x00, 0x04, 0x40};

SignatureInput pkcs1(BytesView prefix, BytesView digest) {
  SignatureInput input{CKM_RSA_PKCS, {}, to_bytes(prefix)};
  append(input.data, digest);
  return input;
}

SignatureInput pss(CK_MECHANISM_TYPE hash, CK_RSA_PKCS_MGF_TYPE mgf, BytesView digest) {
  return {CKM_RSA_PKCS_PSS, {hash, mgf, digest.size()}, to_bytes(digest)};
}

// FIPS 186-5 section 6.4.1: the leftmost bits that the curve's order has. Some tokens refuse longer
// digests instead of cutting them.
SignatureInput ecdsa(crypto::KeySpec spec, BytesView digest) {
  const auto curve = crypto::curve_of(spec);
  const std::size_t size = curve ? crypto::field_size(*curve) : digest.size();
  return {CKM_ECDSA, {}, to_bytes(digest.first(std::min(size, digest.size())))};
}

}  // namespace

SignatureInput signature_input(SignatureAlgorithm algorithm, crypto::KeySpec spec,
                               BytesView to_sign) {
  switch (algorithm) {
    case SignatureAlgorithm::rsa_sha256:
      return pkcs1(kSha256Prefix, to_sign);
    case SignatureAlgorithm::rsa_sha384:
      return pkcs1(kSha384Prefix, to_sign);
    case SignatureAlgorithm::rsa_sha512:
      return pkcs1(kSha512Prefix, to_sign);
    case SignatureAlgorithm::rsa_pss_sha256:
      return pss(CKM_SHA256, CKG_MGF1_SHA256, to_sign);
    case SignatureAlgorithm::rsa_pss_sha384:
      return pss(CKM_SHA384, CKG_MGF1_SHA384, to_sign);
    case SignatureAlgorithm::rsa_pss_sha512:
      return pss(CKM_SHA512, CKG_MGF1_SHA512, to_sign);
    case SignatureAlgorithm::ecdsa_sha256:
    case SignatureAlgorithm::ecdsa_sha384:
    case SignatureAlgorithm::ecdsa_sha512:
      return ecdsa(spec, to_sign);
    case SignatureAlgorithm::ed25519:
      break;
  }
  return {CKM_EDDSA, {}, to_bytes(to_sign)};
}

Result<Bytes> signature_output(crypto::KeySpec spec, Bytes raw) {
  if (const auto curve = crypto::curve_of(spec)) {
    return crypto::ecdsa_raw_to_der(*curve, raw);
  }
  return raw;
}

}  // namespace chancery::keys
