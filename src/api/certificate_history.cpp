#include "api/certificate_history.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include "audit/log.h"
#include "store/application_repository.h"
#include "store/authorization_repository.h"
#include "store/certificate_label_repository.h"
#include "store/issuer_repository.h"
#include "store/revocation_repository.h"

namespace chancery::api {

namespace {

namespace json = boost::json;

struct Entry {
  Time time;
  std::string_view kind;
  std::string text;
  std::string actor = {};
};

using Entries = std::vector<Entry>;

std::string joined(const std::vector<model::CertificateName>& names) {
  std::string text;
  for (const auto& name : names) {
    text += (text.empty() ? "" : ", ") + name.value;
  }
  return text;
}

/// Who did it, as the log has it; "" where a record names no leaf.
Result<std::string> actor_of(store::Snapshot& snapshot, std::optional<std::int64_t> leaf) {
  return leaf ? TRY(audit::leaf_at(snapshot, *leaf)).record.actor : std::string();
}

Result<void> add_application(store::Snapshot& snapshot, model::ApplicationId id, Entries& entries) {
  const auto application = TRY(store::ApplicationRepository::by_id(snapshot, id));
  if (!application) {
    return {};
  }
  entries.push_back(
      {application->created, "applied",
       fmt::format("Applied for {}{}.", joined(application->identifiers),
                   application->name.empty() ? "" : ", as \"" + application->name + "\"")});
  if (application->agreement) {
    entries.push_back({application->agreement->accepted_at, "agreed",
                       fmt::format("Version {} of the subscriber agreement was accepted.",
                                   application->agreement->version)});
  }
  for (const auto proof_id : application->authorizations) {
    const auto proof = TRY(store::AuthorizationRepository::by_id(snapshot, proof_id));
    if (proof && proof->validated_at) {
      entries.push_back(
          {*proof->validated_at, "proven",
           fmt::format("Control of {}{} was proven{}.", proof->wildcard ? "*." : "",
                       proof->identifier.value,
                       proof->chosen ? " by " + std::string(model::to_text(*proof->chosen)) : "")});
    }
  }
  return {};
}

Result<void> add_issuance(store::Snapshot& snapshot, const model::CertificateFacts& certificate,
                          Entries& entries) {
  const auto issuer = TRY(store::IssuerRepository::by_id(snapshot, certificate.issuer));
  const std::string actor = TRY(actor_of(snapshot, certificate.audit_leaf));
  entries.push_back({time_of_id(certificate.id.value()), "issued",
                     fmt::format("Issued by {} under the profile {}, serial number {}.",
                                 issuer ? issuer->name : "an issuer", certificate.profile,
                                 certificate.serial.hex()),
                     actor});
  entries.push_back({certificate.not_after, "expires", "The last second of its validity."});
  return {};
}

Result<void> add_renewal(store::Snapshot& snapshot, model::CertificateId id, Entries& entries) {
  const auto label = TRY(store::CertificateLabelRepository::find(snapshot, id));
  if (label && label->tried_at) {
    entries.push_back({*label->tried_at, "renewal_tried",
                       label->outcome == "filed" ? std::string("Renewal was applied for.")
                                                 : "Renewal was refused: " + label->outcome + ".",
                       "auto-renewal"});
  }
  const auto newer = TRY(store::ApplicationRepository::renewal_of(snapshot, id));
  if (newer && !newer->certificate.empty()) {
    entries.push_back({time_of_id(newer->certificate.value()), "renewed",
                       "Renewed by certificate " + to_text(newer->certificate) + "."});
  }
  return {};
}

Result<void> add_revocation(store::Snapshot& snapshot, const model::CertificateFacts& certificate,
                            Entries& entries) {
  const auto revocation =
      TRY(store::RevocationRepository::find(snapshot, certificate.issuer, certificate.serial));
  if (revocation) {
    const std::string actor = TRY(actor_of(snapshot, revocation->audit_leaf));
    entries.push_back(
        {revocation->revoked_at, "revoked",
         fmt::format("Revoked for good, reason: {}.", x509::to_text(revocation->reason)), actor});
  }
  return {};
}

}  // namespace

Result<json::array> certificate_history(store::Snapshot& snapshot,
                                        const model::CertificateFacts& certificate) {
  Entries entries;
  TRY(add_application(snapshot, certificate.application, entries));
  TRY(add_issuance(snapshot, certificate, entries));
  TRY(add_renewal(snapshot, certificate.id, entries));
  TRY(add_revocation(snapshot, certificate, entries));
  std::ranges::stable_sort(entries, {}, &Entry::time);
  json::array items;
  for (const auto& entry : entries) {
    json::object item{{"time", to_rfc3339(entry.time)}, {"kind", entry.kind}, {"text", entry.text}};
    if (!entry.actor.empty()) {
      item["actor"] = entry.actor;
    }
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace chancery::api
