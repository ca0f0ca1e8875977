#include "store/precertificate_repository.h"

#include <algorithm>

#include "store/certificate_repository.h"
#include "store/errors.h"
#include "store/packed_text.h"

namespace chancery::store {
namespace {

using model::PrecertificateState;

constexpr auto kColumns = SqlText(
    "SELECT certificate, state, der, signed_at, ended_at, why, issued_leaf, application, "
    "submissions FROM precertificate ");
constexpr auto kByCertificate = kColumns + "WHERE certificate = $1";
constexpr auto kOpen = kColumns + "WHERE application = $1 AND state IN (1, 4)";
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
  one.application = row.id<model::ApplicationId>(7);
  one.submissions = unpack_submissions(row.text(8));
  return one;
}

std::string pack_latest(std::span<const model::LogSubmission> all) {
  return pack_submissions(
      all.last(std::min(all.size(), PrecertificateRepository::kMaxSubmissions)));
}

}  // namespace

Result<void> PrecertificateRepository::insert(Transaction& tx,
                                              const model::IssuedCertificate& announced, Time now) {
  TRY(CertificateRepository::insert(tx, announced));
  return tx.post(
      "INSERT INTO precertificate (certificate, state, der, signed_at, why, application) "
      "VALUES ($1, $2, $3, $4, '', $5) ON CONFLICT DO NOTHING",
      {announced.id, number_of(PrecertificateState::shown), announced.der, now,
       announced.application},
      kPrecertificateOpen);
}

Result<void> PrecertificateRepository::complete(Transaction& tx,
                                                const model::IssuedCertificate& certificate,
                                                std::optional<std::int64_t> issued_leaf,
                                                Submissions submissions, Time now) {
  TRY(
      tx.post("UPDATE precertificate SET state = $2, ended_at = $3, issued_leaf = $4, "
              "submissions = $5 WHERE certificate = $1 AND state = $6",
              {certificate.id, number_of(PrecertificateState::completed), now, issued_leaf,
               pack_latest(submissions), number_of(PrecertificateState::shown)},
              kPrecertificateEnded));
  return tx.post("UPDATE certificate SET der = $2 WHERE id = $1", {certificate.id, certificate.der},
                 kPrecertificateEnded);
}

Result<void> PrecertificateRepository::wait(Transaction& tx, model::CertificateId certificate,
                                            Submissions submissions) {
  return tx.post(
      "UPDATE precertificate SET state = $2, submissions = $3 WHERE certificate = $1 AND state = "
      "$4",
      {certificate, number_of(PrecertificateState::waiting), pack_latest(submissions),
       number_of(PrecertificateState::shown)},
      kPrecertificateEnded);
}

Result<void> PrecertificateRepository::show_again(Transaction& tx,
                                                  model::CertificateId certificate) {
  return tx.post(
      "UPDATE precertificate SET state = $2 WHERE certificate = $1 AND state = $3",
      {certificate, number_of(PrecertificateState::shown), number_of(PrecertificateState::waiting)},
      kPrecertificateEnded);
}

Result<void> PrecertificateRepository::leave_unfinished(Transaction& tx,
                                                        model::CertificateId certificate,
                                                        std::string_view why,
                                                        Submissions submissions, Time now) {
  std::optional<std::string> packed;
  if (!submissions.empty()) {
    packed = pack_latest(submissions);
  }
  return tx.post(
      "UPDATE precertificate SET state = $2, ended_at = $3, why = $4, "
      "submissions = COALESCE($5, submissions) WHERE certificate = $1 AND state IN (1, 4)",
      {certificate, number_of(PrecertificateState::unfinished), now, why, packed},
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

Result<std::optional<model::Precertificate>> PrecertificateRepository::open_of(
    Snapshot& snapshot, model::ApplicationId application) {
  return snapshot.first(kOpen, {application}, parse);
}

Result<std::vector<model::Precertificate>> PrecertificateRepository::not_completed(
    Snapshot& snapshot, int limit) {
  return snapshot.all(kNotCompleted, {limit}, parse);
}

}  // namespace chancery::store
