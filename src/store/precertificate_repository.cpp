#include "store/precertificate_repository.h"

#include "store/certificate_repository.h"
#include "store/errors.h"

namespace chancery::store {
namespace {

using model::PrecertificateState;

constexpr auto kColumns = SqlText(
    "SELECT certificate, state, der, signed_at, ended_at, why, issued_leaf "
    "FROM precertificate ");
constexpr auto kByCertificate = kColumns + "WHERE certificate = $1";
constexpr auto kNotCompleted = kColumns + "WHERE state <> 2 ORDER BY certificate DESC LIMIT $1";

int number_of(PrecertificateState state) {
  return static_cast<int>(state);
}

Result<model::Precertificate> parse(const Row& row) {
  model::Precertificate one;
  one.certificate = row.id<model::CertificateId>(0);
  one.state = static_cast<PrecertificateState>(row.integer(1));
  one.der = row.bytes(2);
  one.signed_at = row.time(3);
  one.ended_at = row.optional_time(4);
  one.why = row.text(5);
  one.issued_leaf = row.optional_integer(6);
  return one;
}

}  // namespace

Result<void> PrecertificateRepository::insert(Transaction& tx,
                                              const model::IssuedCertificate& announced, Time now) {
  TRY(CertificateRepository::insert(tx, announced));
  return tx.post(
      "INSERT INTO precertificate (certificate, state, der, signed_at, why) "
      "VALUES ($1, $2, $3, $4, '')",
      {announced.id, number_of(PrecertificateState::shown), announced.der, now});
}

Result<void> PrecertificateRepository::complete(Transaction& tx,
                                                const model::IssuedCertificate& certificate,
                                                std::optional<std::int64_t> issued_leaf, Time now) {
  TRY(
      tx.post("UPDATE precertificate SET state = $2, ended_at = $3, issued_leaf = $4 "
              "WHERE certificate = $1 AND state = $5",
              {certificate.id, number_of(PrecertificateState::completed), now, issued_leaf,
               number_of(PrecertificateState::shown)},
              kPrecertificateEnded));
  return tx.post("UPDATE certificate SET der = $2 WHERE id = $1", {certificate.id, certificate.der},
                 kPrecertificateEnded);
}

Result<void> PrecertificateRepository::leave_unfinished(Transaction& tx,
                                                        model::CertificateId certificate,
                                                        std::string_view why, Time now) {
  return tx.post(
      "UPDATE precertificate SET state = $2, ended_at = $3, why = $4 "
      "WHERE certificate = $1 AND state = $5",
      {certificate, number_of(PrecertificateState::unfinished), now, why,
       number_of(PrecertificateState::shown)},
      kPrecertificateEnded);
}

Result<std::optional<model::CertificateId>> PrecertificateRepository::left_behind(
    Snapshot& snapshot, const model::Intent& intent) {
  return snapshot.first(
      "SELECT p.certificate FROM certificate c JOIN precertificate p ON p.certificate = c.id "
      "WHERE c.issuer = $1 AND c.serial = $2 AND p.state = 1",
      {intent.issuer, intent.serial.bytes()},
      [](const Row& row) { return row.id<model::CertificateId>(0); });
}

Result<std::optional<model::Precertificate>> PrecertificateRepository::find(
    Snapshot& snapshot, model::CertificateId certificate) {
  return snapshot.first(kByCertificate, {certificate}, parse);
}

Result<std::vector<model::Precertificate>> PrecertificateRepository::not_completed(
    Snapshot& snapshot, int limit) {
  return snapshot.all(kNotCompleted, {limit}, parse);
}

}  // namespace chancery::store
