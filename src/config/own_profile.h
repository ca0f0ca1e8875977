// [profiles.NAME]: profiles that an operator adds, on top of built-in ones.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "config/config.h"
#include "config/toml.h"

namespace chancery::config {

/// The most that a setting of any profile may say; the law of the day is asked when it is used.
inline constexpr std::uint32_t kMostDays = 36'525;  // AL-22
inline constexpr std::uint32_t kMostNames = 100;    // house rule

/// Whether this is a key of an operator's own profile, well named: "profiles.", then lower-case
/// letters, digits and hyphens, then one key. `taken` are the tables that belong to built-in ones.
[[nodiscard]] bool is_own_profile_key(std::string_view key, std::span<const std::string> taken);

/// Puts the setting into its profile, which is made at its first key. Errors: kUnknownKey,
/// kValueRefused; with the place. Precondition: is_own_profile_key.
[[nodiscard]] Result<void> apply_own_profile(const Setting& setting, std::string_view file,
                                             Config& config);

/// That each has a base. Errors: kUnknownKey with the name that was perhaps meant.
[[nodiscard]] Result<void> check_own_profiles(const Config& config, std::string_view file,
                                              std::span<const std::string> known_keys);

/// As TOML tables, behind the others.
[[nodiscard]] std::string show_own_profiles(const Config& config);

/// The keys of such a table, for the documentation.
[[nodiscard]] std::vector<KeyDescription> describe_own_profile_keys();

}  // namespace chancery::config
