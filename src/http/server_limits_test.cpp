// Slow, greedy and vanishing clients, and the end of the server.
#include <atomic>
#include <condition_variable>
#include <future>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <memory>
#include <mutex>
#include <thread>

#include "http/server.h"
#include "http/test_client.h"

namespace chancery::http {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;

constexpr std::string_view kGet = "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n";
constexpr std::string_view kBlocked = "GET /blocked HTTP/1.1\r\nHost: x\r\n\r\n";

/// A handler that does not return until it is told to.
class Gate final {
 public:
  void wait() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    opened_.wait(lock, [this] { return open_; });
  }
  void open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    opened_.notify_all();
  }
  int waiting() {
    const std::lock_guard lock(mutex_);
    return waiting_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable opened_;
  bool open_ = false;
  int waiting_ = 0;
};

ServerSettings impatient() {
  ServerSettings settings{.io_threads = 1, .workers = 1};
  settings.limits.header_timeout = milliseconds(200);
  settings.limits.body_timeout = milliseconds(200);
  settings.limits.idle_timeout = milliseconds(200);
  settings.limits.write_timeout = milliseconds(200);
  return settings;
}

class LimitsTest : public ::testing::Test {
 public:
  ~LimitsTest() override { gate_.open(); }

 protected:
  explicit LimitsTest(ServerSettings settings = impatient()) : server_(settings) {
    server_.router.add(
        Method::get, "/hello", [](const Request&) { return respond(200, "text/plain", "hello"); },
        kFast);
    server_.router.add(Method::post, "/echo", [](const Request& request) {
      return respond(200, "text/plain", BytesView(request.body));
    });
    server_.router.add(Method::get, "/blocked", [this](const Request&) {
      gate_.wait();
      return respond(200, "text/plain", "late");
    });
    server_.router.add(Method::get, "/hurry",
                       [this](const Request&) {
                         gate_.wait();
                         return respond(200, "text/plain", "late");
                       },
                       {.deadline = milliseconds(200)});
    const auto large = std::make_shared<const Bytes>(64 * 1024 * 1024, 'x');
    server_.router.add(
        Method::get, "/large",
        [large](const Request&) { return respond(200, "application/octet-stream", large); }, kFast);
    port_ = server_.start();
  }

  Gate gate_;
  TestServer server_;
  std::uint16_t port_ = 0;
};

TEST_F(LimitsTest, AnIdleConnectionIsClosedWithoutAWord) {
  RawClient client(port_);
  EXPECT_EQ(client.ask(kGet).status, 200);
  EXPECT_TRUE(client.closed());
}

TEST_F(LimitsTest, AClientThatNeverAsksIsClosed) {
  EXPECT_TRUE(RawClient(port_).closed());
}

TEST_F(LimitsTest, AHeadThatDoesNotEndIsAnswered408) {
  RawClient client(port_);
  const RawResponse response = client.ask("GET /hello HTTP/1.1\r\nHo");
  EXPECT_EQ(response.status, 408);
  EXPECT_EQ(response.field("Connection"), "close");
}

TEST_F(LimitsTest, DrippingBytesDoNotBuyTime) {
  RawClient client(port_);
  client.send("GET /hello HTTP/1.1\r\nHost: x\r\n");
  const auto start = std::chrono::steady_clock::now();
  std::jthread dripper([&](const std::stop_token& stop) {
    while (!stop.stop_requested() && client.send("X: y\r\n")) {
      std::this_thread::sleep_for(milliseconds(20));
    }
  });
  EXPECT_EQ(client.receive().status, 408);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

TEST_F(LimitsTest, ABodyThatDoesNotComeIsAnswered408) {
  EXPECT_EQ(RawClient(port_)
                .ask("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhel")
                .status,
            408);
}

TEST_F(LimitsTest, AClientThatDoesNotReadIsCut) {
  RawClient client(port_);
  client.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_TRUE(eventually([&] {
    const std::string text = server_.metrics.text();
    return text.find("chancery_http_timeouts_total 1") != std::string::npos &&
           text.find("chancery_http_connections 0") != std::string::npos;
  }));
}

TEST_F(LimitsTest, AHandlerThatTakesTooLongIsNotWaitedFor) {
  RawClient client(port_);
  const RawResponse response = client.ask("GET /hurry HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(response.status, 503);
  EXPECT_THAT(response.body, HasSubstr("http_deadline_exceeded"));
  EXPECT_TRUE(client.closed());
  gate_.open();  // its answer comes now, and goes nowhere
  EXPECT_EQ(
      RawClient(port_).ask("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nok").body,
      "ok");
}

TEST_F(LimitsTest, AClientThatVanishesWhileItsHandlerRunsHarmsNobody) {
  {
    const RawClient client(port_);
    client.send(kBlocked);
    ASSERT_TRUE(eventually([&] { return gate_.waiting() == 1; }));
  }
  gate_.open();
  EXPECT_EQ(RawClient(port_).ask(kGet).status, 200);
}

TEST_F(LimitsTest, AHeadThatIsTooLargeIsAnswered431) {
  RawClient client(port_);
  EXPECT_EQ(client.ask("GET /" + std::string(20'000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n").status,
            431);
}

class PopulationTest : public LimitsTest {
 protected:
  static ServerSettings crowded() {
    ServerSettings settings{.io_threads = 1, .workers = 1};
    settings.limits.max_connections = 2;
    settings.limits.max_queued = 1;
    return settings;
  }
  PopulationTest() : LimitsTest(crowded()) {}
};

TEST_F(PopulationTest, OneConnectionTooManyIsAnswered503AndClosed) {
  RawClient first(port_);
  RawClient second(port_);
  EXPECT_EQ(first.ask(kGet).status, 200);
  EXPECT_EQ(second.ask(kGet).status, 200);
  RawClient third(port_);
  EXPECT_EQ(third.receive().status, 503);
  EXPECT_TRUE(third.closed());
  EXPECT_EQ(first.ask(kGet).status, 200);
  EXPECT_THAT(server_.metrics.text(), HasSubstr("chancery_http_connections_refused_total 1"));
}

TEST_F(PopulationTest, ALeavingClientMakesRoom) {
  {
    RawClient first(port_);
    RawClient second(port_);
    EXPECT_EQ(first.ask(kGet).status, 200);
    EXPECT_EQ(second.ask(kGet).status, 200);
  }
  EXPECT_TRUE(eventually([&] { return RawClient(port_).ask(kGet).status == 200; }));
}

class QueueTest : public LimitsTest {
 protected:
  static ServerSettings narrow() {
    ServerSettings settings{.io_threads = 1, .workers = 1};
    settings.limits.max_queued = 1;
    return settings;
  }
  QueueTest() : LimitsTest(narrow()) {}
};

TEST_F(QueueTest, AFullQueueIsAnswered503AtOnceAndFastRoutesGoOn) {
  RawClient running(port_);
  running.send(kBlocked);
  ASSERT_TRUE(eventually([&] { return gate_.waiting() == 1; }));
  RawClient queued(port_);
  queued.send(kBlocked);
  RawClient refused(port_);
  RawResponse response;
  ASSERT_TRUE(eventually([&] {  // until the one before is in the queue
    response = refused.ask("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
    return response.status == 503;
  }));
  EXPECT_EQ(response.field("Retry-After"), "5");
  EXPECT_EQ(refused.ask(kGet).status, 200);
  gate_.open();
  EXPECT_EQ(running.receive().body, "late");
  EXPECT_EQ(queued.receive().body, "late");
}

class StopTest : public LimitsTest {
 protected:
  // One loop: who sees its connection closed knows that the other connections know of the end.
  StopTest() : LimitsTest({.io_threads = 1, .workers = 1}) {}
};

TEST_F(StopTest, RequestsUnderWayAreFinishedAndIdleConnectionsClosed) {
  RawClient idle(port_);
  EXPECT_EQ(idle.ask(kGet).status, 200);
  RawClient busy(port_);
  busy.send(kBlocked);
  ASSERT_TRUE(eventually([&] { return gate_.waiting() == 1; }));
  std::jthread stopper([&] { server_.server.stop(std::chrono::seconds(20)); });
  EXPECT_TRUE(idle.closed());
  gate_.open();
  const RawResponse response = busy.receive();
  EXPECT_EQ(response.body, "late");
  EXPECT_EQ(response.field("Connection"), "close");
  EXPECT_TRUE(busy.closed());
  stopper.join();
  EXPECT_FALSE(RawClient(port_).connected());
}

TEST_F(StopTest, WhoDoesNotFinishWithinTheGraceIsCut) {
  RawClient half(port_);
  half.send("GET /hello HTT");
  RawClient busy(port_);
  busy.send(kBlocked);
  ASSERT_TRUE(eventually([&] { return gate_.waiting() == 1; }));
  std::jthread opener([&] {
    EXPECT_TRUE(busy.closed());
    gate_.open();  // the worker is joined, so it has to come back
  });
  server_.server.stop(milliseconds(100));
  EXPECT_TRUE(half.closed());
}

// given a handler that runs as a task when its connection is cut,
// then the server is not gone before it has ended: the handler is of whoever goes next
TEST_F(StopTest, NoTaskOutlivesTheServer) {
  TestServer parts;
  auto server = std::make_unique<Server>(
      ServerSettings{.io_threads = 1, .workers = 1},
      ServerDependencies{parts.clock, parts.random, parts.metrics, parts.tasks});
  Gate gate;
  std::atomic<bool> ended = false;
  parts.router.add(Method::get, "/task",
                   [&](const Request&) {
                     gate.wait();
                     ended = true;
                     return respond_empty();
                   },
                   {.run_on = RunOn::task});
  const auto listener = server->listen("127.0.0.1", 0, parts.router).value();
  server->start();
  RawClient client(server->port_of(listener));
  client.send("GET /task HTTP/1.1\r\nHost: x\r\n\r\n");
  ASSERT_TRUE(eventually([&] { return gate.waiting() == 1; }));
  auto stopping = std::async(std::launch::async, [&] {
    server.reset();
    return ended.load();
  });
  EXPECT_TRUE(client.closed());
  EXPECT_EQ(stopping.wait_for(milliseconds(100)), std::future_status::timeout);
  gate.open();
  EXPECT_TRUE(stopping.get());
}

TEST_F(StopTest, AnAnswerAfterTheEndGoesNowhere) {
  std::optional<Responder> kept;
  {
    TestServer server;
    std::mutex mutex;
    server.router.add_async(Method::get, "/keep", [&](const Request&, const Responder& responder) {
      const std::lock_guard lock(mutex);
      kept = responder;
    });
    const RawClient client(server.start());
    client.send("GET /keep HTTP/1.1\r\nHost: x\r\n\r\n");
    ASSERT_TRUE(eventually([&] {
      const std::lock_guard lock(mutex);
      return kept.has_value();
    }));
  }
  EXPECT_EQ(kept->request().target, "/keep");
  kept->send(respond_empty());
}

TEST_F(StopTest, StoppingTwiceOrWithoutAStartIsHarmless) {
  server_.server.stop(milliseconds(0));
  server_.server.stop(milliseconds(0));
  TestServer never_started;
  EXPECT_TRUE(never_started.server.listen("127.0.0.1", 0, never_started.router).has_value());
  never_started.server.stop(milliseconds(0));
}

}  // namespace
}  // namespace chancery::http
