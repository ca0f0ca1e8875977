#include "store/certificate_repository.h"

#include "store/certificate_row.h"
#include "store/errors.h"

namespace chancery::store {
namespace {

constexpr auto kWithDer = SqlText("SELECT ") + kFactColumns + ", c.der FROM certificate c ";
constexpr auto kById = kWithDer + "WHERE c.id = $1";
constexpr auto kBySerial = kWithDer + "WHERE c.issuer = $1 AND c.serial = $2";
constexpr auto kAfter = SqlText("SELECT ") + kFactColumns +
                        " FROM certificate c WHERE c.id > $1 ORDER BY c.id LIMIT $2";

Result<model::IssuedCertificate> parse(const Row& row) {
  return model::IssuedCertificate{TRY(parse_facts(row)), row.bytes(kFactColumnCount)};
}

}  // namespace

Result<void> CertificateRepository::insert(Transaction& tx, const model::IssuedCertificate& c) {
  const std::string names = pack_names(c.names);
  TRY(
      tx.post("INSERT INTO certificate (id, issuer, serial, profile, not_before, not_after, "
              "key_prefix, spki_hash, owner, application, crl_shard, audit_leaf, names, der) "
              "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) "
              "ON CONFLICT (issuer, serial) DO NOTHING",
              {c.id, c.issuer, c.serial.bytes(), c.profile, c.not_before, c.not_after,
               key_prefix(c.spki_hash), c.spki_hash, c.owner, c.application, c.crl_shard,
               c.audit_leaf, names, c.der},
              kSerialTaken));
  for (const auto& name : c.names) {
    // A certificate can hold a name twice; one row finds it.
    TRY(
        tx.post("INSERT INTO certificate_name (name, certificate) VALUES ($1, $2) "
                "ON CONFLICT DO NOTHING",
                {model::search_key(name), c.id}));
  }
  return {};
}

Result<std::optional<model::IssuedCertificate>> CertificateRepository::by_id(
    Snapshot& snapshot, model::CertificateId id) {
  return snapshot.first(kById, {id}, parse);
}

Result<std::optional<model::IssuedCertificate>> CertificateRepository::by_serial(
    Snapshot& snapshot, model::IssuerId issuer, const x509::Serial& serial) {
  return snapshot.first(kBySerial, {issuer, serial.bytes()}, parse);
}

Result<std::vector<model::CertificateFacts>> CertificateRepository::issued_after(
    Snapshot& snapshot, model::CertificateId after, int limit) {
  return snapshot.all(kAfter, {after.value(), std::min(limit, kMaxPage)}, parse_facts);
}

}  // namespace chancery::store
