#include "net/http_client.h"

#include <gtest/gtest.h>

#include "net/testing/tcp_peer.h"

namespace chancery::net {
namespace {

using testing::TcpPeer;

HttpUrl url_of(const TcpPeer& peer, const std::string& path = "/x") {
  return HttpUrl::parse("http://127.0.0.1:" + std::to_string(peer.port()) + path).value();
}

std::string ok(const std::string& body) {
  return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\nConnection: close\r\n\r\n" + body;
}

Deadline soon() {
  return Deadline::in(std::chrono::seconds(5));
}

std::string code_of(const Result<HttpReply>& reply) {
  return reply ? "ok" : std::string(reply.error().code());
}

TEST(HttpClient, PostsABodyAndGivesTheAnswer) {
  const TcpPeer peer([](const std::string&) { return ok("[]"); });
  const auto reply =
      http_post({url_of(peer, "/lint"), "application/x-www-form-urlencoded", "a=b"}, soon())
          .value();
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(as_text(reply.body), "[]");
  const std::string request = peer.requests().at(0);
  EXPECT_TRUE(request.starts_with("POST /lint HTTP/1.1\r\n")) << request;
  EXPECT_NE(request.find("Content-Type: application/x-www-form-urlencoded\r\n"), std::string::npos);
  EXPECT_NE(request.find("Content-Length: 3\r\n"), std::string::npos);
  EXPECT_EQ(request.find("Expect:"), std::string::npos);
}

TEST(HttpClient, Gets) {
  const TcpPeer peer([](const std::string&) { return ok("{}"); });
  EXPECT_EQ(http_get(url_of(peer), 100, soon()).value().status, 200);
}

TEST(HttpClient, DoesNotFollowARedirect) {
  const TcpPeer peer([](const std::string&) {
    return std::string(
        "HTTP/1.1 302 Found\r\nLocation: /y\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  });
  EXPECT_EQ(http_get(url_of(peer), 100, soon()).value().status, 302);
  EXPECT_EQ(peer.requests().size(), 1U);
}

TEST(HttpClient, DoesNotTakeMoreThanItsBound) {
  const TcpPeer peer([](const std::string&) { return ok(std::string(5000, 'x')); });
  EXPECT_EQ(code_of(http_get(url_of(peer), 4999, soon())), "http_answer_too_large");
}

TEST(HttpClient, DoesNotWaitLongerThanItsDeadline) {
  const TcpPeer peer([](const std::string&) { return std::string(); });
  EXPECT_EQ(code_of(http_get(url_of(peer), 100, Deadline::in(Duration(100)))), "http_timeout");
}

TEST(HttpClient, TellsThatNobodyListens) {
  std::optional<HttpUrl> gone;
  {
    const TcpPeer peer([](const std::string&) { return ok(""); });
    gone = url_of(peer);
  }
  EXPECT_EQ(code_of(http_get(*gone, 100, soon())), "connect_failed");
}

TEST(HttpClient, TellsWhatIsNotHttp) {
  const TcpPeer peer([](const std::string&) { return std::string("\0\1\2garbage\n", 11); });
  EXPECT_EQ(code_of(http_get(url_of(peer), 100, soon())), "http_failed");
}

}  // namespace
}  // namespace chancery::net
