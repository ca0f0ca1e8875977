#include "issuance/vetted_request.h"

#include <gtest/gtest.h>
#include <type_traits>

#include "issuance/errors.h"
#include "issuance/testing/road.h"

namespace chancery::issuance::testing {
namespace {

using x509::GeneralName;

static_assert(!std::is_default_constructible_v<VettedRequest>);
static_assert(!std::is_constructible_v<VettedRequest, const profile::Profile&, profile::Content,
                                       profile::ValidityWish>,
              "nobody but vet() makes one");

GeneralName name(GeneralName::Kind kind, std::string_view text) {
  return GeneralName::from_text(kind, text).value();
}
GeneralName ip(std::string_view text) {
  return GeneralName(x509::IpAddress::parse(text).value());
}

std::string judge(std::string_view profile, x509::GeneralNames names) {
  const auto result = vet(profile, {.key = subscriber_key(),
                                    .names = std::move(names),
                                    .subject = {{x509::kCommonName, "somebody"}}});
  return result ? "ok" : std::string(result.error().code());
}

TEST(Vet, PublicNamesPassAndOthersNever) {
  EXPECT_EQ(judge(profile::kTlsDv, {dns("www.example.com"), dns("*.example.net")}), "ok");
  EXPECT_EQ(judge(profile::kTlsDv, {dns("www.example.com"), dns("db.internal")}), "name_reserved");
  EXPECT_EQ(judge(profile::kTlsDv, {dns("*.co.kr")}), "name_wildcard_too_wide");
  EXPECT_EQ(judge(profile::kTlsDv, {ip("8.8.8.8")}), "name_kind_forbidden");
  EXPECT_EQ(judge(profile::kPrivateServer, {ip("224.0.0.1")}), "address_reserved");
  EXPECT_EQ(judge(profile::kTlsDv, {name(GeneralName::Kind::dns, "a_b.example.com")}),
            "dns_name_not_preferred");
  EXPECT_EQ(judge(profile::kTlsDv, {name(GeneralName::Kind::dns, "example.com.")}),
            "dns_name_not_preferred");
  EXPECT_EQ(judge(profile::kPrivateServer, {dns("db.internal"), ip("10.0.0.1")}), "ok");
}

TEST(Vet, NamesTakeTheirOneFormAndStandOnce) {
  const auto request = vet(profile::kPrivateServer,
                           {.key = subscriber_key(),
                            .names = {name(GeneralName::Kind::dns, "WWW.Example.com"),
                                      dns("www.example.com"), ip("10.0.0.1"), ip("10.0.0.1")}});
  EXPECT_EQ(request->content().names, (x509::GeneralNames{dns("www.example.com"), ip("10.0.0.1")}));
}

TEST(Vet, MailboxesAreWellFormed) {
  const auto email = [](std::string_view text) {
    return judge(profile::kPrivateClient, {name(GeneralName::Kind::email, text)});
  };
  EXPECT_EQ(email("ann@example.com"), "ok");
  EXPECT_EQ(email("a@b@example.com"), "ok") << "the last @ counts";
  for (const auto* bad :
       {"ann", "@example.com", "ann@", "ann@a_b.com", "a b@example.com", "ann@*.example.com"}) {
    EXPECT_EQ(email(bad), "email_malformed") << bad;
  }
  EXPECT_EQ(email(std::string(64, 'a') + "@example.com"), "ok");
  EXPECT_EQ(email(std::string(65, 'a') + "@example.com"), "email_malformed");
  EXPECT_EQ(email("ann@xn--a.com"), "name_idn_malformed");
}

TEST(Vet, UrisAreAbsolute) {
  const auto uri = [](std::string_view text) {
    return judge(profile::kPrivateClient, {name(GeneralName::Kind::uri, text)});
  };
  EXPECT_EQ(uri("urn:instance:i-1"), "ok");
  EXPECT_EQ(uri("spiffe://example.org/web"), "ok");
  for (const auto* bad : {"", "path", "//host/", "1a:b", "urn:", "urn:a b", ":x"}) {
    EXPECT_EQ(uri(bad), "uri_malformed") << bad;
  }
}

TEST(Vet, KeysThatTheHierarchyForbidsNeverPass) {
  const auto with_key = [](std::string_view profile, const crypto::PublicKey& key) {
    const auto result = vet(profile, {.key = key, .names = {dns("www.example.com")}});
    return result ? "ok" : std::string(result.error().code());
  };
  const auto ed25519 = crypto::PrivateKey::generate(crypto::kEd25519).value().public_key();
  EXPECT_EQ(with_key(profile::kTlsDv, ed25519), "key_type_forbidden");
  EXPECT_EQ(with_key(profile::kPrivateServer, ed25519), "ok");
  const auto weak = crypto::PublicKey::from_rsa(Bytes(256, 0xff), Bytes{1, 0, 1}).value();
  EXPECT_EQ(with_key(profile::kPrivateServer, weak), "key_weak");
}

TEST(Vet, ContentThatDoesNotFitTheProfileNeverPasses) {
  EXPECT_EQ(judge(profile::kTlsDv, {}), "names_missing");
  EXPECT_EQ(judge(profile::kTlsDv, {name(GeneralName::Kind::email, "a@example.com")}),
            "name_kind_forbidden");
}

TEST(Vet, RulesOfAnotherHierarchyAreRefused) {
  const auto result = VettedRequest::vet(profile_of(profile::kTlsDv),
                                         {.key = subscriber_key(), .names = {dns("db.internal")}},
                                         {}, rules(policy::PolicySet::private_trust), kNow);
  ASSERT_FALSE(result);
  EXPECT_TRUE(result.error().is(kRulesMismatch));
}

TEST(Vet, LocalSuffixesOfADevelopmentHierarchyPass) {
  const auto result = VettedRequest::vet(
      profile_of(profile::kTlsDv), {.key = subscriber_key(), .names = {dns("www.site.test")}}, {},
      rules(policy::PolicySet::public_trust, {"test"}), kNow);
  EXPECT_TRUE(result) << result.error().message();
}

}  // namespace
}  // namespace chancery::issuance::testing
