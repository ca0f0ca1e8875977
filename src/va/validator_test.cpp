// The validator against a really signed DNS and real hosts on loopback.
#include "va/validator.h"

#include <gtest/gtest.h>

#include "net/errors.h"
#include "va/errors.h"
#include "va/testing/world.h"

namespace chancery::va {
namespace {

using namespace std::chrono_literals;
using net::testing::http_answer;
using net::testing::TcpPeer;
using testing::dns;
using testing::ip;
using testing::key_authorization_page;
using testing::kKeyAuthorization;
using testing::kToken;
using testing::name;
using testing::World;

class ValidatorTest : public ::testing::Test, public World {};

// ---- http-01 ----

TEST_F(ValidatorTest, HttpProvesControlAndKeepsTheEvidence) {
  TcpPeer host(key_authorization_page);
  settings_.http_port = host.port();
  const auto evidence = http("www.signed.test");
  ASSERT_TRUE(evidence) << evidence.error().log_line();
  EXPECT_EQ(evidence->rule->section, "3.2.2.4.19");
  EXPECT_EQ(evidence->authorization_domain, "www.signed.test");
  EXPECT_EQ(evidence->dnssec(), net::Security::secure);
  ASSERT_EQ(evidence->http.size(), 1U);
  EXPECT_EQ(evidence->http[0].address, host.endpoint().text());
  EXPECT_EQ(evidence->http[0].status, 200);
  EXPECT_TRUE(host.requests().at(0).starts_with("GET /.well-known/acme-challenge/" + kToken +
                                                " HTTP/1.1\r\nHost: www.signed.test\r\n"));
  const auto json = to_json(*evidence);
  EXPECT_NE(json.find(R"("method":"http-01","section":"3.2.2.4.19","rules":"TLS BR 2.2.6")"),
            std::string::npos)
      << json;
  EXPECT_NE(json.find(R"("records":["127.0.0.1"])"), std::string::npos) << json;
}

TEST_F(ValidatorTest, HttpWorksForAnUnsignedZoneAndSaysSo) {
  TcpPeer host(key_authorization_page);
  settings_.http_port = host.port();
  EXPECT_EQ(http("www.unsigned.test")->dnssec(), net::Security::insecure);
}

TEST_F(ValidatorTest, HttpNeverConnectsOnABogusAddress) {
  TcpPeer host(key_authorization_page);
  settings_.http_port = host.port();
  const auto refused = http("www.bogus.test");
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().is(net::kDnsBogus)) << refused.error().log_line();
  EXPECT_NE(refused.error().parameter("reason"), "");
  EXPECT_TRUE(host.requests().empty());
}

TEST_F(ValidatorTest, HttpPrefersIpv6AndFallsBackToIpv4WhenNobodyListensThere) {
  TcpPeer four([](const std::string&) { return http_answer("200 OK", kKeyAuthorization); });
  settings_.http_port = four.port();
  const auto fallen_back = http("dual.signed.test");
  ASSERT_TRUE(fallen_back) << fallen_back.error().log_line();
  EXPECT_EQ(fallen_back->http[0].address, four.endpoint().text());

  TcpPeer six([](const std::string&) { return http_answer("200 OK", "wrong"); }, "::1",
              four.port());
  const auto refused = http("dual.signed.test");
  ASSERT_FALSE(refused) << "an answer that was got is judged: no second try elsewhere";
  EXPECT_EQ(refused.error().parameter("address"), six.endpoint().text());
}

TEST_F(ValidatorTest, HttpTellsWhichAddressesRefused) {
  settings_.http_port = 1;
  const auto refused = http("dual.signed.test");
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().is(net::kConnectFailed));
  EXPECT_EQ(refused.error().parameter("tried"), "[::1]:1, 127.0.0.1:1");
}

TEST_F(ValidatorTest, HttpNeverReachesPrivateAddressesByDefault) {
  TcpPeer host(key_authorization_page);
  settings_.http_port = host.port();
  settings_.private_addresses = net::PrivateAddresses::forbidden;
  for (const char* bad : {"www.signed.test", "six.signed.test", "hidden.signed.test"}) {
    const auto refused = http(bad);
    ASSERT_FALSE(refused);
    EXPECT_TRUE(refused.error().is(net::kAddressForbidden)) << bad;
    EXPECT_EQ(refused.error().parameter("host"), bad);
  }
  EXPECT_TRUE(host.requests().empty());
}

TEST_F(ValidatorTest, HttpNeverReachesTheMetadataServiceUnderAnySetting) {
  EXPECT_TRUE(http("metadata.signed.test").error().is(net::kAddressForbidden));
  TcpPeer host([](const std::string&) {
    return http_answer("302 Found", "", "Location: http://metadata.signed.test/latest/\r\n");
  });
  settings_.http_port = host.port();
  EXPECT_TRUE(http("www.signed.test").error().is(net::kAddressForbidden))
      << "the filter holds on every hop";
}

TEST_F(ValidatorTest, HttpUsesTheAllowedAddressBesideAForbiddenOne) {
  TcpPeer host(key_authorization_page, "::1");
  settings_.http_port = host.port();
  EXPECT_TRUE(http("mixed.signed.test"));
}

TEST_F(ValidatorTest, HttpTellsAMissingAddressFromAMissingName) {
  EXPECT_TRUE(http("nothing.signed.test").error().is(kNoAddress));
  const auto missing = http("nowhere.signed.test");
  EXPECT_TRUE(missing.error().is(kNoAddress));
  EXPECT_EQ(missing.error().parameter("host"), "nowhere.signed.test");
}

TEST_F(ValidatorTest, HttpShowsWhatItSawInsteadOfTheKeyAuthorization) {
  for (const auto& body : std::vector<std::string>{
           "<html>Welcome to nginx!</html>", "", "x" + kKeyAuthorization, kKeyAuthorization + "x",
           "\n" + kKeyAuthorization, kKeyAuthorization + std::string(5000, ' '),
           std::string("\0\x1b[2J", 5)}) {
    TcpPeer host([&](const std::string&) { return http_answer("200 OK", body); });
    settings_.http_port = host.port();
    const auto refused = http("www.signed.test");
    ASSERT_FALSE(refused) << body;
    const auto& error = refused.error();
    EXPECT_TRUE(error.is(kHttpContentWrong));
    EXPECT_EQ(error.parameter("expected"), kKeyAuthorization);
    EXPECT_EQ(error.parameter("address"), host.endpoint().text());
    EXPECT_EQ(error.parameter("seen").substr(0, 5), net::printable(body, 128).substr(0, 5));
    EXPECT_EQ(error.message().find('\x1b'), std::string::npos);
    EXPECT_LT(error.message().size(), 2000U);
  }
}

TEST_F(ValidatorTest, HttpWantsStatus200) {
  for (const char* status :
       {"404 Not Found", "401 Unauthorized", "500 Oops", "303 See Other", "206 Partial Content"}) {
    TcpPeer host([&](const std::string&) {
      return http_answer(status, kKeyAuthorization, "Location: /x\r\n");
    });
    settings_.http_port = host.port();
    const auto refused = http("www.signed.test");
    ASSERT_FALSE(refused);
    EXPECT_TRUE(refused.error().is(kHttpStatusWrong));
    EXPECT_EQ(refused.error().parameter("status"), std::string(status).substr(0, 3));
  }
}

TEST_F(ValidatorTest, HttpFollowsTheFourRedirectsToAnotherHost) {
  for (const char* status : {"301 Moved", "302 Found", "307 Again", "308 Elsewhere"}) {
    TcpPeer host([&](const std::string& request) {
      return request.starts_with("GET /moved ")
                 ? key_authorization_page(request)
                 : http_answer(status, "", "Location: http://www.unsigned.test:80/moved#f\r\n");
    });
    settings_.http_port = host.port();
    const auto evidence = http("www.signed.test");
    ASSERT_TRUE(evidence) << evidence.error().log_line();
    ASSERT_EQ(evidence->http.size(), 2U);
    EXPECT_EQ(evidence->http[1].url, "http://www.unsigned.test:80/moved");
    EXPECT_EQ(evidence->dnssec(), net::Security::insecure) << "the weakest answer counts";
  }
}

TEST_F(ValidatorTest, HttpFollowsAtMostTenRedirects) {
  TcpPeer host([](const std::string&) { return http_answer("302 Found", "", "Location: /a\r\n"); });
  settings_.http_port = host.port();
  const auto refused = http("www.signed.test");
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().is(kRedirectRefused));
  EXPECT_EQ(host.requests().size(), 11U);
}

TEST_F(ValidatorTest, HttpRefusesRedirectsThatLeaveTheWeb) {
  for (const char* location :
       {"http://www.signed.test:6379/", "https://www.signed.test:8444/", "ftp://www.signed.test/",
        "file:///etc/passwd", "gopher://127.0.0.1:25/_EHLO", "http://u:p@www.signed.test/",
        "http://[::1", "/a b", ""}) {
    TcpPeer host([&](const std::string&) {
      return http_answer("302 Found", "", std::string("Location: ") + location + "\r\n");
    });
    settings_.http_port = host.port();
    const auto refused = http("www.signed.test");
    ASSERT_FALSE(refused) << location;
    EXPECT_TRUE(refused.error().is(kRedirectRefused) || refused.error().is(kHttpStatusWrong) ||
                refused.error().is(net::kUrlMalformed))
        << location << refused.error().log_line();
    EXPECT_LE(host.requests().size(), 11U);
  }
}

TEST_F(ValidatorTest, HttpGivesUpOnASilentServerAtTheDeadline) {
  TcpPeer host([](const std::string&) { return std::string(); });
  settings_.http_port = host.port();
  limit_ = 500ms;
  EXPECT_TRUE(http("www.signed.test").error().is(net::kHttpTimeout));
}

TEST_F(ValidatorTest, HttpProvesAnAddressWithoutAskingDns) {
  TcpPeer four(key_authorization_page);
  settings_.http_port = four.port();
  const auto evidence =
      validate(Http01Challenge{ip("127.0.0.1"), kToken, kKeyAuthorization}).value();
  EXPECT_EQ(evidence.rule->section, "3.2.2.5.6");
  EXPECT_EQ(evidence.dnssec(), std::nullopt);
  TcpPeer six(key_authorization_page, "::1");
  settings_.http_port = six.port();
  EXPECT_TRUE(validate(Http01Challenge{ip("::1"), kToken, kKeyAuthorization}));
  EXPECT_NE(six.requests().at(0).find("Host: [::1]\r\n"), std::string::npos);
}

TEST_F(ValidatorTest, HttpNeverProvesAWildcardOrTakesAStrangeToken) {
  EXPECT_TRUE(http("*.signed.test").error().is(kMethodNotAllowed));
  for (const char* token : {"", "../../etc", "a b", "a?b", "a%2f"}) {
    EXPECT_TRUE(validate(Http01Challenge{dns("www.signed.test"), token, kKeyAuthorization})
                    .error()
                    .is(kChallengeMalformed));
  }
}

// ---- dns-01 and DNS change ----

TEST_F(ValidatorTest, DnsProvesAWildcardByTheTxtValue) {
  const auto value = dns_01_value(kKeyAuthorization);
  set_txt("_acme-challenge.dns.signed.test", R"(["\"old\"", "\")" + value + R"(\""])");
  const Dns01Challenge challenge{name("*.dns.signed.test"), kKeyAuthorization};
  const auto evidence = validate(challenge);
  ASSERT_TRUE(evidence) << evidence.error().log_line();
  EXPECT_EQ(evidence->authorization_domain, "dns.signed.test");
  EXPECT_EQ(evidence->identifier.value(), "*.dns.signed.test");
  EXPECT_EQ(evidence->dnssec(), net::Security::secure);
  EXPECT_EQ(evidence->dns.at(0).records.size(), 2U);
}

TEST_F(ValidatorTest, DnsFollowsAnAliasIntoAnotherZone) {
  const auto value = dns_01_value(kKeyAuthorization);
  set_txt("_acme-challenge.dns.unsigned.test", R"(["\")" + value + R"(\""])");
  const auto evidence = validate(Dns01Challenge{name("alias.signed.test"), kKeyAuthorization});
  ASSERT_TRUE(evidence) << evidence.error().log_line();
  EXPECT_EQ(evidence->dns.at(0).aliases,
            std::vector<std::string>{"_acme-challenge.dns.unsigned.test"});
  EXPECT_EQ(evidence->dnssec(), net::Security::insecure);
}

TEST_F(ValidatorTest, DnsTellsAMissingValueFromAWrongOne) {
  const auto missing = validate(Dns01Challenge{name("www.signed.test"), kKeyAuthorization});
  ASSERT_FALSE(missing);
  EXPECT_TRUE(missing.error().is(kTxtMissing));
  EXPECT_EQ(missing.error().parameter("name"), "_acme-challenge.www.signed.test");
  EXPECT_EQ(missing.error().parameter("expected"), dns_01_value(kKeyAuthorization));
  EXPECT_EQ(missing.error().parameter("answer"), "NXDOMAIN");

  set_txt("_acme-challenge.www.signed.test",
          R"(["\"yesterday\"", "\"a\"", "\"b\"", "\"c\"", "\"d\"", "\"e\"", "\"f\""])");
  const auto wrong = validate(Dns01Challenge{name("www.signed.test"), kKeyAuthorization});
  ASSERT_FALSE(wrong);
  EXPECT_TRUE(wrong.error().is(kTxtMismatch));
  EXPECT_NE(wrong.error().parameter("seen").find("and 2 more"), std::string::npos)
      << wrong.error().message();
}

TEST_F(ValidatorTest, DnsNeverBelievesABogusValue) {
  const auto value = dns_01_value(kKeyAuthorization);
  set_txt("_acme-challenge.bogus.test", R"(["\")" + value + R"(\""])");
  const auto refused = validate(Dns01Challenge{name("bogus.test"), kKeyAuthorization});
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().is(net::kDnsBogus)) << refused.error().log_line();
}

TEST_F(ValidatorTest, DnsChangeProvesNamesBelowTheAuthorizationDomain) {
  set_txt("_chancery.signed.test", R"(["\"random-value\""])");
  DnsChangeChallenge challenge{name("*.deep.down.signed.test"), name("signed.test"),
                               "_chancery.signed.test", "random-value"};
  const auto evidence = validate(challenge);
  ASSERT_TRUE(evidence) << evidence.error().log_line();
  EXPECT_EQ(evidence->rule->section, "3.2.2.4.7");
  EXPECT_EQ(evidence->authorization_domain, "signed.test");

  challenge.value = "another-value";
  EXPECT_TRUE(validate(challenge).error().is(kTxtMismatch));
}

TEST_F(ValidatorTest, DnsChangeNeverTakesARecordOutsideOfTheDomain) {
  const auto refuses = [&](const char* domain, const char* authorization, const char* record) {
    const auto result =
        validate(DnsChangeChallenge{name(domain), name(authorization), record, "random-value"});
    return !result && result.error().is(kChallengeMalformed);
  };
  EXPECT_TRUE(refuses("www.unsigned.test", "signed.test", "_chancery.signed.test"));
  EXPECT_TRUE(refuses("signed.test", "www.signed.test", "_chancery.www.signed.test"));
  EXPECT_TRUE(refuses("www.signed.test", "www.signed.test", "_chancery.signed.test"));
  EXPECT_TRUE(refuses("signed.test", "signed.test", "chancery.signed.test"));
  EXPECT_TRUE(refuses("signed.test", "signed.test", "_a._b.signed.test"));
  EXPECT_TRUE(refuses("signed.test", "signed.test", "_x.notsigned.test"));
}

// ---- CAA ----

TEST_F(ValidatorTest, CaaOfAnotherAuthorityForbids) {
  const auto refused = caa("www.foreign.signed.test");
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().is(kCaaForbids)) << refused.error().log_line();
  EXPECT_EQ(refused.error().parameter("found_at"), "foreign.signed.test");
  EXPECT_EQ(refused.error().parameter("iodef"), "mailto:abuse@signed.test");
}

TEST_F(ValidatorTest, CaaPermitsUsButNotOurWildcard) {
  const auto decision = caa("www.ours.signed.test").value();
  EXPECT_EQ(decision.reason, CaaReason::authorized);
  EXPECT_EQ(decision.security, net::Security::secure);
  EXPECT_TRUE(caa("*.ours.signed.test").error().is(kCaaForbids));
}

TEST_F(ValidatorTest, CaaOfAnAliasTargetIsNotClimbedFromThere) {
  // alias.ours -> www.foreign, which has no CAA of its own: its parent's CAA does not count
  // (RFC 8659 section 3), that of ours.signed.test does.
  EXPECT_EQ(caa("alias.ours.signed.test")->found_at, "ours.signed.test");
}

TEST_F(ValidatorTest, CaaOfNobodyPermitsAndSaysHowSure) {
  EXPECT_EQ(caa("www.signed.test")->reason, CaaReason::no_records);
  EXPECT_EQ(caa("www.signed.test")->security, net::Security::secure);
  EXPECT_EQ(caa("www.unsigned.test")->security, net::Security::insecure);
}

TEST_F(ValidatorTest, CaaCriticalUnknownAndBogusForbid) {
  EXPECT_TRUE(caa("critical.signed.test").error().is(kCaaCriticalUnknown));
  EXPECT_TRUE(caa("www.bogus.test").error().is(net::kDnsBogus));
}

}  // namespace
}  // namespace chancery::va
