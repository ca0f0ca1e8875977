#include "keys/pkcs11_signer.h"

#include <algorithm>

#include "crypto/errors.h"
#include "keys/pkcs11_mechanism.h"

namespace chancery::keys {
namespace {

constexpr std::size_t kMaxSignature = crypto::kMaxRsaBits / 8;

Called<Bytes> sign_once(Pkcs11Session& session, CK_OBJECT_HANDLE key, SignatureInput input) {
  CK_MECHANISM mechanism{input.mechanism, nullptr, 0};
  if (input.mechanism == CKM_RSA_PKCS_PSS) {
    mechanism.pParameter = &input.pss;
    mechanism.ulParameterLen = sizeof input.pss;
  }
  TRY(check(session.functions->C_SignInit(session.handle, &mechanism, key), "C_SignInit"));
  Bytes signature(kMaxSignature);
  CK_ULONG size = signature.size();
  TRY(check(session.functions->C_Sign(session.handle, input.data.data(), input.data.size(),
                                      signature.data(), &size),
            "C_Sign"));
  signature.resize(std::min<std::size_t>(size, kMaxSignature));
  return signature;
}

std::unexpected<Error> mismatch(crypto::SignatureAlgorithm algorithm, crypto::KeySpec spec) {
  return fail(crypto::kSignatureAlgorithmMismatch,
              {{"algorithm", std::string(crypto::display_name(algorithm))},
               {"key", crypto::display_name(spec)}});
}

}  // namespace

// A key that was there when the signer was opened and is not now: trouble of the token.
Called<CK_OBJECT_HANDLE> Pkcs11Signer::key_in(Pkcs11Session& session) const {
  const std::string cache_key = address_.cache_key();
  if (const auto known = session.keys.find(cache_key); known != session.keys.end()) {
    return known->second;
  }
  const auto found = TRY(find_private_keys(session, address_, 2));
  if (found.size() != 1) {
    return std::unexpected(TokenFault{CKR_KEY_HANDLE_INVALID, "the key is not found"});
  }
  return session.keys[cache_key] = found.front();
}

Result<Bytes> Pkcs11Signer::sign(crypto::SignatureAlgorithm algorithm, BytesView message) const {
  if (!crypto::fits(algorithm, public_key_.spec())) {
    return mismatch(algorithm, public_key_.spec());
  }
  if (const auto hash = crypto::hash_of(algorithm)) {
    return sign_digest(algorithm, crypto::hash(*hash, message));
  }
  return token_->run<Bytes>(Access::read, urgency_, [&](Pkcs11Session& s) -> Called<Bytes> {
    const CK_OBJECT_HANDLE key = TRY(key_in(s));
    Bytes signature =
        TRY(sign_once(s, key, signature_input(algorithm, public_key_.spec(), message)));
    if (!public_key_.verify(algorithm, message, signature)) {
      return std::unexpected(TokenFault{CKR_DEVICE_ERROR, "the signature does not verify"});
    }
    return signature;
  });
}

Result<Bytes> Pkcs11Signer::sign_digest(crypto::SignatureAlgorithm algorithm,
                                        BytesView digest) const {
  const crypto::KeySpec spec = public_key_.spec();
  const auto hash = crypto::hash_of(algorithm);
  if (!crypto::fits(algorithm, spec) || !hash || crypto::digest_size(*hash) != digest.size()) {
    return mismatch(algorithm, spec);
  }
  return token_->run<Bytes>(Access::read, urgency_, [&](Pkcs11Session& s) -> Called<Bytes> {
    const CK_OBJECT_HANDLE key = TRY(key_in(s));
    Bytes raw = TRY(sign_once(s, key, signature_input(algorithm, spec, digest)));
    auto signature = signature_output(spec, std::move(raw));
    if (!signature || !public_key_.verify_digest(algorithm, digest, *signature)) {
      return std::unexpected(TokenFault{CKR_DEVICE_ERROR, "the signature does not verify"});
    }
    return std::move(*signature);
  });
}

}  // namespace chancery::keys
