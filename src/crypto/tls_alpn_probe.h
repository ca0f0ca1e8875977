// The client side of the tls-alpn-01 challenge: one handshake, and what it showed (RFC 8737).
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace chancery::crypto {

/// What the host showed. The caller judges it.
struct TlsAlpnAnswer {
  std::string alpn;  ///< the protocol that the host chose; empty when it chose none
  Bytes leaf_der;    ///< its end-entity certificate
};

/// Does a TLS client handshake (1.2 or newer) over `fd`, offering only the protocol "acme-tls/1",
/// with `server_name` as SNI (an A-label, or the reverse name of RFC 8738 section 6), and closes
/// the session. `fd` is a connected, non-blocking socket; it is borrowed and stays open.
///
/// The certificate is NOT verified against any root, name or date: the challenge wants a
/// self-signed one. Its size is bounded (64 KB of certificates). Errors: kTlsTimeout at the
/// deadline, kTlsHandshakeFailed with the alert or reason.
[[nodiscard]] Result<TlsAlpnAnswer> tls_alpn_probe(int fd, std::string_view server_name,
                                                   std::chrono::steady_clock::time_point deadline);

}  // namespace chancery::crypto
