// tls-alpn-01 against openssl's own server.
#include <cstdlib>
#include <gtest/gtest.h>

#include "base/encoding.h"
#include "crypto/hash.h"
#include "va/errors.h"
#include "va/testing/world.h"

namespace chancery::va {
namespace {

using namespace std::chrono_literals;
using net::testing::http_answer;
using net::testing::TcpPeer;
using testing::dns;
using testing::ip;
using testing::kKeyAuthorization;
using testing::World;

class TlsHost {
 public:
  struct Options {
    std::string san = "DNS:www.signed.test";
    std::string authorization = kKeyAuthorization;
    std::string criticality = "critical,";
    std::string protocol = "-alpn acme-tls/1";
    bool extension = true;
  };

  explicit TlsHost(const Options& options) : process_(start(options)) {
    // "ACCEPT 127.0.0.1:41234", after some lines about parameters
    std::string line;
    while (!line.starts_with("ACCEPT")) {
      line = process_.read_line();
    }
    port_ = static_cast<std::uint16_t>(std::stoi(line.substr(line.rfind(':') + 1)));
  }
  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  std::vector<std::string> start(const Options& options) {
    const auto digest = to_hex(crypto::sha256(as_bytes(options.authorization)));
    auto config =
        "[req]\ndistinguished_name=dn\nx509_extensions=e\nprompt=no\n[dn]\nCN=x\n[e]\n"
        "subjectAltName=" +
        options.san + "\n";
    if (options.extension) {
      config += "1.3.6.1.5.5.7.1.31=" + options.criticality + "DER:0420" + digest + "\n";
    }
    const auto in = "cd " + folder_.path() + " && ";
    folder_.write("config", config);
    folder_.write("moved", kKeyAuthorization);
    const auto made =
        in +
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 "
        "-config config -keyout key -out certificate 2>log";
    if (std::system(made.c_str()) != 0) {
      throw std::runtime_error("openssl req");
    }
    return {"sh", "-c",
            in +
                "exec openssl s_server -accept 127.0.0.1:0 -key key "
                "-cert certificate -WWW " +
                options.protocol + " 2>>log"};
  }

  net::testing::TemporaryFolder folder_;
  net::testing::ChildProcess process_;
  std::uint16_t port_ = 0;
};

class TlsAlpnTest : public ::testing::Test, public World {
 protected:
  Result<Evidence> prove(const TlsHost::Options& options, const char* host = "www.signed.test") {
    const TlsHost server(options);
    settings_.tls_port = server.port();
    return validate(TlsAlpn01Challenge{dns(host), kKeyAuthorization});
  }
  void expect_wrong(const TlsHost::Options& options, const char* reason) {
    const auto refused = prove(options);
    ASSERT_FALSE(refused) << reason;
    EXPECT_TRUE(refused.error().is(kTlsCertificateWrong)) << refused.error().log_line();
    EXPECT_NE(refused.error().parameter("reason").find(reason), std::string_view::npos)
        << refused.error().message();
    EXPECT_NE(refused.error().parameter("address"), "");
  }
};

TEST_F(TlsAlpnTest, ProvesControl) {
  const auto evidence = prove({});
  ASSERT_TRUE(evidence) << evidence.error().log_line();
  EXPECT_EQ(evidence->rule->section, "3.2.2.4.20");
  EXPECT_EQ(evidence->tls->server_name, "www.signed.test");
  EXPECT_EQ(evidence->tls->certificate_sha256.size(), 64U);
}

TEST_F(TlsAlpnTest, ProvesAnAddressByItsReverseName) {
  const TlsHost server({.san = "IP:127.0.0.1"});
  settings_.tls_port = server.port();
  const auto evidence = validate(TlsAlpn01Challenge{ip("127.0.0.1"), kKeyAuthorization});
  ASSERT_TRUE(evidence) << evidence.error().log_line();
  EXPECT_EQ(evidence->rule->section, "3.2.2.5.7");
  EXPECT_EQ(evidence->tls->server_name, "1.0.0.127.in-addr.arpa");
}

TEST_F(TlsAlpnTest, NeverTakesACertificateOfAnotherNameOrOfSeveral) {
  expect_wrong({.san = "DNS:other.signed.test"}, "another name");
  expect_wrong({.san = "DNS:www.signed.test,DNS:other.signed.test"}, "one name only");
  expect_wrong({.san = "IP:127.0.0.1"}, "another name");
}

TEST_F(TlsAlpnTest, NeverTakesAnotherChallengesCertificate) {
  expect_wrong({.authorization = "other.authorization"}, "another challenge");
  expect_wrong({.criticality = ""}, "not critical");
  expect_wrong({.extension = false}, "no acmeIdentifier");
}

TEST_F(TlsAlpnTest, AnOrdinaryWebServerIsNotTakenForTheClient) {
  const auto other = prove({.protocol = "-alpn http/1.1"});
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code(), "tls_handshake_failed") << other.error().log_line();
  EXPECT_EQ(other.error().parameter("server_name"), "www.signed.test");
  const auto none = prove({.protocol = ""});
  ASSERT_FALSE(none) << "a right certificate without the protocol is no proof (RFC 8737 section 3)";
  EXPECT_TRUE(none.error().is(kTlsAlpnMissing)) << none.error().log_line();
}

TEST_F(TlsAlpnTest, PlainTextAndSilenceAreFailuresOfTheHandshake) {
  TcpPeer silent([](const std::string&) { return std::string(); });
  settings_.tls_port = silent.port();
  limit_ = 500ms;
  const auto refused = validate(TlsAlpn01Challenge{dns("www.signed.test"), kKeyAuthorization});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code(), "tls_timeout");
  EXPECT_EQ(refused.error().parameter("address"), silent.endpoint().text());
}

TEST_F(TlsAlpnTest, HttpMayBeRedirectedToHttpsWithAnyCertificate) {
  const TlsHost secure({.protocol = ""});
  TcpPeer host([](const std::string&) {
    return http_answer("301 Moved", "", "Location: https://www.signed.test/moved\r\n");
  });
  settings_.http_port = host.port();
  settings_.tls_port = secure.port();
  const auto evidence = http("www.signed.test");
  ASSERT_TRUE(evidence) << evidence.error().log_line();
  EXPECT_EQ(evidence->http.at(1).url, "https://www.signed.test/moved");
}

}  // namespace
}  // namespace chancery::va
