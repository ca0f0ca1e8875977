// OCSP requests (RFC 6960 section 4.1; nonce by RFC 9654).
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/hash.h"
#include "der/reader.h"
#include "der/writer.h"
#include "x509/extension.h"
#include "x509/serial.h"

namespace chancery::x509 {

/// Which certificate is asked about. Views into the DER that it was read from.
struct CertId {
  crypto::HashAlgorithm hash;
  BytesView issuer_name_hash;  ///< of the issuer's Name, as long as the hash says
  BytesView issuer_key_hash;   ///< of the issuer's subjectPublicKey bits
  Serial serial;
  BytesView der;  ///< the whole CertID, to be echoed in the answer

  /// Errors: kOcspRequestMalformed, kSerialMalformed, kAlgorithmUnsupported, those of der.
  [[nodiscard]] static Result<CertId> read(der::Reader& in);
};

/// A CertID of our own making, in DER.
[[nodiscard]] Bytes encode_cert_id(crypto::HashAlgorithm hash, BytesView issuer_name_der,
                                   BytesView issuer_key_bits, const Serial& serial);

/// A request, borrowed: the DER must outlive it. A signature is passed over, not checked.
class OcspRequest final {
 public:
  static constexpr std::size_t kMaxSize = 16 * 1024;
  static constexpr std::size_t kMaxCertIds = 64;
  static constexpr std::size_t kMaxNonce = 128;

  /// Version v1, one CertID at least. Errors (all but kAlgorithmUnsupported are malformedRequest):
  /// kOcspRequestMalformed, kOcspNonceLength, kTooLarge, kExtensionCriticalUnknown,
  /// kExtensionDuplicate, those of CertId::read and of der.
  [[nodiscard]] static Result<OcspRequest> parse(BytesView der);

  [[nodiscard]] std::span<const CertId> cert_ids() const { return cert_ids_; }

  /// 1 to 128 octets, without their OCTET STRING header.
  [[nodiscard]] const std::optional<BytesView>& nonce() const { return nonce_; }

 private:
  OcspRequest() = default;
  [[nodiscard]] static Result<OcspRequest> read(BytesView der);

  std::vector<CertId> cert_ids_;
  std::optional<BytesView> nonce_;
};

/// The nonce of a request or response, never critical (RFC 9654 section 2.1).
[[nodiscard]] Extension nonce_extension(BytesView nonce);

/// An unsigned request for one certificate. `nonce` may be empty: then there is none.
[[nodiscard]] Bytes encode_ocsp_request(BytesView cert_id_der, BytesView nonce);

}  // namespace chancery::x509
