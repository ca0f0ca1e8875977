// Making hierarchies: roots, subordinates, CAs whose certificate or key comes from elsewhere, and
// the change to a new key (RFC 3647 sections 5.6, 6.1; TLS BR 6.1.1.1, 7.1.2; NT-125, NT-126,
// NT-133, NT-134, NT-146, NT-153..157; AL-2). How they end is in endings.h.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "ca/issuing.h"
#include "crypto/algorithm.h"
#include "crypto/private_key.h"
#include "keys/key_store.h"
#include "keys/software_key_store.h"
#include "model/issuer_request.h"

namespace chancery::ca {

struct RootOrder {
  std::string name;     ///< label; becomes part of URLs
  std::string purpose;  ///< kTlsPurpose or kPrivatePurpose
  x509::DistinguishedName subject;
  crypto::KeySpec key = crypto::kP384;
  std::optional<std::int64_t> days;  ///< the profile's default if absent
  std::string actor;
  model::IssuerId succeeds = {};  ///< whose key this one takes over from; empty: nobody's
};

struct SubordinateOrder {
  std::string name;
  model::IssuerId parent;
  x509::DistinguishedName subject;
  crypto::KeySpec key = crypto::kP256;
  std::optional<std::int64_t> days;
  int crl_shards = 1;
  std::string actor;
  model::IssuerId succeeds = {};  ///< whose key this one takes over from; empty: nobody's
};

/// A CA whose certificate another house gives, or the same one on an offline machine.
struct RequestOrder {
  std::string name;
  std::string purpose;
  x509::DistinguishedName subject;
  crypto::KeySpec key = crypto::kP256;
  int crl_shards = 1;
  std::string actor;
  model::IssuerId succeeds = {};  ///< as above; it steps down when the certificate comes
};

/// The certificate for such a request.
struct AcceptOrder {
  std::string name;
  /// The CA certificate first. Where its issuer is not one of ours, that one's certificate behind.
  std::string certificate_pem;
  std::string actor;
};

/// A certificate for a CA whose key is elsewhere.
struct CertifyOrder {
  model::IssuerId issuer;
  std::string csr;  ///< PKCS#10, PEM or DER
  std::optional<std::int64_t> days;
  std::string actor;
};

/// A CA takes over from another with a new key, under the same parent.
struct ChangeKeyOrder {
  model::IssuerId of;
  std::string name;
  x509::DistinguishedName subject;
  crypto::KeySpec key = crypto::kP256;
  std::optional<std::int64_t> days;
  std::string actor;
};

/// A CA that exists: certificate and key move in here.
struct ImportOrder {
  std::string name;
  std::string purpose;
  std::string certificate_pem;  ///< the CA certificate; further certificates are not looked at
  crypto::PrivateKey key;
  std::string actor;
  int crl_shards = 1;
  std::int64_t first_crl_number = 1;  ///< above every one that it has published
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

  /// A new key, and the request for its certificate; the CA waits for that until `accept`.
  /// Errors: kIssuerNameMalformed, kPurposeUnknown, kCrlShardsOutOfRange, kIssuerNotFound and
  /// kSuccessorUnfit for `succeeds`, store::kIssuerNameTaken; those of policy for the key.
  [[nodiscard]] Result<model::IssuerRequest> request(const RequestOrder& order);

  /// The requests that wait, oldest first.
  [[nodiscard]] Result<std::vector<model::IssuerRequest>> requests() const;

  /// Takes a CA in service under the certificate that was given for its request. Whether the issuer
  /// is to be trusted is NOT asked: whoever acts knows whom the request was sent to. Errors:
  /// kIssuerRequestNotFound, kCertificateNotAsRequested, kImportedNotCa, kImportedExpired,
  /// kIssuerUnproven, crypto::kSignatureInvalid.
  [[nodiscard]] Result<IssuerPtr> accept(const AcceptOrder& order);

  /// A subordinate's certificate for a key that is not ours, whose holder signed the request. It is
  /// stored like any other, so it can be revoked; no issuer comes of it here. Errors:
  /// kIssuerNotFound, kSubjectTaken, x509::kCsrSignature; those of `create_subordinate`.
  [[nodiscard]] Result<model::IssuedCertificate> certify(const CertifyOrder& order);

  /// A new CA with a new key below the same parent (or the root that took over from it), and in
  /// the same commit the old one steps down: it signs no certificates any more but those of its
  /// OCSP responders, and its lists, until its certificates end. Both keys stay active (CP/CPS
  /// 5.6; NT-125). For CAs whose parent is here; one below somebody else's takes `request`.
  ///
  /// A root's successor is another root, and both sign each other's keys before the old one steps
  /// down (link certificates, RFC 4210 section 4.4), so that who trusts either accepts what both
  /// have issued. Repeated after a failure in its middle, it goes on where it was.
  /// Errors: those of `create_subordinate`, `create_root` and CrossSigning::certify;
  /// kIssuerNotFound, kIssuerRetired, kSuccessorUnfit.
  [[nodiscard]] Result<IssuerPtr> change_key(const ChangeKeyOrder& order);

  /// Errors: kImportedNotCa, kImportedExpired, kImportedKeyDiffers, kIssuerDuplicate,
  /// kIssuerNameMalformed, kPurposeUnknown, store::kIssuerNameTaken; those of policy for the key
  /// and of x509 for the certificate.
  [[nodiscard]] Result<IssuerPtr> import_issuer(const ImportOrder& order);

  /// Disabled and retired issuers sign no certificates but those of their OCSP responders; CRLs and
  /// OCSP go on (NT-91, NT-125). Retiring is final. Errors: kIssuerNotFound, kIssuerRetired.
  [[nodiscard]] Result<IssuerPtr> set_state(model::IssuerId id, model::IssuerState state,
                                            const std::string& actor);

 private:
  [[nodiscard]] Result<void> report_refused(const RootOrder& order, const Error& why,
                                            BytesView refused_der);
  [[nodiscard]] Result<void> check_free(const std::string& name, const std::string& purpose) const;
  [[nodiscard]] Result<void> check_subject_free(model::IssuerId parent,
                                                const x509::DistinguishedName& subject) const;
  [[nodiscard]] Result<void> check_successor(model::IssuerId old, model::IssuerId parent,
                                             std::string_view purpose) const;
  [[nodiscard]] Result<void> step_down(store::Transaction& tx, const model::Issuer& successor,
                                       const std::string& actor);
  [[nodiscard]] Result<IssuerPtr> change_root_key(const IssuerPtr& old,
                                                  const ChangeKeyOrder& order);
  [[nodiscard]] Result<IssuerPtr> successor_root(const IssuerPtr& old, const ChangeKeyOrder& order);
  [[nodiscard]] Result<void> link(const IssuerPtr& signer, const IssuerPtr& subject,
                                  const std::string& actor);
  [[nodiscard]] IssuerPtr heir_of(IssuerPtr issuer) const;
  [[nodiscard]] IssueOrder order_for(const IssuerPtr& parent, const crypto::PublicKey& key,
                                     const x509::DistinguishedName& subject,
                                     std::optional<std::int64_t> days,
                                     const std::string& actor) const;
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

/// Errors: kCrlShardsOutOfRange.
[[nodiscard]] Result<void> check_crl_shards(int shards);

}  // namespace chancery::ca
