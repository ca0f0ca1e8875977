#include "model/organization.h"

#include <algorithm>
#include <array>

namespace chancery::model {

namespace {

constexpr std::array<std::string_view, 4> kStatuses{"pending", "validated", "expired", "rejected"};
constexpr std::array<std::string_view, kVettingChecks> kChecks{"identity", "address",
                                                               "representative", "contact"};
constexpr std::array<std::string_view, kSourceKinds> kKinds{
    "government-agency",    "third-party-database", "site-visit",     "attestation-letter",
    "utility-bill",         "bank-statement",       "card-statement", "tax-document",
    "other-identification", "organization-office",  "phone-call",     "postal-mail",
    "electronic-mail"};

template <class Value, std::size_t kSize>
std::optional<Value> parse(const std::array<std::string_view, kSize>& texts,
                           std::string_view text) {
  const auto* found = std::ranges::find(texts, text);
  return found == texts.end() ? std::nullopt
                              : std::optional(static_cast<Value>(found - texts.begin()));
}

}  // namespace

OrganizationStatus status_at(const Organization& organization, Time now) {
  if (organization.validation && now < organization.validation->until) {
    return OrganizationStatus::validated;
  }
  switch (organization.review) {
    case Review::open:
      return OrganizationStatus::pending;
    case Review::approved:
      return OrganizationStatus::expired;
    case Review::rejected:
      break;
  }
  return OrganizationStatus::rejected;
}

std::string_view to_text(OrganizationStatus status) {
  return kStatuses[static_cast<std::size_t>(status)];
}

std::optional<OrganizationStatus> parse_organization_status(std::string_view text) {
  return parse<OrganizationStatus>(kStatuses, text);
}

std::string_view to_text(VettingCheck check) {
  return kChecks[static_cast<std::size_t>(check)];
}

std::optional<VettingCheck> parse_vetting_check(std::string_view text) {
  return parse<VettingCheck>(kChecks, text);
}

std::string_view to_text(SourceKind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}

std::optional<SourceKind> parse_source_kind(std::string_view text) {
  return parse<SourceKind>(kKinds, text);
}

}  // namespace chancery::model
