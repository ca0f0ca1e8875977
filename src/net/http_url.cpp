#include "net/http_url.h"

#include <algorithm>
#include <boost/url.hpp>
#include <charconv>
#include <fmt/format.h>

#include "net/dns_record.h"
#include "net/errors.h"

namespace chancery::net {
namespace {

namespace urls = boost::urls;

std::unexpected<Error> malformed(std::string_view text, const char* reason) {
  return fail(kUrlMalformed, {{"url", printable(text, 200)}, {"reason", reason}});
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

Result<std::optional<std::uint16_t>> port_of(urls::url_view url) {
  if (!url.has_port() || url.port().empty()) {
    return std::nullopt;
  }
  const std::string_view text(url.port().data(), url.port().size());
  std::uint16_t port = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), port);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size() || port == 0) {
    return malformed({url.data(), url.size()}, "port");
  }
  return port;
}

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

// RFC 3986 allows far more in a reg-name than any host has; what is left is what DNS can hold.
Result<std::string> host_of(urls::url_view url) {
  std::string host(url.encoded_host_address());
  std::ranges::transform(host, host.begin(), lower);
  const bool name = url.host_type() == urls::host_type::name;
  if (host.empty() || url.host_type() == urls::host_type::ipvfuture ||
      (name && !std::ranges::all_of(host, is_name_character))) {
    return malformed({url.data(), url.size()}, "host");
  }
  return host;
}

// RFC 3986 section 5.2.4 drops ".." segments that would climb above the root; Boost.URL keeps them.
std::string without_climbing(std::string path) {
  while (path.starts_with("/../")) {
    path.erase(0, 3);
  }
  return path == "/.." ? "/" : path;
}

}  // namespace

Result<HttpUrl> HttpUrl::parse(std::string_view text) {
  if (text.size() > kMaxLength) {
    return malformed(text, "too long");
  }
  const auto parsed = urls::parse_uri(urls::string_view(text.data(), text.size()));
  if (!parsed) {
    return malformed(text, "not a URL of RFC 3986");
  }
  const urls::url_view url = *parsed;
  HttpUrl out;
  switch (url.scheme_id()) {
    case urls::scheme::http:
      out.scheme_ = HttpScheme::http;
      break;
    case urls::scheme::https:
      out.scheme_ = HttpScheme::https;
      break;
    default:
      return malformed(text, "scheme is neither http nor https");
  }
  if (url.has_userinfo()) {
    return malformed(text, "has a user name");
  }
  out.host_ = TRY(host_of(url));
  out.port_ = TRY(port_of(url));
  const std::string path(url.encoded_path());
  if (!path.empty() && path.front() != '/') {
    return malformed(text, "path");
  }
  out.target_ = path.empty() ? "/" : without_climbing(path);
  if (url.has_query()) {
    out.target_ += '?';
    out.target_ += std::string(url.encoded_query());
  }
  return out;
}

Result<HttpUrl> HttpUrl::resolve(std::string_view location) const {
  if (location.size() > kMaxLength) {
    return malformed(location, "too long");
  }
  const auto reference =
      urls::parse_uri_reference(urls::string_view(location.data(), location.size()));
  const auto here = text();
  const auto base = urls::parse_uri(here);
  if (!reference || !base) {
    return malformed(location, "not a URL reference of RFC 3986");
  }
  urls::url resolved;
  if (!urls::resolve(*base, *reference, resolved)) {
    return malformed(location, "cannot be resolved");
  }
  return parse({resolved.data(), resolved.size()});
}

std::uint16_t HttpUrl::effective_port() const {
  return port_.value_or(scheme_ == HttpScheme::http ? 80 : 443);
}

std::string HttpUrl::authority() const {
  const bool v6 = host_.find(':') != std::string::npos;
  auto out = v6 ? fmt::format("[{}]", host_) : host_;
  return port_ ? fmt::format("{}:{}", out, *port_) : out;
}

std::string HttpUrl::text() const {
  return fmt::format("{}://{}{}", scheme_ == HttpScheme::http ? "http" : "https", authority(),
                     target_);
}

}  // namespace chancery::net
