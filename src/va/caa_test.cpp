#include "va/caa.h"

#include <functional>
#include <gtest/gtest.h>
#include <map>

#include "net/errors.h"
#include "va/caa_rules.h"
#include "va/errors.h"

namespace chancery::va {
namespace {

using namespace std::chrono_literals;
using net::RecordType;
using net::Security;

const Time kNow = at_date(2026, 11, 21);

CaaQuestion question(const char* name) {
  return {x509::DnsName::parse(name).value(), std::nullopt, std::nullopt};
}

// ---- what a record set says ----

struct Case {
  const char* what;
  const char* name;
  std::vector<net::CaaRecord> records;
  const ErrorKind* refusal;  ///< nullptr: permitted
};

TEST(CaaRules, FollowRfc8659) {
  const Case cases[] = {
      {"our name", "a.test", {{false, "issue", "ca.example"}}, nullptr},
      {"our second name", "a.test", {{false, "issue", " CA2.Example "}}, nullptr},
      {"another name", "a.test", {{false, "issue", "other.example"}}, &kCaaForbids},
      {"one of several",
       "a.test",
       {{false, "issue", "other.example"}, {false, "issue", "ca.example"}},
       nullptr},
      {"nobody", "a.test", {{false, "issue", ";"}}, &kCaaForbids},
      {"empty value", "a.test", {{false, "issue", ""}}, &kCaaForbids},
      {"malformed value authorizes nobody",
       "a.test",
       {{false, "issue", "ca.example x"}},
       &kCaaForbids},
      {"a subdomain of ours is not ours",
       "a.test",
       {{false, "issue", "x.ca.example"}},
       &kCaaForbids},
      {"only iodef", "a.test", {{false, "iodef", "mailto:a@a.test"}}, nullptr},
      {"issuemail does not bear on TLS", "a.test", {{true, "issuemail", ";"}}, nullptr},
      {"unknown", "a.test", {{false, "tbs", "x"}}, nullptr},
      {"unknown critical", "a.test", {{true, "tbs", "x"}}, &kCaaCriticalUnknown},
      {"unknown critical beside ours",
       "a.test",
       {{false, "issue", "ca.example"}, {true, "tbs", "x"}},
       &kCaaCriticalUnknown},
      {"known critical", "a.test", {{true, "issue", "ca.example"}}, nullptr},
      {"wildcard falls back to issue", "*.a.test", {{false, "issue", "ca.example"}}, nullptr},
      {"wildcard prefers issuewild",
       "*.a.test",
       {{false, "issue", "ca.example"}, {false, "issuewild", ";"}},
       &kCaaForbids},
      {"wildcard by issuewild alone",
       "*.a.test",
       {{false, "issue", ";"}, {false, "issuewild", "ca.example"}},
       nullptr},
      {"issuewild does not bear on a plain name", "a.test", {{false, "issuewild", ";"}}, nullptr},
  };
  const std::vector<std::string> ours{"ca.example", "ca2.example"};
  for (const auto& c : cases) {
    const auto judged = judge_caa(c.records, question(c.name), ours);
    if (c.refusal == nullptr) {
      EXPECT_TRUE(judged) << c.what << ": " << judged.error().message();
    } else {
      ASSERT_FALSE(judged) << c.what;
      EXPECT_TRUE(judged.error().is(*c.refusal)) << c.what;
    }
  }
}

TEST(CaaRules, AccountAndMethodOfRfc8657AreObeyed) {
  const std::vector<std::string> ours{"ca.example"};
  const auto permits = [&](const char* value, std::optional<std::string> account,
                           std::optional<Method> method) {
    auto asked = question("a.test");
    asked.account_uri = std::move(account);
    asked.method = method;
    return judge_caa(std::vector<net::CaaRecord>{{false, "issue", value}}, asked, ours).has_value();
  };
  const char* account = "ca.example; accounturi=https://ca.example/acct/1";
  EXPECT_TRUE(permits(account, "https://ca.example/acct/1", {}));
  EXPECT_FALSE(permits(account, "https://ca.example/acct/11", {}));
  EXPECT_FALSE(permits(account, "https://CA.example/acct/1", {}));
  EXPECT_FALSE(permits(account, {}, {})) << "no account can never be the right one";
  EXPECT_FALSE(permits("ca.example; accounturi=x; accounturi=x", "x", {}));

  const char* methods = "ca.example; validationmethods=dns-01,ca-tbr-19";
  EXPECT_TRUE(permits(methods, {}, Method::dns_01));
  EXPECT_TRUE(permits(methods, {}, Method::http_01));
  EXPECT_FALSE(permits(methods, {}, Method::tls_alpn_01));
  EXPECT_FALSE(permits(methods, {}, {}));
  EXPECT_FALSE(permits("ca.example; validationmethods=", {}, Method::dns_01));
  EXPECT_FALSE(permits("ca.example; validationmethods=xdns-01,dns-011", {}, Method::dns_01));
  EXPECT_TRUE(permits("ca.example; future=1", {}, {})) << "unknown parameters are ignored";
}

TEST(CaaReuse, IsTheGreaterOfTtlAndEightHours) {
  EXPECT_EQ(caa_usable_until(kNow, 60s), kNow + 8h);
  EXPECT_EQ(caa_usable_until(kNow, 24h), kNow + 24h);
}

// ---- where they are looked for: a resolver that plays a script ----

class ScriptedResolver final : public net::Resolver {
 public:
  using Step = std::function<Result<net::DnsAnswer>(net::DnsAnswer absent)>;

  Result<net::DnsAnswer> query(const net::QueryName& name, RecordType type,
                               net::Deadline) override {
    const auto key = std::string(net::to_text(type)) + " " + name.text();
    asked.push_back(key);
    net::DnsAnswer absent{name, type, net::Outcome::no_data, Security::secure, {}, {}, 60s};
    auto& steps = script[key];
    if (steps.empty()) {
      return absent;
    }
    const auto step = steps.front();
    if (steps.size() > 1) {
      steps.erase(steps.begin());
    }
    return step(absent);
  }
  bool validates() const override { return validating; }

  std::map<std::string, std::vector<Step>> script;
  std::vector<std::string> asked;
  bool validating = true;
};

ScriptedResolver::Step fails(const ErrorKind& kind) {
  return [&kind](const net::DnsAnswer&) -> Result<net::DnsAnswer> { return fail(kind); };
}
ScriptedResolver::Step absent(Security security, const std::vector<std::string>& aliases = {}) {
  return [=](net::DnsAnswer answer) -> Result<net::DnsAnswer> {
    answer.security = security;
    answer.aliases = aliases;
    return answer;
  };
}
// `rdata` as on the wire: flags, tag length, tag, value.
ScriptedResolver::Step record(const std::string& rdata) {
  return [=](net::DnsAnswer answer) -> Result<net::DnsAnswer> {
    answer.outcome = net::Outcome::data;
    answer.rdata = {to_bytes(rdata)};
    return answer;
  };
}
std::string issue(const std::string& value) {
  return std::string("\0\5issue", 7) + value;
}

struct CaaCheckerTest : ::testing::Test {
  ManualClock clock{kNow};
  ScriptedResolver resolver;
  CaaSettings settings{{"ca.example"}, CaaLookupFailure::permits_when_insecure};

  Result<CaaDecision> check(const char* name) {
    return CaaChecker(resolver, clock, settings).check(question(name), net::Deadline::in(10s));
  }
};

TEST_F(CaaCheckerTest, ClimbsToTheTopAndPermitsWhenNobodySaysAnything) {
  const auto decision = check("*.a.b.test").value();
  EXPECT_EQ(decision.reason, CaaReason::no_records);
  EXPECT_EQ(decision.security, Security::secure);
  EXPECT_EQ(decision.usable_until, kNow + 8h);
  EXPECT_EQ(resolver.asked, (std::vector<std::string>{"CAA a.b.test", "CAA b.test", "CAA test"}));
}

TEST_F(CaaCheckerTest, StopsAtTheClosestRecordsAndNeverLooksAbove) {
  resolver.script["CAA b.test"] = {record(issue("ca.example"))};
  resolver.script["CAA test"] = {record(issue("other.example"))};
  const auto decision = check("a.b.test").value();
  EXPECT_EQ(decision.reason, CaaReason::authorized);
  EXPECT_EQ(decision.found_at, "b.test");
  EXPECT_EQ(decision.records, std::vector<std::string>{"0 issue \"ca.example\""});
  EXPECT_EQ(resolver.asked.back(), "CAA b.test");
}

TEST_F(CaaCheckerTest, ARefusalTellsWhereWhatAndWhom) {
  resolver.script["CAA b.test"] = {record(issue("other.example"))};
  const auto refused = check("a.b.test");
  ASSERT_FALSE(refused);
  const auto& error = refused.error();
  EXPECT_TRUE(error.is(kCaaForbids));
  EXPECT_EQ(error.parameter("name"), "a.b.test");
  EXPECT_EQ(error.parameter("found_at"), "b.test");
  EXPECT_EQ(error.parameter("records"), "0 issue \"other.example\"");
  EXPECT_EQ(error.parameter("authorities_here"), "ca.example");
  EXPECT_NE(error.parameter("reason").find("names another authority"), std::string::npos);
}

TEST_F(CaaCheckerTest, AMalformedRecordRefuses) {
  resolver.script["CAA a.test"] = {record(std::string("\0\xffissue", 7))};
  const auto refused = check("a.test");
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().is(kCaaMalformed));
  EXPECT_EQ(refused.error().parameter("records"), "\\# 7 00ff6973737565");
}

TEST_F(CaaCheckerTest, BogusIsFinalAndNotAskedAgain) {
  resolver.script["CAA a.test"] = {fails(net::kDnsBogus)};
  EXPECT_TRUE(check("a.test").error().is(net::kDnsBogus));
  EXPECT_EQ(resolver.asked.size(), 1U);
}

TEST_F(CaaCheckerTest, OneFailureIsRepeated) {
  resolver.script["CAA a.test"] = {fails(net::kDnsServfail), absent(Security::secure)};
  EXPECT_EQ(check("a.test")->reason, CaaReason::no_records);
}

TEST_F(CaaCheckerTest, TwoFailuresRefuseUnlessTheZoneIsProvenInsecure) {
  for (const auto* kind : {&net::kDnsServfail, &net::kDnsTimeout, &net::kDnsRefused}) {
    resolver.script["CAA a.test"] = {fails(*kind)};
    resolver.script["SOA a.test"] = {absent(Security::secure)};
    const auto refused = check("a.test");
    ASSERT_FALSE(refused);
    EXPECT_TRUE(refused.error().is(kCaaLookupFailed));
    EXPECT_EQ(refused.error().parameter("failure"), kind->code);
  }
  resolver.script["SOA a.test"] = {fails(net::kDnsServfail)};
  EXPECT_FALSE(check("a.test")) << "a zone that does not answer proves nothing";
  resolver.script["SOA a.test"] = {absent(Security::insecure, {"elsewhere.test"})};
  EXPECT_FALSE(check("a.test")) << "an alias's zone proves nothing about this one";
  resolver.script["SOA a.test"] = {absent(Security::insecure)};
  const auto permitted = check("a.test");
  ASSERT_TRUE(permitted);
  EXPECT_EQ(permitted->reason, CaaReason::lookup_failed_insecure);
  EXPECT_EQ(permitted->security, Security::insecure);
}

TEST_F(CaaCheckerTest, AnExcusedFailureDoesNotSilenceTheParent) {
  resolver.script["CAA a.b.test"] = {fails(net::kDnsServfail)};
  resolver.script["SOA a.b.test"] = {absent(Security::insecure)};
  resolver.script["CAA b.test"] = {record(issue("other.example"))};
  EXPECT_TRUE(check("a.b.test").error().is(kCaaForbids));
}

TEST_F(CaaCheckerTest, WithoutATrustAnchorInsecureProvesNothing) {
  resolver.validating = false;
  resolver.script["CAA a.test"] = {fails(net::kDnsServfail)};
  resolver.script["SOA a.test"] = {absent(Security::insecure)};
  EXPECT_TRUE(check("a.test").error().is(kCaaLookupFailed));
}

TEST_F(CaaCheckerTest, TheExceptionCanBeTurnedOff) {
  settings.lookup_failure = CaaLookupFailure::refuses;
  resolver.script["CAA a.test"] = {fails(net::kDnsServfail)};
  resolver.script["SOA a.test"] = {absent(Security::insecure)};
  EXPECT_TRUE(check("a.test").error().is(kCaaLookupFailed));
}

TEST_F(CaaCheckerTest, TheDecisionIsToldAsJson) {
  resolver.script["CAA b.test"] = {record(issue("ca.example"))};
  EXPECT_EQ(to_json(check("a.b.test").value()),
            R"({"name":"a.b.test","reason":"authorized","found_at":"b.test",)"
            R"("records":["0 issue \"ca.example\""],"dnssec":"secure",)"
            R"("checked":"2026-11-21T00:00:00Z","usable_until":"2026-11-21T08:00:00Z"})");
}

}  // namespace
}  // namespace chancery::va
