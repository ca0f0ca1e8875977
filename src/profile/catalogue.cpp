#include "profile/catalogue.h"

#include <algorithm>
#include <array>

#include "profile/errors.h"
#include "profile/tables/built_in.h"
#include "x509/oids.h"

namespace chancery::profile {
namespace {

void emit_common_name(std::vector<Row>& rows, bool on) {
  for (Row& row : rows) {
    const auto* attribute = std::get_if<SubjectAttribute>(&row.value);
    if (attribute != nullptr && attribute->type == x509::kCommonName) {
      row.emission = on ? Emission::always : Emission::never;
    }
  }
}

/// The subject of CPS 1.0.6 section 3.1.1: never empty, and of an organization with locality and
/// state (NT-11, NT-13; docs/decisions/0016).
void demand_cps_subject(std::vector<Row>& rows) {
  emit_common_name(rows, true);
  for (Row& row : rows) {
    auto* attribute = std::get_if<SubjectAttribute>(&row.value);
    if (attribute == nullptr) {
      continue;
    }
    if (attribute->type == x509::kCommonName) {
      row.presence = Presence::must;
    }
    attribute->unless = {};  // no state in the place of a locality, nor the other way round
  }
}

constexpr std::array kDnsOnly = {x509::GeneralName::Kind::dns};
constexpr std::array kDnsAndIp = {x509::GeneralName::Kind::dns, x509::GeneralName::Kind::ip};

void allow_addresses(std::vector<Row>& rows, bool on) {
  for (Row& row : rows) {
    if (row.field == Field::subject_alt_name) {
      row.value = on ? NameKinds{kDnsAndIp} : NameKinds{kDnsOnly};
    }
  }
}

std::shared_ptr<const std::vector<der::Oid>> append_policies(std::vector<Row>& rows,
                                                             const std::vector<der::Oid>& more) {
  auto all = std::make_shared<std::vector<der::Oid>>();
  for (Row& row : rows) {
    const auto* list = std::get_if<OidList>(&row.value);
    if (row.field == Field::certificate_policies && list != nullptr) {
      all->assign(list->oids.begin(), list->oids.end());
      all->insert(all->end(), more.begin(), more.end());
      row.value = OidList{*all};
    }
  }
  return all;
}

}  // namespace

Result<Profile*> Catalogue::profile_for(const Settings& settings) {
  const auto existing = std::ranges::find(profiles_, settings.profile, &Profile::name_);
  if (settings.base.empty()) {
    return existing == profiles_.end()
               ? Result<Profile*>(fail(kProfileUnknown, "profile", settings.profile))
               : Result<Profile*>(&*existing);
  }
  if (existing != profiles_.end()) {
    return fail(kProfileNameTaken, "profile", settings.profile);
  }
  const auto base = std::ranges::find(profiles_, settings.base, &Profile::name_);
  if (base == profiles_.end()) {
    return fail(kProfileUnknown, {{"profile", settings.base}, {"for", settings.profile}});
  }
  if (base->kind() != CertificateKind::subscriber || base->base() != base->name()) {
    return fail(kBaseUnfit, {{"profile", settings.profile}, {"base", settings.base}});
  }
  Profile own = *base;
  own.name_ = settings.profile;
  own.title_ = settings.title.empty() ? own.title_ : settings.title;
  profiles_.push_back(std::move(own));
  return &profiles_.back();
}

void Catalogue::apply(Profile& profile, const Settings& settings) {
  Bounds& bounds = profile.bounds_;
  bounds.max_days = settings.max_days.value_or(bounds.max_days);
  bounds.default_days =
      settings.default_days.value_or(std::min(bounds.default_days, bounds.max_days));
  bounds.max_names = settings.max_names.value_or(bounds.max_names);
  if (settings.common_name) {
    emit_common_name(profile.rows_, *settings.common_name);
  }
  if (settings.cps_subject.value_or(false)) {
    demand_cps_subject(profile.rows_);
  }
  if (settings.ip_addresses) {
    allow_addresses(profile.rows_, *settings.ip_addresses);
  }
  if (!settings.policies.empty()) {
    profile.policies_ = append_policies(profile.rows_, settings.policies);
  }
  profile.keys_ = settings.keys;
  profile.reuses_keys_ = settings.reuse_keys.value_or(true);
}

Result<Catalogue> Catalogue::load(std::span<const Settings> settings, Time at) {
  Catalogue catalogue;
  for (const BuiltIn& each : built_in_tables()) {
    catalogue.profiles_.push_back(Profile(each.name, each.title, each.kind, each.set, each.bounds,
                                          each.effective_from, each.rows()));
  }
  for (const Settings& setting : settings) {
    Profile& profile = *TRY(catalogue.profile_for(setting));
    TRY(check_settings(setting, profile, at));
    apply(profile, setting);
  }
  return catalogue;
}

Result<const Profile*> Catalogue::find(std::string_view name) const {
  const auto profile = std::ranges::find(profiles_, name, &Profile::name);
  if (profile != profiles_.end()) {
    return &*profile;
  }
  const auto forbidden = std::ranges::find(forbidden_profiles(), name, &ForbiddenProfile::name);
  if (forbidden != forbidden_profiles().end()) {
    return fail(kProfileForbidden,
                {{"profile", std::string(name)}, {"citation", std::string(forbidden->citation)}});
  }
  return fail(kProfileUnknown, "profile", std::string(name));
}

const Profile& Catalogue::find(CertificateKind kind, policy::PolicySet set) const {
  return *std::ranges::find_if(profiles_, [&](const Profile& profile) {
    return profile.kind() == kind && profile.set() == set;
  });
}

const Catalogue& built_in() {
  // Without settings there is nothing that could be beyond a limit.
  static const Catalogue catalogue = Catalogue::load({}, kBallotSc62).value();
  return catalogue;
}

}  // namespace chancery::profile
