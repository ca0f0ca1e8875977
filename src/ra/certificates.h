// Certificates as their owners fetch them: the leaf with a chain that verifies.
#pragma once

#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "ca/issuers.h"
#include "model/issued_certificate.h"
#include "ra/scope.h"

namespace chancery::ra {

class Office;

/// DER, leaf first, without the root (RFC 8446 section 4.4.2: it may be left out).
using Chain = std::vector<Bytes>;

/// Safe for many threads.
class Certificates final {
 public:
  /// Both are borrowed.
  Certificates(Office& office, const ca::Issuers& issuers) : office_(office), issuers_(issuers) {}

  /// Errors: kCertificateNotFound.
  [[nodiscard]] Result<model::IssuedCertificate> get(Scope scope, model::CertificateId id);

  /// Every chain, the usual one first: there are several when the issuer's key has more than one CA
  /// certificate (cross-signed). Errors: ca::kIssuerNotFound.
  [[nodiscard]] Result<std::vector<Chain>> chains(
      const model::IssuedCertificate& certificate) const;

 private:
  Office& office_;
  const ca::Issuers& issuers_;
};

}  // namespace chancery::ra
