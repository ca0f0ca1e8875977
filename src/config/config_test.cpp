#include "config/config.h"

#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

#include "config/binding.h"
#include "config/errors.h"

namespace chancery::config {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

Config parsed(std::string_view toml) {
  auto config = parse_config(toml, "chancery.toml");
  EXPECT_TRUE(config.has_value()) << config.error().message();
  return config.value_or(Config{});
}

Error refused(std::string_view toml) {
  auto config = parse_config(toml, "chancery.toml");
  EXPECT_FALSE(config.has_value()) << toml;
  return config ? Error(kTomlMalformed) : std::move(config).error();
}

TEST(Config, AnEmptyFileMeansTheDefaults) {
  EXPECT_EQ(show_config(parsed("")), show_config(default_config()));
  EXPECT_EQ(default_config().listen.https.text(), "localhost:8443");
  EXPECT_EQ(default_config().public_urls.base_url, "http://localhost:8080");
  EXPECT_EQ(default_config().public_urls.api_url, "https://localhost:8443");
}

TEST(Config, EveryKeyOfTheIssueIsRead) {
  const Config config = parsed(R"(
[listen]
https = "0.0.0.0:443"
http = "[::]:80"
[store]
url = "postgresql://chancery@db.example/chancery"
[va]
resolver = "127.0.0.1:5353"
trust_anchor = "/etc/anchor.ds"
http_port = 5002
tls_port = 5001
allow_private_addresses = true
[acme]
require_eab = true
)");
  EXPECT_EQ(config.listen.https, (ListenAddress{"0.0.0.0", 443}));
  EXPECT_EQ(config.listen.http, (ListenAddress{"::", 80}));
  EXPECT_EQ(config.store.url, "postgresql://chancery@db.example/chancery");
  EXPECT_EQ(config.va.resolver, "127.0.0.1:5353");
  EXPECT_EQ(config.va.trust_anchor, "/etc/anchor.ds");
  EXPECT_EQ(config.va.http_port, 5002);
  EXPECT_EQ(config.va.tls_port, 5001);
  EXPECT_TRUE(config.va.allow_private_addresses);
  EXPECT_TRUE(config.acme.require_eab);
}

TEST(Config, EveryOtherKindOfValueIsRead) {
  const Config config = parsed(R"(
listen.workers = 4
public.base_url = "http://pki.example/"
log = { level = "debug", format = "json" }
va.caa_identities = ["ca.example", "pki.example"]
acme.finalize_wait = "250ms"
acme.orders_per_account = "300/3h"
crl.period = "15m"
)");
  EXPECT_EQ(config.listen.workers, 4U);
  EXPECT_EQ(config.public_urls.base_url, "http://pki.example");
  EXPECT_EQ(config.log.level, LogLevel::debug);
  EXPECT_EQ(config.log.format, LogFormat::json);
  EXPECT_THAT(config.va.caa_identities, ElementsAre("ca.example", "pki.example"));
  EXPECT_EQ(config.acme.finalize_wait, std::chrono::milliseconds(250));
  EXPECT_EQ(config.acme.orders_per_account, (RateLimit{300, std::chrono::hours(3)}));
  EXPECT_TRUE(config.acme.certificates_per_name.is_off());
  EXPECT_EQ(config.crl.period, std::chrono::minutes(15));
}

TEST(Config, ProfilesAreSetEachInATableOfItsOwn) {
  const Config config = parsed(R"(
[profiles.tls-dv]
default_days = 47
common_name = true
[profiles.private-server]
max_names = 50
)");
  EXPECT_EQ(config.tls_dv.default_days, 47U);
  EXPECT_TRUE(config.tls_dv.common_name);
  EXPECT_FALSE(config.tls_dv.ip_addresses);
  EXPECT_EQ(config.private_server.max_names, 50U);
  EXPECT_EQ(config.private_client.max_names, 0U);
  EXPECT_THAT(show_config(config), HasSubstr("[profiles.private-server]\n"));
  EXPECT_EQ(show_config(parsed(show_config(config))), show_config(config));
  EXPECT_EQ(refused("profiles.tls-vd.max_days = 1").parameter("did_you_mean"),
            "profiles.tls-dv.max_days");
  EXPECT_TRUE(refused("profiles.private-server.common_name = true").is(kUnknownKey));
  EXPECT_TRUE(refused("profiles.private-server.max_names = 101").is(kValueRefused));
}

TEST(Config, PublicUrlsFollowTheListenersWhenNotSet) {
  const Config config = parsed("[listen]\nhttp = \"ca.example:8081\"\nhttps = \"[::1]:8444\"\n");
  EXPECT_EQ(config.public_urls.base_url, "http://ca.example:8081");
  EXPECT_EQ(config.public_urls.api_url, "https://[::1]:8444");
}

TEST(Config, AnUnknownKeyIsNamedWithItsLineAndTheNearestKnownOne) {
  const Error error = refused("[listen]\nhttps = \"a:1\"\n\n[va]\nresovler = \"127.0.0.1\"\n");
  EXPECT_TRUE(error.is(kUnknownKey));
  EXPECT_EQ(error.parameter("key"), "va.resovler");
  EXPECT_EQ(error.parameter("line"), "5");
  EXPECT_EQ(error.parameter("file"), "chancery.toml");
  EXPECT_EQ(error.parameter("did_you_mean"), "va.resolver");
}

TEST(Config, AKnownNameInTheWrongSectionIsUnknown) {
  EXPECT_EQ(refused("[acme]\nresolver = \"127.0.0.1\"").parameter("did_you_mean"), "va.resolver");
  EXPECT_TRUE(refused("https = \"a:1\"").is(kUnknownKey));
  EXPECT_TRUE(refused("\"va.resolver\" = \"127.0.0.1\"").is(kUnknownKey));
}

TEST(Config, AValueOfTheWrongTypeOrRangeIsRefusedWithWhatIsExpected) {
  const Error error = refused("[va]\nhttp_port = \"80\"");
  EXPECT_TRUE(error.is(kValueRefused));
  EXPECT_EQ(error.parameter("seen"), "\"80\"");
  EXPECT_EQ(error.parameter("expected"), "a port from 1 to 65535");
  EXPECT_EQ(error.parameter("line"), "2");
  for (const char* toml : {"va.http_port = 0",
                           "va.http_port = 65536",
                           "va.http_port = -1",
                           "va.http_port = 80.0",
                           "listen.https = \"localhost\"",
                           "listen.https = \"localhost:0\"",
                           "listen.https = 8443",
                           "listen.https = \"::1:80\"",
                           "listen.https = \"a b:80\"",
                           "listen.workers = 0",
                           "log.level = \"loud\"",
                           "log.level = true",
                           "acme.require_eab = \"yes\"",
                           "acme.require_eab = 1",
                           "crl.period = \"1 day\"",
                           "crl.period = \"24\"",
                           "crl.period = \"0s\"",
                           "acme.orders_per_account = \"300\"",
                           "acme.orders_per_account = \"0/1h\"",
                           "store.url = \"mysql://x\"",
                           "store.url = \"sqlite:\"",
                           "public.base_url = \"https://a\"",
                           "public.base_url = \"http://\"",
                           "public.base_url = \"http://u@a\"",
                           "va.caa_identities = \"a\"",
                           "va.caa_identities = [\"a\", 1]",
                           "va.resolver = \"a\\nb\"",
                           "crl.period = 1979-05-27"}) {
    EXPECT_TRUE(refused(toml).is(kValueRefused)) << toml;
  }
}

TEST(Config, BrokenTomlIsRefusedWithItsPlace) {
  const Error error = refused("[listen]\nhttps = \n");
  EXPECT_TRUE(error.is(kTomlMalformed));
  EXPECT_EQ(error.parameter("line"), "2");
  EXPECT_TRUE(refused("[va]\nhttp_port = 1\nhttp_port = 2").is(kTomlMalformed));
  EXPECT_TRUE(refused(std::string(100'000, '[')).is(kTomlMalformed));
}

TEST(Config, KeysThatContradictEachOtherAreRefused) {
  EXPECT_EQ(refused("keys.backend = \"pkcs11\"").parameter("key"), "keys.backend");
  EXPECT_EQ(refused("keys.key_file = \"a\"\nkeys.passphrase_file = \"b\"").parameter("key"),
            "keys.passphrase_file");
  for (const auto* other : {"pin_file", "key_file", "passphrase_file"}) {
    EXPECT_EQ(refused("keys.activation_file = \"a\"\nkeys." + std::string(other) + " = \"b\"")
                  .parameter("key"),
              "keys.activation_file");
  }
  EXPECT_EQ(refused("crl.period = \"7d\"\ncrl.validity = \"1d\"").parameter("key"), "crl.validity");
  EXPECT_EQ(refused("listen.http = \"localhost:8443\"").parameter("key"), "listen.http");
}

TEST(Config, WhatIsShownReadsBackToTheSame) {
  const Config config = parsed(R"(
listen.https = "[::1]:9443"
store.url = "sqlite:/var/lib/a \"b\".db"
va.caa_identities = ["ca.example"]
acme.orders_per_account = "300/3h"
acme.finalize_wait = "1s"
keys = { backend = "pkcs11", module = "/usr/lib/softhsm.so", token = "t", pin_file = "/pin" }
)");
  EXPECT_EQ(show_config(parsed(show_config(config))), show_config(config));
  EXPECT_EQ(parsed(show_config(config)).store.url, "sqlite:/var/lib/a \"b\".db");
  EXPECT_EQ(show_config(parsed(show_config(default_config()))), show_config(default_config()));
}

TEST(Config, APasswordIsNeitherShownNorPutIntoAnError) {
  const Config config = parsed("store.url = \"postgresql://u:hunter2@h/d\"");
  EXPECT_EQ(config.store.url, "postgresql://u:hunter2@h/d");
  EXPECT_THAT(show_config(config), HasSubstr("postgresql://u:***@h/d"));
  EXPECT_THAT(show_config(config), Not(HasSubstr("hunter2")));
  EXPECT_THAT(refused("store.url = \"postgres://u:hunter2@h/d\"").message(),
              Not(HasSubstr("hunter2")));
}

TEST(Config, AFileThatIsNotThereOrTooLargeIsNamed) {
  auto missing = load_config("/nonexistent/chancery.toml");
  ASSERT_FALSE(missing.has_value());
  EXPECT_TRUE(missing.error().is(kConfigUnreadable));
  EXPECT_EQ(missing.error().parameter("file"), "/nonexistent/chancery.toml");

  const std::string path = ::testing::TempDir() + "chancery_config_test.toml";
  std::ofstream(path) << std::string(1024 * 1024 + 1, '#');
  EXPECT_TRUE(load_config(path).error().is(kConfigUnreadable));
  std::ofstream(path) << "[log]\nlevel = \"error\"\n";
  EXPECT_EQ(load_config(path).value().log.level, LogLevel::error);
}

TEST(Config, EveryKeyIsDescribedOnceAndListedInTheReadme) {
  std::stringstream readme;
  readme << std::ifstream(CHANCERY_SOURCE_DIR "/src/config/README.md").rdbuf();
  std::vector<std::string> names;
  for (const KeyDescription& key : describe_keys()) {
    EXPECT_FALSE(key.description.empty()) << key.name;
    std::string form = key.form;
    for (auto bar = form.find('|'); bar != std::string::npos; bar = form.find('|', bar + 2)) {
      form.insert(bar, "\\");
    }
    EXPECT_THAT(readme.str(), HasSubstr("| `" + key.name + "` | " + form + " | `" +
                                        key.default_value + "` | " + key.description + " |\n"));
    names.push_back(key.name);
  }
  std::ranges::sort(names);
  EXPECT_TRUE(std::ranges::adjacent_find(names) == names.end());
}

}  // namespace
}  // namespace chancery::config
