#include "api/certificate_json.h"

#include "api/json_text.h"
#include "base/encoding.h"
#include "base/id.h"
#include "crypto/hash.h"

namespace chancery::api {

namespace {

constexpr std::string_view kUriPrefix = "URI:";  // as x509::GeneralName::to_text has it

void append_name(std::string& out, const model::CertificateName& name) {
  JsonMembers members(out);
  std::string_view value = name.value;
  std::string_view type = "dns";
  if (name.type == model::NameType::ip) {
    type = "ip";
  } else if (name.type == model::NameType::email) {
    type = "email";
  } else if (name.type == model::NameType::other) {
    const bool is_uri = value.starts_with(kUriPrefix);
    type = is_uri ? "uri" : "other";
    value.remove_prefix(is_uri ? kUriPrefix.size() : 0);
  }
  members.text("type", type);
  members.text("value", value);
  members.end();
}

void append_names(std::string& out, const std::vector<model::CertificateName>& names) {
  out += '[';
  for (const auto& name : names) {
    out += &name == names.data() ? "" : ",";
    append_name(out, name);
  }
  out += ']';
}

void append_revocation(std::string& out, const model::Revocation& revocation) {
  JsonMembers members(out);
  members.text("revoked_at", to_rfc3339(revocation.revoked_at));
  if (revocation.reason != x509::RevocationReason::unspecified) {
    members.text("reason", x509::to_text(revocation.reason));
  }
  members.end();
}

/// In a sentence, for the details.
std::string why_text(const model::CertificateFacts& facts,
                     const std::optional<model::Revocation>& revocation, Time now,
                     ra::KeyRegistration key) {
  if (revocation) {
    return "Revoked at " + to_rfc3339(revocation->revoked_at) +
           ", reason: " + std::string(x509::to_text(revocation->reason)) + ".";
  }
  const std::string_view status = certificate_status(facts, false, now);
  return status == "expired" ? "Its validity ended at " + to_rfc3339(facts.not_after) + "."
         : status == "not_yet_valid"
             ? "Its validity begins at " + to_rfc3339(facts.not_before) + "."
         : key == ra::KeyRegistration::required
             ? "In force until " + to_rfc3339(facts.not_after) +
                   ", and not revoked. A hosted service uses it: its private key has to be "
                   "registered."
             : "In force until " + to_rfc3339(facts.not_after) + ", and not revoked.";
}

void append_label(std::string& out, const model::CertificateLabel& label) {
  JsonMembers members(out);
  if (!label.name.empty()) {
    members.text("name", label.name);
  }
  members.text("note", label.note);
  members.flag("auto_renew", label.auto_renew);
  members.end();
}

void append_renewal(std::string& out, const ra::Renewal& renewal) {
  JsonMembers members(out);
  members.flag("eligible", renewal.eligibility.eligible);
  if (!renewal.eligibility.eligible) {
    members.text("reason", renewal.eligibility.reason);
  }
  members.text("from", to_rfc3339(renewal.from));
  members.text("until", to_rfc3339(renewal.until));
  if (renewal.label.tried_at) {
    members.text("last_tried_at", to_rfc3339(*renewal.label.tried_at));
    members.text("outcome", renewal.label.outcome);
  }
  if (!renewal.renewed_by.empty()) {
    members.text("renewed_by", to_text(renewal.renewed_by));
  }
  members.end();
}

void append_organization(std::string& out, const model::Application& application) {
  JsonMembers members(out);
  members.text("id", to_text(application.organization));
  members.text("name", application.organization_name);
  members.end();
}

void append_details(JsonMembers& members, const CertificateDetails& details) {
  members.text("sha256", to_hex(crypto::sha256(details.der)));
  if (details.has_subject) {
    members.text("subject", details.subject);
  }
  members.flag("managed_key", details.managed_key);
  if (details.application != nullptr && !details.application->organization.empty()) {
    append_organization(members.begin("organization"), *details.application);
  }
  std::string pem = to_pem("CERTIFICATE", details.der);
  members.text("certificate_pem", pem);
  pem += details.chain_pem;
  members.text("chain_pem", pem);
}

}  // namespace

std::string_view certificate_status(const model::CertificateFacts& facts, bool is_revoked,
                                    Time now) {
  if (is_revoked) {
    return "revoked";
  }
  // notAfter is the last second of validity (RFC 5280 section 4.1.2.5).
  return now < facts.not_before                             ? "not_yet_valid"
         : now >= facts.not_after + std::chrono::seconds(1) ? "expired"
                                                            : "valid";
}

void append_certificate(std::string& out, const model::CertificateFacts& facts,
                        const std::optional<model::Revocation>& revocation, Time now,
                        const CertificateDetails* details, bool keyless) {
  JsonMembers members(out);
  members.text("id", to_text(facts.id));
  members.text("serial", facts.serial.hex());
  members.text("issuer_id", to_text(facts.issuer));
  members.text("profile", facts.profile);
  append_names(members.begin("names"), facts.names);
  members.text("not_before", to_rfc3339(facts.not_before));
  members.text("not_after", to_rfc3339(facts.not_after));
  members.text("issued_at", to_rfc3339(time_of_id(facts.id.value())));
  members.text("key_hash", to_hex(facts.spki_hash));
  members.text("status", certificate_status(facts, revocation.has_value(), now));
  if (revocation) {
    append_revocation(members.begin("revocation"), *revocation);
  }
  if (!facts.application.empty()) {
    members.text("application_id", to_text(facts.application));
  }
  if (!facts.owner.empty()) {
    members.text("owner_id", to_text(facts.owner));
  }
  if (keyless) {
    members.text("key_registration", ra::to_text(ra::KeyRegistration::required));
  }
  if (details != nullptr) {
    append_details(members, *details);
    if (details->renewal != nullptr) {
      members.text("why", why_text(facts, revocation, now, details->key_registration));
      members.text("key_registration", ra::to_text(details->key_registration));
      append_label(members.begin("label"), details->renewal->label);
      append_renewal(members.begin("renewal"), *details->renewal);
    }
  }
  members.end();
}

std::string chain_pem(const ca::Issuers& issuers, model::IssuerId issuer) {
  std::string pem;
  const auto found = issuers.by_id(issuer);
  if (!found) {
    return pem;
  }
  for (const auto& link : issuers.chain_of(*found)) {
    pem += link->certificate_pem();
  }
  return pem;
}

}  // namespace chancery::api
