// Inside `crypto` only: owners of OpenSSL objects, fetched digests, and the way from OpenSSL's
// error queue to an Error.
#pragma once

#include <memory>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <string>

#include "base/result.h"
#include "base/secret.h"
#include "crypto/errors.h"
#include "crypto/hash.h"

namespace chancery::crypto {

template <auto Function>
struct Releases {
  template <class T>
  void operator()(T* object) const {
    Function(object);
  }
};

template <class T, auto Function>
using Owned = std::unique_ptr<T, Releases<Function>>;

using OwnedBio = Owned<BIO, BIO_free_all>;
using OwnedKey = Owned<EVP_PKEY, EVP_PKEY_free>;
using OwnedKeyContext = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using OwnedMdContext = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;
using OwnedCertificate = Owned<X509, X509_free>;

/// Takes everything out of this thread's error queue, as one line.
[[nodiscard]] std::string take_openssl_errors();

/// An error of that kind with OpenSSL's words in the log text; the queue is empty afterwards.
[[nodiscard]] std::unexpected<Error> openssl_fail(
    const ErrorKind& kind = kCryptoFailed,
    std::source_location where = std::source_location::current());

/// Fetched once a process: on OpenSSL 3.0 every fetch takes locks and microseconds.
[[nodiscard]] const EVP_MD* md_of(HashAlgorithm algorithm);

/// Ends the process: an algorithm that cannot be absent is absent, or memory is.
[[noreturn]] void die(const char* what);

/// What was written into a memory BIO, borrowed until the BIO is used again or freed.
[[nodiscard]] BytesView bio_content(BIO* bio);

/// What one of OpenSSL's i2d functions makes of an object: `der_of(i2d_X509, certificate)`.
template <class T>
[[nodiscard]] Result<Bytes> der_of(int (*encode)(const T*, unsigned char**), const T* object) {
  unsigned char* der = nullptr;
  const int size = encode(object, &der);
  if (size <= 0) {
    return openssl_fail();
  }
  Bytes out(der, der + size);
  OPENSSL_free(der);
  return out;
}

/// A memory BIO whose memory is wiped when freed.
[[nodiscard]] OwnedBio secure_bio();

}  // namespace chancery::crypto
