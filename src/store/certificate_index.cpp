#include "store/certificate_index.h"

#include <map>

#include "base/encoding.h"
#include "store/certificate_keys.h"
#include "store/certificate_tail.h"
#include "store/revocation_repository.h"
#include "store/setting_repository.h"

namespace chancery::store {
namespace {

constexpr std::string_view kTakenSetting = "index.revocations-taken";

using Tallies = std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t>;

void count(Tallies& tallies, const CertificateEntry& entry) {
  const std::int64_t day = expiry_day(entry.not_after);
  ++tallies[{0, day}];
  if (!entry.owner.empty()) {
    ++tallies[{entry.owner.value(), day}];
  }
}

Result<void> add_tally(Transaction& tx, std::int64_t owner, std::int64_t day, std::int64_t issued,
                       std::int64_t revoked) {
  return tx.post(
      "INSERT INTO certificate_tally (owner, day, issued, revoked) VALUES ($1, $2, $3, $4) "
      "ON CONFLICT (owner, day) DO UPDATE SET issued = certificate_tally.issued + excluded.issued, "
      "revoked = certificate_tally.revoked + excluded.revoked",
      {owner, day, issued, revoked});
}

Result<void> take(Transaction& tx, const model::Revocation& revocation) {
  if (revocation.certificate.empty() ||
      TRY(tx.execute("INSERT INTO revoked_certificate (certificate) VALUES ($1) "
                     "ON CONFLICT DO NOTHING",
                     {revocation.certificate})) == 0) {
    return {};
  }
  const std::int64_t day = expiry_day(revocation.certificate_expires);
  TRY(add_tally(tx, 0, day, 0, 1));
  const auto owner =
      TRY(tx.first("SELECT owner FROM certificate WHERE id = $1", {revocation.certificate},
                   [](const Row& row) { return row.id<model::AccountId>(0); }));
  return owner && !owner->empty() ? add_tally(tx, owner->value(), day, 0, 1) : Result<void>();
}

}  // namespace

std::int64_t expiry_day(Time not_after) {
  return std::chrono::floor<std::chrono::days>(not_after).time_since_epoch().count();
}

Result<model::CertificateId> CertificateIndex::last_indexed(Snapshot& snapshot) {
  const auto last =
      TRY(snapshot.first("SELECT last_id FROM certificate_block ORDER BY last_id DESC LIMIT 1", {},
                         [](const Row& row) { return row.id<model::CertificateId>(0); }));
  return last.value_or(model::CertificateId());
}

Result<std::optional<CertificateBlockDraft>> CertificateIndex::draft(Snapshot& snapshot, Time now) {
  const auto after = TRY(last_indexed(snapshot));
  const auto settled = model::CertificateId(first_id_at(now - kSettlingTime));
  CertificateBlockBuilder builder;
  CertificateKeyBuilder keys;
  CertificateBlockDraft draft;
  Tallies tallies;
  TRY(each_after(snapshot, after, settled, kBlockSize, [&](const CertificateEntry& entry) {
    draft.first = builder.size() == 0 ? entry.id : draft.first;
    draft.last = entry.id;
    builder.add(entry);
    keys.add(entry.id, entry.key_prefix);
    count(tallies, entry);
  }));
  if (builder.size() < kBlockSize) {
    return std::nullopt;
  }
  draft.facts = builder.facts();
  draft.names = builder.names();
  draft.keys = keys.keys();
  for (const auto& [key, issued] : tallies) {
    draft.tallies.push_back({key.first, key.second, issued});
  }
  return draft;
}

Result<bool> CertificateIndex::seal(Transaction& tx, const CertificateBlockDraft& draft) {
  // On two nodes at the same time: whoever comes second finds a block that reaches into this one.
  const auto last = TRY(last_indexed(tx));
  if (last >= draft.first ||
      TRY(tx.execute("INSERT INTO certificate_block (last_id, first_id, facts, names) "
                     "VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                     {draft.last, draft.first, draft.facts, draft.names})) == 0) {
    return false;
  }
  TRY(tx.post("INSERT INTO certificate_block_key (last_id, keys) VALUES ($1, $2)",
              {draft.last, draft.keys}));
  for (const auto& tally : draft.tallies) {
    TRY(add_tally(tx, tally.owner, tally.day, tally.issued, 0));
  }
  return true;
}

Result<std::optional<std::int64_t>> CertificateIndex::take_revocations(Transaction& tx,
                                                                       std::int64_t change) {
  const auto changed = TRY(RevocationRepository::changed_after(tx, change, kTakenAtOnce));
  for (const auto& revocation : changed) {
    TRY(take(tx, revocation));
  }
  return changed.empty() ? std::nullopt : std::optional(changed.back().change);
}

Result<std::int64_t> CertificateIndex::revocations_taken(Snapshot& snapshot) {
  const auto text = TRY(SettingRepository::get(snapshot, kTakenSetting));
  return text ? TRY(id_from_text(*text)) : 0;
}

Result<void> CertificateIndex::set_revocations_taken(Transaction& tx, std::int64_t change) {
  return SettingRepository::set(tx, kTakenSetting, id_to_text(change));
}

}  // namespace chancery::store
