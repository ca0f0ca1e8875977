#include "crypto/ec_verifier.h"

namespace chancery::crypto {
namespace {

const char* name_of(Curve curve) {
  switch (curve) {
    case Curve::p256:
      return "P-256";
    case Curve::p384:
      return "P-384";
    case Curve::p521:
      return "P-521";
  }
  return "";
}

}  // namespace

Result<EcVerifier*> EcVerifier::of(Curve curve) {
  thread_local std::array<EcVerifier, 3> verifiers;
  EcVerifier& verifier = verifiers.at(static_cast<std::size_t>(curve));
  if (!verifier.context_) {
    TRY(verifier.make(name_of(curve)));
  }
  return &verifier;
}

// Of the generated key only the curve is of use: copying leaves its private part behind.
Result<void> EcVerifier::make(const char* curve_name) {
  const OwnedKey generated(EVP_EC_gen(curve_name));
  key_.reset(EVP_PKEY_new());
  if (!generated || !key_ || EVP_PKEY_copy_parameters(key_.get(), generated.get()) != 1) {
    return openssl_fail();
  }
  OwnedKeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, key_.get(), nullptr));
  if (!context || EVP_PKEY_verify_init(context.get()) != 1) {
    return openssl_fail();
  }
  context_ = std::move(context);
  return {};
}

Result<void> EcVerifier::use(BytesView point) {
  if (equal(point_, point)) {
    return {};
  }
  point_.clear();
  if (EVP_PKEY_set1_encoded_public_key(key_.get(), point.data(), point.size()) != 1) {
    return openssl_fail(kPublicKeyMalformed);
  }
  point_.assign(point.begin(), point.end());
  return {};
}

Result<void> EcVerifier::verify(BytesView digest, BytesView signature) {
  if (EVP_PKEY_verify(context_.get(), signature.data(), signature.size(), digest.data(),
                      digest.size()) != 1) {
    return openssl_fail(kSignatureInvalid);
  }
  return {};
}

}  // namespace chancery::crypto
