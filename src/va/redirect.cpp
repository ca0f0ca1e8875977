#include "va/redirect.h"

#include <algorithm>

#include "net/dns_record.h"
#include "va/errors.h"
#include "va/evidence.h"

namespace chancery::va {
namespace {

// BR 1.6.1, definition of Authorized Ports.
struct AuthorizedPort {
  std::uint16_t port;
  std::string_view service;
};
constexpr AuthorizedPort kAuthorizedPorts[] = {
    {80, "http"}, {443, "https"}, {25, "smtp"}, {22, "ssh"}};

std::unexpected<Error> refused(const net::HttpUrl& from, const net::HttpAnswer& answer,
                               std::string reason) {
  return fail(kRedirectRefused,
              {{"url", from.text()},
               {"status", std::to_string(answer.status)},
               {"location", net::printable(answer.location.value_or(""), kMaxTextKept)},
               {"reason", std::move(reason)}});
}

}  // namespace

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 307 || status == 308;
}

Result<net::HttpUrl> follow(const net::HttpUrl& from, const net::HttpAnswer& answer,
                            const ValidatorSettings& settings) {
  if (!answer.location) {
    return refused(from, answer, "there is no Location header");
  }
  auto to = from.resolve(*answer.location);
  if (!to) {
    return refused(from, answer, "Location: " + std::string(to.error().parameter("reason")));
  }
  if (const auto port = port_for(*to, settings); !port) {
    return refused(from, answer, std::string(port.error().parameter("reason")));
  }
  return to;
}

Result<std::uint16_t> port_for(const net::HttpUrl& url, const ValidatorSettings& settings) {
  const auto port = url.effective_port();
  if (port == 80 || port == settings.http_port) {
    return settings.http_port;
  }
  if (port == 443 || port == settings.tls_port) {
    return settings.tls_port;
  }
  if (std::ranges::find(kAuthorizedPorts, port, &AuthorizedPort::port) !=
      std::end(kAuthorizedPorts)) {
    return port;
  }
  return fail(
      kRedirectRefused,
      {{"url", url.text()}, {"reason", "port " + std::to_string(port) + " is not authorized"}});
}

}  // namespace chancery::va
