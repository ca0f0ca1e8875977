#include <openssl/rsa.h>

#include "crypto/key_state.h"

namespace chancery::crypto {
namespace {

bool is_pss(SignatureAlgorithm algorithm) {
  return algorithm == SignatureAlgorithm::rsa_pss_sha256 ||
         algorithm == SignatureAlgorithm::rsa_pss_sha384 ||
         algorithm == SignatureAlgorithm::rsa_pss_sha512;
}

bool is_rsa(SignatureAlgorithm algorithm) {
  return fits(algorithm, kRsa2048);
}

}  // namespace

bool configure(EVP_PKEY_CTX* context, SignatureAlgorithm algorithm) {
  if (!is_rsa(algorithm)) {
    return true;  // ECDSA signs the digest as it is; its length was checked
  }
  const EVP_MD* const md = md_of(*hash_of(algorithm));
  if (!is_pss(algorithm)) {
    return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1 &&
           EVP_PKEY_CTX_set_signature_md(context, md) == 1;
  }
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
         EVP_PKEY_CTX_set_signature_md(context, md) == 1 &&
         EVP_PKEY_CTX_set_rsa_mgf1_md(context, md) == 1 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
}

Result<void> check_fit(SignatureAlgorithm algorithm, KeySpec spec) {
  if (!fits(algorithm, spec)) {
    return fail(kSignatureAlgorithmMismatch,
                {{"algorithm", std::string(display_name(algorithm))}, {"key", display_name(spec)}});
  }
  return {};
}

Result<void> check_digest(SignatureAlgorithm algorithm, KeySpec spec, BytesView digest) {
  TRY(check_fit(algorithm, spec));
  const auto hash = hash_of(algorithm);
  if (!hash || digest_size(*hash) != digest.size()) {
    return fail(kSignatureAlgorithmMismatch, {{"algorithm", std::string(display_name(algorithm))},
                                              {"digest_length", std::to_string(digest.size())}});
  }
  return {};
}

}  // namespace chancery::crypto
