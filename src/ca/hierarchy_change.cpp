// Hierarchy: a new key takes over, the old one goes on for what it signed (CP/CPS 5.6; NT-125).
#include <boost/json.hpp>

#include "base/encoding.h"
#include "ca/cross_signing.h"
#include "ca/errors.h"
#include "ca/hierarchy.h"
#include "store/issuer_repository.h"

namespace chancery::ca {
namespace {

audit::Record change_record(const model::Issuer& old, const model::Issuer& successor,
                            const std::string& actor, Time now) {
  const boost::json::object details{{"name", old.name},
                                    {"before", to_text(old.state)},
                                    {"successor", successor.name},
                                    {"old_spki_sha256", to_hex(old.spki_hash)},
                                    {"new_spki_sha256", to_hex(successor.spki_hash)}};
  return {now,
          "issuer.key_changed",
          actor,
          "issuer:" + to_text(old.id),
          audit::Outcome::done,
          boost::json::serialize(details)};
}

}  // namespace

Result<void> Hierarchy::check_successor(model::IssuerId old, model::IssuerId parent,
                                        std::string_view purpose) const {
  if (old.empty()) {
    return {};
  }
  const IssuerPtr issuer = TRY(uses_.issuers.by_id(old));
  const auto& record = issuer->record();
  if (record.state == model::IssuerState::retired) {
    return fail(kIssuerRetired, "issuer", record.name);
  }
  const auto above = uses_.issuers.by_id(record.parent);
  const bool same_house = above ? heir_of(*above)->record().id == parent : record.parent == parent;
  if (issuer->is_root() || !(same_house || record.parent == parent) || record.purpose != purpose) {
    return fail(kSuccessorUnfit, "issuer", record.name);
  }
  return {};
}

// Who signs in its place today: itself, unless another took over.
IssuerPtr Hierarchy::heir_of(IssuerPtr issuer) const {
  for (const auto& later : uses_.issuers.list()) {
    if (later->record().succeeds == issuer->record().id) {
      issuer = later;  // the list is oldest first, so heirs of heirs are seen, too
    }
  }
  return issuer;
}

// In the commit that brings the successor: at no time do both issue, at no time does neither.
Result<void> Hierarchy::step_down(store::Transaction& tx, const model::Issuer& successor,
                                  const std::string& actor) {
  if (successor.succeeds.empty()) {
    return {};
  }
  const auto old = TRY(store::IssuerRepository::by_id(tx, successor.succeeds));
  if (!old) {
    return fail(kIssuerNotFound, "id", to_text(successor.succeeds));
  }
  TRY(store::IssuerRepository::set_state(tx, old->id, model::IssuerState::retired));
  const auto record = change_record(*old, successor, actor, uses_.issuing.clock.now());
  TRY(uses_.issuing.audit.append(tx, record));
  return {};
}

Result<void> Hierarchy::link(const IssuerPtr& signer, const IssuerPtr& subject,
                             const std::string& actor) {
  for (const auto& one : uses_.issuers.crosses_of(subject->record().id)) {
    if (one->record.signer == signer->record().id) {
      return {};  // of the attempt before
    }
  }
  CrossSigning crossing(uses_.issuing, uses_.issuers);
  TRY(crossing.certify({.issuer = signer->record().id,
                        .use = CrossUse::affiliate,
                        .certificates_pem = subject->certificate_pem(),
                        .csr = {},
                        .days = {},
                        .actor = actor}));
  return {};
}

Result<IssuerPtr> Hierarchy::successor_root(const IssuerPtr& old, const ChangeKeyOrder& order) {
  const auto made = uses_.issuers.by_name(order.name);
  if (made && (*made)->is_root() && (*made)->record().succeeds == order.of) {
    return made;  // of the attempt before
  }
  if (old->record().state == model::IssuerState::retired) {
    return fail(kIssuerRetired, "issuer", old->record().name);
  }
  return create_root({.name = order.name,
                      .purpose = old->record().purpose,
                      .subject = order.subject,
                      .key = order.key,
                      .days = order.days,
                      .actor = order.actor,
                      .succeeds = order.of});
}

Result<IssuerPtr> Hierarchy::change_root_key(const IssuerPtr& old, const ChangeKeyOrder& order) {
  IssuerPtr fresh = TRY(successor_root(old, order));
  if (old->record().state == model::IssuerState::retired) {
    return fresh;  // the attempt before came to its end
  }
  TRY(link(old, fresh, order.actor));
  TRY(link(fresh, old, order.actor));
  TRY(uses_.issuing.database.write(
      [&](store::Transaction& tx) { return step_down(tx, fresh->record(), order.actor); }));
  return loaded(fresh->record().id);
}

Result<IssuerPtr> Hierarchy::change_key(const ChangeKeyOrder& order) {
  const IssuerPtr old = TRY(uses_.issuers.by_id(order.of));
  if (old->is_root()) {
    return change_root_key(old, order);
  }
  if (old->record().parent.empty()) {
    return fail(kSuccessorUnfit, "issuer", old->record().name);
  }
  const IssuerPtr parent = heir_of(TRY(uses_.issuers.by_id(old->record().parent)));
  return create_subordinate({.name = order.name,
                             .parent = parent->record().id,
                             .subject = order.subject,
                             .key = order.key,
                             .days = order.days,
                             .crl_shards = old->record().crl_shards,
                             .actor = order.actor,
                             .succeeds = order.of});
}

}  // namespace chancery::ca
