#include "net/http_fetcher.h"

#include <gtest/gtest.h>

#include "net/errors.h"
#include "net/tcp_connector.h"
#include "net/testing/tcp_peer.h"

namespace chancery::net {
namespace {

using namespace std::chrono_literals;
using testing::http_answer;
using testing::TcpPeer;

const AddressFilter kOpen(PrivateAddresses::allowed);

HttpGet get_from(const TcpPeer& peer, const std::string& url = "http://www.example.org/a?b") {
  return {HttpUrl::parse(url).value(), peer.endpoint()};
}

Result<HttpAnswer> fetch(const HttpGet& request, Duration limit = 5s) {
  return HttpFetcher(kOpen, "chancery-test/1").get(request, Deadline::in(limit));
}

TEST(HttpFetcher, SendsOneRequestToTheGivenAddressWithTheUrlsHost) {
  TcpPeer peer([](const std::string&) { return http_answer("200 OK", "hello"); });
  const auto answer = fetch(get_from(peer)).value();
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(as_text(answer.body), "hello");
  const auto requests = peer.requests();
  ASSERT_EQ(requests.size(), 1U);
  EXPECT_TRUE(requests[0].starts_with("GET /a?b HTTP/1.1\r\nHost: www.example.org\r\n"))
      << requests[0];
  EXPECT_NE(requests[0].find("User-Agent: chancery-test/1\r\n"), std::string::npos);
}

TEST(HttpFetcher, WorksOverIpv6) {
  TcpPeer peer([](const std::string&) { return http_answer("200 OK", "six"); }, "::1");
  EXPECT_EQ(as_text(fetch(get_from(peer)).value().body), "six");
}

TEST(HttpFetcher, NeverFollowsARedirectOrKeepsACookie) {
  TcpPeer peer([](const std::string&) {
    return http_answer("302 Found", "", "LOCATION:  http://other.test/x \r\nSet-Cookie: a=b\r\n");
  });
  const auto answer = fetch(get_from(peer)).value();
  EXPECT_EQ(answer.status, 302);
  EXPECT_EQ(answer.location, "http://other.test/x");
  ASSERT_TRUE(fetch(get_from(peer)));
  ASSERT_EQ(peer.requests().size(), 2U);
  EXPECT_EQ(peer.requests()[1].find("Cookie"), std::string::npos);
}

TEST(HttpFetcher, IgnoresProxiesOfTheEnvironment) {
  TcpPeer peer([](const std::string&) { return http_answer("200 OK", "direct"); });
  ::setenv("http_proxy", "http://127.0.0.1:1", 1);
  const auto answer = fetch(get_from(peer));
  ::unsetenv("http_proxy");
  ASSERT_TRUE(answer) << answer.error().log_line();
  EXPECT_TRUE(peer.requests().at(0).starts_with("GET /a?b ")) << "not the absolute form";
}

TEST(HttpFetcher, NeverConnectsToAForbiddenAddress) {
  TcpPeer peer([](const std::string&) { return http_answer("200 OK", "secret"); });
  const HttpFetcher strict(AddressFilter(PrivateAddresses::forbidden), "x");
  const auto answer = strict.get(get_from(peer), Deadline::in(5s));
  ASSERT_FALSE(answer);
  EXPECT_TRUE(answer.error().is(kAddressForbidden));
  EXPECT_TRUE(peer.requests().empty());
}

TEST(HttpFetcher, AnUrlOfAnotherAddressDoesNotMisleadIt) {
  TcpPeer peer([](const std::string&) { return http_answer("200 OK", "here"); });
  EXPECT_EQ(as_text(fetch(get_from(peer, "http://169.254.169.254/latest"))->body), "here");
  EXPECT_EQ(as_text(fetch(get_from(peer, "http://[2001:db8::1]:99/"))->body), "here");
}

TEST(HttpFetcher, CutsALargeBodyInsteadOfReadingOn) {
  TcpPeer peer([](const std::string&) { return http_answer("200 OK", std::string(1 << 20, 'x')); });
  auto request = get_from(peer);
  request.max_body = 1000;
  const auto answer = fetch(request).value();
  EXPECT_EQ(answer.body.size(), 1000U);
  EXPECT_TRUE(answer.body_cut);
  EXPECT_EQ(answer.status, 200);
}

TEST(HttpFetcher, ABodyOfExactlyTheLimitIsWhole) {
  TcpPeer peer([](const std::string&) { return http_answer("200 OK", std::string(1000, 'x')); });
  auto request = get_from(peer);
  request.max_body = 1000;
  EXPECT_FALSE(fetch(request)->body_cut);
}

TEST(HttpFetcher, RefusesEndlessHeaders) {
  TcpPeer peer([](const std::string&) {
    return http_answer("200 OK", "",
                       "X: " + std::string(HttpFetcher::kMaxHeaderBytes, 'y') + "\r\n");
  });
  EXPECT_TRUE(fetch(get_from(peer)).error().is(kHttpHeadersTooLarge));
}

TEST(HttpFetcher, TellsASilentServerFromOneThatIsNotThere) {
  TcpPeer silent([](const std::string&) { return std::string(); });
  const auto quiet = fetch(get_from(silent), 300ms);
  ASSERT_FALSE(quiet);
  EXPECT_TRUE(quiet.error().is(kHttpTimeout)) << quiet.error().log_line();

  Endpoint closed{Address::parse("127.0.0.1").value(), 1};
  const auto refused = fetch({HttpUrl::parse("http://a.test/").value(), closed});
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().is(kConnectFailed)) << refused.error().log_line();
  EXPECT_EQ(refused.error().parameter("address"), "127.0.0.1:1");
  EXPECT_EQ(refused.error().parameter("reason"), "Connection refused");
}

TEST(HttpFetcher, WhatIsNotHttpIsAFailureNotABody) {
  for (const char* garbage : {"SSH-2.0-OpenSSH_9\r\n", "\r\n\r\n", "HTTP/1.1 abc\r\n\r\n"}) {
    TcpPeer peer([&](const std::string&) { return std::string(garbage); });
    const auto answer = fetch(get_from(peer));
    ASSERT_FALSE(answer) << garbage;
    EXPECT_TRUE(answer.error().is(kHttpFailed)) << answer.error().log_line();
  }
}

TEST(HttpFetcher, ABrokenOffBodyIsAFailure) {
  TcpPeer peer([](const std::string&) {
    return std::string("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort");
  });
  EXPECT_TRUE(fetch(get_from(peer)).error().is(kHttpFailed));
}

TEST(HttpFetcher, PlainHttpBehindAnHttpsUrlIsATlsFailure) {
  TcpPeer peer([](const std::string&) { return http_answer("400 Bad Request", "speak plainly"); });
  HttpGet request{HttpUrl::parse("https://a.test/").value(), peer.endpoint()};
  const auto answer = fetch(request, 2s);
  ASSERT_FALSE(answer);
  EXPECT_TRUE(answer.error().is(kHttpTlsFailed) || answer.error().is(kHttpTimeout))
      << answer.error().log_line();
}

TEST(TcpConnector, ConnectsRefusesAndFilters) {
  TcpPeer peer([](const std::string&) { return std::string("x"); });
  EXPECT_TRUE(TcpConnector(kOpen).connect(peer.endpoint(), Deadline::in(5s)));

  const Endpoint closed{Address::parse("127.0.0.1").value(), 1};
  const auto refused = TcpConnector(kOpen).connect(closed, Deadline::in(5s));
  EXPECT_TRUE(refused.error().is(kConnectFailed));
  EXPECT_EQ(refused.error().parameter("reason"), "Connection refused");

  const TcpConnector strict{AddressFilter(PrivateAddresses::forbidden)};
  EXPECT_TRUE(strict.connect(peer.endpoint(), Deadline::in(5s)).error().is(kAddressForbidden));
}

TEST(TcpConnector, AFullBacklogEndsAtTheDeadline) {
  const auto where = to_socket_address({Address::parse("127.0.0.1").value(), 0});
  const Socket listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  ASSERT_EQ(::bind(listener.fd(), where.get(), where.length), 0);
  ASSERT_EQ(::listen(listener.fd(), 0), 0);
  sockaddr_storage bound{};
  socklen_t size = sizeof bound;
  ::getsockname(listener.fd(), reinterpret_cast<sockaddr*>(&bound), &size);
  const auto endpoint = from_socket_address(reinterpret_cast<sockaddr&>(bound), size).value();

  std::vector<Socket> held;
  for (;;) {
    auto socket = TcpConnector(kOpen).connect(endpoint, Deadline::in(200ms));
    if (!socket) {
      EXPECT_TRUE(socket.error().is(kConnectTimeout)) << socket.error().log_line();
      break;
    }
    held.push_back(std::move(*socket));
    ASSERT_LT(held.size(), 10U);
  }
  const auto page = fetch({HttpUrl::parse("http://a.test/").value(), endpoint}, 300ms);
  EXPECT_TRUE(page.error().is(kConnectTimeout)) << page.error().log_line();
}

}  // namespace
}  // namespace chancery::net
