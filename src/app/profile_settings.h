// The profiles of an installation: the built-in ones with what the configuration changes.
#pragma once

#include "config/config.h"
#include "profile/catalogue.h"

namespace chancery::app {

/// Errors: profile::kProfileBeyondLimit when a setting is beyond the law in force at `at`.
[[nodiscard]] Result<profile::Catalogue> load_profiles(const config::Config& config, Time at);

}  // namespace chancery::app
