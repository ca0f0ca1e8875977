#include "acme/order_acts.h"

#include <gtest/gtest.h>

#include "acme/door_for_tests.h"
#include "net/errors.h"
#include "x509/certificate.h"

namespace chancery::acme {
namespace {

using testing::Answer;
using testing::kBase;
using testing::TestClient;
using testing::TestDoor;
namespace json = boost::json;

std::string url_of(std::string_view path) {
  return std::string(kBase) + std::string(path);
}

class OrderActs : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(client_.open().status(), 201); }

  [[nodiscard]] Answer order_with(const json::object& payload) {
    return client_.post(url_of(kNewOrderPath), payload);
  }
  [[nodiscard]] Answer order_of(const std::string& type, const std::string& value) {
    return order_with({{"identifiers", {{{"type", type}, {"value", value}}}}});
  }
  [[nodiscard]] std::vector<std::string> challenge_types(const Answer& order, std::size_t index) {
    const Answer authorization =
        client_.get(std::string(order.body.at("authorizations").as_array().at(index).as_string()));
    std::vector<std::string> types;
    for (const auto& challenge : authorization.body.at("challenges").as_array()) {
      types.emplace_back(challenge.at("type").as_string());
    }
    return types;
  }

  TestDoor door_;
  TestClient client_{door_};
  crypto::PrivateKey key_ = crypto::PrivateKey::generate(crypto::kP256).value();
};

TEST_F(OrderActs, GoesFromPendingOverReadyToACertificateThatHoldsTheNames) {
  const std::vector<std::string> names{"www.acme-tests.net", "acme-tests.net"};
  const Answer placed = client_.order(names);
  EXPECT_EQ(placed.status(), 201);
  EXPECT_EQ(placed.text("status"), "pending");
  EXPECT_TRUE(placed.header("Location").starts_with(url_of("/acme/order/")));
  EXPECT_EQ(placed.body.at("authorizations").as_array().size(), 2U);
  EXPECT_EQ(placed.raw().find("null"), std::string::npos);
  EXPECT_EQ(client_.finalize(placed, ra::make_csr(key_, "", names)).problem(), "orderNotReady");

  client_.prove(placed);
  EXPECT_EQ(client_.get(placed.header("Location")).text("status"), "ready");
  const Answer done = client_.finalize(placed, ra::make_csr(key_, "", names));
  EXPECT_EQ(done.status(), 200) << done.raw();
  EXPECT_EQ(done.text("status"), "valid");

  const Answer chain = client_.get(done.text("certificate"));
  EXPECT_EQ(chain.header("Content-Type"), "application/pem-certificate-chain");
  const auto blocks = parse_pem(chain.raw()).value();
  ASSERT_EQ(blocks.size(), 2U) << "leaf and subordinate, without the root";
  const auto leaf = x509::Certificate::parse(blocks[0].der).value();
  const auto issuer = x509::Certificate::parse(blocks[1].der).value();
  EXPECT_EQ(leaf.subject_alt_names().size(), 2U);
  EXPECT_EQ(leaf.issuer(), issuer.subject());
  EXPECT_TRUE(leaf.verify_signature(issuer.public_key().value()));
}

TEST_F(OrderActs, OffersTheMethodsThatFitTheIdentifier) {
  const Answer host = client_.order({"www.acme-tests.net"});
  EXPECT_EQ(challenge_types(host, 0),
            (std::vector<std::string>{"http-01", "dns-01", "tls-alpn-01"}));
  const Answer wildcard = client_.order({"*.acme-tests.net"});
  EXPECT_EQ(challenge_types(wildcard, 0), std::vector<std::string>{"dns-01"});
  const Answer authorization =
      client_.get(std::string(wildcard.body.at("authorizations").as_array().at(0).as_string()));
  EXPECT_EQ(authorization.body.at("identifier").at("value"), "acme-tests.net");
  EXPECT_EQ(authorization.body.at("wildcard"), true);
  const json::array names{json::object{{"type", "ip"}, {"value", "8.8.8.8"}}};
  const Answer address = order_with({{"identifiers", names}, {"profile", "private-server"}});
  EXPECT_EQ(challenge_types(address, 0), (std::vector<std::string>{"http-01", "tls-alpn-01"}));
}

TEST_F(OrderActs, UsesValidAuthorizationsAgain) {
  (void)client_.certificate({"www.acme-tests.net"}, key_);
  const int looked = door_.house.perspective.validations();
  const Answer second = client_.order({"www.acme-tests.net"});
  EXPECT_EQ(second.text("status"), "ready");
  const Answer done = client_.finalize(second, ra::make_csr(key_, "", {"www.acme-tests.net"}));
  EXPECT_EQ(done.text("status"), "valid");
  EXPECT_EQ(door_.house.perspective.validations(), looked);
}

TEST_F(OrderActs, RefusesIdentifiersByTheirKindOfFault) {
  EXPECT_EQ(order_of("email", "a@b.net").problem(), "unsupportedIdentifier");
  const Answer reserved = order_of("dns", "printer.local");
  EXPECT_EQ(reserved.problem(), "rejectedIdentifier");
  EXPECT_EQ(reserved.body.at("identifier").at("value"), "printer.local");
  EXPECT_EQ(order_of("dns", "a b").problem(), "rejectedIdentifier");
  EXPECT_EQ(order_of("dns", "8.8.8.8").problem(), "rejectedIdentifier");
  EXPECT_EQ(order_of("ip", "8.8.8.8").problem(), "unsupportedIdentifier") << "NT-26";
  EXPECT_EQ(order_of("ip", "www.acme-tests.net").problem(), "rejectedIdentifier");
  EXPECT_EQ(order_of("dns", "*.co.uk").problem(), "rejectedIdentifier");
}

TEST_F(OrderActs, RefusesOrdersThatAreNotWellFormed) {
  EXPECT_EQ(order_with({}).problem(), "malformed");
  EXPECT_EQ(order_with({{"identifiers", json::array{}}}).problem(), "malformed");
  EXPECT_EQ(order_with({{"identifiers", "x"}}).problem(), "malformed");
  EXPECT_EQ(order_with({{"identifiers", {"x"}}}).problem(), "malformed");
  EXPECT_EQ(order_with({{"identifiers", {{{"type", "dns"}}}}}).problem(), "malformed");
  const json::array names{json::object{{"type", "dns"}, {"value", "www.acme-tests.net"}}};
  EXPECT_EQ(order_with({{"identifiers", names}, {"notAfter", "tomorrow"}}).problem(), "malformed");
  EXPECT_EQ(order_with({{"identifiers", names}, {"notAfter", "2036-01-01T00:00:00Z"}}).problem(),
            "malformed");
  EXPECT_EQ(order_with({{"identifiers", names}, {"profile", "nonsense"}}).problem(),
            "invalidProfile");
  EXPECT_EQ(order_with({{"identifiers", names}, {"profile", "tls-root-ca"}}).problem(),
            "invalidProfile");
}

TEST_F(OrderActs, KeepsToTheEndThatWasAskedFor) {
  const json::array names{json::object{{"type", "dns"}, {"value", "www.acme-tests.net"}}};
  const Answer placed = order_with({{"identifiers", names}, {"notAfter", "2026-12-01T00:00:00Z"}});
  ASSERT_EQ(placed.status(), 201) << placed.raw();
  EXPECT_EQ(placed.text("notAfter"), "2026-12-01T00:00:00Z");
  client_.prove(placed);
  const Answer done = client_.finalize(placed, ra::make_csr(key_, "", {"www.acme-tests.net"}));
  ASSERT_EQ(done.text("status"), "valid") << done.raw();
  const auto der = parse_pem(client_.get(done.text("certificate")).raw()).value().front().der;
  EXPECT_EQ(x509::Certificate::parse(der)->not_after(), at_date(2026, 12, 1));
}

TEST_F(OrderActs, ACsrThatIsNotForTheOrderIsRefusedAndTheOrderStaysReady) {
  const Answer placed = client_.order({"www.acme-tests.net"});
  client_.prove(placed);
  EXPECT_EQ(client_.finalize(placed, ra::make_csr(key_, "", {"other.net"})).problem(), "badCSR");
  EXPECT_EQ(client_.finalize(placed, to_bytes("junk")).problem(), "badCSR");
  EXPECT_EQ(client_.post(placed.text("finalize"), json::object{{"csr", "!"}}).problem(), "badCSR");
  EXPECT_EQ(client_.post(placed.text("finalize"), json::object{}).problem(), "malformed");
  const Bytes with_account_key = ra::make_csr(client_.key().key(), "", {"www.acme-tests.net"});
  EXPECT_EQ(client_.finalize(placed, with_account_key).problem(), "badCSR");
  EXPECT_EQ(client_.get(placed.header("Location")).text("status"), "ready");
}

TEST_F(OrderActs, ACaaRefusalEndsTheOrderAndTellsWhy) {
  const Answer placed = client_.order({"www.acme-tests.net", "acme-tests.net"});
  client_.prove(placed);
  door_.house.perspective.forbid("www.acme-tests.net", va::kCaaForbids);
  const Answer refused =
      client_.finalize(placed, ra::make_csr(key_, "", {"www.acme-tests.net", "acme-tests.net"}));
  EXPECT_EQ(refused.text("status"), "invalid");
  const auto& error = refused.body.at("error");
  EXPECT_EQ(error.at("type"), "urn:ietf:params:acme:error:caa");
  EXPECT_EQ(error.at("identifier").at("value"), "www.acme-tests.net");
  EXPECT_FALSE(error.as_object().contains("subproblems"));
}

TEST_F(OrderActs, SeveralCaaRefusalsAreListedAsSubproblems) {
  const Answer placed = client_.order({"www.acme-tests.net", "acme-tests.net"});
  client_.prove(placed);
  door_.house.perspective.forbid("www.acme-tests.net", va::kCaaForbids);
  door_.house.perspective.forbid("acme-tests.net", net::kDnsBogus);
  const Answer refused =
      client_.finalize(placed, ra::make_csr(key_, "", {"www.acme-tests.net", "acme-tests.net"}));
  EXPECT_EQ(refused.body.at("error").at("type"), "urn:ietf:params:acme:error:compound");
  EXPECT_EQ(refused.body.at("error").at("subproblems").as_array().size(), 2U);
}

TEST_F(OrderActs, AnswersProcessingWhenItTakesLongerAndFinishesByItself) {
  DoorSettings settings = testing::door_settings();
  settings.finalize_wait = std::chrono::milliseconds(10);
  TestDoor slow(testing::house_settings(), settings);
  TestClient client(slow);
  ASSERT_EQ(client.open().status(), 201);
  const Answer placed = client.order({"www.acme-tests.net"});
  client.prove(placed);
  slow.house.perspective.take_for_caa(std::chrono::milliseconds(300));
  const Answer processing = client.finalize(placed, ra::make_csr(key_, "", {"www.acme-tests.net"}));
  EXPECT_EQ(processing.text("status"), "processing") << processing.raw();
  EXPECT_FALSE(processing.header("Retry-After").empty());
  Answer polled = client.get(placed.header("Location"));
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (polled.text("status") == "processing" && std::chrono::steady_clock::now() < give_up) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    polled = client.get(placed.header("Location"));
  }
  EXPECT_EQ(polled.text("status"), "valid") << polled.raw();
  slow.house.advance(std::chrono::minutes(5));
  EXPECT_EQ(client.get(placed.header("Location")).text("certificate"), polled.text("certificate"))
      << "the job that guards it must not make a second one";
}

TEST_F(OrderActs, FinalizingTwiceGivesTheSameCertificate) {
  const Answer placed = client_.order({"www.acme-tests.net"});
  client_.prove(placed);
  const Bytes csr = ra::make_csr(key_, "", {"www.acme-tests.net"});
  const Answer first = client_.finalize(placed, csr);
  const Answer second = client_.finalize(placed, csr);
  EXPECT_EQ(second.status(), 200);
  EXPECT_EQ(second.text("certificate"), first.text("certificate"));
  const auto other = crypto::PrivateKey::generate(crypto::kP256).value();
  EXPECT_EQ(client_.finalize(placed, ra::make_csr(other, "", {"www.acme-tests.net"})).problem(),
            "orderNotReady");
}

TEST_F(OrderActs, AnOrderThatIsNotFinalizedInTimeBecomesInvalid) {
  const Answer placed = client_.order({"www.acme-tests.net"});
  door_.house.advance(std::chrono::hours(24 * 7));
  const Answer late = client_.get(placed.header("Location"));
  EXPECT_EQ(late.text("status"), "invalid");
  EXPECT_TRUE(late.body.as_object().contains("error"));
}

TEST_F(OrderActs, OrdersAndCertificatesOfOthersAreNotThere) {
  const Answer placed = client_.order({"www.acme-tests.net"});
  client_.prove(placed);
  const Answer done = client_.finalize(placed, ra::make_csr(key_, "", {"www.acme-tests.net"}));
  TestClient other(door_);
  ASSERT_EQ(other.open().status(), 201);
  EXPECT_EQ(other.get(placed.header("Location")).status(), 404);
  EXPECT_EQ(other.get(done.text("certificate")).status(), 404);
  EXPECT_EQ(client_.get(url_of("/acme/order/nonsense")).status(), 404);
  EXPECT_EQ(client_.get(done.text("certificate") + "/1").status(), 404) << "there is one chain";
  EXPECT_EQ(client_.get(done.text("certificate") + "/x").status(), 404);
}

// RFC 8555 section 7.4.2.
TEST_F(OrderActs, OffersAnotherChainWhereTheRootIsCrossCertified) {
  const Answer placed = client_.order({"www.acme-tests.net"});
  client_.prove(placed);
  const std::string url =
      client_.finalize(placed, ra::make_csr(key_, "", {"www.acme-tests.net"})).text("certificate");
  const auto root = door_.house.issuers.by_name("tls-root").value();
  const auto link = door_.house.hierarchy.change_key(
      {.of = root->record().id,
       .name = "tls-root-2",
       .subject = x509::DistinguishedName::from_text("CN=Second,O=Test,C=KR").value(),
       .key = crypto::kP384,
       .days = {},
       .actor = "test"});
  ASSERT_TRUE(link) << link.error().message();
  EXPECT_EQ(parse_pem(client_.get(url).raw())->size(), 2U);
  const Answer other = client_.get(url + "/1");
  const auto blocks = parse_pem(other.raw()).value();
  ASSERT_EQ(blocks.size(), 3U);
  const auto last = x509::Certificate::parse(blocks.back().der).value();
  EXPECT_EQ(last.subject(), root->certificate().subject());
  EXPECT_EQ(last.issuer(), (*link)->certificate().subject());
  EXPECT_EQ(client_.get(url + "/2").status(), 404);
}

TEST_F(OrderActs, IssuesUnderAPrivateProfileForNamesThatThePublicMayNotHave) {
  const json::array names{json::object{{"type", "dns"}, {"value", "printer.corp"}}};
  const Answer placed = order_with({{"identifiers", names}, {"profile", "private-server"}});
  ASSERT_EQ(placed.status(), 201) << placed.raw();
  client_.prove(placed);
  const Answer done = client_.finalize(placed, ra::make_csr(key_, "", {"printer.corp"}));
  EXPECT_EQ(done.text("status"), "valid") << done.raw();
  EXPECT_TRUE(door_.house.perspective.caa_questions().empty());
}

TEST_F(OrderActs, TooManyOrdersAreToldWhenToComeBack) {
  ra::Settings settings = testing::house_settings();
  settings.orders_per_account = {1, std::chrono::hours(1)};
  TestDoor strict(std::move(settings));
  TestClient client(strict);
  ASSERT_EQ(client.open().status(), 201);
  EXPECT_EQ(client.order({"www.acme-tests.net"}).status(), 201);
  const Answer limited = client.order({"www.acme-tests.net"});
  EXPECT_EQ(limited.status(), 429);
  EXPECT_EQ(limited.problem(), "rateLimited");
  EXPECT_EQ(limited.header("Retry-After"), "3600");
}

}  // namespace
}  // namespace chancery::acme
