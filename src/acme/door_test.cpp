// The gate of the door: directory, nonces, and what a request must be before anybody looks at it.
#include "acme/door.h"

#include <gtest/gtest.h>

#include "acme/door_for_tests.h"
#include "acme/errors.h"
#include "acme/problem.h"
#include "ra/errors.h"

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

class DoorTest : public ::testing::Test {
 protected:
  TestDoor door_;
  TestClient client_{door_};
};

TEST_F(DoorTest, TheDirectoryNamesEveryResourceAndTheTerms) {
  const Answer directory = door_.send(http::Method::get, "/acme/directory", {}, {});
  EXPECT_EQ(directory.status(), 200);
  for (const char* name : {"newNonce", "newAccount", "newOrder", "revokeCert", "keyChange"}) {
    EXPECT_TRUE(directory.text(name).starts_with(kBase)) << name;
  }
  const auto& meta = directory.body.at("meta").as_object();
  EXPECT_EQ(meta.at("termsOfService").as_string(), url_of(kTermsPath));
  EXPECT_EQ(meta.at("externalAccountRequired"), false);
  EXPECT_EQ(meta.at("caaIdentities").as_array().at(0), "ca.test");
  EXPECT_TRUE(meta.at("profiles").as_object().contains("tls-dv"));
  EXPECT_FALSE(meta.at("profiles").as_object().contains("tls-root-ca"));
  const Answer terms = door_.send(http::Method::get, "/acme/terms", {}, {});
  EXPECT_EQ(terms.status(), 200);
  EXPECT_NE(terms.raw().find(door_.house.desks.settings().agreement_version), std::string::npos);
}

TEST_F(DoorTest, NoncesComeByHeadAndByGetAndAreNotCached) {
  const Answer head = door_.send(http::Method::head, std::string(kNoncePath), {}, {});
  EXPECT_EQ(head.status(), 200);
  const Answer get = door_.send(http::Method::get, std::string(kNoncePath), {}, {});
  EXPECT_EQ(get.status(), 204);
  EXPECT_NE(get.header("Replay-Nonce"), head.header("Replay-Nonce"));
  EXPECT_EQ(get.header("Cache-Control"), "no-store");
  EXPECT_NE(get.header("Link").find("rel=\"index\""), std::string::npos);
}

TEST_F(DoorTest, EveryAnswerToAPostHasAFreshNonceRefusalsToo) {
  const Answer refused = door_.send(http::Method::post, std::string(kNewAccountPath), "{}");
  EXPECT_EQ(refused.status(), 400);
  EXPECT_EQ(refused.problem(), "malformed");
  EXPECT_FALSE(refused.header("Replay-Nonce").empty());
  EXPECT_EQ(refused.header("Content-Type"), "application/problem+json");
}

TEST_F(DoorTest, ResourcesAreNotReadWithPlainGet) {
  for (const char* path : {"/acme/order/x", "/acme/authorization/x", "/acme/certificate/x",
                           "/acme/account/x", "/acme/new-order"}) {
    const Answer refused = door_.send(http::Method::get, path, {}, {});
    EXPECT_EQ(refused.status(), 405) << path;
    EXPECT_EQ(refused.problem(), "malformed") << path;
  }
}

TEST_F(DoorTest, ABodyThatIsNotJoseIsRefused) {
  const Answer refused =
      door_.send(http::Method::post, std::string(kNewOrderPath), "{}", "application/json");
  EXPECT_EQ(refused.status(), 415);
  EXPECT_EQ(refused.problem(), "malformed");
}

TEST_F(DoorTest, ANonceThatIsWrongMissingOrSpentIsRefusedAndReplaced) {
  ASSERT_EQ(client_.open().status(), 201);
  const std::string url = client_.kid();
  json::object header = client_.header(url, true);
  ASSERT_EQ(client_.post_with(header, url, "").status(), 200);
  const Answer spent = client_.post_with(header, url, "");
  EXPECT_EQ(spent.status(), 400);
  EXPECT_EQ(spent.problem(), "badNonce");
  header["nonce"] = spent.header("Replay-Nonce");
  EXPECT_EQ(client_.post_with(header, url, "").status(), 200) << "the fresh one must do";
  header["nonce"] = "bm9uY2U";
  EXPECT_EQ(client_.post_with(header, url, "").problem(), "badNonce");
  header.erase("nonce");
  EXPECT_EQ(client_.post_with(header, url, "").problem(), "badNonce");
}

TEST_F(DoorTest, TheSignedUrlMustBeTheOneThatIsAsked) {
  ASSERT_EQ(client_.open().status(), 201);
  const Answer refused =
      client_.post_with(client_.header(url_of(kNewOrderPath), true), client_.kid(), "");
  EXPECT_EQ(refused.status(), 401);
  EXPECT_EQ(refused.problem(), "unauthorized");
  const Answer other_host = client_.post_with(
      client_.header("https://other.test" + client_.kid().substr(kBase.size()), true),
      client_.kid(), "");
  EXPECT_EQ(other_host.problem(), "unauthorized");
}

TEST_F(DoorTest, AKidThatIsNoAccountHereIsRefused) {
  ASSERT_EQ(client_.open().status(), 201);
  for (const std::string& kid : {std::string("https://other.test/acme/account/1"),
                                 url_of("/acme/account/0000000000zzz"), std::string("nonsense")}) {
    json::object header = client_.header(client_.kid(), true);
    header["kid"] = kid;
    const Answer refused = client_.post_with(header, client_.kid(), "");
    EXPECT_EQ(refused.problem(), "accountDoesNotExist") << kid;
  }
}

TEST_F(DoorTest, AnEnterpriseAccountHasNoKeyToSignWith) {
  ASSERT_EQ(client_.open().status(), 201);
  json::object header = client_.header(client_.kid(), true);
  header["kid"] = url_of("/acme/account/") + to_text(door_.house.tenant());
  EXPECT_EQ(client_.post_with(header, client_.kid(), "").problem(), "accountDoesNotExist");
}

TEST_F(DoorTest, ASignatureOfAnotherKeyIsRefused) {
  ASSERT_EQ(client_.open().status(), 201);
  const json::object header = client_.header(client_.kid(), true);
  client_.use(testing::TestKey());
  const Answer refused = client_.post_with(header, client_.kid(), "");
  EXPECT_EQ(refused.status(), 400);
  EXPECT_EQ(refused.problem(), "malformed");
}

TEST_F(DoorTest, AnUnknownAlgorithmIsToldWhichOnesThereAre) {
  json::object header = client_.header(url_of(kNewAccountPath), false);
  header["alg"] = "HS512";
  const Answer refused = client_.post_with(header, url_of(kNewAccountPath), "{}");
  EXPECT_EQ(refused.problem(), "badSignatureAlgorithm");
  EXPECT_EQ(refused.body.at("algorithms").as_array().size(), 4U);
  header = client_.header(url_of(kNewAccountPath), false);
  header["alg"] = "ES384";
  EXPECT_EQ(client_.post_with(header, url_of(kNewAccountPath), "{}").problem(),
            "badSignatureAlgorithm");
}

TEST_F(DoorTest, AResourceTakesOnlyItsOwnWayOfNamingTheKey) {
  ASSERT_EQ(client_.open().status(), 201);
  const std::string order = url_of(kNewOrderPath);
  EXPECT_EQ(client_.post_with(client_.header(order, false), order, "{}").problem(), "malformed");
  const std::string account = url_of(kNewAccountPath);
  EXPECT_EQ(client_.post_with(client_.header(account, true), account, "{}").problem(), "malformed");
}

TEST_F(DoorTest, AKeyThatIsNoKeyIsABadPublicKey) {
  json::object header = client_.header(url_of(kNewAccountPath), false);
  header["jwk"].as_object()["x"] = "AAAA";
  EXPECT_EQ(client_.post_with(header, url_of(kNewAccountPath), "{}").problem(), "badPublicKey");
}

TEST_F(DoorTest, APayloadThatIsNoJsonObjectIsMalformed) {
  ASSERT_EQ(client_.open().status(), 201);
  for (const char* payload : {"[]", "{", "null", R"({"identifiers":[],"identifiers":[]})"}) {
    EXPECT_EQ(client_.post(url_of(kNewOrderPath), std::string(payload)).problem(), "malformed")
        << payload;
  }
}

TEST_F(DoorTest, ClientsAreTestedWithRefusedNoncesWhenAskedTo) {
  DoorSettings settings = testing::door_settings();
  settings.nonce_reject_percent = 100;
  TestDoor picky(testing::house_settings(), settings);
  TestClient client(picky);
  EXPECT_EQ(client.open().problem(), "badNonce");
}

TEST(ProblemUri, NamesEveryTypeOfTheRfc) {
  EXPECT_EQ(problem_uri(ProblemType::account_does_not_exist),
            "urn:ietf:params:acme:error:accountDoesNotExist");
  EXPECT_EQ(problem_uri(ProblemType::user_action_required),
            "urn:ietf:params:acme:error:userActionRequired");
}

TEST(ProblemJson, SeveralRefusalsBecomeSubproblemsAndOneDoesNot) {
  const std::vector<model::Refusal> two{{"caa_forbids", "no", "dns:a.net"},
                                        {"dns_bogus", "bad", "dns:b.net"}};
  const auto one = problem_json({two.data(), 1});
  EXPECT_FALSE(one.contains("subproblems"));
  EXPECT_EQ(one.at("type"), "urn:ietf:params:acme:error:caa");
  EXPECT_EQ(one.at("identifier").at("value"), "a.net");
  const auto both = problem_json(two);
  EXPECT_EQ(both.at("type"), "urn:ietf:params:acme:error:compound");
  ASSERT_EQ(both.at("subproblems").as_array().size(), 2U);
  EXPECT_EQ(both.at("subproblems").at(1).at("type"), "urn:ietf:params:acme:error:dns");
}

TEST(ProblemResponse, ShowsNothingOfOurOwnFaults) {
  static constexpr ErrorKind kFault{"test_fault", ErrorClass::internal, "secret sentence"};
  const auto response =
      problem_response(Error(kFault, {{"password", "hunter2"}}), {"https://t", "https://a/"});
  EXPECT_EQ(response.status, 500);
  const std::string body(as_text(response.body.memory()));
  EXPECT_EQ(body.find("secret"), std::string::npos);
  EXPECT_EQ(body.find("hunter2"), std::string::npos);
  EXPECT_NE(body.find("serverInternal"), std::string::npos);
}

TEST(ProblemResponse, SaysWhenToComeBack) {
  static constexpr ErrorKind kAway{"test_away", ErrorClass::unavailable, "away"};
  EXPECT_TRUE(problem_response(Error(kAway), {}).headers.has("Retry-After"));
  const auto limited = problem_response(Error(ra::kRateLimited, {{"retry_after", "77"}}), {});
  EXPECT_EQ(limited.status, 429);
  EXPECT_EQ(limited.headers.get("Retry-After"), "77");
}

}  // namespace
}  // namespace chancery::acme
