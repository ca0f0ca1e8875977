#include "vetting/sources.h"

#include <algorithm>
#include <array>
#include <string>

#include "vetting/errors.h"

namespace chancery::vetting {
namespace {

using enum model::SourceKind;
using enum model::VettingCheck;
using model::SourceKind;

// The day of CPS 1.0.6; the sections of the Baseline Requirements are older.
constexpr Seconds kCps106 = at_date(2025, 6, 19);

constexpr std::array kIdentity{government_agency, third_party_database, site_visit,
                               attestation_letter};
constexpr std::array kAddress{government_agency,  third_party_database, site_visit,
                              attestation_letter, utility_bill,         bank_statement,
                              card_statement,     tax_document,         other_identification};
constexpr std::array kRepresentative{organization_office, government_agency, attestation_letter,
                                     site_visit};
constexpr std::array kContact{phone_call, postal_mail, electronic_mail, site_visit};

constexpr std::array<SourceRule, model::kVettingChecks> kRules{{
    {identity, "Does the organization exist, under exactly this name?",
     "TLS BR 3.2.2.1 (1) to (4); CPS 1.0.6 section 3.2.2; NT-33", kCps106, kIdentity},
    {address, "Is it at this address, in this state, locality and country?",
     "TLS BR 3.2.2.1, last paragraph; CPS 1.0.6 section 3.2.2; NT-33, NT-34", kCps106, kAddress},
    {representative, "Does the representative work there, and may ask for certificates?",
     "TLS BR 3.2.5 (offices of the organization) and 3.2.2.1; CPS 1.0.6 section 3.2.2; NT-35",
     kCps106, kRepresentative},
    {contact, "Did the organization confirm it, reached by data found independently?",
     "TLS BR 1.6.1 and 3.2.5 (Reliable Method of Communication); CPS 1.0.6 section 3.2.2; NT-35, "
     "NT-37",
     kCps106, kContact},
}};

}  // namespace

std::span<const SourceRule> source_rules() {
  return kRules;
}

Result<void> check_source(model::VettingCheck check, model::SourceKind kind) {
  const SourceRule& rule = kRules[static_cast<std::size_t>(check)];
  if (std::ranges::find(rule.kinds, kind) != rule.kinds.end()) {
    return {};
  }
  std::string allowed;
  for (const SourceKind one : rule.kinds) {
    allowed.append(allowed.empty() ? "" : ", ").append(model::to_text(one));
  }
  return fail(kSourceNotAllowed, {{"check", std::string(model::to_text(check))},
                                  {"seen", std::string(model::to_text(kind))},
                                  {"allowed", std::move(allowed)},
                                  {"citation", std::string(rule.citation)}});
}

}  // namespace chancery::vetting
