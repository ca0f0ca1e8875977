#include "profile/catalogue.h"

#include <algorithm>
#include <array>

#include "policy/limits.h"
#include "profile/errors.h"
#include "profile/tables/tables.h"
#include "profile/validity.h"
#include "x509/oids.h"

namespace chancery::profile {
namespace {

using policy::PolicySet;
using enum CertificateKind;

constexpr auto kPublic = PolicySet::public_trust;
constexpr auto kPrivate = PolicySet::private_trust;

constexpr std::int64_t kHundredYears = 36'525;  // AL-22
constexpr std::int64_t kTwentyYears = 7'305;
constexpr std::int64_t kTenYears = 3'652;
constexpr std::int64_t kHour = 3'600;

struct BuiltIn {
  std::string_view name;
  std::string_view title;
  CertificateKind kind;
  PolicySet set;
  Bounds bounds;  // default days, greatest days, backdating, names
  const Rows& (*rows)();
};

// 398 days, 100 names and 10 names: CPS 1.0.6 section 6.3.2, house rule, AL-24.
constexpr std::array kBuiltIns = {
    BuiltIn{kTlsDv,
            "TLS server, domain validated",
            subscriber,
            kPublic,
            {90, 398, kHour, 100},
            tls_dv_rows},
    BuiltIn{kPrivateServer,
            "Server in a private network",
            subscriber,
            kPrivate,
            {365, kHundredYears, kHour, 10},
            private_server_rows},
    BuiltIn{kPrivateClient,
            "Client of a private network",
            subscriber,
            kPrivate,
            {365, kHundredYears, kHour, 10},
            private_client_rows},
    BuiltIn{kTlsRootCa,
            "Root of a TLS hierarchy",
            root_ca,
            kPublic,
            {kTwentyYears, 9'132, kHour, 0},
            tls_root_ca_rows},
    BuiltIn{kTlsSubordinateCa,
            "Subordinate CA of a TLS hierarchy",
            subordinate_ca,
            kPublic,
            {kTenYears, kTenYears, kHour, 0},
            tls_subordinate_ca_rows},
    BuiltIn{kTlsOcspResponder,
            "OCSP responder of a TLS hierarchy",
            ocsp_responder,
            kPublic,
            {90, 398, kHour, 0},
            tls_ocsp_responder_rows},
    BuiltIn{kPrivateRootCa,
            "Root of a private hierarchy",
            root_ca,
            kPrivate,
            {kTwentyYears, kHundredYears, kHour, 0},
            private_root_ca_rows},
    BuiltIn{kPrivateSubordinateCa,
            "Subordinate CA of a private hierarchy",
            subordinate_ca,
            kPrivate,
            {kTenYears, kHundredYears, kHour, 0},
            private_subordinate_ca_rows},
    BuiltIn{kPrivateOcspResponder,
            "OCSP responder of a private hierarchy",
            ocsp_responder,
            kPrivate,
            {90, 398, kHour, 0},
            private_ocsp_responder_rows},
};

std::unexpected<Error> beyond(const Settings& settings, std::string setting, std::int64_t seen,
                              std::int64_t allowed, std::string_view citation) {
  return fail(kProfileBeyondLimit, {{"profile", settings.profile},
                                    {"setting", std::move(setting)},
                                    {"seen", std::to_string(seen)},
                                    {"allowed", std::to_string(allowed)},
                                    {"citation", std::string(citation)}});
}

constexpr std::size_t kMostNames = 100;  // house rule: at most 100 names in a certificate

Result<void> check(const Settings& settings, const Profile& profile, Time at) {
  if ((settings.common_name || settings.ip_addresses) && settings.profile != kTlsDv) {
    return fail(kSettingForeign, "profile", settings.profile);
  }
  const DaysAllowed allowed = max_days(profile, at);
  const std::int64_t days = settings.max_days.value_or(allowed.days);
  if (days < 1 || days > allowed.days) {
    return beyond(settings, "max_days", days, allowed.days, allowed.citation);
  }
  const std::int64_t default_days = settings.default_days.value_or(1);
  if (default_days < 1 || default_days > days) {
    return beyond(settings, "default_days", default_days, days,
                  settings.max_days ? "profile setting max_days" : allowed.citation);
  }
  const std::size_t names = settings.max_names.value_or(1);
  if (names < 1 || names > kMostNames) {
    return beyond(settings, "max_names", static_cast<std::int64_t>(names), kMostNames,
                  "house rule: at most 100 names");
  }
  return {};
}

void emit_common_name(std::vector<Row>& rows, bool on) {
  for (Row& row : rows) {
    const auto* attribute = std::get_if<SubjectAttribute>(&row.value);
    if (attribute != nullptr && attribute->type == x509::kCommonName) {
      row.emission = on ? Emission::always : Emission::never;
    }
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

}  // namespace

Result<Catalogue> Catalogue::load(std::span<const Settings> settings, Time at) {
  Catalogue catalogue;
  for (const BuiltIn& each : kBuiltIns) {
    catalogue.profiles_.push_back(
        Profile(each.name, each.title, each.kind, each.set, each.bounds, each.rows()));
  }
  for (const Settings& setting : settings) {
    auto profile = std::ranges::find(catalogue.profiles_, setting.profile, &Profile::name_);
    if (profile == catalogue.profiles_.end()) {
      return fail(kProfileUnknown, "profile", setting.profile);
    }
    TRY(check(setting, *profile, at));
    Bounds& bounds = profile->bounds_;
    bounds.max_days = setting.max_days.value_or(bounds.max_days);
    bounds.default_days = setting.default_days.value_or(bounds.default_days);
    bounds.max_names = setting.max_names.value_or(bounds.max_names);
    if (setting.common_name) {
      emit_common_name(profile->rows_, *setting.common_name);
    }
    if (setting.ip_addresses) {
      allow_addresses(profile->rows_, *setting.ip_addresses);
    }
  }
  return catalogue;
}

Result<const Profile*> Catalogue::find(std::string_view name) const {
  const auto profile = std::ranges::find(profiles_, name, &Profile::name);
  if (profile == profiles_.end()) {
    return fail(kProfileUnknown, "profile", std::string(name));
  }
  return &*profile;
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
