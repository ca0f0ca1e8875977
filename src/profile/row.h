// One row of a certificate profile: what stands in a field, and who says so.
//
// The shape is that of the tables of TLS BR 7.1.2: field, presence, criticality, value. A row also
// says what this house does where its sources leave a choice.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <variant>

#include "der/oid.h"
#include "policy/rule.h"
#include "x509/general_name.h"
#include "x509/key_usage.h"

namespace chancery::profile {

enum class Field {
  version,
  serial_number,
  signature,
  issuer,
  validity,
  subject,  ///< one row for each attribute; value is a SubjectAttribute
  subject_public_key,
  unique_ids,
  authority_key_identifier,
  subject_key_identifier,
  basic_constraints,
  key_usage,
  extended_key_usage,
  certificate_policies,
  subject_alt_name,
  authority_info_access_ca_issuers,
  authority_info_access_ocsp,
  crl_distribution_points,
  name_constraints,
  ocsp_no_check,
  precertificate_poison,
  sct_list,
};

/// The words of RFC 2119, as the sources use them.
enum class Presence { must, should, may, should_not, must_not };

/// What this house does within that.
enum class Emission {
  always,      ///< from what the certificate is made of; missing data is an error
  when_given,  ///< when the applicant or the issuer's settings give a value
  never,
};

enum class Criticality {
  not_an_extension,
  critical,
  not_critical,
  when_subject_is_empty,  ///< RFC 5280 4.2.1.6
};

/// The value comes from elsewhere; `text` tells from where.
struct Explained {
  std::string_view text;
};

/// Where the text of a subject attribute is taken from.
enum class AttributeSource {
  wish,  ///< what the applicant or the operator of a CA gives
  /// A character-for-character copy of one of the names (NT-16): the one that was asked for if it
  /// is among them, else the first that fits 64 characters, else none at all.
  name,
  identity,  ///< what was verified about the subject, and nothing else (NT-30)
  /// Made of what was verified: "givenName surname", else the pseudonym, else the organization.
  display_name,
};

/// An attribute of the subject.
struct SubjectAttribute {
  der::Oid type;
  AttributeSource source = AttributeSource::wish;
  bool repeatable = false;                        ///< one RDN for each that is given
  std::span<const der::Oid> unless = {};          ///< not demanded where one of these stands
  std::span<const der::Oid> not_beside = {};      ///< refused where one of these stands
  std::span<const der::Oid> only_beside = {};     ///< refused where none of these stands
  std::span<const std::string_view> one_of = {};  ///< nothing: any text
};

/// The whole subject of an existing CA certificate, byte for byte (BR 7.1.2.2.2).
struct ExistingSubject {};

/// keyUsage by kind of key.
struct UsageByKey {
  x509::KeyUsage rsa;
  x509::KeyUsage ecdsa;
  x509::KeyUsage ed25519;
};

/// extendedKeyUsage or certificatePolicies, in this order.
struct OidList {
  std::span<const der::Oid> oids;
};

/// The same, where whoever makes a CA may choose. anyExtendedKeyUsage and anyPolicy stand alone.
struct OidChoice {
  std::span<const der::Oid> standard = {};  ///< written when nothing is asked for; may be empty
  std::span<const der::Oid> one_of = {};    ///< of these exactly one, or with `several` one or more
  std::span<const der::Oid> forbidden = {};  ///< and none of these
  bool several = false;
};

/// basicConstraints. `path_length`: the greatest that may be asked for, and the default.
struct CaConstraints {
  bool ca = false;
  std::optional<int> path_length;
};

/// Which kinds may stand in subjectAltName.
struct NameKinds {
  std::span<const x509::GeneralName::Kind> kinds;
  bool wildcards = true;
};

/// nameConstraints. `complete`: dNSName, iPAddress and directoryName are all spoken for; what is
/// not permitted is excluded as a whole (BR 7.1.2.5.2).
struct SubtreeRules {
  std::span<const x509::GeneralName::Kind> kinds;
  bool complete = false;
};

using Value = std::variant<Explained, SubjectAttribute, ExistingSubject, UsageByKey, OidList,
                           OidChoice, CaConstraints, NameKinds, SubtreeRules>;

struct Row {
  Field field;
  Presence presence;
  Emission emission;
  Criticality criticality;
  Value value;
  std::string_view citation;
  Seconds effective_from;
  Seconds effective_until = policy::kOpenEnd;

  [[nodiscard]] bool in_force(Time at) const {
    return effective_from <= at && at < effective_until;
  }
};

/// Dates of the documents that most rows come from.
inline constexpr Seconds kRfc5280 = at_date(2008, 5, 1);
inline constexpr Seconds kBallotSc62 = at_date(2023, 9, 15);
inline constexpr Seconds kSmimeBr = at_date(2023, 9, 1);

[[nodiscard]] std::string_view to_text(Field field);
[[nodiscard]] std::string_view to_text(Presence presence);
[[nodiscard]] std::string_view to_text(Emission emission);
[[nodiscard]] std::string_view to_text(Criticality criticality);
/// For people: "digitalSignature (RSA), ...", "1.3.6.1.5.5.7.3.1", "dns, ip".
[[nodiscard]] std::string to_text(const Value& value);

}  // namespace chancery::profile
