// Making hierarchies: roots, subordinates, and CAs brought from elsewhere (RFC 3647 section 6.1;
// TLS BR 6.1.1.1, 7.1.2; NT-133, NT-134, NT-146, NT-153..157; AL-2).
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "ca/issuing.h"
#include "crypto/algorithm.h"
#include "crypto/private_key.h"
#include "keys/key_store.h"
#include "keys/software_key_store.h"

namespace chancery::ca {

struct RootOrder {
  std::string name;     ///< label; becomes part of URLs
  std::string purpose;  ///< kTlsPurpose or kPrivatePurpose
  x509::DistinguishedName subject;
  crypto::KeySpec key = crypto::kP384;
  std::optional<std::int64_t> days;  ///< the profile's default if absent
  std::string actor;
};

struct SubordinateOrder {
  std::string name;
  model::IssuerId parent;
  x509::DistinguishedName subject;
  crypto::KeySpec key = crypto::kP256;
  std::optional<std::int64_t> days;
  int crl_shards = 1;
  std::string actor;
};

/// A CA that exists: certificate and key move in here.
struct ImportOrder {
  std::string name;
  std::string purpose;
  std::string certificate_pem;  ///< the CA certificate; further certificates are its issuers
  crypto::PrivateKey key;
  std::string actor;
};

/// Things beyond those of Issuing; borrowed.
struct HierarchyDependencies {
  IssuingDependencies issuing;
  Issuers& issuers;
  keys::KeyStore& keys;
  keys::SoftwareKeyStore* software;  ///< where imported keys go; null: import is not offered
};

/// Safe for many threads, but meant for one person at a time. Each act is durable, with its audit
/// record, when it returns, and the issuers in memory are read again.
class Hierarchy final {
 public:
  explicit Hierarchy(HierarchyDependencies dependencies) : uses_(dependencies) {}

  /// A new key and its self-signed certificate. Errors: kIssuerNameMalformed,
  /// store::kIssuerNameTaken; those of keys, profile, lint and issuance.
  [[nodiscard]] Result<IssuerPtr> create_root(const RootOrder& order);

  /// A new key and a certificate for it by `parent`. The certificate stands in the store like any
  /// other, so it can be revoked. Errors: also kIssuerNotFound, kIssuerNotEnabled.
  [[nodiscard]] Result<IssuerPtr> create_subordinate(const SubordinateOrder& order);

  /// Errors: kImportedKeyDiffers, kImportedNotCa, kIssuerNameMalformed, store::kIssuerNameTaken.
  [[nodiscard]] Result<IssuerPtr> import_issuer(const ImportOrder& order);

 private:
  [[nodiscard]] Result<IssuerPtr> add(const model::Issuer& issuer, std::string_view kind,
                                      const std::string& actor);

  HierarchyDependencies uses_;
};

/// Errors: kIssuerNameMalformed.
[[nodiscard]] Result<void> check_issuer_name(std::string_view name);

}  // namespace chancery::ca
