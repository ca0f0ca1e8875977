#include "va/evidence.h"

#include <boost/json.hpp>

#include "base/encoding.h"

namespace chancery::va {
namespace {

namespace json = boost::json;

std::string presentation(net::RecordType type, BytesView rdata) {
  switch (type) {
    case net::RecordType::a:
    case net::RecordType::aaaa:
      if (auto address = net::Address::from_bytes(rdata)) {
        return address->text();
      }
      break;
    case net::RecordType::txt:
      if (auto text = net::parse_txt(rdata)) {
        return net::printable(*text, kMaxTextKept);
      }
      break;
    case net::RecordType::caa:
      if (auto caa = net::parse_caa(rdata)) {
        return caa->text();
      }
      break;
    case net::RecordType::soa:
      break;
  }
  // RFC 3597 section 5: what has no form of its own.
  const auto shown = rdata.first(std::min(rdata.size(), kMaxTextKept));
  return "\\# " + std::to_string(rdata.size()) + " " + to_hex(shown);
}

json::array strings(const std::vector<std::string>& texts) {
  return json::array(texts.begin(), texts.end());
}

json::object object_of(const DnsObservation& seen) {
  return {{"name", seen.name},
          {"type", seen.type},
          {"records", strings(seen.records)},
          {"aliases", strings(seen.aliases)},
          {"dnssec", net::to_text(seen.security)},
          {"ttl", seen.ttl.count()}};
}

json::object object_of(const HttpObservation& seen) {
  return {
      {"url", seen.url}, {"address", seen.address}, {"status", seen.status}, {"seen", seen.seen}};
}

json::object object_of(const TlsObservation& seen) {
  return {{"address", seen.address},
          {"server_name", seen.server_name},
          {"certificate_sha256", seen.certificate_sha256}};
}

template <class T>
json::array objects_of(const std::vector<T>& list) {
  json::array out;
  for (const auto& seen : list) {
    out.push_back(object_of(seen));
  }
  return out;
}

}  // namespace

std::optional<net::Security> Evidence::dnssec() const {
  if (dns.empty()) {
    return std::nullopt;
  }
  const bool secure = std::ranges::all_of(
      dns, [](const auto& seen) { return seen.security == net::Security::secure; });
  return secure ? net::Security::secure : net::Security::insecure;
}

std::string to_json(const Evidence& evidence) {
  json::object out{{"method", to_text(evidence.rule->method)},
                   {"section", evidence.rule->section},
                   {"rules", evidence.rule->rules},
                   {"identifier", evidence.identifier.value()},
                   {"authorization_domain", evidence.authorization_domain},
                   {"perspective", evidence.perspective},
                   {"started", to_rfc3339(evidence.started)},
                   {"finished", to_rfc3339(evidence.finished)}};
  if (const auto dnssec = evidence.dnssec()) {
    out["dnssec"] = net::to_text(*dnssec);
    out["dns"] = objects_of(evidence.dns);
  }
  if (!evidence.http.empty()) {
    out["http"] = objects_of(evidence.http);
  }
  if (evidence.tls) {
    out["tls"] = object_of(*evidence.tls);
  }
  return json::serialize(out);
}

DnsObservation observe(const net::DnsAnswer& answer) {
  DnsObservation out{answer.name.text(),
                     std::string(net::to_text(answer.type)),
                     {},
                     answer.aliases,
                     answer.security,
                     answer.ttl};
  for (const auto& rdata : answer.rdata) {
    if (out.records.size() == kMaxRecordsKept) {
      break;
    }
    out.records.push_back(presentation(answer.type, rdata));
  }
  return out;
}

}  // namespace chancery::va
