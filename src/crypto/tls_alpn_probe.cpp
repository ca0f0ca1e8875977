#include "crypto/tls_alpn_probe.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <openssl/err.h>
#include <poll.h>
#include <sys/socket.h>

#include "crypto/certificate.h"
#include "crypto/openssl.h"

namespace chancery::crypto {
namespace {

using Deadline = std::chrono::steady_clock::time_point;
using OwnedSession = Owned<SSL, SSL_free>;

constexpr long kMaxCertificates = 64L * 1024;
// Everything that a handshake may bring: certificates and a generous rest.
constexpr std::size_t kMaxReceived = 128UL * 1024;
constexpr std::array<std::uint8_t, 11> kAcmeTls1{10,  'a', 'c', 'm', 'e', '-',
                                                 't', 'l', 's', '/', '1'};

SSL_CTX* client_context() {
  static SSL_CTX* const kContext = [] {
    SSL_CTX* context = SSL_CTX_new(TLS_client_method());
    if (context == nullptr || SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) != 1 ||
        SSL_CTX_set_alpn_protos(context, kAcmeTls1.data(), kAcmeTls1.size()) != 0) {
      die("TLS");
    }
    SSL_CTX_set_verify(context, SSL_VERIFY_NONE, nullptr);
    SSL_CTX_set_max_cert_list(context, kMaxCertificates);
    return context;
  }();
  return kContext;
}

std::unexpected<Error> broken(std::string reason, std::string log = {}) {
  return std::unexpected(
      Error(kTlsHandshakeFailed, {{"reason", std::move(reason)}}).log_only(std::move(log)));
}

// An alert is the host's own word and worth telling; the rest is OpenSSL's and goes to the log.
std::unexpected<Error> handshake_failure() {
  const int reason = ERR_GET_REASON(ERR_peek_last_error());
  std::string log = take_openssl_errors();
  if (reason > SSL_AD_REASON_OFFSET) {
    return std::unexpected(
        Error(kTlsHandshakeFailed,
              {{"alert", SSL_alert_desc_string_long(reason - SSL_AD_REASON_OFFSET)}})
            .log_only(std::move(log)));
  }
  return broken("what the host sent is not the TLS that was expected", std::move(log));
}

Result<void> wait_for(int fd, short events, Deadline deadline) {
  while (true) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) {
      return fail(kTlsTimeout);
    }
    pollfd waited{fd, events, 0};
    const int ready = poll(&waited, 1, static_cast<int>(std::min<long>(left.count(), 60'000)));
    if (ready > 0) {
      return {};
    }
    if (ready < 0 && errno != EINTR) {
      return broken("the connection broke", std::strerror(errno));
    }
  }
}

// TLS over memory, moved by hand: nothing raises SIGPIPE, and every byte is counted.
class Handshake final {
 public:
  Handshake(int fd, Deadline deadline) : fd_(fd), deadline_(deadline) {}

  Result<void> start(const std::string& server_name) {
    session_.reset(SSL_new(client_context()));
    in_ = BIO_new(BIO_s_mem());
    out_ = BIO_new(BIO_s_mem());
    if (!session_ || in_ == nullptr || out_ == nullptr) {
      die("TLS");
    }
    SSL_set_bio(session_.get(), in_, out_);  // takes both
    SSL_set_connect_state(session_.get());
    if (SSL_set_tlsext_host_name(session_.get(), server_name.c_str()) != 1) {
      return openssl_fail(kTlsHandshakeFailed);
    }
    return {};
  }

  Result<void> run() {
    while (true) {
      const int done = SSL_do_handshake(session_.get());
      const int why = done == 1 ? SSL_ERROR_NONE : SSL_get_error(session_.get(), done);
      if (why != SSL_ERROR_NONE && why != SSL_ERROR_WANT_READ) {
        auto failure = handshake_failure();
        static_cast<void>(flush());  // our alert, as a courtesy
        return failure;
      }
      TRY(flush());
      if (why == SSL_ERROR_NONE) {
        return {};
      }
      TRY(receive());
    }
  }

  Result<TlsAlpnAnswer> answer() const {
    const unsigned char* alpn = nullptr;
    unsigned alpn_size = 0;
    SSL_get0_alpn_selected(session_.get(), &alpn, &alpn_size);
    const X509* const leaf = SSL_get0_peer_certificate(session_.get());
    if (leaf == nullptr) {
      return broken("the host showed no certificate");
    }
    Bytes leaf_der = TRY(certificate_der(leaf));
    return TlsAlpnAnswer{std::string(as_text({alpn, alpn_size})), std::move(leaf_der)};
  }

  void close() {
    SSL_shutdown(session_.get());
    static_cast<void>(flush());
    static_cast<void>(take_openssl_errors());
  }

 private:
  Result<void> flush() {
    BytesView rest = bio_content(out_);
    while (!rest.empty()) {
      const ssize_t sent = send(fd_, rest.data(), rest.size(), MSG_NOSIGNAL);
      if (sent >= 0) {
        rest = rest.subspan(static_cast<std::size_t>(sent));
      } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
        TRY(wait_for(fd_, POLLOUT, deadline_));
      } else if (errno != EINTR) {
        return broken("the connection broke", std::strerror(errno));
      }
    }
    BIO_reset(out_);
    return {};
  }

  Result<void> receive() {
    std::array<std::uint8_t, 16384> buffer;
    while (true) {
      const ssize_t got = recv(fd_, buffer.data(), buffer.size(), 0);
      if (got > 0) {
        return take_in({buffer.data(), static_cast<std::size_t>(got)});
      }
      if (got == 0) {
        return broken("the host closed the connection");
      }
      if (errno == EAGAIN || errno == EWOULDBLOCK) {
        TRY(wait_for(fd_, POLLIN, deadline_));
      } else if (errno != EINTR) {
        return broken("the connection broke", std::strerror(errno));
      }
    }
  }

  Result<void> take_in(BytesView bytes) {
    received_ += bytes.size();
    if (received_ > kMaxReceived) {
      return broken("the host sent more than a handshake can need");
    }
    if (BIO_write(in_, bytes.data(), static_cast<int>(bytes.size())) !=
        static_cast<int>(bytes.size())) {
      return openssl_fail(kTlsHandshakeFailed);
    }
    return {};
  }

  int fd_;
  Deadline deadline_;
  OwnedSession session_;
  BIO* in_ = nullptr;
  BIO* out_ = nullptr;
  std::size_t received_ = 0;
};

}  // namespace

Result<TlsAlpnAnswer> tls_alpn_probe(int fd, std::string_view server_name, Deadline deadline) {
  Handshake handshake(fd, deadline);
  TRY(handshake.start(std::string(server_name)));
  TRY(handshake.run());
  auto answer = handshake.answer();
  handshake.close();
  return answer;
}

}  // namespace chancery::crypto
