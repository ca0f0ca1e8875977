// tls-alpn-01: RFC 8737 section 3, RFC 8738 section 6, BR 3.2.2.4.20 and 3.2.2.5.7.
#include "base/encoding.h"
#include "crypto/hash.h"
#include "crypto/tls_alpn_probe.h"
#include "va/acme_certificate.h"
#include "va/attempt.h"
#include "va/errors.h"
#include "va/hosts.h"

namespace chancery::va {
namespace {

constexpr std::string_view kProtocol = "acme-tls/1";

// An address is asked for by its reverse mapping name, since SNI cannot hold addresses.
std::string server_name_of(const x509::Identifier& identifier) {
  return identifier.ip() != nullptr ? identifier.ip()->reverse_name() : identifier.value();
}

struct Shown {
  net::Endpoint endpoint;
  crypto::TlsAlpnAnswer answer;
};

Result<Shown> shake_hands(const net::Endpoint& endpoint, const std::string& server_name,
                          const Tools& tools, net::Deadline deadline) {
  const auto socket =
      TRY(tools.connector.connect(endpoint, deadline.within(tools.settings.connect_timeout)));
  auto answer = crypto::tls_alpn_probe(socket.fd(), server_name, deadline.at());
  if (!answer) {
    return std::unexpected(std::move(answer)
                               .error()
                               .with("address", endpoint.text())
                               .with("server_name", server_name));
  }
  return Shown{endpoint, std::move(*answer)};
}

}  // namespace

Result<void> prove(const TlsAlpn01Challenge& challenge, const Tools& tools, net::Deadline deadline,
                   Observations& seen) {
  if (challenge.key_authorization.empty()) {
    return fail(kChallengeMalformed, "method", "tls-alpn-01");
  }
  const auto server_name = server_name_of(challenge.identifier);
  const auto addresses = TRY(find_addresses(challenge.identifier.value(), tools, deadline, seen));
  const auto shown =
      TRY(first_connected(addresses, tools.settings.tls_port, [&](const net::Endpoint& endpoint) {
        return shake_hands(endpoint, server_name, tools, deadline);
      }));
  const ErrorParameters where{{"address", shown.endpoint.text()}, {"server_name", server_name}};
  if (shown.answer.alpn != kProtocol) {
    return fail(kTlsAlpnMissing, where);
  }
  seen.tls = TlsObservation{shown.endpoint.text(), server_name,
                            to_hex(crypto::sha256(shown.answer.leaf_der))};
  auto good = check_acme_certificate(shown.answer.leaf_der, challenge.identifier,
                                     challenge.key_authorization);
  if (!good) {
    return std::unexpected(std::move(good).error().with("address", shown.endpoint.text()));
  }
  return {};
}

}  // namespace chancery::va
