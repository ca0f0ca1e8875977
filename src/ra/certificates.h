// Certificates as their owners fetch them: the leaf with a chain that verifies.
#pragma once

#include <memory>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "ca/issuers.h"
#include "model/issued_certificate.h"
#include "ra/bounded_cache.h"
#include "ra/scope.h"

namespace chancery::ra {

class Office;

/// DER, leaf first, without the root (RFC 8446 section 4.4.2: it may be left out).
using Chain = std::vector<Bytes>;

/// Safe for many threads.
class Certificates final {
 public:
  /// Both are borrowed.
  Certificates(Office& office, const ca::Issuers& issuers)
      : office_(office), issuers_(issuers), cache_(kMaxCached) {}

  /// Those that were just made are about to be fetched; a certificate never changes.
  void remember(model::IssuedCertificate certificate);

  /// Errors: kCertificateNotFound.
  [[nodiscard]] Result<std::shared_ptr<const model::IssuedCertificate>> get(
      Scope scope, model::CertificateId id);

  /// Every chain, the usual one first: there are several when a CA on the way has more than one
  /// certificate (cross-signed) that is valid now. Errors: ca::kIssuerNotFound.
  [[nodiscard]] Result<std::vector<Chain>> chains(
      const model::IssuedCertificate& certificate) const;

 private:
  static constexpr std::size_t kMaxCached = 1000;

  [[nodiscard]] Chain chain_over(const model::IssuedCertificate& certificate,
                                 const ca::IssuerPtr& issuer, const ca::LoadedIssuer& link,
                                 const ca::CrossCertificate& cross) const;

  Office& office_;
  const ca::Issuers& issuers_;
  BoundedCache<model::CertificateId, model::IssuedCertificate> cache_;
};

}  // namespace chancery::ra
