#include "crypto/hash.h"

#include <openssl/core_names.h>
#include <openssl/params.h>

#include "crypto/openssl.h"

namespace chancery::crypto {
namespace {

void start(EVP_MD_CTX* context, HashAlgorithm algorithm) {
  if (context == nullptr || EVP_DigestInit_ex2(context, md_of(algorithm), nullptr) != 1) {
    die("a digest");
  }
}

void feed(EVP_MD_CTX* context, BytesView data) {
  if (EVP_DigestUpdate(context, data.data(), data.size()) != 1) {
    die("a digest");
  }
}

void finish_into(EVP_MD_CTX* context, std::uint8_t* out) {
  if (EVP_DigestFinal_ex(context, out, nullptr) != 1) {
    die("a digest");
  }
}

// A context that stays with one algorithm keeps its inner state allocated.
template <HashAlgorithm algorithm>
EVP_MD_CTX* fresh_context() {
  thread_local const OwnedMdContext kContext(EVP_MD_CTX_new());
  start(kContext.get(), algorithm);
  return kContext.get();
}

EVP_MD_CTX* fresh_context(HashAlgorithm algorithm) {
  switch (algorithm) {
    case HashAlgorithm::sha1:
      return fresh_context<HashAlgorithm::sha1>();
    case HashAlgorithm::sha256:
      return fresh_context<HashAlgorithm::sha256>();
    case HashAlgorithm::sha384:
      return fresh_context<HashAlgorithm::sha384>();
    case HashAlgorithm::sha512:
      return fresh_context<HashAlgorithm::sha512>();
  }
  die("an unknown digest");
}

using OwnedMacContext = Owned<EVP_MAC_CTX, EVP_MAC_CTX_free>;

OwnedMacContext make_hmac_context() {
  static EVP_MAC* const kMac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  OwnedMacContext context(EVP_MAC_CTX_new(kMac));
  std::string digest = "SHA256";
  const std::array<OSSL_PARAM, 2> parameters{
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0),
      OSSL_PARAM_construct_end()};
  if (!context || EVP_MAC_CTX_set_params(context.get(), parameters.data()) != 1) {
    die("HMAC");
  }
  return context;
}

}  // namespace

std::size_t digest_size(HashAlgorithm algorithm) {
  constexpr std::array<std::size_t, 4> kSizes{20, 32, 48, 64};
  return kSizes.at(static_cast<std::size_t>(algorithm));
}

Sha1Digest sha1(BytesView data) {
  Sha1Digest digest;
  EVP_MD_CTX* context = fresh_context<HashAlgorithm::sha1>();
  feed(context, data);
  finish_into(context, digest.data());
  return digest;
}

Sha256Digest sha256(BytesView data) {
  return sha256_of({data});
}

Sha256Digest sha256_of(std::initializer_list<BytesView> parts) {
  Sha256Digest digest;
  EVP_MD_CTX* context = fresh_context<HashAlgorithm::sha256>();
  for (const BytesView part : parts) {
    feed(context, part);
  }
  finish_into(context, digest.data());
  return digest;
}

Bytes hash(HashAlgorithm algorithm, BytesView data) {
  Bytes digest(digest_size(algorithm));
  EVP_MD_CTX* context = fresh_context(algorithm);
  feed(context, data);
  finish_into(context, digest.data());
  return digest;
}

Sha256Digest hmac_sha256(BytesView key, BytesView data) {
  // A null pointer would mean "the key of last time".
  static constexpr std::uint8_t kEmptyKey = 0;
  thread_local const OwnedMacContext kContext = make_hmac_context();
  Sha256Digest tag;
  std::size_t size = 0;
  if (EVP_MAC_init(kContext.get(), key.empty() ? &kEmptyKey : key.data(), key.size(), nullptr) !=
          1 ||
      EVP_MAC_update(kContext.get(), data.data(), data.size()) != 1 ||
      EVP_MAC_final(kContext.get(), tag.data(), &size, tag.size()) != 1) {
    die("HMAC");
  }
  return tag;
}

void Hasher::Free::operator()(evp_md_ctx_st* context) const {
  EVP_MD_CTX_free(context);
}

Hasher::Hasher(HashAlgorithm algorithm) : algorithm_(algorithm), context_(EVP_MD_CTX_new()) {
  start(context_.get(), algorithm);
}

void Hasher::update(BytesView data) {
  feed(context_.get(), data);
}

Bytes Hasher::finish() {
  Bytes digest(digest_size(algorithm_));
  finish_into(context_.get(), digest.data());
  start(context_.get(), algorithm_);
  return digest;
}

}  // namespace chancery::crypto
