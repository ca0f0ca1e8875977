// HTTPS against the clients that people use: curl and `openssl s_client`.
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

#include "base/encoding.h"
#include "http/server.h"
#include "http/test_client.h"

namespace chancery::http {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string output_of(const std::string& command) {
  std::FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
  std::string out;
  std::array<char, 4096> block{};
  while (const std::size_t got = std::fread(block.data(), 1, block.size(), pipe)) {
    out.append(block.data(), got);
  }
  ::pclose(pipe);
  return out;
}

std::string content_of(const std::filesystem::path& path) {
  std::stringstream out;
  out << std::ifstream(path).rdbuf();
  return out.str();
}

class TlsTest : public ::testing::Test {
 public:
  ~TlsTest() override { std::filesystem::remove_all(folder_); }

 protected:
  explicit TlsTest(ServerSettings settings = {.io_threads = 2, .workers = 2}) : server_(settings) {
    std::filesystem::create_directories(folder_);
    server_.router.add(
        Method::get, "/hello",
        [](const Request& request) {
          return respond(200, "text/plain", request.is_tls ? "hello over TLS" : "hello");
        },
        kFast);
    server_.router.add(
        Method::post, "/echo",
        [](const Request& request) { return respond(200, "text/plain", BytesView(request.body)); },
        {.max_body = 1'000'000});
    const auto large = std::make_shared<const Bytes>(3'000'000, 'x');
    server_.router.add(Method::get, "/large", [large](const Request&) {
      return respond(200, "application/octet-stream", large);
    });
    listener_ = server_.server.listen("127.0.0.1", 0, server_.router, credentials("one")).value();
    server_.server.start();
  }

  /// A self-signed certificate for `name`, made by another implementation.
  crypto::ServerTls credentials(const std::string& name) const {
    output_of(
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=" +
        name + " -addext subjectAltName=DNS:localhost -keyout " + path(name + ".key") + " -out " +
        path(name + ".pem"));
    const std::vector<Bytes> chain{parse_pem(content_of(path(name + ".pem"))).value()[0].der};
    const auto key = crypto::PrivateKey::from_pem(content_of(path(name + ".key"))).value();
    const std::vector<std::string> alpn{"http/1.1"};
    return crypto::ServerTls::make(chain, key, alpn).value();
  }
  std::string path(const std::string& file) const { return (folder_ / file).string(); }
  void stop(Duration grace) { server_.server.stop(grace); }
  std::uint16_t port() const { return server_.server.port_of(listener_); }
  std::string curl(const std::string& arguments, const std::string& trusted = "one") const {
    return output_of("curl -sS --max-time 20 --cacert " + path(trusted + ".pem") +
                     " --resolve localhost:" + std::to_string(port()) + ":127.0.0.1 " + arguments);
  }
  std::string url(const std::string& target) const {
    return "https://localhost:" + std::to_string(port()) + target;
  }

  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("http_tls_test." + std::to_string(::getpid()));
  TestServer server_;
  ListenerId listener_{0};
};

// given a client that connects and says nothing,
// then the end waits neither for its handshake nor for the grace
TEST_F(TlsTest, WhoNeverBeginsAHandshakeHoldsUpNoEnd) {
  EXPECT_THAT(curl(url("/hello")), HasSubstr("hello over TLS"));
  const RawClient silent(port());
  ASSERT_TRUE(silent.connected());
  const auto before = std::chrono::steady_clock::now();
  stop(std::chrono::seconds(20));
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(8));
}

TEST_F(TlsTest, CurlGetsAnAnswerOverHttp11WithSecurityHeaders) {
  const std::string out = curl("-i -v " + url("/hello"));
  EXPECT_THAT(out, HasSubstr("HTTP/1.1 200 OK"));
  EXPECT_THAT(out, HasSubstr("hello over TLS"));
  EXPECT_THAT(out, HasSubstr("ALPN: server accepted http/1.1"));
  EXPECT_THAT(out, HasSubstr("Strict-Transport-Security: max-age=31536000"));
  EXPECT_THAT(out, HasSubstr("Content-Security-Policy: default-src 'none'"));
  EXPECT_THAT(out, HasSubstr("Cache-Control: no-store"));
}

TEST_F(TlsTest, AConnectionIsKeptAndBodiesGoBothWays) {
  std::ofstream(path("body")) << std::string(500'000, 'y');
  const std::string out =
      curl("-v --data-binary @" + path("body") + " -o " + path("back") + " " + url("/echo") +
           " --next --cacert " + path("one.pem") + " -o " + path("large") + " " + url("/large"));
  EXPECT_EQ(content_of(path("back")), std::string(500'000, 'y')) << out;
  EXPECT_EQ(content_of(path("large")), std::string(3'000'000, 'x')) << out;
  EXPECT_THAT(out, HasSubstr("Re-using existing connection"));
}

TEST_F(TlsTest, ARefusedUploadIsAnsweredBeforeTheEnd) {
  std::ofstream(path("body")) << std::string(2'000'000, 'y');
  const std::string out =
      curl("-i -H 'Expect:' --data-binary @" + path("body") + " " + url("/echo"));
  EXPECT_THAT(out, HasSubstr("HTTP/1.1 413 "));
  EXPECT_THAT(out, HasSubstr("http_body_too_large"));
}

TEST_F(TlsTest, NewConnectionsUseRenewedCredentials) {
  EXPECT_EQ(curl(url("/hello")), "hello over TLS");
  server_.server.set_tls(listener_, credentials("two"));
  EXPECT_THAT(curl(url("/hello"), "one"), HasSubstr("self-signed certificate"));
  EXPECT_EQ(curl(url("/hello"), "two"), "hello over TLS");
}

TEST_F(TlsTest, OldProtocolVersionsAreRefused) {
  EXPECT_THAT(curl("--tls-max 1.1 --ciphers DEFAULT@SECLEVEL=0 " + url("/hello")),
              Not(HasSubstr("hello")));
  EXPECT_EQ(curl("--tls-max 1.2 " + url("/hello")), "hello over TLS");
}

TEST_F(TlsTest, TheEndIsSaidProperly) {
  const std::string out = output_of(
      "printf 'GET /hello HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\n\\r\\n' | "
      "openssl s_client -quiet -connect 127.0.0.1:" +
      std::to_string(port()) + " -CAfile " + path("one.pem"));
  EXPECT_THAT(out, HasSubstr("hello over TLS"));
  EXPECT_THAT(out, Not(HasSubstr("unexpected eof")));
}

TEST_F(TlsTest, PlainHttpToTheTlsPortDoesNotHang) {
  RawClient client(port());
  client.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.receive().status, 0);
}

class ImpatientTlsTest : public TlsTest {
 protected:
  static ServerSettings impatient() {
    ServerSettings settings{.io_threads = 1, .workers = 1};
    settings.limits.header_timeout = std::chrono::milliseconds(200);
    return settings;
  }
  ImpatientTlsTest() : TlsTest(impatient()) {}
};

TEST_F(ImpatientTlsTest, AHandshakeThatDoesNotComeIsCut) {
  RawClient client(port());
  EXPECT_TRUE(client.closed());
  RawClient half(port());
  half.send("\x16\x03\x01\x02");
  EXPECT_TRUE(half.closed());
}

}  // namespace
}  // namespace chancery::http
