#include "store/authorization_repository.h"

#include "store/errors.h"
#include "store/packed_text.h"

namespace chancery::store {

namespace {

using model::Authorization;

std::string pack_methods(const std::vector<model::ValidationMethod>& methods) {
  std::string packed;
  for (const auto method : methods) {
    packed.push_back(static_cast<char>('0' + static_cast<int>(method)));
  }
  return packed;
}

std::vector<model::ValidationMethod> unpack_methods(std::string_view text) {
  std::vector<model::ValidationMethod> methods;
  for (const char digit : text) {
    methods.push_back(static_cast<model::ValidationMethod>(digit - '0'));
  }
  return methods;
}

std::optional<std::string_view> text_or_null(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional<std::string_view>(text);
}

std::optional<std::string> refusal_or_null(const std::optional<model::Refusal>& refusal) {
  return refusal ? std::optional(pack_refusals({*refusal})) : std::nullopt;
}

Authorization authorization_of(const Row& row) {
  Authorization result;
  result.id = row.id<model::AuthorizationId>(0);
  result.account = row.id<model::AccountId>(1);
  result.application = row.id<model::ApplicationId>(2);
  result.identifier = unpack_name(row.text(3));
  result.wildcard = row.integer(4) != 0;
  result.status = static_cast<model::AuthorizationStatus>(row.integer(5));
  result.token = row.string(6);
  result.offered = unpack_methods(row.text(7));
  if (const auto chosen = row.optional_integer(8)) {
    result.chosen = static_cast<model::ValidationMethod>(*chosen);
  }
  result.key_authorization = row.string(9);
  result.created = row.time(10);
  result.expires = row.time(11);
  result.attempted_at = row.optional_time(12);
  result.validated_at = row.optional_time(13);
  result.next_check = row.optional_time(14);
  result.attempts = static_cast<int>(row.integer(15));
  result.evidence = row.string(16);
  if (const auto refusals = unpack_refusals(row.text(17)); !refusals.empty()) {
    result.refusal = refusals.front();
  }
  result.covers_subdomains = row.integer(18) != 0;
  result.organization = row.id<model::OrganizationId>(19);
  return result;
}

std::optional<int> number_of(const std::optional<model::ValidationMethod>& method) {
  return method ? std::optional(static_cast<int>(*method)) : std::nullopt;
}

}  // namespace

Result<void> AuthorizationRepository::insert(Transaction& tx, const Authorization& a) {
  TRY(tx.execute(
      "INSERT INTO domain_authorization (id, account, application, identifier, wildcard, status,"
      " token, offered, chosen, key_authorization, created, expires, attempted_at, validated_at,"
      " next_check, attempts, evidence, refusal, covers, organization) VALUES ($1, $2, $3, $4, $5,"
      " $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
      {a.id,
       a.account,
       a.application,
       pack_name(a.identifier),
       a.wildcard ? 1 : 0,
       static_cast<int>(a.status),
       a.token,
       pack_methods(a.offered),
       number_of(a.chosen),
       text_or_null(a.key_authorization),
       a.created,
       a.expires,
       a.attempted_at,
       a.validated_at,
       a.next_check,
       a.attempts,
       text_or_null(a.evidence),
       refusal_or_null(a.refusal),
       a.covers_subdomains ? std::optional(1) : std::nullopt,
       a.organization}));
  return {};
}

Result<void> AuthorizationRepository::update(Transaction& tx, const Authorization& a) {
  return tx.post(
      "UPDATE domain_authorization SET status = $2, chosen = $3, key_authorization = $4,"
      " expires = $5, attempted_at = $6, validated_at = $7, next_check = $8, attempts = $9,"
      " evidence = $10, refusal = $11 WHERE id = $1",
      {a.id, static_cast<int>(a.status), number_of(a.chosen), text_or_null(a.key_authorization),
       a.expires, a.attempted_at, a.validated_at, a.next_check, a.attempts,
       text_or_null(a.evidence), refusal_or_null(a.refusal)},
      kRecordGone);
}

Result<std::optional<Authorization>> AuthorizationRepository::by_id(Snapshot& snapshot,
                                                                    model::AuthorizationId id) {
  return snapshot.first(
      "SELECT id, account, application, identifier, wildcard, status, token, offered, chosen,"
      " key_authorization, created, expires, attempted_at, validated_at, next_check, attempts,"
      " evidence, refusal, covers, organization FROM domain_authorization WHERE id = $1",
      {id}, authorization_of);
}

Result<std::optional<Authorization>> AuthorizationRepository::locked(Transaction& tx,
                                                                     model::AuthorizationId id) {
  return tx.first(
      "SELECT id, account, application, identifier, wildcard, status, token, offered, chosen,"
      " key_authorization, created, expires, attempted_at, validated_at, next_check, attempts,"
      " evidence, refusal, covers, organization FROM domain_authorization WHERE id = $1"
      " FOR UPDATE",
      {id}, authorization_of);
}

Result<std::vector<Authorization>> AuthorizationRepository::by_ids(
    Snapshot& snapshot, std::span<const model::AuthorizationId> ids) {
  std::vector<Authorization> found;
  found.reserve(ids.size());
  for (const auto id : ids) {
    auto one = TRY(by_id(snapshot, id));
    if (!one) {
      return fail(kRecordGone);
    }
    found.push_back(*std::move(one));
  }
  return found;
}

Result<std::optional<Authorization>> AuthorizationRepository::reusable(
    Snapshot& snapshot, model::AccountId account, const model::CertificateName& name, bool wildcard,
    Time beyond) {
  return snapshot.first(
      "SELECT id, account, application, identifier, wildcard, status, token, offered, chosen,"
      " key_authorization, created, expires, attempted_at, validated_at, next_check, attempts,"
      " evidence, refusal, covers, organization FROM domain_authorization"
      " WHERE account = $1 AND identifier = $2 AND status = 1 AND wildcard = $3 AND expires > $4"
      " ORDER BY expires DESC LIMIT 1",
      {account, pack_name(name), wildcard ? 1 : 0, beyond}, authorization_of);
}

Result<std::optional<Authorization>> AuthorizationRepository::covering(
    Snapshot& snapshot, model::AccountId account, const model::CertificateName& name, Time beyond) {
  return snapshot.first(
      "SELECT id, account, application, identifier, wildcard, status, token, offered, chosen,"
      " key_authorization, created, expires, attempted_at, validated_at, next_check, attempts,"
      " evidence, refusal, covers, organization FROM domain_authorization"
      " WHERE account = $1 AND identifier = $2 AND status = 1 AND covers = 1 AND expires > $3"
      " ORDER BY expires DESC LIMIT 1",
      {account, pack_name(name), beyond}, authorization_of);
}

Result<std::vector<Authorization>> AuthorizationRepository::domains_of(Snapshot& snapshot,
                                                                       model::AccountId account,
                                                                       int limit) {
  return snapshot.all(
      "SELECT id, account, application, identifier, wildcard, status, token, offered, chosen,"
      " key_authorization, created, expires, attempted_at, validated_at, next_check, attempts,"
      " evidence, refusal, covers, organization FROM domain_authorization WHERE account = $1"
      " AND covers = 1 AND status <> 3 ORDER BY id DESC LIMIT $2",
      {account, limit}, authorization_of);
}

Result<std::int64_t> AuthorizationRepository::drop_expired(Transaction& tx, Time before,
                                                           int limit) {
  return tx.execute(
      "DELETE FROM domain_authorization WHERE id IN"
      " (SELECT id FROM domain_authorization WHERE expires < $1 AND next_check IS NULL"
      " ORDER BY expires LIMIT $2)",
      {before, limit});
}

}  // namespace chancery::store
