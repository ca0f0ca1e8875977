// PKCS#10 certification requests (RFC 2986; extensionRequest of RFC 2985 section 5.4.2).
#pragma once

#include <memory>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/private_key.h"
#include "crypto/public_key.h"
#include "x509/distinguished_name.h"
#include "x509/extension.h"
#include "x509/general_name.h"
#include "x509/signed_data.h"

namespace chancery::x509 {

/// A request that was well-formed down to each attribute: version v1, a key of a supported kind, no
/// attribute twice, extensions without duplicates, a subjectAltName that can be read. The signature
/// is NOT checked by parsing: call `verify_signature`. Attributes and extensions of unknown type
/// are well-formed DER and otherwise ignored. Cheap to copy.
class CertificationRequest final {
 public:
  static constexpr std::size_t kMaxSize = 64 * 1024;

  /// Errors: kCsrMalformed, kTooLarge, kDistinguishedNameMalformed, kExtensionDuplicate,
  /// kGeneralNameMalformed, crypto::kPublicKeyMalformed, crypto::kKeyUnsupported, those of der.
  [[nodiscard]] static Result<CertificationRequest> parse(BytesView der);

  /// From PEM ("CERTIFICATE REQUEST" or "NEW CERTIFICATE REQUEST", one block) or from DER,
  /// whichever it is. Errors: also kPemMalformed.
  [[nodiscard]] static Result<CertificationRequest> parse_pem_or_der(BytesView file);

  /// That the holder of the private key made this request (RFC 2986 section 3).
  /// Errors: kCsrSignature, kAlgorithmUnsupported, crypto::kSignatureAlgorithmMismatch.
  [[nodiscard]] Result<void> verify_signature() const;

  [[nodiscard]] BytesView der() const;
  [[nodiscard]] const DistinguishedName& subject() const;
  [[nodiscard]] const crypto::PublicKey& public_key() const;
  /// Errors: kAlgorithmUnsupported.
  [[nodiscard]] Result<crypto::SignatureAlgorithm> signature_algorithm() const;

  /// What extensionRequest holds; empty without that attribute.
  [[nodiscard]] const Extensions& requested_extensions() const;
  /// The names of the requested subjectAltName; empty without one.
  [[nodiscard]] const GeneralNames& subject_alt_names() const;

 private:
  struct State;
  explicit CertificationRequest(std::shared_ptr<const State> state) : state_(std::move(state)) {}

  std::shared_ptr<const State> state_;
};

/// CertificationRequestInfo, to be signed and then put together by `assemble`. Without extensions
/// the attributes are there and empty.
[[nodiscard]] Bytes encode_certification_request_info(const DistinguishedName& subject,
                                                      BytesView spki_der,
                                                      const Extensions& requested);

/// A whole signed request with the key's default algorithm. Errors: those of PrivateKey::sign.
[[nodiscard]] Result<Bytes> make_certification_request(const crypto::PrivateKey& key,
                                                       const DistinguishedName& subject,
                                                       const Extensions& requested);

}  // namespace chancery::x509
