#include "ca/issuing_record.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/encoding.h"
#include "crypto/hash.h"

namespace chancery::ca {

std::vector<model::CertificateName> stored_names(const x509::GeneralNames& names) {
  using Kind = x509::GeneralName::Kind;
  std::vector<model::CertificateName> stored;
  stored.reserve(names.size());
  for (const auto& name : names) {
    if (name.kind() == Kind::dns) {
      stored.push_back({model::NameType::dns, std::string(name.text())});
    } else if (name.kind() == Kind::email) {
      stored.push_back({model::NameType::email, std::string(name.text())});
    } else if (const auto address = name.ip_address(); address) {
      stored.push_back({model::NameType::ip, address->text()});
    } else {
      stored.push_back({model::NameType::other, name.to_text()});
    }
  }
  return stored;
}

namespace {

boost::json::array clearances_json(const std::vector<CaaClearance>& clearances) {
  boost::json::array list;
  for (const auto& one : clearances) {
    list.push_back({{"name", one.name},
                    {"checked_at", to_rfc3339(one.checked_at)},
                    {"usable_until", to_rfc3339(one.usable_until)}});
  }
  return list;
}

}  // namespace

// One line for each certificate ever issued: built by hand where it is always the same.
std::string details_of(const IssueOrder& order, const model::IssuedCertificate& certificate,
                       std::string_view issuer_name, const Judgement& judgement) {
  std::string out = fmt::format(
      R"({{"serial":"{}","issuer":"{}","profile":"{}","not_after":"{}","sha256":"{}","lints":{})",
      certificate.serial.hex(), issuer_name, order.profile, to_rfc3339(certificate.not_after),
      to_hex(crypto::sha256(certificate.der)), judgement.lints_run);
  if (!order.content.names.empty()) {
    out += fmt::format(R"(,"public_suffix_list":"{}")", judgement.suffix_list);
  }
  if (!judgement.findings.empty()) {
    out += ",\"findings\":" + boost::json::serialize(boost::json::string(judgement.findings));
  }
  if (!order.proofs.empty()) {
    boost::json::array proofs;
    for (const auto id : order.proofs) {
      proofs.emplace_back(to_text(id));
    }
    out += ",\"proofs\":" + boost::json::serialize(proofs);
    out += ",\"caa\":" + boost::json::serialize(clearances_json(order.caa));
  }
  if (const auto& identity = order.content.identity) {
    out += ",\"identity\":" + boost::json::serialize(boost::json::object{
                                  {"evidence", identity->evidence()},
                                  {"verified_at", to_rfc3339(identity->verified_at())}});
  }
  out += '}';
  return out;
}

}  // namespace chancery::ca
