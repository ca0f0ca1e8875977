// The issuers in memory: certificate, state, and the key that is opened when it is first needed.
#pragma once

#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string_view>
#include <vector>

#include "base/encoding.h"
#include "base/result.h"
#include "crypto/public_key.h"
#include "issuance/issuer.h"
#include "keys/key_store.h"
#include "model/cross_certificate.h"
#include "model/issuer.h"
#include "policy/current_suffixes.h"
#include "policy/name_rules.h"
#include "store/database.h"
#include "x509/certificate.h"

namespace chancery::policy {
class WeakKeyList;
}  // namespace chancery::policy

namespace chancery::ca {

/// The purposes of issuers: which hierarchy they belong to, and so whose rules they keep.
inline constexpr std::string_view kTlsPurpose = "tls";
inline constexpr std::string_view kPrivatePurpose = "private";
inline constexpr std::string_view kSmimePurpose = "smime";

[[nodiscard]] std::string_view purpose_of(policy::PolicySet set);
[[nodiscard]] bool is_purpose(std::string_view text);
/// Precondition: one of the purposes (Hierarchy stores no other).
[[nodiscard]] policy::PolicySet policy_set_of(std::string_view purpose);

/// The rules for names of each kind of hierarchy, and the published lists of weak keys. Safe for
/// many threads.
struct NameRuleSets {
  std::shared_ptr<const policy::CurrentSuffixes> suffixes;  ///< never null
  std::vector<std::string> local_suffixes = {};  ///< see policy::NameRules; not for private trust
  std::shared_ptr<const policy::WeakKeyList> weak_keys = {};  ///< nothing: no list is configured

  /// With the Public Suffix List of this moment: whoever decides takes the rules once, and all of
  /// the decision goes by one list.
  [[nodiscard]] policy::NameRules of(policy::PolicySet set) const {
    auto local = policy::is_public(set) ? local_suffixes : std::vector<std::string>();
    return {set, suffixes->get(), std::move(local)};
  }
};

/// One issuer as it was when it was looked up. Shared, immutable; the record's state may have
/// changed since.
class LoadedIssuer final {
 public:
  /// `keys`, `rules` and `linter` are borrowed. Errors: those of x509 and crypto for a stored
  /// certificate that cannot be read.
  [[nodiscard]] static Result<std::shared_ptr<const LoadedIssuer>> load(
      model::Issuer record, keys::KeyStore& keys, const NameRuleSets& rules,
      const issuance::OutsideLinter& linter);

  [[nodiscard]] const model::Issuer& record() const { return record_; }
  [[nodiscard]] const x509::Certificate& certificate() const { return certificate_; }
  [[nodiscard]] const crypto::PublicKey& public_key() const { return public_key_; }
  /// The certificate as text (RFC 7468): it goes into every answer that holds a chain.
  [[nodiscard]] const std::string& certificate_pem() const { return certificate_pem_; }
  [[nodiscard]] bool is_root() const { return certificate_.is_self_issued(); }

  /// The key for signing lists, opened at the first call and kept: on a token with few sessions it
  /// goes before `issuing`. A key that cannot be opened now (token away) is
  /// tried again at the next call, so that a server starts without its token.
  /// Errors: those of KeyStore::open.
  [[nodiscard]] Result<std::shared_ptr<const keys::Signer>> signer() const;

  /// The road's last two stages under this issuer, made at the first call, with the key opened for
  /// issuance, and made again with the same key when another Public Suffix List is in use: what
  /// began with the old one ends with it. Errors: those of `signer` and of issuance::Issuer::make.
  [[nodiscard]] Result<std::shared_ptr<const issuance::Issuer>> issuing() const;

 private:
  LoadedIssuer(model::Issuer record, x509::Certificate certificate, crypto::PublicKey key,
               keys::KeyStore& keys, const NameRuleSets& rules,
               const issuance::OutsideLinter& linter)
      : record_(std::move(record)),
        certificate_(std::move(certificate)),
        certificate_pem_(to_pem("CERTIFICATE", certificate_.der())),
        public_key_(std::move(key)),
        keys_(keys),
        rules_(rules),
        linter_(linter) {}

  [[nodiscard]] Result<std::shared_ptr<const keys::Signer>> open_key(keys::Urgency urgency) const;

  model::Issuer record_;
  x509::Certificate certificate_;
  std::string certificate_pem_;
  crypto::PublicKey public_key_;
  keys::KeyStore& keys_;
  const NameRuleSets& rules_;
  const issuance::OutsideLinter& linter_;
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const keys::Signer> signer_;
  mutable std::shared_ptr<const keys::Signer> issuing_key_;
  mutable std::shared_ptr<const policy::PublicSuffixList> issuing_suffixes_;
  mutable std::shared_ptr<const issuance::Issuer> issuing_;
};

using IssuerPtr = std::shared_ptr<const LoadedIssuer>;

/// Another certificate for one of our CAs (NT-8). Immutable.
struct CrossCertificate {
  model::CrossCertificate record;
  x509::Certificate certificate;
};
using CrossPtr = std::shared_ptr<const CrossCertificate>;

/// Every issuer of the installation: few, so all are held. Safe for many threads.
class Issuers final {
 public:
  /// References are borrowed. `linter` sees every certificate of every issuer; an empty one: none
  /// does. Call `reload` before anything else.
  Issuers(store::Database& database, keys::KeyStore& keys, const NameRuleSets& rules,
          issuance::OutsideLinter linter = {})
      : database_(database), keys_(keys), rules_(rules), linter_(std::move(linter)) {}

  /// Reads all of them again: at start, after a change here, and from time to time because of
  /// changes by other nodes. An issuer that did not change stays the same object, its key open.
  /// What cannot be read keeps what was there. Errors: the store's, x509's.
  [[nodiscard]] Result<void> reload();

  /// Oldest first, parents before children.
  [[nodiscard]] std::vector<IssuerPtr> list() const;

  /// Errors: kIssuerNotFound.
  [[nodiscard]] Result<IssuerPtr> by_id(model::IssuerId id) const;
  [[nodiscard]] Result<IssuerPtr> by_name(std::string_view name) const;

  /// The newest enabled subordinate of that purpose that is valid at `now`.
  /// Errors: kNoIssuerForProfile.
  [[nodiscard]] Result<IssuerPtr> for_purpose(std::string_view purpose, Time now) const;

  /// From an issuer up to, but without, its root: what a server sends behind its certificate. Ends
  /// early at an issuer whose parent is not ours.
  [[nodiscard]] std::vector<IssuerPtr> chain_of(const IssuerPtr& issuer) const;

  /// Every cross-certificate that names this CA, oldest first, ended ones included. Whether one was
  /// revoked by its issuer is NOT known here.
  [[nodiscard]] std::vector<CrossPtr> crosses_of(model::IssuerId subject) const;

  /// The CAs at whose certificates a path from `issuer` may end: its `chain_of`, and the root above
  /// where that is ours.
  [[nodiscard]] std::vector<IssuerPtr> path_of(const IssuerPtr& issuer) const;

  /// For issuers that are not here yet: a root that signs itself.
  [[nodiscard]] const issuance::OutsideLinter& outside_linter() const { return linter_; }

 private:
  store::Database& database_;
  keys::KeyStore& keys_;
  const NameRuleSets& rules_;
  const issuance::OutsideLinter linter_;
  std::mutex reloading_;  ///< so that an older reading never replaces a newer one
  mutable std::shared_mutex mutex_;
  std::vector<IssuerPtr> issuers_;
  std::vector<CrossPtr> crosses_;
};

}  // namespace chancery::ca
