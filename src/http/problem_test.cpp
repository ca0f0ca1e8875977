#include "http/problem.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/errors.h"
#include "http/json.h"
#include "http/request.h"
#include "observe/log_capture.h"

namespace chancery::http {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr ErrorKind kRejected{"csr_weak_key", ErrorClass::rejected, "The key is too weak"};
constexpr ErrorKind kInternal{"store_broken", ErrorClass::internal, "The database failed"};

boost::json::object document(const Response& response) {
  return parse_json(response.body.memory()).value().as_object();
}

TEST(Problem, IsADocumentWithStableCodeAndParameters) {
  const Error error(kRejected, {{"bits", "1024"}, {"needed", "2048"}});
  const Response response = problem(error);
  EXPECT_EQ(response.status, 422);
  EXPECT_EQ(response.headers.get("Content-Type"), "application/problem+json");
  EXPECT_EQ(response.headers.get("Cache-Control"), "no-store");
  const auto members = document(response);
  EXPECT_EQ(members.at("type"), "urn:chancery:problem:csr_weak_key");
  EXPECT_EQ(members.at("title"), "The key is too weak");
  EXPECT_EQ(members.at("status"), 422);
  EXPECT_EQ(members.at("code"), "csr_weak_key");
  EXPECT_EQ(members.at("detail"), "The key is too weak (bits: 1024; needed: 2048)");
  EXPECT_EQ(members.at("bits"), "1024");
  EXPECT_EQ(members.at("needed"), "2048");
}

TEST(Problem, AParameterCannotReplaceAMemberOfTheStandard) {
  const auto members = document(problem(Error(kRejected, {{"status", "200"}, {"type", "x"}})));
  EXPECT_EQ(members.at("status"), 422);
  EXPECT_EQ(members.at("type"), "urn:chancery:problem:csr_weak_key");
  EXPECT_THAT(std::string(members.at("detail").as_string()), HasSubstr("status: 200"));
}

TEST(Problem, EveryClassHasItsStatus) {
  const std::vector<std::pair<ErrorClass, int>> expected{
      {ErrorClass::bad_input, 400}, {ErrorClass::rejected, 422},  {ErrorClass::unauthorized, 401},
      {ErrorClass::forbidden, 403}, {ErrorClass::not_found, 404}, {ErrorClass::conflict, 409},
      {ErrorClass::too_large, 413}, {ErrorClass::too_many, 429},  {ErrorClass::unavailable, 503},
      {ErrorClass::internal, 500},  {ErrorClass::fatal, 500}};
  for (const auto& [error_class, status] : expected) {
    const ErrorKind kind{"x", error_class, "X"};
    EXPECT_EQ(status_of(Error(kind)), status);
    EXPECT_EQ(problem(Error(kind)).status, status);
  }
}

TEST(Problem, AnswersThatAskForMoreSayWhat) {
  EXPECT_EQ(problem(Error(kServerBusy)).headers.get("Retry-After"), "5");
  EXPECT_EQ(problem(Error(kServerBusy, {{"retry_after", "30"}})).headers.get("Retry-After"), "30");
  const Error wrong_method(kMethodNotAllowed, {{"allow", "GET"}});
  EXPECT_EQ(problem(wrong_method).status, 405);
  EXPECT_EQ(problem(wrong_method).headers.get("Allow"), "GET");
  const ErrorKind who{"who", ErrorClass::unauthorized, "Who?"};
  EXPECT_EQ(problem(Error(who)).headers.get("WWW-Authenticate"), "Bearer");
  EXPECT_EQ(problem(Error(kHeaderTooLarge)).status, 431);
  EXPECT_EQ(problem(Error(kContentTypeWrong)).status, 415);
  EXPECT_EQ(problem(Error(kRequestTimeout)).status, 408);
}

TEST(Problem, OurOwnFaultLeaksNeitherLogTextNorParametersButIsLogged) {
  const observe::LogCapture capture;
  Request request;
  request.id = "abc-1";
  const auto error =
      Error(kInternal, {{"table", "certificates"}}).log_only("/var/lib/chancery.db: disk full");
  const Response response = problem(error, request);
  EXPECT_EQ(response.status, 500);
  const std::string body(as_text(response.body.memory()));
  EXPECT_THAT(body, Not(HasSubstr("disk full")));
  EXPECT_THAT(body, Not(HasSubstr("certificates")));
  EXPECT_EQ(document(response).at("code"), "store_broken");
  EXPECT_EQ(document(response).at("request_id"), "abc-1");
  EXPECT_EQ(capture.count("disk full"), 1U);
  EXPECT_EQ(capture.count("request_id=\"abc-1\""), 1U);
}

TEST(Problem, TheLogTextOfARefusalStaysInside) {
  const auto error = Error(kServerBusy).log_only("10.0.0.7:5432 refused");
  EXPECT_THAT(std::string(as_text(problem(error).body.memory())), Not(HasSubstr("10.0.0.7")));
}

}  // namespace
}  // namespace chancery::http
