// From a profile and vetted data to the body of a certificate (RFC 5280 section 4.1).
//
// Only the table speaks: what the applicant asked for and no row in force takes up falls away.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "crypto/algorithm.h"
#include "crypto/public_key.h"
#include "policy/validity.h"
#include "profile/identity.h"
#include "profile/profile.h"
#include "x509/constraints.h"
#include "x509/distinguished_name.h"
#include "x509/general_name.h"
#include "x509/serial.h"
#include "x509/tbs_certificate.h"

namespace chancery::profile {

/// The CA certificate that a cross-certificate repeats under another issuer (BR 7.1.2.2). That it
/// was issued in compliance with the rules of its time is for its reader to confirm.
struct ExistingCa {
  x509::DistinguishedName subject;  ///< copied byte for byte
  Bytes spki_der;                   ///< the key that is certified again
  /// Its subjectKeyIdentifier, which what the CA issued names its key by; empty: it has none.
  Bytes key_id = {};
};

/// What the certificate is about. Names and key must have been vetted: nothing here checks them
/// against `policy`, or that anybody controls them.
struct Content {
  crypto::PublicKey key;
  x509::GeneralNames names;
  /// Texts by attribute type. Order and encoding come from the table, not from here.
  std::vector<x509::Attribute> subject = {};
  std::optional<int> path_length = {};  ///< CA certificates only
  bool include_crl_url = true;          ///< AL-19; where a row demands the URL this is ignored
  std::optional<VettedIdentity> identity = {};  ///< where rows ask for verified attributes
  // For CA certificates, where a row leaves a choice to whoever makes them.
  std::vector<der::Oid> purposes = {};  ///< extendedKeyUsage; empty: the row's own
  std::vector<der::Oid> policies = {};  ///< certificatePolicies; empty: the row's own
  std::optional<x509::NameConstraints> name_constraints = {};
  std::optional<ExistingCa> existing = {};
};

/// Who signs. For a root that signs itself `subject` is not looked at.
struct IssuerData {
  x509::DistinguishedName subject;  ///< copied byte for byte (BR 7.1.4.1, NT-23)
  Bytes key_id;                     ///< its subjectKeyIdentifier
  crypto::SignatureAlgorithm algorithm;
};

/// Where relying parties find what belongs to the certificate: plain http, fixed at birth.
struct Urls {
  std::vector<std::string> ca_issuers;
  std::vector<std::string> ocsp;
  std::vector<std::string> crl;
};

struct Placement {
  x509::Serial serial;
  policy::Validity validity;
  Urls urls;
};

/// Checks that the content fits the table at all: number and kinds of names, mandatory parts of the
/// subject, bounds of texts, age of the identity. For doors that want to refuse early; build_tbs
/// checks it again.
/// Errors: kProfileNotInForce, kNamesMissing, kNamesTooMany, kNameKindForbidden,
/// kNameWildcardForbidden, kIdentityMissing, kIdentityTooOld, kExistingMissing, kExistingDiffers,
/// kSubjectMissing, kNameTooLong, kSubjectMalformed, kSubjectContradicts, kKeyNotOffered,
/// x509::kStringMalformed.
[[nodiscard]] Result<void> check_content(const Profile& profile, const Content& content, Time at);

/// Whether the profile takes keys of this kind; what the law says is policy::check_public_key's.
/// Errors: kKeyNotOffered with "seen" and "allowed".
[[nodiscard]] Result<void> check_key_kind(const Profile& profile, const crypto::PublicKey& key);

/// Errors: those of check_content; kUrlMissing; kChoiceForbidden, kConstraintsMissing,
/// kConstraintForbidden; x509::kGeneralNameMalformed for a URL.
[[nodiscard]] Result<x509::TbsCertificate> build_tbs(const Profile& profile,
                                                     const IssuerData& issuer,
                                                     const Content& content,
                                                     const Placement& placement, Time at);

}  // namespace chancery::profile
