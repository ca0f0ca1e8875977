// What verbs refuse before they open anything: an installation is not even made.
#include "app/verbs.h"

#include <gtest/gtest.h>

#include "app/errors.h"
#include "app/folder_for_tests.h"
#include "base/errors.h"
#include "config/errors.h"
#include "profile/errors.h"

namespace chancery::app {
namespace {

class Verbs : public ::testing::Test {
 protected:
  /// Refused, and the data directory was left alone.
  Error refused(const Result<void>& outcome) {
    EXPECT_FALSE(outcome);
    EXPECT_FALSE(std::filesystem::exists(common_.data));
    return outcome ? Error(kArgumentMalformed) : outcome.error();
  }

  TestFolder folder_;
  Common common_{.data = (folder_ / "data").string(), .config_file = {}, .json = true};
};

TEST_F(Verbs, NameTheRolesThatThereAre) {
  const auto error =
      refused(create_api_key(common_, {.role = "root", .name = "a", .account = {}, .expires = {}}));
  EXPECT_TRUE(error.is(kArgumentMalformed));
  EXPECT_EQ(error.parameter("seen"), "root");
  EXPECT_NE(error.parameter("known").find("registration-officer"), std::string::npos);
}

TEST_F(Verbs, RefuseAnExpiryThatIsNoTime) {
  const auto error = refused(create_api_key(
      common_, {.role = "applicant", .name = "a", .account = {}, .expires = "tomorrow"}));
  EXPECT_TRUE(error.is(kTimeMalformed));
}

TEST_F(Verbs, NameTheHierarchiesAndStatesThatThereAre) {
  EXPECT_EQ(
      refused(create_root(
                  common_,
                  {.name = "a", .purpose = "secret", .subject = "CN=a", .key = "p256", .days = {}}))
          .parameter("known"),
      "tls, private, smime");
  EXPECT_EQ(refused(set_issuer_state(common_, {.name = "a", .state = "gone"})).parameter("known"),
            "enabled, disabled, retired");
}

TEST_F(Verbs, RefuseIdsThatAreNone) {
  EXPECT_TRUE(refused(withdraw_api_key(common_, "../etc")).is(kIdMalformed));
  EXPECT_TRUE(refused(revoke_external_key(common_, "zzzz")).is(kIdMalformed));
}

TEST_F(Verbs, StopAtAConfigurationThatTheyCannotRead) {
  common_.config_file = (folder_ / "missing.toml").string();
  EXPECT_TRUE(refused(init(common_)).is(config::kConfigUnreadable));
  common_.config_file = folder_.file("c.toml", "[profiles.tls-dv]\nmax_days = 36525\n").string();
  EXPECT_TRUE(refused(show_profile(common_, "tls-dv", "")).is(profile::kProfileBeyondLimit));
}

TEST_F(Verbs, KnowOnlyTheProfilesThatThereAre) {
  EXPECT_TRUE(refused(show_profile(common_, "tls-qv", "")).is(profile::kProfileUnknown));
}

}  // namespace
}  // namespace chancery::app
