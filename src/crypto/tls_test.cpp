#include <fcntl.h>
#include <gtest/gtest.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <thread>

#include "crypto/errors.h"
#include "crypto/peer_for_tests.h"
#include "crypto/server_tls.h"
#include "crypto/tls_alpn_probe.h"

namespace chancery::crypto {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// A connected pair; the first end does not block.
struct SocketPair {
  SocketPair() {
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()), 0);
    EXPECT_EQ(fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
  }
  SocketPair(const SocketPair&) = delete;
  SocketPair& operator=(const SocketPair&) = delete;
  ~SocketPair() {
    ::close(ends[0]);
    hang_up();
  }
  void hang_up() {
    if (ends[1] >= 0) {
      ::close(ends[1]);
      ends[1] = -1;
    }
  }
  std::array<int, 2> ends{};
};

class Tls : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(
        folder_.openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes "
                        "-subj /CN=x -addext subjectAltName=DNS:www.example.org "
                        "-keyout key.pem -out cert.pem"))
        << folder_.output();
    chain_ = {folder_.der("cert.pem")};
    key_ = std::make_unique<PrivateKey>(PrivateKey::from_pem(folder_.read("key.pem")).value());
  }

  Result<ServerTls> make(const std::vector<std::string>& alpn) {
    return ServerTls::make(chain_, *key_, alpn);
  }

  // Accepts once on the far end, in a thread, and remembers the server name that was asked for.
  std::jthread serve(const ServerTls& tls, SocketPair& pair) {
    return std::jthread([this, tls, &pair] {
      SSL* const session = SSL_new(tls.native());
      SSL_set_fd(session, pair.ends[1]);
      if (SSL_accept(session) == 1) {
        const char* name = SSL_get_servername(session, TLSEXT_NAMETYPE_host_name);
        server_name_ = name == nullptr ? "" : name;
        version_ = SSL_version(session);
        char byte = 0;
        SSL_read(session, &byte, 1);
      }
      SSL_free(session);
      pair.hang_up();
    });
  }

  static steady_clock::time_point soon() { return steady_clock::now() + milliseconds(10'000); }

  TestFolder folder_;
  std::vector<Bytes> chain_;
  std::unique_ptr<PrivateKey> key_;
  std::string server_name_;
  int version_ = 0;
};

TEST_F(Tls, probe_sees_protocol_and_certificate_of_the_server_it_named) {
  SocketPair pair;
  const auto tls = make({"acme-tls/1"});
  ASSERT_TRUE(tls) << tls.error().log_line();
  auto server = serve(*tls, pair);
  const auto answer = tls_alpn_probe(pair.ends[0], "www.example.org", soon());
  server.join();
  ASSERT_TRUE(answer) << answer.error().log_line();
  EXPECT_EQ(answer->alpn, "acme-tls/1");
  EXPECT_EQ(answer->leaf_der, chain_.front());
  EXPECT_EQ(server_name_, "www.example.org");
  EXPECT_EQ(version_, TLS1_3_VERSION);
}

TEST_F(Tls, probe_shows_an_empty_protocol_when_the_server_chooses_none) {
  SocketPair pair;
  auto server = serve(make({}).value(), pair);
  const auto answer = tls_alpn_probe(pair.ends[0], "www.example.org", soon());
  server.join();
  ASSERT_TRUE(answer) << answer.error().log_line();
  EXPECT_EQ(answer->alpn, "");
}

TEST_F(Tls, a_server_of_other_protocols_refuses_and_the_probe_tells_its_alert) {
  SocketPair pair;
  auto server = serve(make({"h2", "http/1.1"}).value(), pair);
  const auto answer = tls_alpn_probe(pair.ends[0], "www.example.org", soon());
  server.join();
  ASSERT_FALSE(answer);
  EXPECT_TRUE(answer.error().is(kTlsHandshakeFailed));
  EXPECT_EQ(answer.error().parameter("alert"), "no application protocol");
}

TEST_F(Tls, probe_does_not_wait_longer_than_its_deadline_for_a_silent_host) {
  SocketPair pair;
  const auto answer =
      tls_alpn_probe(pair.ends[0], "www.example.org", steady_clock::now() + milliseconds(50));
  ASSERT_FALSE(answer);
  EXPECT_TRUE(answer.error().is(kTlsTimeout));
}

TEST_F(Tls, probe_survives_a_host_that_hangs_up) {
  SocketPair pair;
  pair.hang_up();
  const auto answer = tls_alpn_probe(pair.ends[0], "www.example.org", soon());
  ASSERT_FALSE(answer);
  EXPECT_TRUE(answer.error().is(kTlsHandshakeFailed));
}

TEST_F(Tls, probe_refuses_what_is_not_tls) {
  SocketPair pair;
  const std::string_view words = "HTTP/1.1 400 Bad Request\r\n\r\n";
  ASSERT_EQ(write(pair.ends[1], words.data(), words.size()), ssize_t(words.size()));
  const auto answer = tls_alpn_probe(pair.ends[0], "www.example.org", soon());
  ASSERT_FALSE(answer);
  EXPECT_TRUE(answer.error().is(kTlsHandshakeFailed));
  EXPECT_EQ(answer.error().parameter("alert"), "");
}

TEST_F(Tls, server_refuses_protocol_versions_before_1_2) {
  SocketPair pair;
  auto server = serve(make({"acme-tls/1"}).value(), pair);
  SSL_CTX* const context = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_security_level(context, 0);
  SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
  SSL_CTX_set_max_proto_version(context, TLS1_1_VERSION);
  SSL* const session = SSL_new(context);
  fcntl(pair.ends[0], F_SETFL, 0);
  SSL_set_fd(session, pair.ends[0]);
  EXPECT_NE(SSL_connect(session), 1);
  SSL_free(session);
  SSL_CTX_free(context);
  server.join();
  EXPECT_EQ(version_, 0);
}

TEST_F(Tls, server_is_not_made_of_a_foreign_key_or_a_broken_chain) {
  const PrivateKey other = PrivateKey::generate(kP256).value();
  const auto foreign = ServerTls::make(chain_, other, {});
  ASSERT_FALSE(foreign);
  EXPECT_TRUE(foreign.error().is(kCertificateKeyMismatch));

  for (const std::vector<Bytes>& chain :
       {std::vector<Bytes>{}, {Bytes(5)}, {chain_.front(), Bytes(5)}}) {
    const auto broken = ServerTls::make(chain, *key_, {});
    ASSERT_FALSE(broken);
    EXPECT_TRUE(broken.error().is(kTlsCertificateUnusable));
  }
}

}  // namespace
}  // namespace chancery::crypto
