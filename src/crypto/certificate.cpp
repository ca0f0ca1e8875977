#include "crypto/certificate.h"

namespace chancery::crypto {

Result<OwnedCertificate> load_certificate(BytesView der, const ErrorKind& kind) {
  const std::uint8_t* at = der.data();
  OwnedCertificate certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  if (!certificate || at != der.data() + der.size()) {
    return openssl_fail(kind);
  }
  return certificate;
}

Result<Bytes> certificate_der(const X509* certificate) {
  return der_of(i2d_X509, certificate);
}

}  // namespace chancery::crypto
