#include "crypto/key_files.h"

#include <openssl/pem.h>

#include "base/encoding.h"
#include "der/oid.h"
#include "der/reader.h"

namespace chancery::crypto {
namespace {

constexpr std::size_t kMaxPemSize = 64UL * 1024;
constexpr int kPbkdf2Rounds = 600'000;
// A file with more is not a slow key but an attack on the reader.
constexpr std::int64_t kMaxPbkdf2Rounds = 2'000'000;
constexpr der::Oid kPbes2{1, 2, 840, 113549, 1, 5, 13};
constexpr der::Oid kPbkdf2{1, 2, 840, 113549, 1, 5, 12};
constexpr der::Oid kScrypt{1, 3, 6, 1, 4, 1, 11591, 4, 11};

using OwnedPkcs8 = Owned<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;
using OwnedEncrypted = Owned<X509_SIG, X509_SIG_free>;

// The blocks hold keys: they are wiped whatever happens.
class WipedBlocks final {
 public:
  explicit WipedBlocks(std::vector<PemBlock> blocks) : blocks_(std::move(blocks)) {}
  WipedBlocks(const WipedBlocks&) = delete;
  WipedBlocks& operator=(const WipedBlocks&) = delete;
  ~WipedBlocks() {
    for (PemBlock& block : blocks_) {
      wipe(block.der);
    }
  }
  [[nodiscard]] const PemBlock* first_key() const {
    for (const PemBlock& block : blocks_) {
      if (block.label.ends_with("PRIVATE KEY")) {
        return &block;
      }
    }
    return nullptr;
  }

 private:
  std::vector<PemBlock> blocks_;
};

// EncryptedPrivateKeyInfo ::= SEQUENCE {
//   encryptionAlgorithm  AlgorithmIdentifier {{ PBES2 SEQUENCE { keyDerivationFunc,
//   encryptionScheme } }}, encryptedData        OCTET STRING }
Result<void> check_derivation_cost(BytesView der) {
  der::Reader whole(der);
  der::Reader info = TRY(whole.sequence());
  der::Reader algorithm = TRY(info.sequence());
  if (TRY(algorithm.oid()) != kPbes2) {
    return fail(kKeyUnsupported, "encryption", "not PBES2 (RFC 8018)");
  }
  der::Reader pbes2 = TRY(algorithm.sequence());
  der::Reader derivation = TRY(pbes2.sequence());
  const der::Oid function = TRY(derivation.oid());
  if (function == kScrypt) {
    return {};  // libcrypto refuses more than 32 MB by itself
  }
  if (function != kPbkdf2) {
    return fail(kKeyUnsupported, "key_derivation", function.to_dotted());
  }
  der::Reader parameters = TRY(derivation.sequence());
  TRY(parameters.octet_string());  // salt
  const std::int64_t rounds = TRY(parameters.small_integer());
  if (rounds > kMaxPbkdf2Rounds) {
    return fail(kKeyDerivationRefused, "rounds", std::to_string(rounds));
  }
  return {};
}

Result<OwnedKey> decrypt(BytesView der, const Secret* passphrase) {
  TRY(check_derivation_cost(der));
  const std::uint8_t* at = der.data();
  const OwnedEncrypted encrypted(d2i_X509_SIG(nullptr, &at, static_cast<long>(der.size())));
  if (!encrypted) {
    return openssl_fail(kPrivateKeyMalformed);
  }
  if (passphrase == nullptr) {
    return fail(kPassphraseWrong, "reason", "no passphrase was given");
  }
  const std::string_view text = passphrase->reveal_text();
  const OwnedPkcs8 plain(
      PKCS8_decrypt(encrypted.get(), text.data(), static_cast<int>(text.size())));
  if (!plain) {
    return openssl_fail(kPassphraseWrong);
  }
  OwnedKey key(EVP_PKCS82PKEY(plain.get()));
  if (!key) {
    return openssl_fail(kPrivateKeyMalformed);
  }
  return key;
}

Result<OwnedKey> read_typed(int type, BytesView der) {
  const std::uint8_t* at = der.data();
  OwnedKey key(d2i_PrivateKey(type, nullptr, &at, static_cast<long>(der.size())));
  if (!key || at != der.data() + der.size()) {
    return openssl_fail(kPrivateKeyMalformed);
  }
  return key;
}

OwnedPkcs8 to_pkcs8_object(const EVP_PKEY* key) {
  return OwnedPkcs8(EVP_PKEY2PKCS8(key));
}

}  // namespace

Result<OwnedKey> read_pkcs8(BytesView der) {
  const std::uint8_t* at = der.data();
  const OwnedPkcs8 info(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(der.size())));
  if (!info || at != der.data() + der.size()) {
    return openssl_fail(kPrivateKeyMalformed);
  }
  OwnedKey key(EVP_PKCS82PKEY(info.get()));
  if (!key) {
    return openssl_fail(kPrivateKeyMalformed);
  }
  return key;
}

Result<OwnedKey> read_pem_key(std::string_view text, const Secret* passphrase) {
  if (text.size() > kMaxPemSize) {
    return fail(kPrivateKeyMalformed, "reason", "longer than 64 KB");
  }
  auto parsed = parse_pem(text);
  if (!parsed) {
    return fail(kPrivateKeyMalformed, "reason", parsed.error().message());
  }
  const WipedBlocks blocks(std::move(*parsed));
  const PemBlock* const block = blocks.first_key();
  if (block == nullptr) {
    return fail(kPrivateKeyMalformed, "reason", "no PEM block is a private key");
  }
  if (block->label == "PRIVATE KEY") {
    return read_pkcs8(block->der);
  }
  if (block->label == "ENCRYPTED PRIVATE KEY") {
    return decrypt(block->der, passphrase);
  }
  if (block->label == "RSA PRIVATE KEY") {
    return read_typed(EVP_PKEY_RSA, block->der);
  }
  if (block->label == "EC PRIVATE KEY") {
    return read_typed(EVP_PKEY_EC, block->der);
  }
  return fail(kPrivateKeyMalformed, "label", block->label);
}

Result<Secret> write_pkcs8(const EVP_PKEY* key) {
  const OwnedPkcs8 info = to_pkcs8_object(key);
  std::uint8_t* der = nullptr;
  const int size = info ? i2d_PKCS8_PRIV_KEY_INFO(info.get(), &der) : -1;
  if (size <= 0) {
    return openssl_fail();
  }
  Secret out(Bytes(der, der + size));
  OPENSSL_clear_free(der, static_cast<std::size_t>(size));
  return out;
}

Result<Secret> write_pem_key(const EVP_PKEY* key) {
  const OwnedPkcs8 info = to_pkcs8_object(key);
  const OwnedBio bio = secure_bio();
  if (!info || !bio || PEM_write_bio_PKCS8_PRIV_KEY_INFO(bio.get(), info.get()) != 1) {
    return openssl_fail();
  }
  return Secret(to_bytes(bio_content(bio.get())));
}

Result<std::string> write_encrypted_pem_key(const EVP_PKEY* key, const Secret& passphrase) {
  const OwnedPkcs8 info = to_pkcs8_object(key);
  const std::string_view text = passphrase.reveal_text();
  // -1: PBES2 with the default PRF of libcrypto 3, HMAC-SHA256.
  const OwnedEncrypted encrypted(info ? PKCS8_encrypt(-1, EVP_aes_256_cbc(), text.data(),
                                                      static_cast<int>(text.size()), nullptr, 0,
                                                      kPbkdf2Rounds, info.get())
                                      : nullptr);
  const OwnedBio bio(BIO_new(BIO_s_mem()));
  if (!encrypted || !bio || PEM_write_bio_PKCS8(bio.get(), encrypted.get()) != 1) {
    return openssl_fail();
  }
  return std::string(as_text(bio_content(bio.get())));
}

}  // namespace chancery::crypto
