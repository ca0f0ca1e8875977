#include "profile/catalogue.h"

#include <gtest/gtest.h>

#include "profile/errors.h"
#include "profile/show.h"
#include "profile/validity.h"

namespace chancery::profile {
namespace {

constexpr Time kNow = at_date(2026, 11, 21);

Result<Catalogue> load(Settings settings, Time at = kNow) {
  return Catalogue::load(std::vector{std::move(settings)}, at);
}

TEST(Catalogue, FindsEveryProfileByNameAndNoOther) {
  for (const auto name : {kTlsDv, kPrivateServer, kPrivateClient, kTlsRootCa, kTlsSubordinateCa,
                          kTlsOcspResponder, kPrivateRootCa, kPrivateSubordinateCa,
                          kPrivateOcspResponder, kTlsOv, kTlsEv, kSmimeRootCa}) {
    EXPECT_EQ(built_in().find(name).value()->name(), name);
  }
  EXPECT_TRUE(built_in().find("tls-qv").error().is(kProfileUnknown));
}

TEST(Catalogue, FindsTheProfilesOfAHierarchy) {
  using policy::PolicySet;
  EXPECT_EQ(built_in().find(CertificateKind::root_ca, PolicySet::public_trust).name(), kTlsRootCa);
  EXPECT_EQ(built_in().find(CertificateKind::ocsp_responder, PolicySet::private_trust).name(),
            kPrivateOcspResponder);
}

TEST(Catalogue, EveryRowOfEveryProfileIsCitedAndDated) {
  for (const Profile& profile : built_in().profiles()) {
    EXPECT_TRUE(profile.in_force(kNow)) << profile.name();
    for (const Row& row : profile.rows()) {
      EXPECT_FALSE(row.citation.empty()) << profile.name() << to_text(row.field);
      EXPECT_GT(row.effective_from, policy::kAlways) << profile.name() << to_text(row.field);
      EXPECT_FALSE(row.presence == Presence::must_not && row.emission != Emission::never);
      EXPECT_FALSE(to_text(row.value).empty()) << profile.name() << to_text(row.field);
    }
  }
}

TEST(Catalogue, AProfileBeyondTheLawInForceIsNotLoaded) {
  const auto beyond = load({.profile = "tls-dv", .max_days = 201});
  ASSERT_FALSE(beyond);
  EXPECT_TRUE(beyond.error().is(kProfileBeyondLimit));
  EXPECT_EQ(beyond.error().parameter("allowed"), "200");
  EXPECT_NE(beyond.error().parameter("citation").find("6.3.2"), std::string::npos);
  EXPECT_TRUE(load({.profile = "tls-dv", .max_days = 200}));
  EXPECT_FALSE(load({.profile = "tls-dv", .max_days = 200}, at_date(2027, 3, 15)));
  EXPECT_FALSE(load({.profile = "tls-dv", .default_days = 201}));
  EXPECT_FALSE(load({.profile = "tls-dv", .default_days = 91, .max_days = 90}));
  EXPECT_FALSE(load({.profile = "tls-dv", .default_days = 0}));
  EXPECT_FALSE(load({.profile = "private-server", .max_names = 101}));
  EXPECT_FALSE(load({.profile = "private-server", .max_names = 0}));
  EXPECT_FALSE(load({.profile = "no-such"}));
}

TEST(Catalogue, SwitchesOfTlsDvAreRefusedElsewhere) {
  EXPECT_TRUE(load({.profile = "private-server", .common_name = true}).error().is(kSettingForeign));
  EXPECT_TRUE(load({.profile = "private-server", .cps_subject = true}).error().is(kSettingForeign));
  EXPECT_TRUE(load({.profile = "tls-root-ca", .ip_addresses = true}).error().is(kSettingForeign));
  EXPECT_TRUE(load({.profile = "tls-dv", .common_name = true, .ip_addresses = true}));
}

TEST(Catalogue, SettingsChangeTheirProfileAlone) {
  const Catalogue catalogue =
      load({.profile = "private-server", .default_days = 30, .max_names = 50}).value();
  EXPECT_EQ(catalogue.find("private-server").value()->bounds().default_days, 30);
  EXPECT_EQ(catalogue.find("private-server").value()->bounds().max_names, 50U);
  EXPECT_EQ(catalogue.find("private-client").value()->bounds().default_days, 365);
}

TEST(Show, TextAndJsonHoldRowsCitationsAndTheLimitOfThatDate) {
  const Profile& profile = *built_in().find(kTlsDv).value();
  const std::string now = show_text(profile, kNow);
  EXPECT_NE(now.find("at most 200"), std::string::npos) << now;
  EXPECT_NE(now.find("extKeyUsage: MUST"), std::string::npos) << now;
  EXPECT_NE(now.find("TLS BR 7.1.2.7.10"), std::string::npos);
  const std::string later = show_json(profile, at_date(2029, 3, 15));
  EXPECT_NE(later.find("\"max_days\":47"), std::string::npos) << later;
  EXPECT_NE(later.find("\"default_days\":47"), std::string::npos);
  EXPECT_NE(later.find("br_validity_47"), std::string::npos);
  EXPECT_EQ(later.find("br_validity_200"), std::string::npos);
}

}  // namespace
}  // namespace chancery::profile
