// Hierarchy: a new key takes over, the old one goes on for what it signed (CP/CPS 5.6; NT-125).
#include <boost/json.hpp>

#include "base/encoding.h"
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
  if (issuer->is_root() || record.parent != parent || record.purpose != purpose) {
    return fail(kSuccessorUnfit, "issuer", record.name);
  }
  return {};
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

Result<IssuerPtr> Hierarchy::change_key(const ChangeKeyOrder& order) {
  const IssuerPtr old = TRY(uses_.issuers.by_id(order.of));
  if (old->is_root() || old->record().parent.empty()) {
    return fail(kSuccessorUnfit, "issuer", old->record().name);
  }
  return create_subordinate({.name = order.name,
                             .parent = old->record().parent,
                             .subject = order.subject,
                             .key = order.key,
                             .days = order.days,
                             .crl_shards = old->record().crl_shards,
                             .actor = order.actor,
                             .succeeds = order.of});
}

}  // namespace chancery::ca
