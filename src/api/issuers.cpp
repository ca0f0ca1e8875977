#include "api/issuers.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "base/encoding.h"
#include "http/json.h"

namespace chancery::api {

namespace {

namespace json = boost::json;

json::array purposes_json(const std::vector<x509::Oid>& purposes) {
  json::array texts;
  for (const x509::Oid& purpose : purposes) {
    texts.emplace_back(purpose.to_dotted());
  }
  return texts;
}

json::array crosses_json(const std::vector<ca::CrossPtr>& crosses) {
  json::array items;
  for (const auto& cross : crosses) {
    const x509::Certificate& certificate = cross->certificate;
    json::object item{{"issuer", certificate.issuer().to_text()},
                      {"serial", certificate.serial().hex()},
                      {"not_before", to_rfc3339(certificate.not_before())},
                      {"not_after", to_rfc3339(certificate.not_after())},
                      {"sha256", to_hex(cross->record.sha256)},
                      {"certificate_pem", to_pem("CERTIFICATE", certificate.der())}};
    if (!cross->record.signer.empty()) {
      item["signer_id"] = to_text(cross->record.signer);
    }
    if (const auto& purposes = certificate.known().extended_key_usage) {
      item["purposes"] = purposes_json(*purposes);
    }
    items.push_back(std::move(item));
  }
  return items;
}

json::object issuer_json(const ca::LoadedIssuer& issuer, const ca::PublicUrls& urls,
                         const std::vector<ca::CrossPtr>& crosses) {
  const model::Issuer& record = issuer.record();
  json::array crl_urls;
  for (int shard = 0; shard < record.crl_shards; ++shard) {
    crl_urls.emplace_back(urls.crl(record.name, shard));
  }
  json::object members{{"id", to_text(record.id)},
                       {"name", record.name},
                       {"kind", issuer.is_root() ? "root" : "subordinate"},
                       {"hierarchy", record.purpose},
                       {"state", to_text(record.state)},
                       {"subject", record.subject},
                       {"key", crypto::display_name(issuer.public_key().spec())},
                       {"custody", record.key_ref.starts_with("pkcs11:") ? "token" : "software"},
                       {"spki_sha256", to_hex(record.spki_hash)},
                       {"not_before", to_rfc3339(record.not_before)},
                       {"not_after", to_rfc3339(record.not_after)},
                       {"crl_urls", std::move(crl_urls)},
                       {"ocsp_url", urls.ocsp()},
                       {"certificate_url", urls.ca_certificate(record.name)},
                       {"certificate_pem", to_pem("CERTIFICATE", record.der)},
                       {"cross_certificates", crosses_json(crosses)}};
  if (!record.parent.empty()) {
    members["parent_id"] = to_text(record.parent);
  }
  if (!record.succeeds.empty()) {
    members["succeeds_id"] = to_text(record.succeeds);
  }
  if (record.terminated_at) {
    members["terminated_at"] = to_rfc3339(*record.terminated_at);
  }
  if (record.key_destroyed_at) {
    members["key_destroyed_at"] = to_rfc3339(*record.key_destroyed_at);
  }
  return members;
}

}  // namespace

Result<http::Response> Issuers::list(const Call& /*call*/) const {
  json::array items;
  for (const auto& issuer : issuers_.list()) {
    items.push_back(issuer_json(*issuer, urls_, issuers_.crosses_of(issuer->record().id)));
  }
  return http::respond_json(200, json::object{{"items", std::move(items)}});
}

Result<http::Response> Issuers::get(const Call& call) const {
  const auto id = TRY(parse_id<model::Issuer>(call.request.parameter("id")));
  const auto issuer = TRY(issuers_.by_id(id));
  return http::respond_json(200, issuer_json(*issuer, urls_, issuers_.crosses_of(id)));
}

}  // namespace chancery::api
