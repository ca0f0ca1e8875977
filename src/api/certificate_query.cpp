#include "api/certificate_query.h"

#include <charconv>

#include "api/errors.h"
#include "base/encoding.h"
#include "base/time.h"
#include "policy/a_label.h"
#include "store/keyless_certificates.h"
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
    auto name = x509::DnsName::parse(policy::with_a_labels(text));
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

/// As names are stored: lower case, in A-labels, nothing around it. The store looks for it as it
/// is.
std::string search_text(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const auto first = std::min(text.find_first_not_of(kBlank), text.size());
  const auto last = std::min(text.find_last_not_of(kBlank), text.size() - 1);
  std::string part = policy::with_a_labels(text.substr(first, last + 1 - first));
  std::ranges::transform(part, part.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return part;
}

/// The schema has refused other words.
std::optional<store::CertificateStatus> status_named(std::string_view text) {
  using enum store::CertificateStatus;
  return text == "valid"           ? std::optional(valid)
         : text == "revoked"       ? std::optional(revoked)
         : text == "expired"       ? std::optional(expired)
         : text == "not_yet_valid" ? std::optional(not_yet_valid)
                                   : std::nullopt;
}

store::CertificateOrder order_named(std::string_view text) {
  using enum store::CertificateOrder;
  return text == "oldest"          ? oldest
         : text == "expires_first" ? expires_first
         : text == "expires_last"  ? expires_last
                                   : newest;
}

Result<void> refuse_beside(const http::Query& query, std::initializer_list<std::string_view> others,
                           std::string_view what) {
  for (const std::string_view other : others) {
    if (query.get(other)) {
      return fail(kQueryParameterWrong, {{"parameter", std::string(other)},
                                         {"expected", "not together with " + std::string(what)}});
    }
  }
  return {};
}

}  // namespace

Result<store::CertificateSearch> read_certificate_search(const http::Query& query,
                                                         const ra::Scope& scope) {
  TRY(refuse_beside(query, {"search", "status", "key_registration", "profile", "owner", "sort"},
                    "name, serial, key_hash"));
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

Result<store::RegisterPage> page_of(store::Snapshot& snapshot, const CertificateQuery& query,
                                    Time now, int limit, const std::string& cursor) {
  return query.keyless ? store::keyless_certificates(snapshot, query.filter, now, limit, cursor)
                       : store::CertificateRegister::page(snapshot, query.filter, query.order, now,
                                                          limit, cursor);
}

bool asks_exactly(const http::Query& query) {
  return query.get("name") || query.get("serial") || query.get("key_hash");
}

Result<CertificateQuery> read_certificate_filter(const http::Query& query, const ra::Scope& scope) {
  CertificateQuery read;
  store::CertificateFilter& filter = read.filter;
  filter.part = search_text(query.get("search").value_or(""));
  filter.status = status_named(query.get("status").value_or(""));
  filter.profile = query.get("profile").value_or("");
  if (const auto text = query.get("issuer_id")) {
    filter.issuer = TRY(parse_id<model::Issuer>(*text));
  }
  if (const auto text = query.get("expires_before")) {
    filter.expires_until = TRY(parse_time(*text));
  }
  if (const auto text = query.get("expires_after")) {
    filter.expires_from = TRY(parse_time(*text));
  }
  filter.owner = scope.account();
  if (const auto text = query.get("owner")) {
    const auto owner = TRY(parse_id<model::Account>(*text));
    if (!scope.covers(owner)) {
      return fail(kQueryParameterWrong, {{"parameter", "owner"}, {"expected", "your enterprise"}});
    }
    filter.owner = owner;
  }
  read.keyless = query.get("key_registration").has_value();
  if (read.keyless) {
    TRY(refuse_beside(query, {"status", "sort"}, "key_registration"));
    return read;
  }
  const bool has_span = filter.expires_from || filter.expires_until;
  read.order = order_named(query.get("sort").value_or(has_span ? "expires_first" : "newest"));
  return read;
}

Result<void> refuse_other_list_parameters(const http::Query& query) {
  return query.refuse_others({"search", "status", "key_registration", "profile", "issuer_id",
                              "owner", "expires_before", "expires_after", "sort", "limit",
                              "cursor"});
}

Result<void> refuse_other_export_parameters(const http::Query& query) {
  return query.refuse_others({"search", "status", "key_registration", "profile", "issuer_id",
                              "owner", "expires_before", "expires_after", "sort", "format"});
}

int page_limit(const http::Query& query) {
  int limit = kDefaultLimit;
  if (const auto text = query.get("limit")) {
    std::from_chars(text->data(), text->data() + text->size(), limit);
  }
  return limit;
}

}  // namespace chancery::api
