// Cross-certificates: another certificate for a CA that has one (RFC 5280 section 3.2; TLS BR
// 7.1.2.2; S/MIME BR 7.1.2.2; NT-8, NT-126, NT-148, NT-149).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ca/issuers.h"
#include "ca/issuing.h"
#include "der/oid.h"

namespace chancery::ca {

/// What a cross-certificate lets the CA do (TLS BR 7.1.2.2.3 to 7.1.2.2.5).
enum class CrossUse {
  affiliate,  ///< whatever it did before; for CAs of the same organization or its affiliates
  tls,        ///< TLS servers alone
  other,      ///< certain purposes, TLS servers not among them
};

/// "affiliate", "tls", "other". Errors: kCrossUseUnknown.
[[nodiscard]] Result<CrossUse> parse_cross_use(std::string_view text);
[[nodiscard]] std::string_view to_text(CrossUse use);

struct CrossOrder {
  model::IssuerId issuer;
  CrossUse use = CrossUse::affiliate;
  std::string certificates_pem;  ///< those that the CA has, all for one name and key
  std::string csr;               ///< of its key, PEM or DER; "" where the certificates prove enough
  std::vector<der::Oid> purposes = {};  ///< for CrossUse::other
  std::vector<der::Oid> policies = {};  ///< empty: what the profile gives
  bool from_existing = false;           ///< begins with the earliest of the certificates, not now
  std::optional<std::int64_t> days;     ///< from now on; the profile's default if absent
  std::string actor;
};

/// Safe for many threads, but meant for one person at a time. Each act is durable, with its audit
/// record, when it returns.
class CrossSigning final {
 public:
  /// Both are borrowed; the dependencies' issuers are `issuers`.
  CrossSigning(IssuingDependencies issuing, Issuers& issuers) : uses_(issuing), issuers_(issuers) {}

  /// The name of the CA, byte for byte, and its key, under our issuer. Stored like any other
  /// certificate, so it can be revoked; for a CA of ours it is listed, too. The existing
  /// certificates are linted as of the day that each was issued (TLS BR 7.1.2.2); that the CA
  /// is an affiliate is for whoever orders to know, and goes on record. For CAs that stand in
  /// private and S/MIME hierarchies there is CrossUse::affiliate alone.
  /// Errors: kIssuerNotFound, kImportedNotCa, kImportedExpired, kCrossCertificatesDiffer,
  /// kCrossWithItself, kExistingNotCompliant, kPossessionUnproven, kCrossUseForeign; those of
  /// Issuing::issue.
  [[nodiscard]] Result<model::IssuedCertificate> certify(const CrossOrder& order);

  /// What another house needs to cross-certify our CA: its name and key, signed with that key
  /// (PKCS#10, DER). Errors: kIssuerNotFound; those of keys.
  [[nodiscard]] Result<Bytes> request(model::IssuerId of, const std::string& actor);

  /// Lists a certificate that another house, or another of our CAs, made for one of ours. Its
  /// issuer's certificate stands behind it where that is not ours. Errors: kCrossForeign,
  /// kImportedNotCa, kImportedExpired, kIssuerUnproven, crypto::kSignatureInvalid.
  [[nodiscard]] Result<CrossPtr> accept(const std::string& certificate_pem,
                                        const std::string& actor);

 private:
  [[nodiscard]] Result<std::vector<x509::Certificate>> read_existing(
      const CrossOrder& order, const LoadedIssuer& issuer) const;
  [[nodiscard]] Result<void> check_compliance(const std::vector<x509::Certificate>& existing,
                                              std::string_view purpose) const;
  [[nodiscard]] Result<void> check_possession(const std::vector<x509::Certificate>& existing,
                                              const std::string& csr) const;
  [[nodiscard]] Result<IssueOrder> order_for(const CrossOrder& order, const LoadedIssuer& issuer,
                                             const std::vector<x509::Certificate>& existing) const;
  /// Ours of that name and key, or null.
  [[nodiscard]] IssuerPtr known(const x509::Certificate& certificate) const;

  IssuingDependencies uses_;
  Issuers& issuers_;
};

}  // namespace chancery::ca
