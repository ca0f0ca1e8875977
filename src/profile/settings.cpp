#include "profile/settings.h"

#include "policy/key_rules.h"
#include "policy/limits.h"
#include "profile/catalogue.h"
#include "profile/errors.h"
#include "profile/validity.h"
#include "x509/oids.h"

namespace chancery::profile {
namespace {

constexpr std::size_t kMostNames = 100;  // house rule: at most 100 names in a certificate

bool is_tls_leaf(const Profile& profile) {
  return profile.kind() == CertificateKind::subscriber &&
         profile.set() == policy::PolicySet::public_trust;
}

// Reserved for what other profiles are: 2.23.140.1 is the CA/Browser Forum's arc.
bool is_foreign_policy(const der::Oid& oid) {
  return oid == x509::kAnyPolicy || oid.to_dotted().starts_with("2.23.140.1.");
}

std::unexpected<Error> beyond(const Settings& settings, std::string setting, std::string seen,
                              std::string allowed, std::string_view citation) {
  return fail(kProfileBeyondLimit, {{"profile", settings.profile},
                                    {"setting", std::move(setting)},
                                    {"seen", std::move(seen)},
                                    {"allowed", std::move(allowed)},
                                    {"citation", std::string(citation)}});
}

Result<void> check_switches(const Settings& settings, const Profile& profile) {
  const bool tls = is_tls_leaf(profile);
  const bool addresses = tls && profile.base() != kTlsEv;
  const char* foreign = settings.ip_addresses && !addresses ? "ip_addresses"
                        : settings.common_name && !tls      ? "common_name"
                        : settings.cps_subject && !tls      ? "cps_subject"
                                                            : nullptr;
  return foreign == nullptr
             ? Result<void>()
             : fail(kSettingForeign, {{"profile", settings.profile}, {"setting", foreign}});
}

Result<void> check_numbers(const Settings& settings, const Profile& profile, Time at) {
  const DaysAllowed allowed = max_days(profile, at);
  const std::int64_t days = settings.max_days.value_or(allowed.days);
  if (days < 1 || days > allowed.days) {
    return beyond(settings, "max_days", std::to_string(days), std::to_string(allowed.days),
                  allowed.citation);
  }
  const std::int64_t default_days = settings.default_days.value_or(1);
  if (default_days < 1 || default_days > days) {
    return beyond(settings, "default_days", std::to_string(default_days), std::to_string(days),
                  settings.max_days ? "profile setting max_days" : allowed.citation);
  }
  const std::size_t names = settings.max_names.value_or(1);
  if (names < 1 || names > kMostNames) {
    return beyond(settings, "max_names", std::to_string(names), std::to_string(kMostNames),
                  "house rule: at most 100 names");
  }
  return {};
}

Result<void> check_policies(const Settings& settings, const Profile& profile) {
  if (!settings.policies.empty() && profile.set() == policy::PolicySet::private_trust) {
    return fail(kSettingForeign, {{"profile", settings.profile}, {"setting", "policies"}});
  }
  for (const der::Oid& oid : settings.policies) {
    if (is_foreign_policy(oid)) {
      return beyond(settings, "policies", oid.to_dotted(), "identifiers of the CA's own",
                    "TLS BR 7.1.2.7.9 (exactly one reserved identifier, no anyPolicy); NT-159");
    }
  }
  return {};
}

Result<void> check_keys(const Settings& settings, const Profile& profile, Time at) {
  for (const crypto::KeySpec& key : settings.keys) {
    const auto checked = policy::check_key_spec(key, profile.set(), profile.key_use(), at);
    if (!checked) {
      return beyond(settings, "keys", crypto::to_text(key), "other kinds",
                    checked.error().parameter("citation"));
    }
  }
  return {};
}

}  // namespace

Result<void> check_settings(const Settings& settings, const Profile& profile, Time at) {
  TRY(check_switches(settings, profile));
  TRY(check_numbers(settings, profile, at));
  TRY(check_policies(settings, profile));
  return check_keys(settings, profile, at);
}

}  // namespace chancery::profile
