// The server side of TLS: key, chain and parameters of a listener (RFC 8446, RFC 7301, RFC 9325).
#pragma once

#include <memory>
#include <span>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/private_key.h"

struct ssl_ctx_st;

namespace chancery::crypto {

/// TLS 1.2 with ECDHE and AEAD ciphers, and TLS 1.3; stateless session tickets with keys of this
/// object alone. Cheap to copy and immutable: a renewed certificate is a new object, given to the
/// listener, while connections that began with the old one keep it.
class ServerTls final {
 public:
  /// `chain_ders`: the leaf first, then its issuers. `alpn` in the server's order of preference,
  /// for example {"http/1.1"}; a client that offers none of them is answered with a fatal
  /// no_application_protocol alert (RFC 7301 section 3.2), one without ALPN is served.
  /// Errors: kTlsCertificateUnusable, kCertificateKeyMismatch, kCryptoFailed.
  [[nodiscard]] static Result<ServerTls> make(std::span<const Bytes> chain_ders,
                                              const PrivateKey& key,
                                              std::span<const std::string> alpn);

  /// OpenSSL's object, borrowed; lives as long as any copy.
  [[nodiscard]] ssl_ctx_st* native() const;

 private:
  struct State;

  explicit ServerTls(std::shared_ptr<const State> state) : state_(std::move(state)) {}

  std::shared_ptr<const State> state_;
};

}  // namespace chancery::crypto
