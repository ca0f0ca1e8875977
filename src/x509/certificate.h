// X.509 certificates, read (RFC 5280 section 4).
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/public_key.h"
#include "x509/signed_data.h"
#include "x509/tbs_certificate.h"

namespace chancery::x509 {

/// A certificate that was well-formed down to each extension known here; immutable, cheap to copy,
/// usable from many threads. The signature is NOT checked by parsing, no chain is built, nothing is
/// compared with a clock. Extensions of unknown type are kept as they are, even critical ones.
class Certificate final {
 public:
  /// Errors: kCertificateMalformed (also when the two signature algorithms differ), and those of
  /// TbsCertificate::parse and `interpret`.
  [[nodiscard]] static Result<Certificate> parse(BytesView der);

  [[nodiscard]] BytesView der() const;
  [[nodiscard]] BytesView tbs_der() const;
  [[nodiscard]] BytesView signature() const;
  /// Errors: kAlgorithmUnsupported.
  [[nodiscard]] Result<crypto::SignatureAlgorithm> signature_algorithm() const;

  [[nodiscard]] const TbsCertificate& tbs() const;
  [[nodiscard]] const Serial& serial() const { return tbs().serial; }
  [[nodiscard]] const DistinguishedName& issuer() const { return tbs().issuer; }
  [[nodiscard]] const DistinguishedName& subject() const { return tbs().subject; }
  [[nodiscard]] Seconds not_before() const { return tbs().not_before; }
  /// The last second in which the certificate is valid (RFC 5280 section 4.1.2.5: inclusive).
  [[nodiscard]] Seconds not_after() const { return tbs().not_after; }
  [[nodiscard]] BytesView spki_der() const { return tbs().spki_der; }
  [[nodiscard]] const Extensions& extensions() const { return tbs().extensions; }

  /// The extensions taken apart.
  [[nodiscard]] const KnownExtensions& known() const;

  /// Names of the subjectAltName; empty without one.
  [[nodiscard]] const GeneralNames& subject_alt_names() const;
  [[nodiscard]] bool is_ca() const { return known().is_ca(); }
  [[nodiscard]] bool is_self_issued() const { return issuer() == subject(); }

  /// Loads the subject's key. Errors: crypto::kPublicKeyMalformed, crypto::kKeyUnsupported.
  [[nodiscard]] Result<crypto::PublicKey> public_key() const;

  /// The octets of subjectKeyIdentifier, or method (1) over the key when it is absent.
  [[nodiscard]] Bytes key_id() const;

  /// Whether `issuer` made this signature; names, times and constraints are NOT looked at.
  /// Errors: those of SignedData::verify.
  [[nodiscard]] Result<void> verify_signature(const crypto::PublicKey& issuer) const;

 private:
  struct State;
  explicit Certificate(std::shared_ptr<const State> state) : state_(std::move(state)) {}

  std::shared_ptr<const State> state_;
};

/// Every "CERTIFICATE" block of a PEM text, in order; other blocks are skipped. At least one, at
/// most 100. Errors: kPemMalformed, kCertificateMalformed, kTooLarge, those of parse.
[[nodiscard]] Result<std::vector<Certificate>> parse_certificates_pem(std::string_view pem);

}  // namespace chancery::x509
