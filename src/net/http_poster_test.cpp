#include "net/http_poster.h"

#include <future>
#include <gtest/gtest.h>

#include "net/errors.h"
#include "net/testing/tcp_peer.h"

namespace chancery::net {
namespace {

using namespace std::chrono_literals;
using testing::http_answer;
using testing::TcpPeer;

PostRequest to(std::uint16_t port, std::string body = "{}") {
  return {HttpUrl::parse("http://127.0.0.1:" + std::to_string(port) + "/ct/v1/x").value(),
          "application/json", std::make_shared<const std::string>(std::move(body))};
}

std::future<Result<PostReply>> send(HttpPoster& client, PostRequest post, Duration limit = 5s) {
  auto promise = std::make_shared<std::promise<Result<PostReply>>>();
  auto future = promise->get_future();
  client.post(std::move(post), Deadline::in(limit),
              [promise](Result<PostReply> reply) { promise->set_value(std::move(reply)); });
  return future;
}

HttpPosterSettings settings() {
  return {"chancery-test/1", "", 2048, 64};
}

std::string code(std::future<Result<PostReply>> reply) {
  const auto outcome = reply.get();
  return outcome ? "" : std::string(outcome.error().code());
}

TEST(HttpPoster, PostsTheBodyAndTellsStatusBodyAndRetryAfter) {
  TcpPeer peer([](const std::string&) {
    return http_answer("503 Service Unavailable", "busy", "retry-after: 17\r\n");
  });
  HttpPoster client(settings());
  const auto reply = send(client, to(peer.port(), "{\"a\":1}")).get().value();
  EXPECT_EQ(reply.status, 503);
  EXPECT_EQ(as_text(reply.body), "busy");
  EXPECT_EQ(reply.retry_after, 17s);
  const auto request = peer.requests().at(0);
  EXPECT_TRUE(request.starts_with("POST /ct/v1/x HTTP/1.1\r\n")) << request;
  EXPECT_NE(request.find("Content-Type: application/json\r\n"), std::string::npos);
  EXPECT_TRUE(request.ends_with("\r\n\r\n{\"a\":1}")) << request;
}

TEST(HttpPoster, ASilentServerHoldsUpNobodyElse) {
  TcpPeer silent([](const std::string&) { return std::string(); });
  TcpPeer good([](const std::string&) { return http_answer("200 OK", "yes"); });
  HttpPoster client(settings());
  auto never = send(client, to(silent.port()), 300ms);
  EXPECT_EQ(as_text(send(client, to(good.port())).get().value().body), "yes");
  EXPECT_EQ(code(std::move(never)), "http_timeout");
}

TEST(HttpPoster, NeverTakesMoreThanItWasToldTo) {
  TcpPeer long_body(
      [](const std::string&) { return http_answer("200 OK", std::string(100'000, 'x')); });
  TcpPeer long_head([](const std::string&) {
    return http_answer("200 OK", "", "X: " + std::string(20'000, 'x') + "\r\n");
  });
  HttpPoster client(settings());
  EXPECT_EQ(code(send(client, to(long_body.port()))), "http_answer_too_large");
  EXPECT_EQ(code(send(client, to(long_head.port()))), "http_headers_too_large");
}

TEST(HttpPoster, TellsWhatIsNotThereAndWhatIsNotHttp) {
  TcpPeer garbage([](const std::string&) { return std::string("\x16\x03\x01 not http\r\n\r\n"); });
  TcpPeer cut([](const std::string&) {
    return std::string("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
  });
  HttpPoster client(settings());
  EXPECT_EQ(code(send(client, to(garbage.port()))), "http_failed");
  EXPECT_EQ(code(send(client, to(cut.port()))), "http_failed");
  EXPECT_EQ(code(send(client, to(1))), "connect_failed");
}

TEST(HttpPoster, NeverFollowsARedirect) {
  TcpPeer peer([](const std::string&) {
    return http_answer("307 Temporary Redirect", "", "Location: http://127.0.0.1:1/\r\n");
  });
  HttpPoster client(settings());
  EXPECT_EQ(send(client, to(peer.port())).get().value().status, 307);
}

TEST(HttpPoster, ManyRequestsAtOnceAreAllAnswered) {
  TcpPeer peer([](const std::string&) { return http_answer("200 OK", "yes"); });
  HttpPosterSettings few = settings();
  few.max_connections_to_one = 8;
  HttpPoster client(few);
  std::vector<std::future<Result<PostReply>>> replies;
  for (int i = 0; i < 60; ++i) {
    replies.push_back(send(client, to(peer.port()), 20s));
  }
  for (auto& reply : replies) {
    EXPECT_TRUE(reply.get());
  }
}

TEST(HttpPoster, RefusesMoreThanItsBoundAndEndsAllWhenItStops) {
  TcpPeer silent([](const std::string&) { return std::string(); });
  HttpPosterSettings small = settings();
  small.max_waiting = 1;
  HttpPoster client(small);
  auto first = send(client, to(silent.port()), 60s);
  EXPECT_EQ(code(send(client, to(silent.port()))), "http_busy");
  client.stop();
  EXPECT_EQ(code(std::move(first)), "http_stopped");
  EXPECT_EQ(code(send(client, to(silent.port()))), "http_stopped");
}

}  // namespace
}  // namespace chancery::net
