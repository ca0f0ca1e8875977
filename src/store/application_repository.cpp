#include "store/application_repository.h"

#include <algorithm>
#include <charconv>

#include "store/errors.h"
#include "store/packed_text.h"

namespace chancery::store {

namespace {

using model::Application;

constexpr int kMaxRowsSeen = 1000;

std::string pack_names(const std::vector<model::CertificateName>& names) {
  std::vector<std::string> parts;
  parts.reserve(names.size());
  std::ranges::transform(names, std::back_inserter(parts), pack_name);
  return pack(parts);
}

std::vector<model::CertificateName> unpack_names(std::string_view text) {
  std::vector<model::CertificateName> names;
  std::ranges::transform(unpack(text), std::back_inserter(names), unpack_name);
  return names;
}

std::string pack_ids(const std::vector<model::AuthorizationId>& ids) {
  std::vector<std::string> parts;
  parts.reserve(ids.size());
  for (const auto id : ids) {
    parts.push_back(std::to_string(id.value()));
  }
  return pack(parts);
}

std::vector<model::AuthorizationId> unpack_ids(std::string_view text) {
  std::vector<model::AuthorizationId> ids;
  for (const std::string& part : unpack(text)) {
    std::int64_t value = 0;
    std::from_chars(part.data(), part.data() + part.size(), value);
    ids.emplace_back(value);
  }
  return ids;
}

std::optional<std::string_view> text_or_null(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

std::optional<BytesView> bytes_or_null(const Bytes& bytes) {
  return bytes.empty() ? std::nullopt : std::optional<BytesView>(bytes);
}

Application application_of(const Row& row) {
  Application result;
  result.id = row.id<model::ApplicationId>(0);
  result.account = row.id<model::AccountId>(1);
  result.source = static_cast<model::ApplicationSource>(row.integer(2));
  result.status = static_cast<model::ApplicationStatus>(row.integer(3));
  result.name = row.string(4);
  result.profile = row.string(5);
  result.identifiers = unpack_names(row.text(6));
  result.authorizations = unpack_ids(row.text(7));
  result.csr = row.bytes(8);
  result.not_before = row.optional_time(9);
  result.not_after = row.optional_time(10);
  result.created = row.time(11);
  result.expires = row.time(12);
  if (!row.is_null(13)) {
    result.agreement = model::Agreement{row.string(13), row.time(14)};
  }
  result.certificate = row.id<model::CertificateId>(15);
  result.refusals = unpack_refusals(row.text(16));
  result.family = model::parse_family(row.text(17));
  result.apply_again_of = row.id<model::ApplicationId>(18);
  result.renews = row.id<model::CertificateId>(19);
  result.organization = row.id<model::OrganizationId>(20);
  result.organization_name = row.string(21);
  result.filed_by = row.string(22);
  return result;
}

bool holds(const Application& application, const std::string& identifier) {
  return identifier.empty() || std::ranges::any_of(application.identifiers, [&](const auto& name) {
           return name.value == identifier;
         });
}

}  // namespace

Result<bool> ApplicationRepository::insert(Transaction& tx, const Application& a) {
  const auto version =
      a.agreement ? std::optional<std::string_view>(a.agreement->version) : std::nullopt;
  const auto accepted = a.agreement ? std::optional(a.agreement->accepted_at) : std::nullopt;
  const auto family = a.family ? std::optional(model::to_text(*a.family)) : std::nullopt;
  const std::string refusals = pack_refusals(a.refusals);
  const std::int64_t inserted = TRY(tx.execute(
      "INSERT INTO application (id, account, source, status, name, profile, identifiers,"
      " authorizations, csr, not_before, not_after, created, expires, agreement_version,"
      " agreement_time, certificate, refusals, family, apply_again_of, renews, organization,"
      " organization_name, filed_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,"
      " $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)"
      " ON CONFLICT DO NOTHING",
      {a.id,
       a.account,
       static_cast<int>(a.source),
       static_cast<int>(a.status),
       text_or_null(a.name),
       a.profile,
       pack_names(a.identifiers),
       pack_ids(a.authorizations),
       bytes_or_null(a.csr),
       a.not_before,
       a.not_after,
       a.created,
       a.expires,
       version,
       accepted,
       a.certificate,
       text_or_null(refusals),
       family,
       a.apply_again_of,
       a.renews,
       a.organization,
       text_or_null(a.organization_name),
       text_or_null(a.filed_by)}));
  return inserted == 1;
}

Result<void> ApplicationRepository::update(Transaction& tx, const Application& a) {
  const std::string refusals = pack_refusals(a.refusals);
  return tx.post(
      "UPDATE application SET status = $2, csr = $3, certificate = $4, refusals = $5 WHERE id = $1",
      {a.id, static_cast<int>(a.status), bytes_or_null(a.csr), a.certificate,
       text_or_null(refusals)},
      kRecordGone);
}

Result<bool> ApplicationRepository::move(Transaction& tx, model::ApplicationId id,
                                         model::ApplicationStatus from,
                                         model::ApplicationStatus to) {
  const std::int64_t changed =
      TRY(tx.execute("UPDATE application SET status = $3 WHERE id = $1 AND status = $2",
                     {id, static_cast<int>(from), static_cast<int>(to)}));
  return changed == 1;
}

Result<std::optional<Application>> ApplicationRepository::by_id(Snapshot& snapshot,
                                                                model::ApplicationId id) {
  return snapshot.first(
      "SELECT id, account, source, status, name, profile, identifiers, authorizations, csr,"
      " not_before, not_after, created, expires, agreement_version, agreement_time, certificate,"
      " refusals, family, apply_again_of, renews, organization, organization_name, filed_by FROM "
      "application "
      "WHERE id = $1",
      {id}, application_of);
}

Result<std::optional<Application>> ApplicationRepository::locked(Transaction& tx,
                                                                 model::ApplicationId id) {
  return tx.first(
      "SELECT id, account, source, status, name, profile, identifiers, authorizations, csr,"
      " not_before, not_after, created, expires, agreement_version, agreement_time, certificate,"
      " refusals, family, apply_again_of, renews, organization, organization_name, filed_by FROM "
      "application "
      "WHERE id = $1"
      " FOR UPDATE",
      {id}, application_of);
}

Result<bool> ApplicationRepository::rename(Transaction& tx, model::ApplicationId id,
                                           std::string_view name) {
  const auto current = TRY(by_id(tx, id));
  if (!current || TRY(name_taken(tx, current->account, name))) {
    return false;
  }
  TRY(tx.post("UPDATE application SET name = $2 WHERE id = $1", {id, name}, kRecordGone));
  return true;
}

Result<std::optional<Application>> ApplicationRepository::renewal_of(
    Snapshot& snapshot, model::CertificateId certificate) {
  return snapshot.first(
      "SELECT id, account, source, status, name, profile, identifiers, authorizations, csr,"
      " not_before, not_after, created, expires, agreement_version, agreement_time, certificate,"
      " refusals, family, apply_again_of, renews, organization, organization_name, filed_by FROM "
      "application "
      "WHERE renews = $1"
      " AND renews IS NOT NULL ORDER BY id DESC LIMIT 1",
      {certificate}, application_of);
}

Result<bool> ApplicationRepository::name_taken(Snapshot& snapshot, model::AccountId account,
                                               std::string_view name) {
  const auto found =
      TRY(snapshot.first("SELECT id FROM application WHERE account = $1 AND name = $2",
                         {account, name}, [](const Row& row) { return row.integer(0); }));
  return found.has_value();
}

Result<ApplicationRepository::Page> ApplicationRepository::search(Snapshot& snapshot,
                                                                  const ApplicationSearch& search) {
  Page page;
  int seen = 0;
  auto take = [&](const Row& row) {
    Application application = application_of(row);
    page.last_seen = application.id;
    ++seen;
    if (holds(application, search.identifier)) {
      page.applications.push_back(std::move(application));
    }
    return std::ssize(page.applications) < search.limit;
  };
  const std::int64_t before = search.older_than.empty() ? std::numeric_limits<std::int64_t>::max()
                                                        : search.older_than.value();
  const int status = search.status ? static_cast<int>(*search.status) : -1;
  const int rows = search.identifier.empty() ? search.limit : kMaxRowsSeen;
  if (search.account.empty()) {
    TRY(snapshot.each(
        "SELECT id, account, source, status, name, profile, identifiers, authorizations, csr,"
        " not_before, not_after, created, expires, agreement_version, agreement_time, certificate,"
        " refusals, family, apply_again_of, renews, organization, organization_name, filed_by FROM "
        "application WHERE id < $1"
        " AND ($2 < 0 OR "
        "status = $2)"
        " AND ($3 = '' OR name = $3) ORDER BY id DESC LIMIT $4",
        {before, status, search.name, rows}, take));
  } else {
    TRY(snapshot.each(
        "SELECT id, account, source, status, name, profile, identifiers, authorizations, csr,"
        " not_before, not_after, created, expires, agreement_version, agreement_time, certificate,"
        " refusals, family, apply_again_of, renews, organization, organization_name, filed_by FROM "
        "application WHERE"
        " account = $5 AND name IS "
        "NOT NULL AND id < $1"
        " AND ($2 < 0 OR status = $2) AND ($3 = '' OR name = $3) ORDER BY id DESC LIMIT $4",
        {before, status, search.name, rows, search.account}, take));
  }
  if (seen < rows && std::ssize(page.applications) < search.limit) {
    page.last_seen = {};
  }
  return page;
}

Result<std::int64_t> ApplicationRepository::count_open(Snapshot& snapshot,
                                                       model::AccountId account) {
  // In the words of the partial index application_open.
  const auto count = [](const Row& row) { return row.integer(0); };
  const auto found =
      account.empty()
          ? TRY(snapshot.first("SELECT COUNT(*) FROM application WHERE name IS NOT NULL AND "
                               "status IN (0, 2)",
                               {}, count))
          : TRY(snapshot.first("SELECT COUNT(*) FROM application WHERE name IS NOT NULL AND "
                               "status IN (0, 2) AND account = $1",
                               {account}, count));
  return found.value_or(0);
}

Result<std::int64_t> ApplicationRepository::drop_expired(Transaction& tx, Time before, int limit) {
  return tx.execute(
      "DELETE FROM application WHERE id IN (SELECT id FROM application"
      " WHERE name IS NULL AND expires < $1 ORDER BY expires LIMIT $2)",
      {before, limit});
}

}  // namespace chancery::store
