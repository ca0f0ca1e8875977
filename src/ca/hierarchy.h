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

/// A CA that exists: certificate and key move in here. Its CRL numbers start at 1: a CA that has
/// published higher ones is not taken over while those lists are in use.
struct ImportOrder {
  std::string name;
  std::string purpose;
  std::string certificate_pem;  ///< the CA certificate; further certificates are not looked at
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
///
/// A key's label is the issuer's name and an id: an order that was refused after its key was made
/// leaves a key that nobody uses, and the name stays free.
class Hierarchy final {
 public:
  explicit Hierarchy(HierarchyDependencies dependencies) : uses_(dependencies) {}

  /// A new key and its self-signed certificate. Errors: kIssuerNameMalformed, kPurposeUnknown,
  /// store::kIssuerNameTaken; those of keys, profile, lint and issuance.
  [[nodiscard]] Result<IssuerPtr> create_root(const RootOrder& order);

  /// A new key and a certificate for it by `parent`. The certificate stands in the store like any
  /// other, in the same commit as the issuer, so it can be revoked. Errors: also kIssuerNotFound,
  /// kIssuerNotEnabled, kCrlShardsOutOfRange.
  [[nodiscard]] Result<IssuerPtr> create_subordinate(const SubordinateOrder& order);

  /// Errors: kImportedNotCa, kImportedExpired, kImportedKeyDiffers, kIssuerDuplicate,
  /// kIssuerNameMalformed, kPurposeUnknown, store::kIssuerNameTaken; those of policy for the key
  /// and of x509 for the certificate.
  [[nodiscard]] Result<IssuerPtr> import_issuer(const ImportOrder& order);

  /// Disabled and retired issuers sign no certificates but those of their OCSP responders; CRLs and
  /// OCSP go on (NT-91, NT-125). Retiring is final. Errors: kIssuerNotFound, kIssuerRetired.
  [[nodiscard]] Result<IssuerPtr> set_state(model::IssuerId id, model::IssuerState state,
                                            const std::string& actor);

 private:
  [[nodiscard]] Result<void> check_free(const std::string& name, const std::string& purpose) const;
  [[nodiscard]] std::string key_label(const std::string& name);
  [[nodiscard]] Result<void> insert(store::Transaction& tx, const model::Issuer& issuer,
                                    std::string_view kind, const std::string& actor);
  [[nodiscard]] Result<IssuerPtr> add(const model::Issuer& issuer, std::string_view kind,
                                      const std::string& actor);
  [[nodiscard]] Result<IssuerPtr> loaded(model::IssuerId id);
  [[nodiscard]] Result<void> check_imported(const ImportOrder& order,
                                            const x509::Certificate& certificate) const;
  [[nodiscard]] model::IssuerId parent_of(const x509::Certificate& certificate) const;

  HierarchyDependencies uses_;
};

/// Errors: kIssuerNameMalformed.
[[nodiscard]] Result<void> check_issuer_name(std::string_view name);

}  // namespace chancery::ca
