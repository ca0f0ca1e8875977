// Stage two of the road: a body that all lints let pass, good for one signature (BR 4.3.1.2).
#pragma once

#include <memory>
#include <string>

#include "base/bytes.h"
#include "crypto/algorithm.h"
#include "lint/report.h"
#include "policy/validity.h"
#include "profile/kind.h"
#include "x509/serial.h"

namespace chancery::issuance {

/// Made by Issuer::prepare alone, redeemed once by Issuer::sign of the same object. Between the
/// two, serial and body are to be stored durably: if the process dies while the key works, what may
/// have been signed is known. Dropping it is harmless: nothing was signed.
///
/// Move-only; after a move, or after sign(), it is empty and cannot be redeemed.
class LintedTbs final {
 public:
  LintedTbs(LintedTbs&& other) noexcept = default;
  LintedTbs& operator=(LintedTbs&& other) noexcept = default;
  LintedTbs(const LintedTbs&) = delete;
  LintedTbs& operator=(const LintedTbs&) = delete;
  ~LintedTbs() = default;

  [[nodiscard]] BytesView tbs_der() const { return tbs_der_; }
  [[nodiscard]] const x509::Serial& serial() const { return serial_; }
  [[nodiscard]] const policy::Validity& validity() const { return validity_; }
  /// Warnings and notices: errors would have stopped it.
  [[nodiscard]] const lint::Report& report() const { return report_; }
  /// What an outside linter noted, a line each; "" for nothing, or when there is none.
  [[nodiscard]] const std::string& outside_findings() const { return outside_findings_; }

 private:
  friend class Issuer;
  LintedTbs() = default;

  std::shared_ptr<const int> maker_;  ///< whose prepare() made it; empty when redeemed
  profile::CertificateKind kind_ = profile::CertificateKind::subscriber;
  Bytes tbs_der_;
  x509::Serial serial_;
  policy::Validity validity_{};
  lint::Report report_;
  std::string outside_findings_;
};

}  // namespace chancery::issuance
