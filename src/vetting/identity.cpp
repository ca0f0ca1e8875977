#include "vetting/identity.h"

#include "store/organization_repository.h"
#include "vetting/errors.h"
#include "x509/oids.h"

namespace chancery::vetting {

Result<model::OrganizationView> validated(store::Snapshot& snapshot, model::AccountId enterprise,
                                          model::OrganizationId id, Time now) {
  using store::OrganizationRepository;
  auto view = TRY(OrganizationRepository::find(snapshot, store::Tenant::of(enterprise), id));
  if (!view) {
    return fail(kOrganizationNotFound, "organization", to_text(id));
  }
  const model::Organization& organization = view->organization;
  const auto status = status_at(organization, now);
  if (status != model::OrganizationStatus::validated) {
    return fail(kOrganizationNotValid,
                {{"organization", organization.facts.name},
                 {"organization_status", std::string(model::to_text(status))}});
  }
  if (organization.validation->round != organization.round) {
    view->verdicts =
        TRY(OrganizationRepository::verdicts(snapshot, id, organization.validation->round));
  }
  return *std::move(view);
}

Result<profile::VettedIdentity> identity_of(const model::Organization& organization) {
  const model::OrganizationFacts& facts = organization.facts;
  std::vector<x509::Attribute> attributes{{x509::kCountry, facts.country}};
  if (!facts.state_or_province.empty()) {
    attributes.push_back({x509::kStateOrProvince, facts.state_or_province});
  }
  if (!facts.locality.empty()) {
    attributes.push_back({x509::kLocality, facts.locality});
  }
  attributes.push_back({x509::kOrganization, facts.name});
  const auto& validation = organization.validation.value();
  return profile::VettedIdentity::make(
      std::move(attributes), validation.verified,
      "organization:" + to_text(organization.id) + " round " + std::to_string(validation.round));
}

}  // namespace chancery::vetting
