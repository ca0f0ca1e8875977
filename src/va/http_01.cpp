// http-01: RFC 8555 section 8.3, RFC 8738 section 3, BR 3.2.2.4.19 and 3.2.2.5.6.
#include "net/http_url.h"
#include "va/attempt.h"
#include "va/errors.h"
#include "va/hosts.h"
#include "va/redirect.h"

namespace chancery::va {
namespace {

constexpr std::size_t kMaxBody = 4096;
constexpr std::size_t kMaxBodyShown = 128;
constexpr int kOk = 200;

// A token that is not base64url could lead to another path on the applicant's host.
bool is_token(std::string_view token) {
  return !token.empty() && token.size() <= 255 &&
         token.find_first_not_of(
             "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
             std::string_view::npos;
}

struct Hop {
  net::HttpUrl url;
  net::Endpoint endpoint;
  net::HttpAnswer answer;
};

Result<Hop> fetch(const net::HttpUrl& url, const Tools& tools, net::Deadline deadline,
                  Observations& seen) {
  const auto port = TRY(port_for(url, tools.settings));
  const auto addresses = TRY(find_addresses(url.host(), tools, deadline, seen));
  auto hop =
      TRY(first_connected(addresses, port, [&](const net::Endpoint& endpoint) -> Result<Hop> {
        const net::HttpGet request{url, endpoint, kMaxBody, tools.settings.connect_timeout};
        auto answer = TRY(tools.fetcher.get(request, deadline));
        return Hop{url, endpoint, std::move(answer)};
      }));
  const auto shown = hop.answer.location && is_redirect(hop.answer.status)
                         ? std::string_view(*hop.answer.location)
                         : as_text(hop.answer.body);
  seen.http.push_back(
      {url.text(), hop.endpoint.text(), hop.answer.status, net::printable(shown, kMaxBodyShown)});
  return hop;
}

Result<Hop> fetch_through_redirects(net::HttpUrl url, const Tools& tools, net::Deadline deadline,
                                    Observations& seen) {
  for (int redirects = 0; redirects <= kMaxRedirects; ++redirects) {
    auto hop = TRY(fetch(url, tools, deadline, seen));
    if (!is_redirect(hop.answer.status)) {
      return hop;
    }
    url = TRY(follow(url, hop.answer, tools.settings));
  }
  return fail(kRedirectRefused, {{"url", url.text()}, {"reason", "more than ten redirects"}});
}

// "The server SHOULD ignore whitespace characters at the end of the body."
std::string_view without_trailing_space(std::string_view body) {
  const auto last = body.find_last_not_of(" \t\r\n\v\f");
  return last == std::string_view::npos ? std::string_view() : body.substr(0, last + 1);
}

Result<void> check_content(const Hop& hop, std::string_view key_authorization) {
  ErrorParameters where{{"url", hop.url.text()}, {"address", hop.endpoint.text()}};
  const auto body = as_text(hop.answer.body);
  const auto shown = net::printable(body, kMaxBodyShown);
  if (hop.answer.status != kOk) {
    return std::unexpected(Error(kHttpStatusWrong, std::move(where))
                               .with("status", std::to_string(hop.answer.status))
                               .with("body", shown));
  }
  if (hop.answer.body_cut || without_trailing_space(body) != key_authorization) {
    return std::unexpected(Error(kHttpContentWrong, std::move(where))
                               .with("expected", std::string(key_authorization))
                               .with("seen", shown));
  }
  return {};
}

}  // namespace

Result<void> prove(const Http01Challenge& challenge, const Tools& tools, net::Deadline deadline,
                   Observations& seen) {
  if (!is_token(challenge.token) || challenge.key_authorization.empty()) {
    return fail(kChallengeMalformed, "method", "http-01");
  }
  auto url = TRY(net::HttpUrl::parse(http_01_url(challenge.identifier, challenge.token)));
  const auto hop = TRY(fetch_through_redirects(std::move(url), tools, deadline, seen));
  return check_content(hop, challenge.key_authorization);
}

}  // namespace chancery::va
