// A TBSCertificate taken apart once, for all lints (RFC 5280 section 4.1).
//
// A second reader beside x509's, on purpose: a fault that x509's reader and writer share would
// otherwise never be seen here. It is tolerant where lints want to speak: it accepts what is DER
// and has the shape of a TBSCertificate, and leaves every "may it be so?" to them.
#pragma once

#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "base/time.h"
#include "der/oid.h"
#include "der/tag.h"

namespace chancery::lint {

/// One AttributeTypeAndValue of a Name.
struct AttributeView {
  der::Oid type;
  der::Tag tag;
  BytesView value;
  std::size_t rdn;  ///< number of its RelativeDistinguishedName, from 0
};

struct NameView {
  BytesView tlv;
  std::vector<AttributeView> attributes;
};

struct TimeView {
  der::Tag tag;
  BytesView text;
  Seconds time;
};

struct ExtensionView {
  der::Oid id;
  bool critical;
  bool explicit_false;  ///< critical was encoded although it is the default
  BytesView value;      ///< content of extnValue
};

/// One GeneralName (RFC 5280 4.2.1.6): `number` is its context tag (1 rfc822Name, 2 dNSName,
/// 4 directoryName, 6 URI, 7 iPAddress).
struct GeneralNameView {
  unsigned number;
  BytesView value;
};

struct AccessView {
  der::Oid method;
  GeneralNameView location;
};

struct DistributionPointView {
  std::vector<GeneralNameView> full_name;
  bool has_relative_name = false;
  bool has_reasons = false;
  bool has_crl_issuer = false;
};

struct PolicyView {
  der::Oid id;
  std::vector<der::Oid> qualifiers;
};

struct BasicConstraintsView {
  bool ca = false;
  std::optional<std::int64_t> path_length;
};

struct AuthorityKeyIdView {
  BytesView key_id;
  bool has_key_id = false;
  bool has_issuer_or_serial = false;
};

struct KeyView {
  BytesView spki_tlv;
  BytesView algorithm_tlv;
  der::Oid algorithm;
  der::Oid curve;      ///< empty unless id-ecPublicKey
  BytesView key_bits;  ///< content of subjectPublicKey
  BytesView modulus;   ///< empty unless RSA; no leading zero
  BytesView exponent;
};

/// Borrows from the bytes that it was made of. Decoded extensions are there when the certificate
/// has them once and well-formed; an extension that is there but not decodable is an error of
/// parse().
class View final {
 public:
  /// Errors: any of der/errors.h; kShapeUnexpected.
  [[nodiscard]] static Result<View> parse(BytesView tbs_der);

  std::optional<std::int64_t> version;  ///< as encoded: v3 is 2
  BytesView serial;                     ///< content octets
  BytesView signature_algorithm_tlv;
  NameView issuer;
  TimeView not_before;
  TimeView not_after;
  NameView subject;
  KeyView key;
  bool has_unique_ids = false;
  std::vector<ExtensionView> extensions;

  std::optional<std::vector<GeneralNameView>> subject_alt_names;
  std::optional<std::vector<der::Oid>> extended_key_usage;
  std::optional<std::uint32_t> key_usage;  ///< bit n is the ASN.1 bit named n
  std::optional<std::vector<PolicyView>> policies;
  std::optional<std::vector<AccessView>> authority_info_access;
  std::optional<std::vector<DistributionPointView>> crl_distribution_points;
  std::optional<BasicConstraintsView> basic_constraints;
  std::optional<AuthorityKeyIdView> authority_key_id;
  std::optional<BytesView> subject_key_id;

  /// The first extension of this id, or nullptr.
  [[nodiscard]] const ExtensionView* find(const der::Oid& id) const;

 private:
  View() = default;
};

}  // namespace chancery::lint
