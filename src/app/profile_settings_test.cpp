#include "app/profile_settings.h"

#include <gtest/gtest.h>

#include "profile/build.h"
#include "profile/errors.h"
#include "profile/show.h"

namespace chancery::app {
namespace {

constexpr Time kNow = at_date(2026, 11, 21);

Result<profile::Catalogue> load(std::string_view toml, Time at = kNow) {
  return load_profiles(config::parse_config(toml, "test.toml").value(), at);
}

TEST(ProfileSettings, WithoutAnySettingTheProfilesAreTheBuiltInOnes) {
  const auto profiles = load("").value();
  for (const auto& built_in : profile::built_in().profiles()) {
    EXPECT_EQ(profile::show_json(*profiles.find(built_in.name()).value(), kNow),
              profile::show_json(built_in, kNow));
  }
}

TEST(ProfileSettings, EachTableChangesItsOwnProfile) {
  const auto profiles = load(R"(
[profiles.tls-dv]
default_days = 30
max_days = 60
max_names = 7
[profiles.private-server]
max_names = 99
[profiles.private-client]
max_days = 400
)")
                            .value();
  const auto& tls = profiles.find(profile::kTlsDv).value()->bounds();
  EXPECT_EQ(tls.default_days, 30);
  EXPECT_EQ(tls.max_days, 60);
  EXPECT_EQ(tls.max_names, 7U);
  EXPECT_EQ(profiles.find(profile::kPrivateServer).value()->bounds().max_names, 99U);
  EXPECT_EQ(profiles.find(profile::kPrivateServer).value()->bounds().default_days, 365);
  EXPECT_EQ(profiles.find(profile::kPrivateClient).value()->bounds().max_days, 400);
}

TEST(ProfileSettings, TheSwitchesOfTlsDvReachItsTable) {
  const auto emission = [](std::string_view toml) {
    const auto profiles = load(toml).value();
    return profile::show_json(*profiles.find(profile::kTlsDv).value(), kNow);
  };
  EXPECT_NE(emission("profiles.tls-dv.common_name = true"), emission(""));
  EXPECT_NE(emission("profiles.tls-dv.ip_addresses = true"), emission(""));
}

TEST(ProfileSettings, ASettingBeyondTheLawOfTheDayIsNamedWithSeenLimitAndCitation) {
  const auto beyond = load("profiles.tls-dv.max_days = 201");
  ASSERT_FALSE(beyond);
  EXPECT_TRUE(beyond.error().is(profile::kProfileBeyondLimit));
  EXPECT_EQ(beyond.error().parameter("profile"), "tls-dv");
  EXPECT_EQ(beyond.error().parameter("setting"), "max_days");
  EXPECT_EQ(beyond.error().parameter("seen"), "201");
  EXPECT_EQ(beyond.error().parameter("allowed"), "200");
  EXPECT_NE(beyond.error().parameter("citation"), "");
  EXPECT_TRUE(load("profiles.tls-dv.max_days = 200"));
  EXPECT_FALSE(load("profiles.tls-dv.max_days = 200", at_date(2027, 3, 15)));
}

}  // namespace
}  // namespace chancery::app
