#include "http/router.h"

#include <gtest/gtest.h>
#include <stdexcept>
#include <thread>

#include "http/errors.h"
#include "http/problem.h"

namespace chancery::http {
namespace {

Handler says(std::string text) {
  return [text = std::move(text)](const Request&) { return respond(200, "text/plain", text); };
}

std::string body_of(const Response& response) {
  return std::string(as_text(response.body.memory()));
}

Response ask(const Router& router, Method method, std::string target) {
  Request request;
  request.method = method;
  request.target = std::move(target);
  return router.serve(std::move(request));
}

class RouterTest : public ::testing::Test {
 protected:
  RouterTest() {
    router_.add(Method::get, "/", says("root"));
    router_.add(Method::get, "/certificates", says("list"));
    router_.add(Method::post, "/certificates", says("issue"));
    router_.add(Method::get, "/certificates/{id}", [](const Request& request) {
      return respond(200, "text/plain", "one " + std::string(request.parameter("id")));
    });
    router_.add(Method::get, "/certificates/newest", says("newest"));
    router_.add(Method::post, "/certificates/{id}/revoke", says("revoke"));
    router_.add(Method::get, "/ocsp/{request*}", [](const Request& request) {
      return respond(200, "text/plain", "ocsp " + std::string(request.parameter("request")));
    });
  }
  std::string get(const std::string& target) const {
    return body_of(ask(router_, Method::get, target));
  }
  int status(Method method, const std::string& target) const {
    return ask(router_, method, target).status;
  }

  Router router_;
};

TEST_F(RouterTest, FindsTheHandlerByMethodAndPath) {
  EXPECT_EQ(get("/"), "root");
  EXPECT_EQ(get("/certificates"), "list");
  EXPECT_EQ(body_of(ask(router_, Method::post, "/certificates")), "issue");
  EXPECT_EQ(get("/certificates?page=2"), "list");
}

TEST_F(RouterTest, CapturesDecodedSegments) {
  EXPECT_EQ(get("/certificates/42"), "one 42");
  EXPECT_EQ(get("/certificates/a%20b"), "one a b");
  EXPECT_EQ(get("/certificates/a%2Fb"), "one a/b");
  EXPECT_EQ(get("/certificates/.."), "one ..");
}

TEST_F(RouterTest, ALiteralWinsOverACapture) {
  EXPECT_EQ(get("/certificates/newest"), "newest");
  EXPECT_EQ(get("/certificates/newes%74"), "newest");
}

TEST_F(RouterTest, ALiteralIsNoCaptureForOtherMethods) {
  router_.add(Method::patch, "/certificates/{id}", says("edit"));
  EXPECT_EQ(body_of(ask(router_, Method::patch, "/certificates/42")), "edit");
  const Response refused = ask(router_, Method::patch, "/certificates/newest");
  EXPECT_EQ(refused.status, 405);
  EXPECT_EQ(refused.headers.get("Allow"), "GET, HEAD");
}

TEST_F(RouterTest, ALiteralThatLeadsNowhereDoesNotHideACapture) {
  EXPECT_EQ(body_of(ask(router_, Method::post, "/certificates/newest/revoke")), "revoke");
}

TEST_F(RouterTest, ACatchAllTakesSlashesAndNothing) {
  EXPECT_EQ(get("/ocsp/MEIwQDA%2BMDwwOjAJBg/UrDgMCGgUA+b=="),
            "ocsp MEIwQDA+MDwwOjAJBg/UrDgMCGgUA+b==");
  EXPECT_EQ(get("/ocsp/"), "ocsp ");
  EXPECT_EQ(status(Method::get, "/ocsp"), 404);
}

TEST_F(RouterTest, UnknownPathsAreNotFound) {
  for (const char* target :
       {"/nothing", "/certificates/", "/certificates/42/", "//", "/certificates//revoke",
        "/certificates/42/revoke/x", "*", "certificates"}) {
    EXPECT_EQ(status(Method::get, target), 404) << target;
  }
}

TEST_F(RouterTest, AWrongMethodIsToldTheRightOnes) {
  const Response response = ask(router_, Method::del, "/certificates");
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(response.headers.get("Allow"), "GET, HEAD, POST");
  EXPECT_EQ(ask(router_, Method::get, "/certificates/42/revoke").headers.get("Allow"), "POST");
  EXPECT_EQ(status(Method::other, "/"), 405);
  EXPECT_EQ(ask(router_, Method::post, "/certificates/newest").headers.get("Allow"), "GET, HEAD");
}

TEST_F(RouterTest, HeadIsAnsweredByGet) {
  EXPECT_EQ(status(Method::head, "/certificates"), 200);
  EXPECT_EQ(status(Method::head, "/certificates/42/revoke"), 405);
}

TEST_F(RouterTest, ABrokenTripletInACaptureIsRefused) {
  EXPECT_EQ(status(Method::get, "/certificates/%zz"), 400);
  EXPECT_EQ(status(Method::get, "/ocsp/%00"), 400);
}

TEST_F(RouterTest, AHandlerThatThrowsBecomesA500ThatSaysNothing) {
  router_.add(Method::get, "/throws",
              [](const Request&) -> Response { throw std::runtime_error("secret detail"); });
  router_.add(Method::get, "/throws-odd", [](const Request&) -> Response { throw 42; });
  const Response response = ask(router_, Method::get, "/throws");
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(body_of(response).find("secret"), std::string::npos);
  EXPECT_EQ(status(Method::get, "/throws-odd"), 500);
}

TEST_F(RouterTest, AnAsynchronousHandlerAnswersFromAnotherThread) {
  std::jthread elsewhere;
  router_.add_async(Method::get, "/later/{id}", [&](const Request&, Responder responder) {
    elsewhere = std::jthread([responder = std::move(responder)] {
      responder.send(respond(202, "text/plain", std::string(responder.request().parameter("id"))));
      responder.send(respond_empty(500));  // has no effect
    });
  });
  const Response response = ask(router_, Method::get, "/later/7");
  EXPECT_EQ(response.status, 202);
  EXPECT_EQ(body_of(response), "7");
}

TEST_F(RouterTest, AnUnansweredRequestIsNotLeftHanging) {
  router_.add_async(Method::get, "/forgets", [](const Request&, const Responder&) {});
  router_.add_async(Method::get, "/throws-later",
                    [](const Request&, const Responder&) { throw std::runtime_error("no"); });
  EXPECT_EQ(status(Method::get, "/forgets"), 500);
  EXPECT_EQ(status(Method::get, "/throws-later"), 500);
}

TEST_F(RouterTest, ListsItsRoutes) {
  const auto routes = router_.routes();
  ASSERT_EQ(routes.size(), 7U);
  EXPECT_EQ(routes[3]->pattern, "/certificates/{id}");
  EXPECT_EQ(routes[3]->method, Method::get);
  EXPECT_EQ(routes[3]->index, 3U);
}

TEST(RouterDeathTest, AMistakeInTheProgramEndsItAtStart) {
  Router router;
  router.add(Method::get, "/a", says(""));
  EXPECT_DEATH(router.add(Method::get, "/a", says("")), "added before");
  for (const char* pattern : {"a", "/{}", "/{a", "/a{b}", "/{a*}/b", "/*"}) {
    EXPECT_DEATH(router.add(Method::get, pattern, says("")), "router: ") << pattern;
  }
}

}  // namespace
}  // namespace chancery::http
