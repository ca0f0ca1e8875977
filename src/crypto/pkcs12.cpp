#include "crypto/pkcs12.h"

#include <cstring>

#include "crypto/certificate.h"
#include "crypto/openssl.h"

namespace chancery::crypto {
namespace {

constexpr int kRounds = 100'000;

using OwnedPkcs12 = Owned<PKCS12, PKCS12_free>;
using OwnedStack =
    Owned<STACK_OF(X509), [](STACK_OF(X509) * stack) { sk_X509_pop_free(stack, X509_free); }>;

// OpenSSL wants a C string here; the copy is wiped.
class WipedText final {
 public:
  explicit WipedText(const Secret& secret) : text_(to_bytes(secret.reveal())) {
    text_.push_back(0);
  }
  WipedText(const WipedText&) = delete;
  WipedText& operator=(const WipedText&) = delete;
  ~WipedText() { wipe(text_); }
  [[nodiscard]] const char* c_str() const { return reinterpret_cast<const char*>(text_.data()); }

 private:
  Bytes text_;
};

Result<OwnedStack> load_chain(std::span<const Bytes> chain_ders) {
  OwnedStack chain(sk_X509_new_null());
  for (const Bytes& der : chain_ders) {
    OwnedCertificate certificate = TRY(load_certificate(der, kCryptoFailed));
    if (sk_X509_push(chain.get(), certificate.get()) <= 0) {
      return openssl_fail();
    }
    static_cast<void>(certificate.release());
  }
  return chain;
}

}  // namespace

Result<Bytes> pkcs12(const PrivateKey& key, BytesView leaf_der, std::span<const Bytes> chain_ders,
                     std::string_view friendly_name, const Secret& password) {
  const OwnedCertificate leaf = TRY(load_certificate(leaf_der, kCryptoFailed));
  if (X509_check_private_key(leaf.get(), key.native()) != 1) {
    return openssl_fail(kCertificateKeyMismatch);
  }
  const OwnedStack chain = TRY(load_chain(chain_ders));
  const WipedText pass(password);
  const std::string name(friendly_name);
  const OwnedPkcs12 file(PKCS12_create_ex(pass.c_str(), name.c_str(), key.native(), leaf.get(),
                                          chain.get(), NID_aes_256_cbc, NID_aes_256_cbc, kRounds,
                                          -1, 0, nullptr, nullptr));
  if (!file || PKCS12_set_mac(file.get(), pass.c_str(), -1, nullptr, 0, kRounds,
                              md_of(HashAlgorithm::sha256)) != 1) {
    return openssl_fail();
  }
  return der_of(i2d_PKCS12, static_cast<const PKCS12*>(file.get()));
}

}  // namespace chancery::crypto
