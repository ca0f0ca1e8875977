// What is signed in a certificate: TBSCertificate (RFC 5280 section 4.1).
#pragma once

#include <optional>

#include "base/bytes.h"
#include "base/result.h"
#include "base/time.h"
#include "x509/certificate_policies.h"
#include "x509/constraints.h"
#include "x509/distinguished_name.h"
#include "x509/extension.h"
#include "x509/general_name.h"
#include "x509/key_identifier.h"
#include "x509/key_usage.h"
#include "x509/locations.h"
#include "x509/serial.h"

namespace chancery::x509 {

/// A value to fill in and encode, or what was read. Nothing ties the fields together: that
/// notBefore comes before notAfter, and that the extensions fit the profile, is for `lint`.
struct TbsCertificate {
  static constexpr std::size_t kMaxSize = 256 * 1024;

  int version = 3;  ///< 1, 2 or 3; we write 3 only, 1 and 2 are read
  Serial serial;
  Bytes signature_algorithm_der;  ///< an AlgorithmIdentifier: algorithm_identifier(...)
  DistinguishedName issuer;
  Seconds not_before;
  Seconds not_after;
  DistinguishedName subject;
  Bytes spki_der;        ///< SubjectPublicKeyInfo, taken as it is
  Bytes unique_ids_der;  ///< issuerUniqueID and subjectUniqueID as read; never fill this in
  Extensions extensions;

  /// DER of the TBSCertificate. One pass, one buffer.
  [[nodiscard]] Bytes encode() const;

  /// Strict. What the key and the extensions hold is NOT looked at. Times through 2049 that were
  /// written as GeneralizedTime are accepted, so `encode()` gives back the same bytes except then:
  /// a lint may compare. Errors: kCertificateMalformed, kTooLarge, those of the parts and of der.
  [[nodiscard]] static Result<TbsCertificate> parse(BytesView der);

  bool operator==(const TbsCertificate&) const = default;
};

/// The extensions whose meaning is known here, taken apart. Each is absent when not present.
struct KnownExtensions {
  std::optional<BasicConstraints> basic_constraints;
  std::optional<NameConstraints> name_constraints;
  std::optional<KeyUsage> key_usage;
  std::optional<std::vector<Oid>> extended_key_usage;
  std::optional<GeneralNames> subject_alt_name;
  std::optional<Bytes> subject_key_identifier;
  std::optional<AuthorityKeyIdentifier> authority_key_identifier;
  std::optional<std::vector<AccessDescription>> authority_info_access;
  std::optional<std::vector<DistributionPoint>> crl_distribution_points;
  std::optional<std::vector<PolicyInformation>> certificate_policies;

  /// Whether the certificate may sign certificates as a CA, as far as basicConstraints says.
  [[nodiscard]] bool is_ca() const { return basic_constraints && basic_constraints->ca; }
  [[nodiscard]] bool has_purpose(const Oid& purpose) const;
};

/// Errors: those of the parse function of each, with the parameter "extension" (its OID).
[[nodiscard]] Result<KnownExtensions> interpret(const Extensions& extensions);

}  // namespace chancery::x509
