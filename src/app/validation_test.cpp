// From the one configuration file to the settings of va, ra and acme, over a real installation.
#include "app/validation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/errors.h"
#include "app/folder_for_tests.h"

namespace chancery::app {
namespace {

using ::testing::ElementsAre;

class Settings : public ::testing::Test {
 protected:
  Installation& with(std::string_view toml) {
    auto directory = DataDirectory::open(folder_ / "data").value();
    installation_ = Installation::open(config::parse_config(toml, "test.toml").value(),
                                       std::move(directory), "test")
                        .value();
    return *installation_;
  }

  TestFolder folder_;
  std::unique_ptr<Installation> installation_;
};

TEST_F(Settings, CaaNamesThePublicHostUnlessOthersAreConfigured) {
  EXPECT_THAT(caa_identities(config::default_config()), ElementsAre("localhost"));
  EXPECT_THAT(caa_identities(
                  config::parse_config("public.base_url = \"http://ca.example:81/x\"", "").value()),
              ElementsAre("ca.example"));
  EXPECT_THAT(
      caa_identities(
          config::parse_config("va.caa_identities = [\"a.example\", \"b.example\"]", "").value()),
      ElementsAre("a.example", "b.example"));
}

TEST_F(Settings, OfTheAcmeDoorAreThoseOfTheFile) {
  const auto settings = acme_settings(with(R"(
public.api_url = "https://ca.example"
acme.terms_of_service = "https://ca.example/terms"
acme.finalize_wait = "2s"
)"));
  EXPECT_EQ(settings.base_url, "https://ca.example");
  EXPECT_EQ(settings.terms_url, "https://ca.example/terms");
  EXPECT_EQ(settings.finalize_wait, std::chrono::seconds(2));
  EXPECT_THAT(settings.caa_identities, ElementsAre("localhost"));
}

TEST_F(Settings, OfTheRegistrationAuthorityAreThoseOfTheFile) {
  const auto settings = registration_settings(with(R"(
public.api_url = "https://ca.example:8443"
acme.require_eab = true
acme.orders_per_account = "300/3h"
)"));
  EXPECT_TRUE(settings.require_external_account);
  EXPECT_EQ(settings.external_account_secret.reveal().size(), 32U);
  EXPECT_EQ(settings.account_host, "ca.example");
  EXPECT_TRUE(settings.acme_account_prefix.starts_with("https://ca.example:8443/acme/"));
  EXPECT_EQ(settings.orders_per_account.count, 300U);
  EXPECT_EQ(settings.orders_per_account.per, std::chrono::hours(3));
  EXPECT_EQ(settings.certificates_per_name.count, 0U);
}

TEST_F(Settings, TheSecretOfExternalAccountsOutlivesARestart) {
  const Secret before = registration_settings(with("")).external_account_secret.clone();
  installation_ = nullptr;
  EXPECT_TRUE(constant_time_equal(
      before.reveal(), registration_settings(with("")).external_account_secret.reveal()));
}

TEST_F(Settings, AResolverThatIsNoAddressIsNamed) {
  const auto validation = Validation::open(with("va.resolver = \"dns.example\""));
  ASSERT_FALSE(validation);
  EXPECT_TRUE(validation.error().is(kResolverMalformed));
  EXPECT_EQ(validation.error().parameter("seen"), "dns.example");
}

}  // namespace
}  // namespace chancery::app
