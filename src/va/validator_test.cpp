// The validator against a really signed DNS and real hosts on loopback.
#include "va/validator.h"

#include <gtest/gtest.h>

#include "base/encoding.h"
#include "crypto/hash.h"
#include "net/errors.h"
#include "net/testing/dns_peer.h"
#include "net/testing/tcp_peer.h"
#include "va/errors.h"

namespace chancery::va {
namespace {

using namespace std::chrono_literals;
using net::testing::http_answer;
using net::testing::TcpPeer;

constexpr const char* kZones = R"({
  "signed.test": {"records": [
    "www A 127.0.0.1", "dual A 127.0.0.1", "dual AAAA ::1", "six AAAA ::1",
    "hidden A 10.1.2.3", "metadata A 169.254.169.254", "mixed A 169.254.169.254",
    "mixed AAAA ::1", "nothing TXT \"no address here\"",
    "_acme-challenge.alias CNAME _acme-challenge.dns.unsigned.test.",
    "foreign CAA 0 issue \"other.example\"", "foreign CAA 0 iodef \"mailto:abuse@signed.test\"",
    "*.foreign A 127.0.0.1", "ours CAA 0 issue \"ca.example\"",
    "ours CAA 0 issuewild \";\"", "alias.ours CNAME www.foreign",
    "critical CAA 128 tbs \"unknown\""]},
  "unsigned.test": {"kind": "unsigned", "records": ["www A 127.0.0.1"]},
  "bogus.test": {"kind": "bogus", "records": ["www A 127.0.0.1"]}
})";

const std::string kToken = "evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA";
const std::string kKeyAuthorization = kToken + ".9jg46WB3rR_AHD-EBXdN7cBkH1WOu0tA3M9fm21mqTI";

x509::DnsName name(const char* text) {
  return x509::DnsName::parse(text).value();
}
x509::Identifier dns(const char* text) {
  return x509::Identifier(name(text));
}
x509::Identifier ip(const char* text) {
  return x509::Identifier(x509::IpAddress::parse(text).value());
}

class ValidatorTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    peer_ = std::make_unique<net::testing::DnsPeer>(kZones);
    resolver_ = net::UnboundResolver::make(peer_->settings(), SystemClock().now()).value();
  }
  static void TearDownTestSuite() {
    resolver_.reset();
    peer_.reset();
  }

  Result<Evidence> validate(const Challenge& challenge) {
    return Validator(*resolver_, clock_, settings_).validate(challenge, net::Deadline::in(limit_));
  }
  Result<Evidence> http(const char* host) {
    return validate(Http01Challenge{dns(host), kToken, kKeyAuthorization});
  }
  Result<CaaDecision> caa(const char* host) {
    Validator validator(*resolver_, clock_, settings_);
    return validator.check_caa({name(host), {}, {}}, net::Deadline::in(10s));
  }

  static std::unique_ptr<net::testing::DnsPeer> peer_;
  static std::unique_ptr<net::UnboundResolver> resolver_;
  ManualClock clock_{Time(at_date(2026, 11, 21))};
  ValidatorSettings settings_ = [] {
    ValidatorSettings s;
    s.private_addresses = net::PrivateAddresses::allowed;
    s.caa.issuer_domains = {"ca.example"};
    return s;
  }();
  Duration limit_ = 10s;
};
std::unique_ptr<net::testing::DnsPeer> ValidatorTest::peer_;
std::unique_ptr<net::UnboundResolver> ValidatorTest::resolver_;

std::string key_authorization_page(const std::string&) {
  return http_answer("200 OK", kKeyAuthorization + " \r\n\n");
}

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
  peer_->set("_acme-challenge.dns.signed.test", "TXT", R"(["\"old\"", "\")" + value + R"(\""])");
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
  peer_->set("_acme-challenge.dns.unsigned.test", "TXT", R"(["\")" + value + R"(\""])");
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

  peer_->set("_acme-challenge.www.signed.test", "TXT",
             R"(["\"yesterday\"", "\"a\"", "\"b\"", "\"c\"", "\"d\"", "\"e\"", "\"f\""])");
  const auto wrong = validate(Dns01Challenge{name("www.signed.test"), kKeyAuthorization});
  ASSERT_FALSE(wrong);
  EXPECT_TRUE(wrong.error().is(kTxtMismatch));
  EXPECT_NE(wrong.error().parameter("seen").find("and 2 more"), std::string::npos)
      << wrong.error().message();
}

TEST_F(ValidatorTest, DnsNeverBelievesABogusValue) {
  const auto value = dns_01_value(kKeyAuthorization);
  peer_->set("_acme-challenge.bogus.test", "TXT", R"(["\")" + value + R"(\""])");
  const auto refused = validate(Dns01Challenge{name("bogus.test"), kKeyAuthorization});
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().is(net::kDnsBogus)) << refused.error().log_line();
}

TEST_F(ValidatorTest, DnsChangeProvesNamesBelowTheAuthorizationDomain) {
  peer_->set("_chancery.signed.test", "TXT", R"(["\"random-value\""])");
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

// ---- tls-alpn-01, against openssl's own server ----

class TlsHost {
 public:
  struct Options {
    std::string san = "DNS:www.signed.test";
    std::string authorization = kKeyAuthorization;
    std::string criticality = "critical,";
    std::string protocol = "acme-tls/1";
    bool extension = true;
  };

  explicit TlsHost(const Options& options) : process_(start(options)) {
    // "ACCEPT 127.0.0.1:41234", after some lines about parameters
    std::string line;
    while (!line.starts_with("ACCEPT")) {
      line = process_.read_line();
    }
    port_ = static_cast<std::uint16_t>(std::stoi(line.substr(line.rfind(':') + 1)));
  }
  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  std::vector<std::string> start(const Options& options) {
    const auto digest = to_hex(crypto::sha256(as_bytes(options.authorization)));
    auto config =
        "[req]\ndistinguished_name=dn\nx509_extensions=e\nprompt=no\n[dn]\nCN=x\n[e]\n"
        "subjectAltName=" +
        options.san + "\n";
    if (options.extension) {
      config += "1.3.6.1.5.5.7.1.31=" + options.criticality + "DER:0420" + digest + "\n";
    }
    const auto in = "cd " + folder_.path() + " && ";
    folder_.write("config", config);
    folder_.write("moved", kKeyAuthorization);
    const auto made =
        in +
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 "
        "-config config -keyout key -out certificate 2>log";
    if (std::system(made.c_str()) != 0) {
      throw std::runtime_error("openssl req");
    }
    return {"sh", "-c",
            in +
                "exec openssl s_server -accept 127.0.0.1:0 -key key "
                "-cert certificate -WWW -alpn " +
                options.protocol + " 2>>log"};
  }

  net::testing::TemporaryFolder folder_;
  net::testing::ChildProcess process_;
  std::uint16_t port_ = 0;
};

class TlsAlpnTest : public ValidatorTest {
 protected:
  Result<Evidence> prove(const TlsHost::Options& options, const char* host = "www.signed.test") {
    const TlsHost server(options);
    settings_.tls_port = server.port();
    return validate(TlsAlpn01Challenge{dns(host), kKeyAuthorization});
  }
  void expect_wrong(const TlsHost::Options& options, const char* reason) {
    const auto refused = prove(options);
    ASSERT_FALSE(refused) << reason;
    EXPECT_TRUE(refused.error().is(kTlsCertificateWrong)) << refused.error().log_line();
    EXPECT_NE(refused.error().parameter("reason").find(reason), std::string_view::npos)
        << refused.error().message();
    EXPECT_NE(refused.error().parameter("address"), "");
  }
};

TEST_F(TlsAlpnTest, ProvesControl) {
  const auto evidence = prove({});
  ASSERT_TRUE(evidence) << evidence.error().log_line();
  EXPECT_EQ(evidence->rule->section, "3.2.2.4.20");
  EXPECT_EQ(evidence->tls->server_name, "www.signed.test");
  EXPECT_EQ(evidence->tls->certificate_sha256.size(), 64U);
}

TEST_F(TlsAlpnTest, ProvesAnAddressByItsReverseName) {
  const TlsHost server({.san = "IP:127.0.0.1"});
  settings_.tls_port = server.port();
  const auto evidence = validate(TlsAlpn01Challenge{ip("127.0.0.1"), kKeyAuthorization});
  ASSERT_TRUE(evidence) << evidence.error().log_line();
  EXPECT_EQ(evidence->rule->section, "3.2.2.5.7");
  EXPECT_EQ(evidence->tls->server_name, "1.0.0.127.in-addr.arpa");
}

TEST_F(TlsAlpnTest, NeverTakesACertificateOfAnotherNameOrOfSeveral) {
  expect_wrong({.san = "DNS:other.signed.test"}, "another name");
  expect_wrong({.san = "DNS:www.signed.test,DNS:other.signed.test"}, "one name only");
  expect_wrong({.san = "IP:127.0.0.1"}, "another name");
}

TEST_F(TlsAlpnTest, NeverTakesAnotherChallengesCertificate) {
  expect_wrong({.authorization = "other.authorization"}, "another challenge");
  expect_wrong({.criticality = ""}, "not critical");
  expect_wrong({.extension = false}, "no acmeIdentifier");
}

TEST_F(TlsAlpnTest, AnOrdinaryWebServerIsNotTakenForTheClient) {
  const auto refused = prove({.protocol = "http/1.1"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().parameter("server_name"), "www.signed.test")
      << refused.error().log_line();
}

TEST_F(TlsAlpnTest, PlainTextAndSilenceAreFailuresOfTheHandshake) {
  TcpPeer silent([](const std::string&) { return std::string(); });
  settings_.tls_port = silent.port();
  limit_ = 500ms;
  const auto refused = validate(TlsAlpn01Challenge{dns("www.signed.test"), kKeyAuthorization});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code(), "tls_timeout");
  EXPECT_EQ(refused.error().parameter("address"), silent.endpoint().text());
}

TEST_F(TlsAlpnTest, HttpMayBeRedirectedToHttpsWithAnyCertificate) {
  const TlsHost secure({.protocol = "http/1.1"});
  TcpPeer host([](const std::string&) {
    return http_answer("301 Moved", "", "Location: https://www.signed.test/moved\r\n");
  });
  settings_.http_port = host.port();
  settings_.tls_port = secure.port();
  const auto evidence = http("www.signed.test");
  ASSERT_TRUE(evidence) << evidence.error().log_line();
  EXPECT_EQ(evidence->http.at(1).url, "https://www.signed.test/moved");
}

}  // namespace
}  // namespace chancery::va
