// The two stages that certificate transparency adds to the road (RFC 6962 section 3.1; TLS BR
// 7.1.2.9; NT-170, NT-171).
//
//   VettedRequest --prepare_precertificate--> LintedPrecertificate --(store intent)-->
//   sign_precertificate --> Precertificate --(store it, show it to logs)--> complete --> LintedTbs
#pragma once

#include "issuance/linted_tbs.h"

namespace chancery::issuance {

/// A body with the poison that all lints let pass as a precertificate's, good for one signature.
/// As LintedTbs, of which sign() takes none of these: what is signed under the poison is never
/// handed out as a certificate.
class LintedPrecertificate final {
 public:
  [[nodiscard]] const LintedTbs& linted() const { return linted_; }

 private:
  friend class Issuer;
  explicit LintedPrecertificate(LintedTbs linted) : linted_(std::move(linted)) {}

  LintedTbs linted_;
};

/// A signed precertificate: from here on the certificate counts as issued, whatever becomes of it.
/// Move-only, redeemed once by Issuer::complete of the object that signed it or restored it from
/// where it was stored, so that no two certificates come of one precertificate.
class Precertificate final {
 public:
  Precertificate(Precertificate&& other) noexcept = default;
  Precertificate& operator=(Precertificate&& other) noexcept = default;
  Precertificate(const Precertificate&) = delete;
  Precertificate& operator=(const Precertificate&) = delete;
  ~Precertificate() = default;

  [[nodiscard]] BytesView der() const { return der_; }
  /// What logs put into their leaves and sign: the body without the poison.
  [[nodiscard]] BytesView logged_tbs_der() const { return logged_tbs_der_; }
  [[nodiscard]] const policy::Validity& validity() const { return validity_; }

 private:
  friend class Issuer;
  Precertificate() = default;

  std::shared_ptr<const int> maker_;  ///< who signed it; empty when redeemed
  profile::CertificateKind kind_ = profile::CertificateKind::subscriber;
  Bytes der_;
  Bytes tbs_der_;
  Bytes logged_tbs_der_;
  x509::Serial serial_;
  policy::Validity validity_{};
};

}  // namespace chancery::issuance
