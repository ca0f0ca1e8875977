#include "api/certificate_query.h"

#include <charconv>

#include "api/errors.h"
#include "base/encoding.h"
#include "base/time.h"
#include "x509/dns_name.h"
#include "x509/ip_address.h"

namespace chancery::api {

namespace {

constexpr int kDefaultLimit = 50;

Result<void> read_name(std::string_view text, store::CertificateSearch& search) {
  using model::NameType;
  if (const auto address = x509::IpAddress::parse(text)) {
    search.name = {NameType::ip, address->text()};
  } else if (text.find("://") != std::string_view::npos) {
    search.name = {NameType::other, "URI:" + std::string(text)};
  } else if (text.find('@') != std::string_view::npos) {
    search.name = {NameType::email, std::string(text)};
  } else {
    auto name = x509::DnsName::parse(text);
    if (!name) {
      return pass(name);
    }
    if (name->is_wildcard()) {
      search.below = name->without_wildcard().text();
    } else {
      search.name = {NameType::dns, name->text()};
    }
  }
  return {};
}

Result<model::Digest> read_digest(std::string_view text, std::string_view name) {
  const auto bytes = from_hex(text);
  model::Digest digest{};
  if (!bytes || bytes->size() != digest.size()) {
    return fail(kQueryParameterWrong, {{"parameter", std::string(name)},
                                       {"expected", "64 hexadecimal digits (SHA-256)"}});
  }
  std::ranges::copy(*bytes, digest.begin());
  return digest;
}

}  // namespace

Result<store::CertificateSearch> read_certificate_search(const http::Query& query,
                                                         const ra::Scope& scope) {
  TRY(query.refuse_others({"name", "serial", "key_hash", "expires_before", "expires_after",
                           "issuer_id", "limit", "cursor"}));
  store::CertificateSearch search;
  search.owner = scope.account();
  if (const auto text = query.get("name")) {
    TRY(read_name(*text, search));
  }
  if (const auto text = query.get("serial")) {
    search.serial = TRY(x509::Serial::parse(*text));
  }
  if (const auto text = query.get("key_hash")) {
    search.spki_hash = TRY(read_digest(*text, "key_hash"));
  }
  if (const auto text = query.get("expires_before")) {
    search.expires_until = TRY(parse_time(*text));
  }
  if (const auto text = query.get("expires_after")) {
    search.expires_from = TRY(parse_time(*text));
  }
  if (const auto text = query.get("issuer_id")) {
    search.issuer = TRY(parse_id<model::Issuer>(*text));
  }
  return search;
}

int page_limit(const http::Query& query) {
  int limit = kDefaultLimit;
  if (const auto text = query.get("limit")) {
    std::from_chars(text->data(), text->data() + text->size(), limit);
  }
  return limit;
}

}  // namespace chancery::api
