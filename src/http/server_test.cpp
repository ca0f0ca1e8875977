// The server as clients see it, over real sockets.
#include "http/server.h"

#include <atomic>
#include <fstream>
#include <future>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdexcept>
#include <thread>

#include "http/errors.h"
#include "http/json.h"
#include "http/test_client.h"
#include "observe/log_capture.h"

namespace chancery::http {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;

constexpr std::string_view kGet = "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n";

/// Gives the pieces that it was told to, each from a thread of its own; then ends, fails or waits.
class TestSource final : public BodySource {
 public:
  enum class Then { end, fail, wait };
  TestSource(std::vector<std::string> pieces, Then then)
      : pieces_(std::move(pieces)), then_(then) {}
  ~TestSource() override { released() = true; }

  void next(Take take) override {
    if (at_ < pieces_.size()) {
      std::thread([take = std::move(take), piece = pieces_[at_++]]() mutable {
        take(piece);
      }).detach();
    } else if (then_ == Then::end) {
      take(std::string());
    } else if (then_ == Then::fail) {
      take(fail(kServerBusy));
    } else {
      waiting_ = std::move(take);
    }
  }
  static std::atomic<bool>& released() {
    static std::atomic<bool> released{false};
    return released;
  }

 private:
  std::vector<std::string> pieces_;
  Then then_;
  std::size_t at_ = 0;
  Take waiting_;
};

void add_stream(Router& router, std::string_view path, TestSource::Then then) {
  router.add(Method::get, path, [then](const Request&) {
    return respond_stream("text/plain", std::make_shared<TestSource>(
                                            std::vector<std::string>{"first ", "second"}, then));
  });
}

void add_routes(Router& router) {
  router.add(
      Method::get, "/hello", [](const Request&) { return respond(200, "text/plain", "hello"); },
      kFast);
  router.add(
      Method::post, "/echo",
      [](const Request& request) { return respond(200, "text/plain", BytesView(request.body)); },
      {.max_body = 100'000, .log_success = false});
  router.add(Method::post, "/small", [](const Request&) { return respond_empty(); },
             {.max_body = 10});
  router.add(Method::get, "/about", [](const Request& request) {
    return respond_json(200, {{"peer", request.peer->text()},
                              {"tls", request.is_tls},
                              {"id", request.id},
                              {"query", request.query_text()},
                              {"agent", request.header("user-agent").value_or("")}});
  });
  add_stream(router, "/stream", TestSource::Then::end);
  add_stream(router, "/breaks", TestSource::Then::fail);
  add_stream(router, "/waits", TestSource::Then::wait);
  router.add(Method::get, "/throws",
             [](const Request&) -> Response { throw std::runtime_error("secret"); });
}

class ServerTest : public ::testing::Test {
 protected:
  ServerTest() {
    add_routes(server_.router);
    port_ = 0;
  }
  RawResponse ask(std::string_view request) { return RawClient(port()).ask(request); }
  std::uint16_t port() {
    if (port_ == 0) {
      port_ = server_.start();
    }
    return port_;
  }

  TestServer server_;
  std::uint16_t port_;
};

TEST_F(ServerTest, AnswersWithDateLengthAndRequestId) {
  const RawResponse response = ask(kGet);
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "hello");
  EXPECT_EQ(response.field("Content-Length"), "5");
  EXPECT_THAT(response.field("Date"),
              MatchesRegex("[A-Z][a-z][a-z], [0-9][0-9] [A-Z][a-z][a-z] [0-9]+ [0-9:]+ GMT"));
  EXPECT_THAT(response.field("X-Request-Id"), MatchesRegex("[0-9a-f]+-[0-9a-f]+"));
  EXPECT_EQ(response.field("X-Content-Type-Options"), "nosniff");
}

TEST_F(ServerTest, AConnectionServesManyRequestsOfEveryKind) {
  RawClient client(port());
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(client.ask(kGet).body, "hello");
    const std::string text = "text " + std::to_string(i);
    EXPECT_EQ(client
                  .ask("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: " +
                       std::to_string(text.size()) + "\r\n\r\n" + text)
                  .body,
              text);
    EXPECT_EQ(client.ask("GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n").status, 404);
    EXPECT_EQ(client.ask("GET /throws HTTP/1.1\r\nHost: x\r\n\r\n").status, 500);
  }
}

TEST_F(ServerTest, PipelinedRequestsAreAnsweredInOrder) {
  RawClient client(port());
  std::string requests;
  for (int i = 0; i < 40; ++i) {
    const std::string text = std::to_string(i);
    requests += "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(text.size()) +
                "\r\n\r\n" + text + std::string(kGet);
  }
  client.send(requests);
  for (int i = 0; i < 40; ++i) {
    EXPECT_EQ(client.receive().body, std::to_string(i));
    EXPECT_EQ(client.receive().body, "hello");
  }
}

TEST_F(ServerTest, ARequestMayArriveByteByByte) {
  RawClient client(port());
  for (const char byte : std::string(kGet)) {
    ASSERT_TRUE(client.send(std::string_view(&byte, 1)));
  }
  EXPECT_EQ(client.receive().status, 200);
}

TEST_F(ServerTest, HeadHasTheHeadOfGetAndNoBody) {
  RawClient client(port());
  const RawResponse head = client.ask("HEAD /hello HTTP/1.1\r\nHost: x\r\n\r\n", true);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.field("Content-Length"), "5");
  EXPECT_EQ(client.ask(kGet).body, "hello");  // nothing of a body was in between
}

TEST_F(ServerTest, AHandlerSeesWhoAsksWhat) {
  const RawResponse response =
      ask("GET /about?a=b HTTP/1.1\r\nHost: x\r\nUser-Agent: test\r\n\r\n");
  EXPECT_THAT(response.body, HasSubstr(R"("peer":"127.0.0.1")"));
  EXPECT_THAT(response.body, HasSubstr(R"("tls":false)"));
  EXPECT_THAT(response.body, HasSubstr(R"("query":"a=b")"));
  EXPECT_THAT(response.body, HasSubstr(R"("agent":"test")"));
  EXPECT_THAT(response.body, HasSubstr("\"id\":\"" + response.field("X-Request-Id") + "\""));
}

TEST_F(ServerTest, AChunkedBodyArrivesWhole) {
  const RawResponse response =
      ask("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
          "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n");
  EXPECT_EQ(response.body, "hello world");
}

TEST_F(ServerTest, ALargeBodyGoesBothWays) {
  const std::string text(100'000, 'x');
  const RawResponse response =
      ask("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n" + text);
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, text);
}

TEST_F(ServerTest, TheConnectionEndsWhenTheClientWantsIt) {
  RawClient close(port());
  const RawResponse closed =
      close.ask("GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(closed.field("Connection"), "close");
  EXPECT_TRUE(close.closed());

  RawClient old(port());
  EXPECT_EQ(old.ask("GET /hello HTTP/1.0\r\n\r\n").status, 200);
  EXPECT_TRUE(old.closed());

  RawClient kept(port());
  const std::string_view old_but_kept = "GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
  EXPECT_EQ(kept.ask(old_but_kept).field("Connection"), "keep-alive");
  EXPECT_EQ(kept.ask(old_but_kept).status, 200);
}

TEST_F(ServerTest, AnExceptionBecomesA500WithoutItsWords) {
  const observe::LogCapture capture;
  const RawResponse response = ask("GET /throws HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(response.field("Content-Type"), "application/problem+json");
  EXPECT_EQ(response.body.find("secret"), std::string::npos);
  EXPECT_EQ(capture.count("exception: secret"), 1U);
}

TEST_F(ServerTest, AWrongMethodIsToldTheRightOnes) {
  const RawResponse response = ask("DELETE /hello HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(response.field("Allow"), "GET, HEAD");
}

TEST_F(ServerTest, BytesThatAreNoRequestGetA400AndTheEnd) {
  for (const char* bytes : {"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", "hello\r\n\r\n",
                            "GET / HTTP/1.1\r\n\r\n", "GET * HTTP/1.1\r\nHost: x\r\n\r\n"}) {
    RawClient client(port());
    const RawResponse response = client.ask(bytes);
    EXPECT_EQ(response.status, 400) << bytes;
    EXPECT_EQ(response.field("Connection"), "close");
    EXPECT_FALSE(response.field("X-Request-Id").empty());
    ::shutdown(client.socket(), SHUT_WR);
    EXPECT_TRUE(client.closed());
  }
}

TEST_F(ServerTest, ASmuggledRequestIsNotServed) {
  RawClient client(port());
  client.send(
      "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
      "0\r\n\r\nGET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.receive().status, 400);
  ::shutdown(client.socket(), SHUT_WR);
  EXPECT_TRUE(client.closed());
}

TEST_F(ServerTest, ABodyThatIsTooLargeIsRefusedBeforeItIsSent) {
  RawClient client(port());
  const RawResponse response =
      client.ask("POST /small HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n");
  EXPECT_EQ(response.status, 413);
  EXPECT_THAT(response.body, HasSubstr(R"("limit":"10")"));
  EXPECT_EQ(response.field("Connection"), "close");
}

TEST_F(ServerTest, ARefusalReachesAClientThatIsStillSending) {
  RawClient client(port());
  client.send("POST /small HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n\r\n");
  client.send(std::string(200'000, 'x'));
  EXPECT_EQ(client.receive().status, 413);
}

TEST_F(ServerTest, AChunkedBodyThatGrowsTooLargeIsRefused) {
  EXPECT_EQ(ask("POST /small HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n")
                .status,
            413);
}

TEST_F(ServerTest, AfterASmallRefusedBodyTheConnectionGoesOn) {
  RawClient client(port());
  EXPECT_EQ(client
                .ask("POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 20000\r\n\r\n" +
                     std::string(20'000, 'x'))
                .status,
            404);
  EXPECT_EQ(client.ask(kGet).body, "hello");
}

TEST_F(ServerTest, AClientThatAsksFirstIsToldToGoOnOrNot) {
  RawClient client(port());
  client.send(
      "POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
  EXPECT_EQ(client.receive().status, 100);
  EXPECT_EQ(client.ask("hello").body, "hello");

  RawClient refused(port());
  EXPECT_EQ(refused
                .ask("POST /small HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
                     "Content-Length: 500\r\n\r\n")
                .status,
            413);
}

TEST_F(ServerTest, RequestsAreCountedByRouteAndStatus) {
  EXPECT_EQ(ask(kGet).status, 200);
  EXPECT_EQ(ask("GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n").status, 404);
  const std::string text = server_.metrics.text();
  EXPECT_THAT(text, HasSubstr("chancery_http_requests_total{method=\"GET\",route=\"/hello\","
                              "status=\"2xx\"} 1"));
  EXPECT_THAT(text, HasSubstr("chancery_http_requests_total{method=\"none\",route=\"none\","
                              "status=\"4xx\"} 1"));
  EXPECT_THAT(text, HasSubstr("chancery_http_request_seconds_count{method=\"GET\","
                              "route=\"/hello\"} 1"));
}

TEST_F(ServerTest, TheAccessLogNamesTheRequestAndNotItsQuery) {
  const observe::LogCapture capture;
  const RawResponse response = ask("GET /about?token=hunter2 HTTP/1.1\r\nHost: x\r\n\r\n");
  ask(kGet);  // a fast route that succeeds is counted, not logged
  ASSERT_TRUE(eventually([&] { return capture.count("event=\"request\"") == 1; }));
  EXPECT_EQ(capture.count("path=\"/about\" status=200"), 1U);
  EXPECT_EQ(capture.count("request_id=\"" + response.field("X-Request-Id") + "\""), 1U);
  EXPECT_EQ(capture.count("hunter2"), 0U);
}

TEST_F(ServerTest, ALogLineCannotBeForgedThroughTheTarget) {
  const observe::LogCapture capture({.level = observe::Level::info});
  ask("GET /a%0Alevel=info HTTP/1.1\r\nHost: x\r\n\r\n");
  for (const auto& line : capture.lines()) {
    EXPECT_EQ(line.find('\n'), std::string::npos);
  }
}

TEST_F(ServerTest, AnAsynchronousHandlerDoesNotHoldAThread) {
  // Given more waiting requests than there are threads, when all are answered at once by another
  // thread, then all get their own answer.
  std::mutex mutex;
  std::vector<Responder> waiting;
  server_.router.add_async(Method::get, "/wait/{n}",
                           [&](const Request&, const Responder& responder) {
                             const std::lock_guard lock(mutex);
                             waiting.push_back(responder);
                           },
                           {.run_on = RunOn::io_thread});
  constexpr std::size_t kClients = 20;
  std::vector<std::unique_ptr<RawClient>> clients;
  for (std::size_t i = 0; i < kClients; ++i) {
    clients.push_back(std::make_unique<RawClient>(port()));
    clients.back()->send("GET /wait/" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n" +
                         std::string(kGet));
  }
  ASSERT_TRUE(eventually([&] {
    const std::lock_guard lock(mutex);
    return waiting.size() == kClients;
  }));
  EXPECT_EQ(ask(kGet).status, 200);  // meanwhile others are served
  {
    const std::lock_guard lock(mutex);
    for (const Responder& responder : waiting) {
      responder.send(respond(200, "text/plain", std::string(responder.request().parameter("n"))));
    }
    waiting.clear();
  }
  for (std::size_t i = 0; i < kClients; ++i) {
    EXPECT_EQ(clients[i]->receive().body, std::to_string(i));
    EXPECT_EQ(clients[i]->receive().body, "hello");
  }
}

TEST_F(ServerTest, ADroppedRequestIsAnswered) {
  server_.router.add_async(Method::get, "/forgets", [](const Request&, const Responder&) {});
  EXPECT_EQ(ask("GET /forgets HTTP/1.1\r\nHost: x\r\n\r\n").status, 500);
}

TEST_F(ServerTest, AnswersArriveWholeWhateverTheirSize) {
  const auto shared = std::make_shared<const Bytes>(5'000'000, 'b');
  const std::string path = ::testing::TempDir() + "http_server_test.bin";
  std::ofstream(path) << std::string(3'000'000, 'f');
  server_.router.add(
      Method::get, "/shared",
      [&](const Request&) { return respond(200, "application/octet-stream", shared); }, kFast);
  server_.router.add(
      Method::get, "/file",
      [&](const Request& request) {
        return respond_file(request, File::open(path).value(), "application/pkix-crl", "\"1\"");
      },
      kFast);
  RawClient client(port());
  const RawResponse bytes = client.ask("GET /shared HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(bytes.body, std::string(5'000'000, 'b'));
  const RawResponse file = client.ask("GET /file HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(file.body, std::string(3'000'000, 'f'));
  EXPECT_EQ(file.field("ETag"), "\"1\"");
  const RawResponse unchanged =
      client.ask("GET /file HTTP/1.1\r\nHost: x\r\nIf-None-Match: \"1\"\r\n\r\n");
  EXPECT_EQ(unchanged.status, 304);
  EXPECT_EQ(client.ask("HEAD /file HTTP/1.1\r\nHost: x\r\n\r\n", true).field("Content-Length"),
            "3000000");
  std::remove(path.c_str());
}

TEST_F(ServerTest, ListenersServeTheirOwnRouters) {
  Router other;
  other.add(
      Method::get, "/other", [](const Request&) { return respond_empty(); }, kFast);
  const ListenerId second = server_.server.listen("localhost", 0, other).value();
  RawClient client(port());
  EXPECT_EQ(client.ask("GET /other HTTP/1.1\r\nHost: x\r\n\r\n").status, 404);
  EXPECT_EQ(RawClient(server_.server.port_of(second))
                .ask("GET /other HTTP/1.1\r\nHost: x\r\n\r\n")
                .status,
            204);
}

TEST_F(ServerTest, AnAddressThatCannotBeHadIsNamed) {
  const auto taken = server_.server.listen("127.0.0.1", port(), server_.router);
  ASSERT_FALSE(taken.has_value());
  EXPECT_EQ(taken.error().parameter("address"), "127.0.0.1:" + std::to_string(port()));
  EXPECT_FALSE(server_.server.listen("no-such-host.invalid", 80, server_.router).has_value());
}

TEST_F(ServerTest, ManyClientsAtOnceGetTheirOwnAnswers) {
  const std::uint16_t open_port = port();
  std::atomic<int> right{0};
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 8; ++t) {
      threads.emplace_back([&, t] {
        RawClient client(open_port);
        for (int i = 0; i < 100; ++i) {
          const std::string text = std::to_string(t) + "/" + std::to_string(i);
          const RawResponse response = client.ask(
              "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(text.size()) +
              "\r\n\r\n" + text);
          right += response.body == text ? 1 : 0;
        }
      });
    }
  }
  EXPECT_EQ(right, 800);
}

/// Everything that comes until the server closes or `end` was seen.
std::string read_until(const RawClient& client, std::string_view end) {
  std::string all;
  char block[4096];
  while (end.empty() || all.find(end) == std::string::npos) {
    const ssize_t got = ::recv(client.socket(), block, sizeof block, 0);
    if (got <= 0) {
      break;
    }
    all.append(block, static_cast<std::size_t>(got));
  }
  return all;
}

TEST_F(ServerTest, ABodyOfUnknownSizeComesInChunksAndTheConnectionGoesOn) {
  const RawClient client(port());
  client.send("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
  const std::string answer = read_until(client, "0\r\n\r\n");
  EXPECT_THAT(answer, HasSubstr("Transfer-Encoding: chunked\r\n"));
  EXPECT_THAT(answer, ::testing::Not(HasSubstr("Content-Length")));
  EXPECT_THAT(answer, HasSubstr("6\r\nfirst \r\n6\r\nsecond\r\n0\r\n\r\n"));
  client.send(kGet);
  EXPECT_THAT(read_until(client, "hello"), HasSubstr("200 OK"));
}

TEST_F(ServerTest, ABodyOfUnknownSizeEndsWithTheConnectionForHttp10) {
  const RawClient client(port());
  client.send("GET /stream HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\n\r\n");
  const std::string answer = read_until(client, "");
  EXPECT_THAT(answer, HasSubstr("Connection: close\r\n"));
  EXPECT_TRUE(answer.ends_with("\r\n\r\nfirst second")) << answer;
}

TEST_F(ServerTest, ABodyWhoseSourceFailsIsNotTakenForAWholeOne) {
  const observe::LogCapture capture;
  const RawClient client(port());
  client.send("GET /breaks HTTP/1.1\r\nHost: x\r\n\r\n");
  const std::string answer = read_until(client, "");
  EXPECT_THAT(answer, HasSubstr("second\r\n"));
  EXPECT_THAT(answer, ::testing::Not(HasSubstr("0\r\n\r\n")));
}

TEST_F(ServerTest, HeadOfAStreamAsksNoSource) {
  const RawClient client(port());
  client.send("HEAD /waits HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_THAT(read_until(client, "\r\n\r\n"), HasSubstr("chunked"));
  client.send(kGet);
  EXPECT_THAT(read_until(client, "hello"), HasSubstr("200 OK"));
}

TEST_F(ServerTest, AStreamThatWaitsEndsWhenTheServerStopsAndItsSourceIsLetGoOf) {
  TestSource::released() = false;
  const RawClient client(port());
  client.send("GET /waits HTTP/1.1\r\nHost: x\r\n\r\n");
  (void)read_until(client, "second");
  server_.server.stop(std::chrono::seconds(5));
  EXPECT_THAT(read_until(client, ""), HasSubstr("0\r\n\r\n"));
  EXPECT_TRUE(eventually([] { return TestSource::released().load(); }));
}

}  // namespace
}  // namespace chancery::http
