#include "crypto/sealing.h"

#include "crypto/openssl.h"

namespace chancery::crypto {
namespace {

constexpr std::size_t kNonceSize = 12;
constexpr std::size_t kTagSize = 16;

using OwnedCipherContext = Owned<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;

const EVP_CIPHER* aes_256_gcm() {
  static const EVP_CIPHER* const kCipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  return kCipher;
}

// Wiped when it goes: the key schedule lies in it.
OwnedCipherContext start(const Secret& key, const std::uint8_t* nonce, bool encrypt) {
  OwnedCipherContext context(EVP_CIPHER_CTX_new());
  if (!context || EVP_CipherInit_ex2(context.get(), aes_256_gcm(), key.reveal().data(), nonce,
                                     encrypt ? 1 : 0, nullptr) != 1) {
    die("AES-256-GCM");
  }
  return context;
}

// OpenSSL counts in int; nothing here comes near.
bool run(EVP_CIPHER_CTX* context, std::uint8_t* out, BytesView in) {
  int written = 0;
  return in.empty() ||
         EVP_CipherUpdate(context, out, &written, in.data(), static_cast<int>(in.size())) == 1;
}

bool finish(EVP_CIPHER_CTX* context) {
  std::array<std::uint8_t, kTagSize> rest{};
  int written = 0;
  return EVP_CipherFinal_ex(context, rest.data(), &written) == 1;
}

}  // namespace

Result<SealingKey> SealingKey::from(Secret key) {
  if (key.size() != kSize) {
    return fail(kKeyLengthWrong, "length", std::to_string(key.size()));
  }
  return SealingKey(std::move(key));
}

SealingKey SealingKey::generate(Random& random) {
  return SealingKey(Secret(random.bytes(kSize)));
}

Bytes SealingKey::seal(BytesView plaintext, BytesView associated, Random& random) const {
  Bytes out(kNonceSize + plaintext.size() + kTagSize);
  random.fill(std::span(out).first(kNonceSize));
  const OwnedCipherContext context = start(key_, out.data(), true);
  std::uint8_t* const tag = out.data() + kNonceSize + plaintext.size();
  if (!run(context.get(), nullptr, associated) ||
      !run(context.get(), out.data() + kNonceSize, plaintext) || !finish(context.get()) ||
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, kTagSize, tag) != 1) {
    die("AES-256-GCM");
  }
  return out;
}

Result<Secret> SealingKey::open(BytesView sealed, BytesView associated) const {
  if (sealed.size() < kOverhead) {
    return fail(kSealBroken);
  }
  const BytesView ciphertext = sealed.subspan(kNonceSize, sealed.size() - kOverhead);
  Bytes tag = to_bytes(sealed.last(kTagSize));
  const OwnedCipherContext context = start(key_, sealed.data(), false);
  Bytes plain(ciphertext.size());
  const bool good =
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, kTagSize, tag.data()) == 1 &&
      run(context.get(), nullptr, associated) && run(context.get(), plain.data(), ciphertext) &&
      finish(context.get());
  Secret opened(std::move(plain));
  if (!good) {
    return openssl_fail(kSealBroken);
  }
  return opened;
}

}  // namespace chancery::crypto
