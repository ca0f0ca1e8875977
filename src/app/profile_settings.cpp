#include "app/profile_settings.h"

#include <array>

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

}  // namespace

Result<profile::Catalogue> load_profiles(const config::Config& config, Time at) {
  std::array settings{settings_of(profile::kTlsDv, config.tls_dv),
                      settings_of(profile::kPrivateServer, config.private_server),
                      settings_of(profile::kPrivateClient, config.private_client)};
  settings.front().common_name = config.tls_dv.common_name;
  settings.front().ip_addresses = config.tls_dv.ip_addresses;
  return profile::Catalogue::load(settings, at);
}

}  // namespace chancery::app
