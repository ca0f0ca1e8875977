#include "crypto/openssl.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <openssl/err.h>

namespace chancery::crypto {
namespace {

const EVP_MD* fetch(const char* name) {
  const EVP_MD* md = EVP_MD_fetch(nullptr, name, nullptr);
  if (md == nullptr) {
    die(name);
  }
  return md;
}

}  // namespace

std::string take_openssl_errors() {
  std::string out;
  const char* data = nullptr;
  int flags = 0;
  while (const unsigned long code = ERR_get_error_all(nullptr, nullptr, nullptr, &data, &flags)) {
    std::array<char, 256> text{};
    ERR_error_string_n(code, text.data(), text.size());
    out += out.empty() ? "" : "; ";
    out += text.data();
    if ((static_cast<unsigned>(flags) & static_cast<unsigned>(ERR_TXT_STRING)) != 0 &&
        data != nullptr && *data != '\0') {
      out.append(" (").append(data).append(")");
    }
  }
  return out;
}

std::unexpected<Error> openssl_fail(const ErrorKind& kind, std::source_location where) {
  return std::unexpected(Error(kind, {}, where).log_only(take_openssl_errors()));
}

const EVP_MD* md_of(HashAlgorithm algorithm) {
  static const std::array<const EVP_MD*, 4> kDigests{fetch("SHA1"), fetch("SHA256"),
                                                     fetch("SHA384"), fetch("SHA512")};
  return kDigests.at(static_cast<std::size_t>(algorithm));
}

void die(const char* what) {
  std::fprintf(stderr, "libcrypto cannot do %s: %s\n", what, take_openssl_errors().c_str());
  std::abort();
}

BytesView bio_content(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return {reinterpret_cast<const std::uint8_t*>(data), static_cast<std::size_t>(size)};
}

OwnedBio secure_bio() {
  return OwnedBio(BIO_new(BIO_s_secmem()));
}

}  // namespace chancery::crypto
