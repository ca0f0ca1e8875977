#include "store/account_repository.h"

#include "store/errors.h"
#include "store/packed_text.h"

namespace chancery::store {

namespace {

std::optional<std::string_view> text_or_null(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional<std::string_view>(text);
}

std::optional<BytesView> bytes_or_null(const Bytes& bytes) {
  return bytes.empty() ? std::nullopt : std::optional<BytesView>(bytes);
}

model::Account account_of(const Row& row) {
  model::Account account;
  account.id = row.id<model::AccountId>(0);
  account.kind = static_cast<model::AccountKind>(row.integer(1));
  account.status = static_cast<model::AccountStatus>(row.integer(2));
  account.name = row.string(3);
  account.key_spki = row.bytes(4);
  account.key_thumbprint = row.string(5);
  account.contacts = unpack(row.text(6));
  if (!row.is_null(7)) {
    account.agreement = model::Agreement{row.string(7), row.time(8)};
  }
  account.external_key = row.id<model::ExternalAccountKeyId>(9);
  account.created = row.time(10);
  return account;
}

model::ExternalAccountKey external_key_of(const Row& row) {
  return {row.id<model::ExternalAccountKeyId>(0),
          row.string(1),
          row.id<model::AccountId>(2),
          row.time(3),
          row.time(4),
          row.is_null(5) ? std::nullopt : std::optional(row.time(5))};
}

struct AgreementColumns {
  std::optional<std::string_view> version;
  std::optional<Time> time;

  explicit AgreementColumns(const std::optional<model::Agreement>& agreement) {
    if (agreement) {
      version = agreement->version;
      time = agreement->accepted_at;
    }
  }
};

}  // namespace

Result<bool> AccountRepository::insert(Transaction& tx, const model::Account& account) {
  const AgreementColumns agreement(account.agreement);
  const std::int64_t inserted = TRY(
      tx.execute("INSERT INTO account (id, kind, status, name, key_spki, key_thumbprint, contacts,"
                 " agreement_version, agreement_time, external_key, created)"
                 " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING",
                 {account.id, static_cast<int>(account.kind), static_cast<int>(account.status),
                  text_or_null(account.name), bytes_or_null(account.key_spki),
                  text_or_null(account.key_thumbprint), pack(account.contacts), agreement.version,
                  agreement.time, account.external_key, account.created}));
  return inserted == 1;
}

Result<void> AccountRepository::update(Transaction& tx, const model::Account& account) {
  const AgreementColumns agreement(account.agreement);
  return tx.post(
      "UPDATE account SET status = $2, key_spki = $3, key_thumbprint = $4, contacts = $5,"
      " agreement_version = $6, agreement_time = $7 WHERE id = $1",
      {account.id, static_cast<int>(account.status), bytes_or_null(account.key_spki),
       text_or_null(account.key_thumbprint), pack(account.contacts), agreement.version,
       agreement.time},
      kRecordGone);
}

Result<std::optional<model::Account>> AccountRepository::by_id(Snapshot& snapshot,
                                                               model::AccountId id) {
  return snapshot.first(
      "SELECT id, kind, status, name, key_spki, key_thumbprint, contacts, agreement_version,"
      " agreement_time, external_key, created FROM account WHERE id = $1",
      {id}, account_of);
}

Result<std::optional<model::Account>> AccountRepository::by_thumbprint(
    Snapshot& snapshot, std::string_view thumbprint) {
  return snapshot.first(
      "SELECT id, kind, status, name, key_spki, key_thumbprint, contacts, agreement_version,"
      " agreement_time, external_key, created FROM account WHERE key_thumbprint = $1",
      {thumbprint}, account_of);
}

Result<std::optional<model::Account>> AccountRepository::by_name(Snapshot& snapshot,
                                                                 std::string_view name) {
  return snapshot.first(
      "SELECT id, kind, status, name, key_spki, key_thumbprint, contacts, agreement_version,"
      " agreement_time, external_key, created FROM account WHERE name = $1",
      {name}, account_of);
}

Result<void> AccountRepository::insert_external_key(Transaction& tx,
                                                    const model::ExternalAccountKey& key) {
  TRY(
      tx.execute("INSERT INTO external_account_key (id, label, account, created, expires)"
                 " VALUES ($1, $2, $3, $4, $5)",
                 {key.id, key.label, key.account, key.created, key.expires}));
  return {};
}

Result<bool> AccountRepository::use_external_key(Transaction& tx, model::ExternalAccountKeyId id,
                                                 model::AccountId account, Time now) {
  const std::int64_t changed =
      TRY(tx.execute("UPDATE external_account_key SET account = $2"
                     " WHERE id = $1 AND account IS NULL AND expires > $3 AND revoked IS NULL",
                     {id, account, now}));
  return changed == 1;
}

Result<bool> AccountRepository::revoke_external_key(Transaction& tx, model::ExternalAccountKeyId id,
                                                    Time now) {
  const std::int64_t changed =
      TRY(tx.execute("UPDATE external_account_key SET revoked = $2"
                     " WHERE id = $1 AND revoked IS NULL",
                     {id, now}));
  return changed == 1;
}

Result<std::optional<model::ExternalAccountKey>> AccountRepository::external_key(
    Snapshot& snapshot, model::ExternalAccountKeyId id) {
  return snapshot.first(
      "SELECT id, label, account, created, expires, revoked FROM external_account_key"
      " WHERE id = $1",
      {id}, external_key_of);
}

Result<std::vector<model::ExternalAccountKey>> AccountRepository::external_keys(Snapshot& snapshot,
                                                                                int limit) {
  return snapshot.all(
      "SELECT id, label, account, created, expires, revoked FROM external_account_key"
      " ORDER BY id DESC LIMIT $1",
      {limit}, external_key_of);
}

}  // namespace chancery::store
