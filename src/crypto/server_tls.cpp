#include "crypto/server_tls.h"

#include "crypto/certificate.h"
#include "crypto/openssl.h"

namespace chancery::crypto {
namespace {

using OwnedTls = Owned<SSL_CTX, SSL_CTX_free>;

// RFC 9325 section 4.2: forward secrecy and AEAD only.
constexpr const char* kTls12Ciphers = "ECDHE+AESGCM:ECDHE+CHACHA20";
constexpr const char* kGroups = "X25519:P-256:P-384";
constexpr std::uint64_t kOptions = SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION |
                                   SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA |
                                   SSL_OP_IGNORE_UNEXPECTED_EOF;
constexpr std::string_view kSessionContext = "chancery";

Result<OwnedTls> make_context() {
  OwnedTls tls(SSL_CTX_new(TLS_server_method()));
  if (!tls || SSL_CTX_set_min_proto_version(tls.get(), TLS1_2_VERSION) != 1 ||
      SSL_CTX_set_cipher_list(tls.get(), kTls12Ciphers) != 1 ||
      SSL_CTX_set1_groups_list(tls.get(), kGroups) != 1 ||
      SSL_CTX_set_session_id_context(tls.get(), as_bytes(kSessionContext).data(),
                                     kSessionContext.size()) != 1 ||
      SSL_CTX_set_num_tickets(tls.get(), 1) != 1) {
    return openssl_fail();
  }
  SSL_CTX_set_options(tls.get(), kOptions);
  SSL_CTX_set_session_cache_mode(tls.get(), SSL_SESS_CACHE_OFF);  // tickets hold the state
  SSL_CTX_set_mode(tls.get(), SSL_MODE_RELEASE_BUFFERS);          // 34 KB less per idle connection
  return tls;
}

Result<void> use_chain(SSL_CTX* tls, std::span<const Bytes> chain_ders, const PrivateKey& key) {
  if (chain_ders.empty()) {
    return fail(kTlsCertificateUnusable, "reason", "the chain is empty");
  }
  const OwnedCertificate leaf = TRY(load_certificate(chain_ders.front(), kTlsCertificateUnusable));
  if (X509_check_private_key(leaf.get(), key.native()) != 1) {
    return openssl_fail(kCertificateKeyMismatch);
  }
  if (SSL_CTX_use_certificate(tls, leaf.get()) != 1 ||
      SSL_CTX_use_PrivateKey(tls, key.native()) != 1) {
    return openssl_fail(kTlsCertificateUnusable);
  }
  for (const Bytes& der : chain_ders.subspan(1)) {
    const OwnedCertificate issuer = TRY(load_certificate(der, kTlsCertificateUnusable));
    if (SSL_CTX_add1_chain_cert(tls, issuer.get()) != 1) {
      return openssl_fail(kTlsCertificateUnusable);
    }
  }
  return {};
}

// ProtocolNameList of RFC 7301 section 3.1 without its outer length, as OpenSSL wants it.
Bytes alpn_list(std::span<const std::string> protocols) {
  Bytes list;
  for (const std::string& protocol : protocols) {
    list.push_back(static_cast<std::uint8_t>(protocol.size()));
    append(list, as_bytes(protocol));
  }
  return list;
}

int choose_alpn(SSL*, const unsigned char** out, unsigned char* out_size,
                const unsigned char* offered, unsigned offered_size, void* ours) {
  const Bytes& list = *static_cast<const Bytes*>(ours);
  unsigned char* chosen = nullptr;
  if (SSL_select_next_proto(&chosen, out_size, list.data(), static_cast<unsigned>(list.size()),
                            offered, offered_size) != OPENSSL_NPN_NEGOTIATED) {
    return SSL_TLSEXT_ERR_ALERT_FATAL;
  }
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

}  // namespace

struct ServerTls::State {
  Bytes alpn;
  OwnedTls tls;
};

Result<ServerTls> ServerTls::make(std::span<const Bytes> chain_ders, const PrivateKey& key,
                                  std::span<const std::string> alpn) {
  auto state = std::make_shared<State>();
  state->alpn = alpn_list(alpn);
  state->tls = TRY(make_context());
  TRY(use_chain(state->tls.get(), chain_ders, key));
  if (!state->alpn.empty()) {
    SSL_CTX_set_alpn_select_cb(state->tls.get(), choose_alpn, &state->alpn);
  }
  return ServerTls(std::move(state));
}

ssl_ctx_st* ServerTls::native() const {
  return state_->tls.get();
}

}  // namespace chancery::crypto
