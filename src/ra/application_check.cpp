#include "ra/application_check.h"

#include <algorithm>

#include "profile/subject.h"
#include "profile/validity.h"
#include "ra/errors.h"
#include "ra/names.h"
#include "store/application_repository.h"
#include "store/certificate_repository.h"
#include "vetting/identity.h"

namespace chancery::ra {

namespace {

using x509::GeneralName;
using x509::Identifier;

constexpr std::size_t kMaxNameSize = 100;

bool holds(const profile::Profile& profile, GeneralName::Kind kind, Time now) {
  const profile::Row* row = profile.find(profile::Field::subject_alt_name, now);
  const auto* kinds = row == nullptr ? nullptr : std::get_if<profile::NameKinds>(&row->value);
  return kinds != nullptr && std::ranges::find(kinds->kinds, kind) != kinds->kinds.end();
}

Result<void> check_identifier(const policy::NameRules& rules, const profile::Profile& profile,
                              const Identifier& identifier, Time now) {
  const bool is_dns = identifier.dns() != nullptr;
  if (!holds(profile, is_dns ? GeneralName::Kind::dns : GeneralName::Kind::ip, now)) {
    return fail(kIdentifierNotOffered, "profile", profile.name());
  }
  return is_dns ? rules.check(*identifier.dns(), now) : rules.check(*identifier.ip(), now);
}

bool is_ov(const ApplicationRequest& request) {
  return request.family == model::Family::advanced_ov;
}

std::string profile_name(const Office& office, const ApplicationRequest& request) {
  if (!request.profile.empty()) {
    return request.profile;
  }
  return is_ov(request) ? std::string(profile::kTlsOv) : office.settings().default_profile;
}

/// Of what the application follows, if that is its account's.
Result<model::OrganizationId> organization_followed(store::Snapshot& snapshot,
                                                    const ApplicationRequest& request) {
  model::ApplicationId followed = request.apply_again_of;
  if (!request.renews.empty()) {
    const auto renewed = TRY(store::CertificateRepository::by_id(snapshot, request.renews));
    followed = renewed ? renewed->application : model::ApplicationId();
  }
  const auto before = TRY(store::ApplicationRepository::by_id(snapshot, followed));
  return before && before->account == request.account ? before->organization
                                                      : model::OrganizationId();
}

}  // namespace

Result<const profile::Profile*> check_profile(const Office& office,
                                              const ApplicationRequest& request) {
  const std::string name = profile_name(office, request);
  const profile::Profile* profile = TRY(office.profiles().find(name));
  const bool acme = request.source == model::ApplicationSource::acme;
  // Who verifies people, and organizations for EV, is not the road of applications.
  const bool fits =
      is_ov(request) ? profile->base() == profile::kTlsOv : !profile->needs_identity();
  if (profile->kind() != profile::CertificateKind::subscriber || !fits ||
      (acme && !holds(*profile, GeneralName::Kind::dns, office.now()))) {
    return fail(kProfileNotOffered, "profile", name);
  }
  return profile;
}

Result<std::optional<model::OrganizationView>> find_organization(
    Office& office, const ApplicationRequest& request) {
  using Found = std::optional<model::OrganizationView>;
  if (!is_ov(request)) {
    return request.organization.empty() ? Result<Found>(std::nullopt) : fail(kOrganizationNotTaken);
  }
  return office.database().read([&](store::Snapshot& snapshot) -> Result<Found> {
    const auto id = request.organization.empty() ? TRY(organization_followed(snapshot, request))
                                                 : request.organization;
    if (id.empty()) {
      return fail(kOrganizationNeeded);
    }
    return TRY(vetting::validated(snapshot, request.account, id, office.now()));
  });
}

Result<std::vector<Identifier>> check_identifiers(const policy::NameRules& rules,
                                                  const profile::Profile& profile,
                                                  std::span<const Identifier> identifiers,
                                                  Time now) {
  std::vector<Identifier> kept;
  for (const Identifier& identifier : identifiers) {
    if (std::ranges::find(kept, identifier) != kept.end()) {
      continue;
    }
    if (kept.size() == profile.bounds().max_names) {
      return fail(kApplicationTooManyNames,
                  {{"seen", std::to_string(identifiers.size())},
                   {"at_most", std::to_string(profile.bounds().max_names)}});
    }
    if (auto checked = check_identifier(rules, profile, identifier, now); !checked) {
      return std::unexpected(std::move(checked).error().with("identifier", label_of(identifier)));
    }
    kept.push_back(identifier);
  }
  if (kept.empty()) {
    return fail(kApplicationWithoutNames);
  }
  return kept;
}

Result<void> check_subject(const profile::Profile& profile, std::span<const Identifier> identifiers,
                           const std::optional<model::OrganizationView>& organization, Time now) {
  if (!policy::is_public(profile.set())) {
    return {};  // other subjects take what the CSR says
  }
  std::optional<profile::VettedIdentity> identity;
  if (organization) {
    identity = TRY(vetting::identity_of(organization->organization));
  }
  return profile::check_subject(profile, general_names(identifiers), identity, now);
}

Result<void> check_name(std::string_view name) {
  const bool printable = std::ranges::all_of(
      name, [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7f; });
  if (name.empty() || name.size() > kMaxNameSize || !printable || name.front() == ' ' ||
      name.back() == ' ') {
    return fail(kApplicationNameMissing, "seen", std::to_string(name.size()) + " bytes");
  }
  return {};
}

std::string fitting_name(std::string_view name, std::string_view suffix) {
  std::size_t length = std::min(name.size(), kMaxNameSize - suffix.size());
  const auto continues = [&](std::size_t at) {
    return at < name.size() && (static_cast<unsigned char>(name[at]) & 0xc0U) == 0x80U;
  };
  while (length > 0 && continues(length)) {
    --length;
  }
  return std::string(name.substr(0, length)).append(suffix);
}

Result<model::Agreement> check_agreement(const Office& office, const ApplicationRequest& request,
                                         const model::Account& account) {
  const std::string& version = office.settings().agreement_version;
  if (request.agreement_version == version) {
    return model::Agreement{version, office.now()};
  }
  if (request.agreement_version.empty() && account.agreement &&
      account.agreement->version == version) {
    return *account.agreement;
  }
  return fail(kAgreementRequired, "version", version);
}

Result<void> check_wish(const profile::Profile& profile, const ApplicationRequest& request,
                        Time now) {
  if (!request.not_before && !request.not_after) {
    return {};
  }
  profile::ValidityWish wish;
  if (request.not_before) {
    wish.not_before = to_seconds(*request.not_before);
  }
  if (request.not_after) {
    wish.not_after = to_seconds(*request.not_after);
  }
  if (const auto validity = profile::decide_validity(profile, wish, std::nullopt, now); !validity) {
    return fail(kValidityNotOffered, "because", validity.error().message());
  }
  return {};
}

}  // namespace chancery::ra
