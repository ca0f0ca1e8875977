#include "ca/endings.h"

#include <boost/json.hpp>

#include "base/encoding.h"
#include "ca/errors.h"
#include "keys/errors.h"
#include "model/errors.h"
#include "store/certificate_repository.h"
#include "store/issuer_repository.h"
#include "store/revocation_repository.h"

namespace chancery::ca {
namespace {

/// Looked at, and revoked, at once.
constexpr int kBatch = 1000;

bool is_responder(const profile::Catalogue& profiles, const std::string& profile) {
  const auto found = profiles.find(profile);
  return found && (*found)->kind() == profile::CertificateKind::ocsp_responder;
}

}  // namespace

audit::Record Endings::record_of(const IssuerPtr& issuer, std::string_view kind,
                                 const std::string& actor, audit::Outcome outcome,
                                 std::string_view note) const {
  const auto& record = issuer->record();
  boost::json::object details{
      {"name", record.name}, {"key", record.key_ref}, {"spki_sha256", to_hex(record.spki_hash)}};
  if (!note.empty()) {
    details["note"] = note;
  }
  return {uses_.clock.now(),
          std::string(kind),
          actor,
          "issuer:" + to_text(record.id),
          outcome,
          boost::json::serialize(details)};
}

Result<IssuerPtr> Endings::loaded(model::IssuerId id) {
  TRY(issuers_.reload());
  return issuers_.by_id(id);
}

// Of one issuer, not expired, not revoked, and not a responder's: at most a thousand.
Result<std::vector<model::CertificateId>> Endings::valid_certificates(
    store::Snapshot& snapshot, const IssuerPtr& issuer) const {
  store::CertificateSearch search;
  search.issuer = issuer->record().id;
  search.expires_from = uses_.clock.now();
  std::vector<model::CertificateId> valid;
  std::string page;
  do {
    const auto found = TRY(store::CertificateRepository::search(snapshot, search, kBatch, page));
    for (const auto& facts : found.certificates) {
      const auto revoked =
          TRY(store::RevocationRepository::find(snapshot, facts.issuer, facts.serial));
      if (!revoked && !is_responder(uses_.profiles, facts.profile)) {
        valid.push_back(facts.id);
      }
    }
    page = found.next;
  } while (!page.empty() && valid.size() < kBatch);
  return valid;
}

Result<void> Endings::check_none_valid(store::Snapshot& snapshot, const IssuerPtr& issuer) const {
  const auto valid = TRY(valid_certificates(snapshot, issuer));
  if (!valid.empty()) {
    return fail(kCertificatesStillValid,
                {{"issuer", issuer->record().name}, {"count", std::to_string(valid.size())}});
  }
  return {};
}

// Question and answer are one commit: nothing is issued in between that nobody was asked about.
Result<void> Endings::retire(const IssuerPtr& issuer, const TerminateOrder& order) {
  return uses_.database.write([&](store::Transaction& tx) -> Result<void> {
    if (!order.revoke_valid) {
      TRY(check_none_valid(tx, issuer));
    }
    if (issuer->record().state == model::IssuerState::retired) {
      return {};
    }
    TRY(store::IssuerRepository::set_state(tx, issuer->record().id, model::IssuerState::retired));
    TRY(uses_.audit.append(
        tx, record_of(issuer, "issuer.retired", order.actor, audit::Outcome::done, "termination")));
    return {};
  });
}

// Asks once more: an issuance may have been under way when the issuer was retired.
Result<void> Endings::mark_terminated(const IssuerPtr& issuer, std::int64_t revoked,
                                      const std::string& actor) {
  return uses_.database.write([&](store::Transaction& tx) -> Result<void> {
    TRY(check_none_valid(tx, issuer));
    if (issuer->record().terminated_at) {
      return {};
    }
    TRY(store::IssuerRepository::set_terminated(tx, issuer->record().id, uses_.clock.now()));
    TRY(uses_.audit.append(tx, record_of(issuer, "issuer.terminated", actor, audit::Outcome::done,
                                         std::to_string(revoked) + " revoked")));
    return {};
  });
}

Result<std::int64_t> Endings::revoke_all(const IssuerPtr& issuer, const std::string& actor) {
  std::int64_t revoked = 0;
  for (;;) {
    const auto valid = TRY(uses_.database.read(
        [&](store::Snapshot& snapshot) { return valid_certificates(snapshot, issuer); }));
    if (valid.empty()) {
      return revoked;
    }
    for (const auto id : valid) {
      const auto done = revoking_.revoke({.certificate = id,
                                          .reason = x509::RevocationReason::cessation_of_operation,
                                          .compromised_since = {},
                                          .by = RevokedBy::ca,
                                          .actor = actor,
                                          .comment = "termination of " + issuer->record().name});
      if (!done && !done.error().is(model::kRevocationFinal)) {
        return std::unexpected(done.error());
      }
      revoked += done ? 1 : 0;
    }
  }
}

Result<Termination> Endings::terminate(const TerminateOrder& order) {
  const IssuerPtr issuer = TRY(loaded(order.issuer));
  TRY(retire(issuer, order));
  (void)TRY(loaded(order.issuer));  // from now on nothing new comes from this process
  Termination done;
  for (;;) {
    done.revoked += order.revoke_valid ? TRY(revoke_all(issuer, order.actor)) : 0;
    const auto marked = mark_terminated(issuer, done.revoked, order.actor);
    if (marked) {
      break;
    }
    if (!order.revoke_valid || !marked.error().is(kCertificatesStillValid)) {
      return std::unexpected(marked.error());
    }
  }
  done.issuer = TRY(loaded(order.issuer));
  return done;
}

Result<void> Endings::check_may_destroy(const IssuerPtr& issuer) const {
  const auto& record = issuer->record();
  if (record.state != model::IssuerState::retired) {
    return fail(kIssuerStillActive, "issuer", record.name);
  }
  for (const auto& other : issuers_.list()) {
    if (other->record().key_ref == record.key_ref && other->record().id != record.id &&
        other->record().state != model::IssuerState::retired) {
      return fail(kIssuerKeyShared, "issuer", other->record().name);
    }
  }
  return uses_.database.read(
      [&](store::Snapshot& snapshot) { return check_none_valid(snapshot, issuer); });
}

Result<IssuerPtr> Endings::destroy_key(const DestroyKeyOrder& order) {
  const IssuerPtr issuer = TRY(loaded(order.issuer));
  TRY(check_may_destroy(issuer));
  const keys::KeyRef key = TRY(keys::KeyRef::parse(issuer->record().key_ref));
  const auto put_on_record = [&](std::string_view kind, audit::Outcome outcome,
                                 std::string_view note) {
    return uses_.database.write([&](store::Transaction& tx) -> Result<void> {
      TRY(store::IssuerRepository::set_key_destroyed(tx, order.issuer, uses_.clock.now()));
      TRY(uses_.audit.append(tx, record_of(issuer, kind, order.actor, outcome, note)));
      return {};
    });
  };
  TRY(put_on_record("issuer.key_destruction_begun", audit::Outcome::done, ""));
  (void)TRY(loaded(order.issuer));  // the handle of the key goes first
  const auto destroyed = keys_.destroy(key);
  const bool gone_before = !destroyed && destroyed.error().is(keys::kKeyNotFound);
  if (!destroyed && !gone_before) {
    TRY(put_on_record("issuer.key_destroyed", audit::Outcome::failed, destroyed.error().code()));
    return std::unexpected(destroyed.error());
  }
  TRY(put_on_record("issuer.key_destroyed", audit::Outcome::done,
                    gone_before ? "it was gone already" : ""));
  return loaded(order.issuer);
}

}  // namespace chancery::ca
