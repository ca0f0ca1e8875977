#include "crypto/tls_session.h"

#include <openssl/err.h>

#include "crypto/openssl.h"

namespace chancery::crypto {
namespace {

TlsTransport& transport_of(BIO* bio) {
  return *static_cast<TlsTransport*>(BIO_get_data(bio));
}

int answer(std::ptrdiff_t moved, std::size_t* count) {
  *count = moved > 0 ? static_cast<std::size_t>(moved) : 0;
  return moved > 0 ? 1 : 0;
}

int send(BIO* bio, const char* data, std::size_t size, std::size_t* sent) {
  BIO_clear_retry_flags(bio);
  const auto moved = transport_of(bio).send(as_bytes(std::string_view(data, size)));
  if (moved == TlsTransport::kNotNow) {
    BIO_set_retry_write(bio);
  }
  return answer(moved, sent);
}

int receive(BIO* bio, char* into, std::size_t size, std::size_t* received) {
  BIO_clear_retry_flags(bio);
  const auto moved = transport_of(bio).receive({reinterpret_cast<std::uint8_t*>(into), size});
  if (moved == TlsTransport::kNotNow) {
    BIO_set_retry_read(bio);
  }
  return answer(moved, received);
}

long control(BIO*, int command, long, void*) {
  return command == BIO_CTRL_FLUSH ? 1 : 0;
}

BIO_METHOD* method() {
  static BIO_METHOD* const kMethod = [] {
    BIO_METHOD* made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "transport");
    if (made == nullptr || BIO_meth_set_write_ex(made, send) != 1 ||
        BIO_meth_set_read_ex(made, receive) != 1 || BIO_meth_set_ctrl(made, control) != 1) {
      die("a TLS transport");
    }
    return made;
  }();
  return kMethod;
}

}  // namespace

void TlsSession::Free::operator()(ssl_st* ssl) const {
  SSL_free(ssl);
}

TlsSession::TlsSession(const ServerTls& tls, TlsTransport& transport)
    : ssl_(SSL_new(tls.native())) {
  BIO* bio = BIO_new(method());
  if (!ssl_ || bio == nullptr) {
    die("a TLS session");
  }
  BIO_set_data(bio, &transport);
  BIO_set_init(bio, 1);
  SSL_set_bio(ssl_.get(), bio, bio);
  SSL_set_accept_state(ssl_.get());
  SSL_set_read_ahead(ssl_.get(), 1);  // a record's head and body in one go
  SSL_set_mode(ssl_.get(), SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
}

TlsSession::~TlsSession() = default;

TlsStep TlsSession::step_of(int answer, std::size_t count) {
  using enum TlsStep::Outcome;
  if (answer == 1) {
    return {done, count};
  }
  switch (SSL_get_error(ssl_.get(), answer)) {
    case SSL_ERROR_WANT_READ:
      return {needs_input};
    case SSL_ERROR_WANT_WRITE:
      return {needs_output};
    default:
      ERR_clear_error();
      return {closed};
  }
}

TlsStep TlsSession::shake_hands() {
  ERR_clear_error();  // SSL_get_error looks at the thread's whole queue
  return step_of(SSL_do_handshake(ssl_.get()));
}

TlsStep TlsSession::read(std::span<std::uint8_t> into) {
  ERR_clear_error();
  std::size_t count = 0;
  const int answer = SSL_read_ex(ssl_.get(), into.data(), into.size(), &count);
  return step_of(answer, count);
}

TlsStep TlsSession::write(BytesView data) {
  ERR_clear_error();
  std::size_t count = 0;
  const int answer = SSL_write_ex(ssl_.get(), data.data(), data.size(), &count);
  return step_of(answer, count);
}

TlsStep TlsSession::say_goodbye() {
  ERR_clear_error();
  const int answer = SSL_shutdown(ssl_.get());
  // 0: ours is sent, the peer's is not here yet.
  return answer == 0 ? TlsStep{TlsStep::Outcome::needs_input} : step_of(answer);
}

}  // namespace chancery::crypto
