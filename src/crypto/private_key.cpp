#include "crypto/private_key.h"

#include <openssl/core_names.h>

#include "crypto/key_files.h"
#include "crypto/key_state.h"

namespace chancery::crypto {
namespace {

Result<OwnedKey> generate_key(KeySpec spec) {
  if (!is_supported(spec)) {
    return fail(kKeyUnsupported, "seen", display_name(spec));
  }
  EVP_PKEY* key = nullptr;
  switch (spec.type) {
    case KeyType::rsa:
      key = EVP_RSA_gen(static_cast<unsigned>(spec.bits));
      break;
    case KeyType::ecdsa:
      key = EVP_EC_gen(("P-" + std::to_string(spec.bits)).c_str());
      break;
    case KeyType::ed25519:
      key = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
      break;
  }
  if (key == nullptr) {
    return openssl_fail();
  }
  return OwnedKey(key);
}

Result<PublicKey> public_half(EVP_PKEY* key) {
  if (EVP_PKEY_is_a(key, "EC") == 1) {
    EVP_PKEY_set_utf8_string_param(key, OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT,
                                   OSSL_PKEY_EC_POINT_CONVERSION_FORMAT_UNCOMPRESSED);
  }
  std::uint8_t* der = nullptr;
  const int size = i2d_PUBKEY(key, &der);
  const Owned<std::uint8_t, [](std::uint8_t* p) { OPENSSL_free(p); }> owner(der);
  if (size <= 0) {
    return openssl_fail(kPrivateKeyMalformed);
  }
  return PublicKey::from_spki({der, static_cast<std::size_t>(size)});
}

OwnedKeyContext make_signing_context(EVP_PKEY* key, SignatureAlgorithm algorithm) {
  OwnedKeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
  if (!context || EVP_PKEY_sign_init(context.get()) != 1 || !configure(context.get(), algorithm)) {
    return nullptr;
  }
  return context;
}

Result<Bytes> sign_ed25519(EVP_PKEY* key, BytesView message) {
  Bytes signature(64);
  std::size_t size = signature.size();
  const OwnedMdContext context(EVP_MD_CTX_new());
  if (!context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key) != 1 ||
      EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()) != 1) {
    return openssl_fail();
  }
  return signature;
}

}  // namespace

OwnedKeyContext SigningContexts::take() {
  const std::lock_guard lock(mutex_);
  if (kept_.empty()) {
    return nullptr;
  }
  OwnedKeyContext context = std::move(kept_.back());
  kept_.pop_back();
  return context;
}

void SigningContexts::give_back(OwnedKeyContext context) {
  const std::lock_guard lock(mutex_);
  if (kept_.size() < kMaxKept) {
    kept_.push_back(std::move(context));
  }
}

Result<PrivateKey> PrivateKey::generate(KeySpec spec) {
  OwnedKey key = TRY(generate_key(spec));
  PublicKey public_key = TRY(public_half(key.get()));
  return PrivateKey(std::make_shared<const State>(std::move(key)), std::move(public_key));
}

Result<PrivateKey> PrivateKey::from_pkcs8(BytesView der) {
  OwnedKey key = TRY(read_pkcs8(der));
  PublicKey public_key = TRY(public_half(key.get()));
  PrivateKey loaded(std::make_shared<const State>(std::move(key)), std::move(public_key));
  TRY(loaded.check_pair());
  return loaded;
}

Result<PrivateKey> PrivateKey::from_pem(std::string_view text, const Secret* passphrase) {
  OwnedKey key = TRY(read_pem_key(text, passphrase));
  PublicKey public_key = TRY(public_half(key.get()));
  PrivateKey loaded(std::make_shared<const State>(std::move(key)), std::move(public_key));
  TRY(loaded.check_pair());
  return loaded;
}

// A file can hold a public half that does not belong to the private one.
Result<void> PrivateKey::check_pair() const {
  const SignatureAlgorithm algorithm = default_signature_algorithm(spec());
  const BytesView message = as_bytes("pairwise consistency");
  const auto signature = sign(algorithm, message);
  if (!signature || !public_key_.verify(algorithm, message, *signature)) {
    return fail(kPrivateKeyMalformed, "reason", "its public and private parts do not match");
  }
  return {};
}

Result<Secret> PrivateKey::to_pkcs8() const {
  return write_pkcs8(state_->key.get());
}

Result<Secret> PrivateKey::to_pem() const {
  return write_pem_key(state_->key.get());
}

Result<std::string> PrivateKey::to_encrypted_pem(const Secret& passphrase) const {
  return write_encrypted_pem_key(state_->key.get(), passphrase);
}

evp_pkey_st* PrivateKey::native() const {
  return state_->key.get();
}

Result<Bytes> PrivateKey::sign(SignatureAlgorithm algorithm, BytesView message) const {
  TRY(check_fit(algorithm, spec()));
  if (const auto hash_algorithm = hash_of(algorithm)) {
    return sign_digest(algorithm, hash(*hash_algorithm, message));
  }
  return sign_ed25519(state_->key.get(), message);
}

Result<Bytes> PrivateKey::sign_digest(SignatureAlgorithm algorithm, BytesView digest) const {
  TRY(check_digest(algorithm, spec(), digest));
  SigningContexts& contexts = state_->contexts.at(static_cast<std::size_t>(algorithm));
  OwnedKeyContext context = contexts.take();
  if (!context) {
    context = make_signing_context(state_->key.get(), algorithm);
  }
  Bytes signature(static_cast<std::size_t>(EVP_PKEY_get_size(state_->key.get())));
  std::size_t size = signature.size();
  if (!context ||
      EVP_PKEY_sign(context.get(), signature.data(), &size, digest.data(), digest.size()) != 1) {
    return openssl_fail();
  }
  contexts.give_back(std::move(context));
  signature.resize(size);
  return signature;
}

}  // namespace chancery::crypto
