#include "acme/authorization_acts.h"

#include <gtest/gtest.h>

#include "acme/door_for_tests.h"
#include "net/errors.h"

namespace chancery::acme {
namespace {

using std::chrono::seconds;
using testing::Answer;
using testing::TestClient;
using testing::TestDoor;
namespace json = boost::json;

class AuthorizationActs : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(client_.open().status(), 201);
    order_ = client_.order({"www.acme-tests.net"});
    url_ = std::string(order_.body.at("authorizations").as_array().at(0).as_string());
  }
  [[nodiscard]] std::string challenge_url(std::string_view type) const {
    return url_ + "/" + std::string(type);
  }
  [[nodiscard]] Answer respond(std::string_view type) {
    return client_.post(challenge_url(type), std::string("{}"));
  }

  TestDoor door_;
  TestClient client_{door_};
  Answer order_;
  std::string url_;
};

TEST_F(AuthorizationActs, AChallengeIsAnsweredInTheBackgroundAndBecomesValid) {
  const Answer started = respond("http-01");
  EXPECT_EQ(started.status(), 200);
  EXPECT_EQ(started.text("status"), "processing");
  EXPECT_NE(started.header("Link").find("rel=\"up\""), std::string::npos);
  EXPECT_FALSE(started.header("Retry-After").empty());
  EXPECT_EQ(door_.house.perspective.validations(), 0) << "not on the request";

  door_.house.perspective.prove("www.acme-tests.net");
  door_.house.run_jobs();
  const Answer authorization = client_.get(url_);
  EXPECT_EQ(authorization.text("status"), "valid");
  const auto& challenges = authorization.body.at("challenges").as_array();
  ASSERT_EQ(challenges.size(), 1U) << "only the one that decided";
  EXPECT_EQ(challenges[0].at("status"), "valid");
  EXPECT_TRUE(challenges[0].as_object().contains("validated"));
}

TEST_F(AuthorizationActs, TheProofIsTokenAndThumbprint) {
  (void)respond("http-01");
  door_.house.run_jobs();
  const auto challenge = door_.house.perspective.last_challenge();
  ASSERT_TRUE(challenge);
  const auto& http = std::get<va::Http01Challenge>(*challenge);
  const Answer authorization = client_.get(url_);
  EXPECT_EQ(authorization.body.at("challenges").as_array().at(0).at("token").as_string(),
            http.token);
  const auto jwk = boost::json::value(client_.key().jwk());
  const auto thumbprint = parse_jwk(http::JsonObject::of(jwk).value())->thumbprint;
  EXPECT_EQ(http.key_authorization, http.token + "." + thumbprint);
}

TEST_F(AuthorizationActs, AWrongAnswerOfTheHostEndsItAtOnceWithTheReason) {
  door_.house.perspective.fail_with(va::kHttpContentWrong);
  (void)respond("http-01");
  door_.house.run_jobs();
  const Answer authorization = client_.get(url_);
  EXPECT_EQ(authorization.text("status"), "invalid");
  const auto& challenge = authorization.body.at("challenges").as_array().at(0);
  EXPECT_EQ(challenge.at("status"), "invalid");
  EXPECT_EQ(challenge.at("error").at("type"), "urn:ietf:params:acme:error:incorrectResponse");
  const Answer order = client_.get(order_.header("Location"));
  EXPECT_EQ(order.text("status"), "invalid");
  EXPECT_EQ(order.body.at("error").at("identifier").at("value"), "www.acme-tests.net");
  EXPECT_EQ(respond("http-01").problem(), "malformed") << "it cannot be tried again";
}

TEST_F(AuthorizationActs, AHostThatDoesNotAnswerIsAskedAgainBeforeItFails) {
  door_.house.perspective.fail_with(net::kConnectTimeout);
  (void)respond("tls-alpn-01");
  door_.house.run_jobs();
  EXPECT_EQ(client_.get(url_).text("status"), "pending");
  door_.house.advance(seconds(2));
  door_.house.advance(seconds(6));
  const Answer authorization = client_.get(url_);
  EXPECT_EQ(authorization.text("status"), "invalid");
  EXPECT_EQ(door_.house.perspective.validations(), 3);
  EXPECT_EQ(authorization.body.at("challenges").as_array().at(0).at("error").at("type"),
            "urn:ietf:params:acme:error:connection");
}

TEST_F(AuthorizationActs, AHostThatComesBackInTimeIsProven) {
  door_.house.perspective.fail_with(net::kConnectTimeout);
  (void)respond("http-01");
  door_.house.run_jobs();
  door_.house.perspective.prove("www.acme-tests.net");
  door_.house.advance(seconds(2));
  EXPECT_EQ(client_.get(url_).text("status"), "valid");
}

TEST_F(AuthorizationActs, RepeatingIsHarmlessAndAnotherMethodIsNotTaken) {
  EXPECT_EQ(respond("http-01").text("status"), "processing");
  EXPECT_EQ(respond("http-01").text("status"), "processing");
  EXPECT_EQ(respond("dns-01").problem(), "malformed");
  door_.house.perspective.prove("www.acme-tests.net");
  door_.house.run_jobs();
  EXPECT_EQ(door_.house.perspective.validations(), 1);
  EXPECT_EQ(respond("http-01").text("status"), "valid");
}

TEST_F(AuthorizationActs, ChallengesThatAreNotOfferedAreNotThere) {
  EXPECT_EQ(respond("email-reply-00").status(), 404);
  EXPECT_EQ(respond("dns-change").status(), 404);
  EXPECT_EQ(client_.get(challenge_url("http-01")).text("status"), "pending");
}

TEST_F(AuthorizationActs, ADeactivatedAuthorizationIsGivenUpForGood) {
  const Answer given_up = client_.post(url_, json::object{{"status", "deactivated"}});
  EXPECT_EQ(given_up.status(), 200);
  EXPECT_EQ(given_up.text("status"), "deactivated");
  EXPECT_EQ(client_.get(order_.header("Location")).text("status"), "invalid");
  EXPECT_EQ(respond("http-01").problem(), "malformed");
  EXPECT_EQ(client_.post(url_, json::object{{"status", "deactivated"}}).problem(), "malformed");
  EXPECT_EQ(client_.post(url_, json::object{{"status", "valid"}}).problem(), "malformed");
}

TEST_F(AuthorizationActs, AuthorizationsOfOthersAreNotThere) {
  TestClient other(door_);
  ASSERT_EQ(other.open().status(), 201);
  EXPECT_EQ(other.get(url_).status(), 404);
  EXPECT_EQ(other.post(challenge_url("http-01"), std::string("{}")).status(), 404);
  EXPECT_EQ(other.post(url_, json::object{{"status", "deactivated"}}).status(), 404);
}

TEST_F(AuthorizationActs, AnAttemptUnderWaySurvivesARestart) {
  (void)respond("http-01");
  const auto folder = door_.house.folder;
  // A second process over the same store finds the job; the first one never ran it.
  ra::TestInstallation next(folder, door_.house.clock.now());
  next.perspective.prove("www.acme-tests.net");
  next.run_jobs();
  EXPECT_EQ(client_.get(url_).text("status"), "valid");
}

}  // namespace
}  // namespace chancery::acme
