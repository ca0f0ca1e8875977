// Organizations that certificates are to name, and what was found out about them (TLS BR 3.2.2.1,
// 3.2.5, 4.2.1; NC-10..12, NC-x5; NT-33..37).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "model/ids.h"

namespace chancery::model {

struct Organization;
using OrganizationId = Id<Organization>;

/// The separate verdicts of a vetting (NT-35), in the order in which people work through them.
enum class VettingCheck {
  identity,        ///< it exists under this name
  address,         ///< it is where it says
  representative,  ///< who speaks for it works there and may ask for certificates
  contact,         ///< it was reached by a Reliable Method of Communication (NT-37)
};
inline constexpr std::size_t kVettingChecks = 4;

/// Where a verdict comes from. Which kinds decide which check is a table of `vetting`.
enum class SourceKind {
  government_agency,
  third_party_database,
  site_visit,
  attestation_letter,
  utility_bill,
  bank_statement,
  card_statement,
  tax_document,
  other_identification,
  organization_office,  ///< main, corporate, personnel or IT office of the organization
  phone_call,
  postal_mail,
  electronic_mail,
};
inline constexpr std::size_t kSourceKinds = 13;

struct VettingSource {
  SourceKind kind = SourceKind::government_agency;
  std::string name;       ///< "Handelsregister B, Amtsgericht Hamburg"
  std::string reference;  ///< what finds it again: a number, a document, the number that was called
};

struct Verdict {
  VettingCheck check = VettingCheck::identity;
  bool passed = false;
  VettingSource source;
  std::string comment;
  std::string actor;  ///< as in the audit log
  Time at{};
};

struct Representative {
  std::string name;
  std::string title;  ///< may be empty
  std::string email;
  std::string phone;
};

/// What its enterprise says about an organization. Empty: not given.
struct OrganizationFacts {
  std::string name;     ///< subject O
  std::string country;  ///< subject C
  std::string state_or_province;
  std::string locality;
  std::string street;
  std::string postal_code;
  std::string registration_number;
  std::string website;
  Representative representative;
};

/// What the newest round of checks has come to.
enum class Review {
  open,
  approved,
  rejected,
};

/// That an organization was found to be what it says.
struct OrganizationValidation {
  Time approved{};
  Time verified{};            ///< the oldest verdict that it rests on: reuse is measured from here
  Time until{};               ///< the first moment at which nothing may rest on it any more
  int round = 0;              ///< whose verdicts it rests on
  std::string approver = {};  ///< as in the audit log; "" for what was approved before 0120
};

struct Organization {
  OrganizationId id;
  AccountId enterprise;
  OrganizationFacts facts;
  std::vector<std::string> authors;  ///< whoever wrote the facts, as in the audit log
  Review review = Review::open;
  int round = 1;    ///< of the checks; a renewal and every change of the facts begin a new one
  std::string why;  ///< of a rejection
  Time created{};
  std::optional<OrganizationValidation> validation = {};  ///< the last one there was
};

/// An organization with the verdicts of its newest round, in the order of VettingCheck.
struct OrganizationView {
  Organization organization;
  std::string enterprise_name;
  std::vector<Verdict> verdicts;
};

/// pending -> validated | rejected; validated -> expired | rejected. A renewal leaves validated
/// until its end.
enum class OrganizationStatus { pending, validated, expired, rejected };

[[nodiscard]] OrganizationStatus status_at(const Organization& organization, Time now);

/// "pending", "validated", "expired", "rejected".
[[nodiscard]] std::string_view to_text(OrganizationStatus status);
[[nodiscard]] std::optional<OrganizationStatus> parse_organization_status(std::string_view text);

/// "identity", "address", "representative", "contact".
[[nodiscard]] std::string_view to_text(VettingCheck check);
[[nodiscard]] std::optional<VettingCheck> parse_vetting_check(std::string_view text);

/// "government-agency", "phone-call", ...
[[nodiscard]] std::string_view to_text(SourceKind kind);
[[nodiscard]] std::optional<SourceKind> parse_source_kind(std::string_view text);

}  // namespace chancery::model
