// What an operator may change in a profile, and the law above it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "crypto/algorithm.h"
#include "der/oid.h"
#include "profile/profile.h"

namespace chancery::profile {

/// What configuration changes in one profile, or a profile of its own on top of a built-in one.
/// Rows of tables cannot be changed by configuration.
struct Settings {
  std::string profile;
  std::string base = {};  ///< a built-in profile for subscribers; empty: `profile` is built in
  std::string title = {};
  std::optional<std::int64_t> default_days = {};
  std::optional<std::int64_t> max_days = {};
  std::optional<std::size_t> max_names = {};
  /// TLS subscribers only: copy a name into commonName where one fits (TLS BR 7.1.2.7.2 discourages
  /// it; CPS 3.1.1 has it).
  std::optional<bool> common_name = {};
  /// TLS subscribers only: the subject of CPS 3.1.1 whole or none at all: commonName has to be
  /// there, and of an organization both locality and state (NT-11, NT-13, decisions/0016).
  std::optional<bool> cps_subject = {};
  /// TLS subscribers without EV only: allow IP addresses (TLS BR 3.2.2.5 allows them; CPS 3.2.2.5
  /// does not, NT-26).
  std::optional<bool> ip_addresses = {};
  /// Certificate policies behind the reserved one, which the CPS documents (TLS BR 7.1.2.7.9).
  std::vector<der::Oid> policies = {};
  std::vector<crypto::KeySpec> keys = {};  ///< the only kinds of keys; empty: what the law allows
  std::optional<bool> reuse_keys = {};     ///< false: a key is certified once (NT-67)
};

/// Whether `profile` may be changed so: nothing gets looser than the law in force at `at`.
/// Errors: kProfileBeyondLimit, kSettingForeign; as Catalogue::load says.
[[nodiscard]] Result<void> check_settings(const Settings& settings, const Profile& profile,
                                          Time at);

}  // namespace chancery::profile
