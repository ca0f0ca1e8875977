#include "store/certificate_label_repository.h"

namespace chancery::store {
namespace {

constexpr auto kColumns = SqlText(
    "SELECT certificate, owner, name, note, auto_renew, tried_at, outcome FROM certificate_label ");
constexpr auto kFind = kColumns + "WHERE certificate = $1";
constexpr auto kRenewing =
    kColumns + "WHERE auto_renew = 1 AND certificate > $1 ORDER BY certificate LIMIT $2";

model::CertificateLabel parse(const Row& row) {
  model::CertificateLabel label;
  label.certificate = row.id<model::CertificateId>(0);
  label.owner = row.id<model::AccountId>(1);
  label.name = row.string(2);
  label.note = row.string(3);
  label.auto_renew = row.integer(4) != 0;
  label.tried_at = row.optional_time(5);
  label.outcome = row.string(6);
  return label;
}

}  // namespace

Result<std::optional<model::CertificateLabel>> CertificateLabelRepository::find(
    Snapshot& snapshot, model::CertificateId certificate) {
  return snapshot.first(kFind, {certificate}, parse);
}

Result<void> CertificateLabelRepository::put(Transaction& tx, const model::CertificateLabel& l) {
  const auto name = l.name.empty() ? std::nullopt : std::optional<std::string_view>(l.name);
  return tx.post(
      "INSERT INTO certificate_label (certificate, owner, name, note, auto_renew, tried_at, "
      "outcome) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (certificate) DO UPDATE SET "
      "name = excluded.name, note = excluded.note, auto_renew = excluded.auto_renew, "
      "tried_at = excluded.tried_at, outcome = excluded.outcome",
      {l.certificate, l.owner.value(), name, l.note, l.auto_renew ? 1 : 0, l.tried_at, l.outcome});
}

Result<bool> CertificateLabelRepository::name_taken(Snapshot& snapshot, model::AccountId owner,
                                                    std::string_view name,
                                                    model::CertificateId but_for) {
  const auto found = TRY(snapshot.first(
      "SELECT certificate FROM certificate_label WHERE owner = $1 AND name = $2 AND "
      "certificate <> $3",
      {owner.value(), name, but_for.value()}, [](const Row& row) { return row.integer(0); }));
  return found.has_value();
}

Result<std::vector<model::CertificateLabel>> CertificateLabelRepository::renewing(
    Snapshot& snapshot, model::CertificateId after, int limit) {
  return snapshot.all(kRenewing, {after.value(), limit}, parse);
}

}  // namespace chancery::store
