// The verbs of certificates: issue, show, search, revoke, and crl publish.
#include <boost/json.hpp>
#include <chrono>
#include <fmt/format.h>

#include "api/dry_run_json.h"
#include "app/errors.h"
#include "app/files.h"
#include "app/opening.h"
#include "app/transparency.h"
#include "base/encoding.h"
#include "crypto/hash.h"
#include "store/certificate_repository.h"
#include "store/revocation_repository.h"
#include "x509/certification_request.h"

namespace chancery::app {
namespace {

struct Found {
  model::IssuedCertificate certificate;
  std::optional<model::Revocation> revocation;
};

Result<std::optional<model::IssuedCertificate>> by_serial(store::Snapshot& snapshot,
                                                          const x509::Serial& serial) {
  store::CertificateSearch search;
  search.serial = serial;
  const auto page = TRY(store::CertificateRepository::search(snapshot, search, 2));
  if (page.certificates.size() != 1) {
    return std::nullopt;  // none, or the same serial under two issuers: ask by id
  }
  return store::CertificateRepository::by_id(snapshot, page.certificates.front().id);
}

Result<Found> find(Installation& installation, const std::string& which) {
  return installation.database->read([&](store::Snapshot& snapshot) -> Result<Found> {
    std::optional<model::IssuedCertificate> certificate;
    if (const auto id = parse_id<model::IssuedCertificate>(which)) {
      certificate = TRY(store::CertificateRepository::by_id(snapshot, *id));
    }
    if (!certificate) {
      certificate = TRY(by_serial(snapshot, TRY(x509::Serial::parse(which))));
    }
    if (!certificate) {
      return fail(kNothingFound, "certificate", which);
    }
    const auto revocation =
        TRY(store::RevocationRepository::find(snapshot, certificate->issuer, certificate->serial));
    return Found{*std::move(certificate), revocation};
  });
}

boost::json::object facts_json(const model::CertificateFacts& facts) {
  boost::json::array names;
  for (const auto& name : facts.names) {
    names.emplace_back(name.value);
  }
  boost::json::object object{{"id", to_text(facts.id)},
                             {"serial", facts.serial.hex()},
                             {"issuer_id", to_text(facts.issuer)},
                             {"profile", facts.profile},
                             {"names", names},
                             {"not_before", to_rfc3339(facts.not_before)},
                             {"not_after", to_rfc3339(facts.not_after)},
                             {"key_hash", to_hex(facts.spki_hash)}};
  if (facts.audit_leaf) {
    object["audit_leaf"] = *facts.audit_leaf;
  }
  return object;
}

boost::json::object found_json(const Found& found) {
  boost::json::object object = facts_json(found.certificate);
  object["certificate_pem"] = to_pem("CERTIFICATE", found.certificate.der);
  object["status"] = found.revocation ? "revoked" : "issued";
  if (found.revocation) {
    object["revocation"] = {{"revoked_at", to_rfc3339(found.revocation->revoked_at)},
                            {"reason", x509::to_text(found.revocation->reason)}};
  }
  return object;
}

std::string facts_line(const model::CertificateFacts& facts) {
  std::string names;
  for (const auto& name : facts.names) {
    names += (names.empty() ? "" : ", ") + name.value;
  }
  return fmt::format("{}  {}  {:<15} until {}  {}", to_text(facts.id), facts.serial.hex(),
                     facts.profile, to_rfc3339(facts.not_after).substr(0, 10), names);
}

std::string found_text(const Found& found) {
  std::string text = facts_line(found.certificate) + "\n";
  if (found.revocation) {
    text += fmt::format("revoked at {}, reason {}\n", to_rfc3339(found.revocation->revoked_at),
                        x509::to_text(found.revocation->reason));
  }
  return text + to_pem("CERTIFICATE", found.certificate.der);
}

// Names come from the CSR: its subjectAltName, or else its common name.
Result<x509::GeneralNames> names_of(const x509::CertificationRequest& request) {
  if (!request.subject_alt_names().empty()) {
    return request.subject_alt_names();
  }
  const auto common_name = request.subject().find(x509::kCommonName);
  if (!common_name) {
    return x509::GeneralNames{};
  }
  return x509::GeneralNames{x509::GeneralName(TRY(x509::DnsName::parse(*common_name)))};
}

Result<ca::IssueOrder> order_of(Installation& installation, const IssueFromCsr& order) {
  const std::string file = TRY(read_file(order.csr_file));
  const auto request = TRY(x509::CertificationRequest::parse_pem_or_der(as_bytes(file)));
  TRY(request.verify_signature());
  auto names = TRY(names_of(request));
  ca::IssueOrder issue{.profile = order.profile,
                       .issuer = {},
                       .content = {.key = request.public_key(), .names = std::move(names)},
                       .validity = {{}, {}, order.days},
                       .owner = {},
                       .application = {},
                       .proofs = {},
                       .caa = {},
                       .agreement = {},
                       .actor = command_actor()};
  if (const auto common_name = request.subject().find(x509::kCommonName)) {
    issue.content.subject = {{x509::kCommonName, std::string(*common_name)}};
  }
  if (!order.issuer.empty()) {
    issue.issuer = TRY(installation.issuers.by_name(order.issuer))->record().id;
  }
  return issue;
}

Result<void> rehearse(const Common& common, Installation& installation,
                      const ca::IssueOrder& order) {
  const auto rehearsal = installation.issuing.rehearse(order);
  const auto members = api::rehearsal_json(rehearsal);
  std::string text = rehearsal ? "would be issued; nothing was signed or stored"
                               : "would not be issued: " + rehearsal.error().message();
  if (rehearsal) {
    text += fmt::format("\nuntil {}, {} lints", to_rfc3339(rehearsal->validity.not_after),
                        rehearsal->report.lints_run);
    text += "\n" + rehearsal->report.to_text();
    text += "to be signed (DER, base64): " + to_base64(rehearsal->tbs_der);
  }
  common.output().print(members, text);
  return rehearsal ? Result<void>() : std::unexpected(rehearsal.error());
}

Result<std::string> pem_of(Installation& installation, const model::IssuedCertificate& certificate,
                           bool chain) {
  std::string pem = to_pem("CERTIFICATE", certificate.der);
  if (chain) {
    const auto issuer = TRY(installation.issuers.by_id(certificate.issuer));
    for (const auto& above : installation.issuers.chain_of(issuer)) {
      pem += to_pem("CERTIFICATE", above->certificate().der());
    }
  }
  return pem;
}

Result<store::CertificateSearch> search_of(Installation& installation,
                                           const SearchCertificates& order) {
  store::CertificateSearch search;
  if (order.name.starts_with("*.")) {
    search.below = order.name.substr(2);
  } else if (!order.name.empty()) {
    const auto type = order.name.find('@') != order.name.npos ? model::NameType::email
                      : x509::IpAddress::parse(order.name)    ? model::NameType::ip
                                                              : model::NameType::dns;
    search.name = model::CertificateName{type, order.name};
  }
  if (!order.serial.empty()) {
    search.serial = TRY(x509::Serial::parse(order.serial));
  }
  if (!order.key_hash.empty()) {
    const Bytes hash = TRY(from_hex(order.key_hash));
    if (hash.size() != 32) {
      return fail(kArgumentMalformed, {{"argument", "--key-hash"}, {"expected", "64 digits"}});
    }
    search.spki_hash.emplace();
    std::ranges::copy(hash, search.spki_hash->begin());
  }
  if (!order.issuer.empty()) {
    search.issuer = TRY(installation.issuers.by_name(order.issuer))->record().id;
  }
  if (!order.expires_before.empty()) {
    search.expires_until = TRY(parse_time(order.expires_before));
  }
  if (!order.expires_after.empty()) {
    search.expires_from = TRY(parse_time(order.expires_after));
  }
  return search;
}

}  // namespace

Result<void> issue(const Common& common, const IssueFromCsr& order) {
  auto installation = TRY(CommandInstallation::open(common));
  auto wanted = TRY(order_of(*installation, order));
  if (order.dry_run) {
    return rehearse(common, *installation, wanted);
  }
  const auto certificate = TRY(installation->issuing.issue(std::move(wanted)));
  const std::string pem = TRY(pem_of(*installation, certificate, order.chain));
  boost::json::object object = found_json({certificate, std::nullopt});
  if (order.out_file.empty()) {
    common.output().print(object, pem.substr(0, pem.size() - 1));
    return {};
  }
  TRY(write_file(order.out_file, pem));
  common.output().print(object, "Wrote " + order.out_file + "\n" + facts_line(certificate));
  return {};
}

Result<void> show(const Common& common, const std::string& which) {
  auto installation = TRY(CommandInstallation::open(common));
  const Found found = TRY(find(*installation, which));
  const auto transparency = TRY(transparency_of(*installation, found.certificate));
  auto object = found_json(found);
  if (transparency.required) {
    object["transparency"] = to_json(transparency);
  }
  common.output().print(object, to_text(transparency) + found_text(found));
  return {};
}

Result<void> search(const Common& common, const SearchCertificates& order) {
  auto installation = TRY(CommandInstallation::open(common));
  const auto search = TRY(search_of(*installation, order));
  const auto page = TRY(installation->database->read([&](store::Snapshot& snapshot) {
    return store::CertificateRepository::search(snapshot, search, order.limit, order.page);
  }));
  boost::json::array items;
  std::string text;
  for (const auto& facts : page.certificates) {
    items.emplace_back(facts_json(facts));
    text += (text.empty() ? "" : "\n") + facts_line(facts);
  }
  boost::json::object object{{"items", items}};
  if (!page.next.empty()) {
    object["next"] = page.next;
    text += "\nmore: --page " + page.next;
  }
  common.output().print(object, text.empty() ? "Nothing was found." : text);
  return {};
}

Result<void> revoke(const Common& common, const RevokeCertificate& order) {
  const auto reason = x509::revocation_reason_from_text(order.reason);
  if (!reason) {
    return fail(kArgumentMalformed, {{"argument", "--reason"}, {"seen", order.reason}});
  }
  auto installation = TRY(CommandInstallation::open(common));
  Found found = TRY(find(*installation, order.which));
  found.revocation = TRY(installation->revoking.revoke({.certificate = found.certificate.id,
                                                        .reason = *reason,
                                                        .compromised_since = {},
                                                        .by = ca::RevokedBy::ca,
                                                        .actor = command_actor(),
                                                        .comment = order.comment}));
  common.output().print(found_json(found),
                        fmt::format("Revoked {} ({}). A running server publishes a CRL within "
                                    "seconds; `chancery crl publish` does it now.",
                                    found.certificate.serial.hex(), order.reason));
  return {};
}

Result<void> publish_crls(const Common& common, const std::string& issuer_name) {
  auto installation = TRY(CommandInstallation::open(common));
  boost::json::array lists;
  std::string text;
  std::int64_t entries = 0;
  for (const auto& issuer : installation->issuers.list()) {
    if (!issuer_name.empty() && issuer->record().name != issuer_name) {
      continue;
    }
    for (int shard = 0; shard < issuer->record().crl_shards; ++shard) {
      const auto published = TRY(installation->publisher.publish(issuer, shard));
      entries += published.crl.entries;
      lists.push_back({{"issuer", issuer->record().name},
                       {"shard", shard},
                       {"number", published.crl.number},
                       {"entries", published.crl.entries},
                       {"size", published.crl.size},
                       {"sha256", to_hex(published.crl.hash)},
                       {"file", published.crl.path}});
      text += fmt::format("{}{}: number {}, {} entries, {} bytes, {}", text.empty() ? "" : "\n",
                          issuer->record().name, published.crl.number, published.crl.entries,
                          published.crl.size, published.crl.path);
    }
  }
  if (lists.empty()) {
    return fail(kNothingFound, "issuer", issuer_name);
  }
  common.output().print({{"entries", entries}, {"lists", lists}}, text);
  return {};
}

}  // namespace chancery::app
