#include "app/profile_settings.h"

#include <algorithm>

namespace chancery::app {
namespace {

/// 0 stands for the profile's own number.
template <class T>
std::optional<T> number_or_own(std::uint32_t number) {
  return number == 0 ? std::nullopt : std::optional<T>(number);
}

profile::Settings settings_of(std::string_view name, const config::ProfileSettings& set) {
  return {.profile = std::string(name),
          .default_days = number_or_own<std::int64_t>(set.default_days),
          .max_days = number_or_own<std::int64_t>(set.max_days),
          .max_names = number_or_own<std::size_t>(set.max_names)};
}

bool is_set(const config::OwnProfile& own, std::string_view key) {
  return std::ranges::any_of(own.lines, [&](const auto& line) { return line.first == key; });
}

Result<profile::Settings> settings_of(const config::OwnProfile& own) {
  profile::Settings settings{.profile = own.name,
                             .base = own.base,
                             .title = own.title,
                             .default_days = number_or_own<std::int64_t>(own.default_days),
                             .max_days = number_or_own<std::int64_t>(own.max_days),
                             .max_names = number_or_own<std::size_t>(own.max_names)};
  if (is_set(own, "common_name")) {
    settings.common_name = own.common_name;
  }
  if (is_set(own, "cps_subject")) {
    settings.cps_subject = own.cps_subject;
  }
  if (is_set(own, "ip_addresses")) {
    settings.ip_addresses = own.ip_addresses;
  }
  settings.reuse_keys = !own.single_use_keys;
  for (const std::string& text : own.policies) {
    settings.policies.push_back(TRY(der::Oid::parse(text)));
  }
  for (const std::string& text : own.keys) {
    settings.keys.push_back(TRY(crypto::parse_key_spec(text)));
  }
  return settings;
}

/// The line of the setting that an error names, or that of the profile.
std::string line_of(const config::OwnProfile& own, std::string_view setting) {
  const auto line =
      std::ranges::find_if(own.lines, [&](const auto& each) { return each.first == setting; });
  return std::to_string(line == own.lines.end() ? own.line : line->second);
}

/// An operator's own profile is found by its line.
Error placed(Error error, const config::Config& config) {
  const auto own =
      std::ranges::find(config.own_profiles, error.parameter("profile"), &config::OwnProfile::name);
  const auto for_whom =
      std::ranges::find(config.own_profiles, error.parameter("for"), &config::OwnProfile::name);
  const auto found = for_whom != config.own_profiles.end() ? for_whom : own;
  if (found == config.own_profiles.end()) {
    return error;
  }
  const std::string line = line_of(*found, error.parameter("setting"));
  return std::move(error).with("line", line);
}

}  // namespace

Result<profile::Catalogue> load_profiles(const config::Config& config, Time at) {
  std::vector settings{settings_of(profile::kTlsDv, config.tls_dv),
                       settings_of(profile::kPrivateServer, config.private_server),
                       settings_of(profile::kPrivateClient, config.private_client)};
  settings.front().common_name = config.tls_dv.common_name;
  settings.front().cps_subject = config.tls_dv.cps_subject;
  settings.front().ip_addresses = config.tls_dv.ip_addresses;
  for (const config::OwnProfile& own : config.own_profiles) {
    auto one = settings_of(own);
    if (!one) {
      return std::unexpected(
          std::move(one).error().with("profile", own.name).with("line", std::to_string(own.line)));
    }
    settings.push_back(*std::move(one));
  }
  auto catalogue = profile::Catalogue::load(settings, at);
  return catalogue ? std::move(catalogue) : std::unexpected(placed(catalogue.error(), config));
}

}  // namespace chancery::app
