#include "store/organization_repository.h"

#include <algorithm>
#include <limits>

#include "store/errors.h"
#include "store/packed_text.h"

namespace chancery::store {
namespace {

using model::Organization;
using model::OrganizationView;

constexpr int kMostSeen = 1000;

// All but id and enterprise, in the order of view_of and with_row.
constexpr auto kColumns =
    SqlText("name, country, state_or_province, locality, street, postal_code, ") +
    "registration_number, website, representative_name, representative_title, " +
    "representative_email, representative_phone, authors, review, round, why, created, " +
    "approved, verified, valid_until, valid_round, approved_by";
constexpr auto kValues = SqlText("$3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, ") +
                         "$16, $17, $18, $19, $20, $21, $22, $23, $24";

// The count is kMostOfEnterprise.
constexpr auto kInsert = SqlText("INSERT INTO organization (id, enterprise, ") + kColumns +
                         ") SELECT $1, $2, " + kValues +
                         " WHERE (SELECT COUNT(*) FROM organization WHERE enterprise = $2) < 200";
static_assert(OrganizationRepository::kMostOfEnterprise == 200);
constexpr auto kUpdate = SqlText("UPDATE organization SET (") + kColumns + ") = (" + kValues +
                         ") WHERE id = $1 AND enterprise = $2";

constexpr auto kSelect =
    SqlText("SELECT id, enterprise, ") + kColumns +
    ", (SELECT a.name FROM account a WHERE a.id = organization.enterprise) FROM organization " +
    "WHERE ($2 = 1 OR enterprise = $3) AND ";
constexpr auto kById = kSelect + "id = $1";
constexpr auto kPage = SqlText("id < $1 AND ($5 = 1 OR enterprise = $6) ORDER BY id DESC LIMIT $4");
constexpr auto kList = kSelect + kPage;
// `review = 0` (model::Review::open) as it stands in the index organization_open.
constexpr auto kListOpen = kSelect + "review = 0 AND " + kPage;
constexpr auto kListRenewing = kSelect + "review = 0 AND valid_until > $7 AND " + kPage;
constexpr auto kLock = SqlText("SELECT id FROM organization WHERE id = $1 AND ") +
                       "($2 = 1 OR enterprise = $3) FOR UPDATE";

OrganizationView view_of(const Row& row) {
  OrganizationView view;
  Organization& organization = view.organization;
  organization.id = row.id<model::OrganizationId>(0);
  organization.enterprise = row.id<model::AccountId>(1);
  organization.facts = {row.string(2),
                        row.string(3),
                        row.string(4),
                        row.string(5),
                        row.string(6),
                        row.string(7),
                        row.string(8),
                        row.string(9),
                        {row.string(10), row.string(11), row.string(12), row.string(13)}};
  organization.authors = unpack(row.text(14));
  organization.review = static_cast<model::Review>(row.integer(15));
  organization.round = static_cast<int>(row.integer(16));
  organization.why = row.string(17);
  organization.created = row.time(18);
  if (!row.is_null(21)) {
    organization.validation =
        model::OrganizationValidation{row.time(19), row.time(20), row.time(21),
                                      static_cast<int>(row.integer(22)), row.string(23)};
  }
  view.enterprise_name = row.string(24);
  return view;
}

/// What `use` makes of the values $1 to $24.
template <class Use>
auto with_row(const Organization& o, Use use) {
  const auto& [name, title, email, phone] = o.facts.representative;
  const auto part = [&](auto member) {
    return o.validation ? std::optional((*o.validation).*member) : std::nullopt;
  };
  using Validation = model::OrganizationValidation;
  const std::string authors = pack(o.authors);
  return use({o.id,
              o.enterprise,
              o.facts.name,
              o.facts.country,
              o.facts.state_or_province,
              o.facts.locality,
              o.facts.street,
              o.facts.postal_code,
              o.facts.registration_number,
              o.facts.website,
              name,
              title,
              email,
              phone,
              authors,
              static_cast<int>(o.review),
              o.round,
              o.why,
              o.created,
              part(&Validation::approved),
              part(&Validation::verified),
              part(&Validation::until),
              part(&Validation::round),
              o.validation ? std::string_view(o.validation->approver) : std::string_view()});
}

model::Verdict verdict_of(const Row& row) {
  return {static_cast<model::VettingCheck>(row.integer(0)),
          row.integer(1) != 0,
          {static_cast<model::SourceKind>(row.integer(2)), row.string(3), row.string(4)},
          row.string(5),
          row.string(6),
          row.time(7)};
}

/// Small letters for the ASCII capitals.
std::string lower(std::string_view text) {
  std::string small(text);
  std::ranges::transform(small, small.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return small;
}

bool matches(const Organization& organization, const OrganizationSearch& search,
             const std::string& wanted) {
  if (search.status && status_at(organization, search.now) != *search.status) {
    return false;
  }
  if (search.review && organization.review != *search.review) {
    return false;
  }
  return lower(organization.facts.name).find(wanted) != std::string::npos ||
         lower(organization.facts.registration_number).find(wanted) != std::string::npos;
}

/// Streams, newest first, rows among which are all that match.
template <class Take>
Result<void> stream_candidates(Snapshot& snapshot, const Tenant& tenant,
                               const OrganizationSearch& search, Take take) {
  using model::OrganizationStatus;
  const auto before = search.before.empty()
                          ? model::OrganizationId(std::numeric_limits<std::int64_t>::max())
                          : search.before;
  const bool is_open = search.review == model::Review::open;
  const int any = search.enterprise.empty() ? 1 : 0;
  if (is_open && search.status == OrganizationStatus::validated) {
    return snapshot.stream(kListRenewing,
                           {before, tenant.is_anybody(), tenant.enterprise(), kMostSeen, any,
                            search.enterprise, search.now},
                           take);
  }
  const bool waits = is_open || search.status == OrganizationStatus::pending;
  return snapshot.stream(
      waits ? Sql(kListOpen) : Sql(kList),
      {before, tenant.is_anybody(), tenant.enterprise(), kMostSeen, any, search.enterprise}, take);
}

Result<void> add_verdicts(Snapshot& snapshot, OrganizationView& view) {
  const Organization& organization = view.organization;
  view.verdicts =
      TRY(OrganizationRepository::verdicts(snapshot, organization.id, organization.round));
  return {};
}

}  // namespace

Result<bool> OrganizationRepository::insert(Transaction& tx, const Organization& organization) {
  const auto insert = [&](Params row) { return tx.execute(kInsert, row); };
  return TRY(with_row(organization, insert)) == 1;
}

Result<void> OrganizationRepository::update(Transaction& tx, const Organization& organization) {
  return with_row(organization, [&](Params row) { return tx.post(kUpdate, row, kRecordGone); });
}

Result<bool> OrganizationRepository::remove(Transaction& tx, const Tenant& tenant,
                                            model::OrganizationId id) {
  const auto removed =
      TRY(tx.execute("DELETE FROM organization WHERE id = $1 AND ($2 = 1 OR enterprise = $3)",
                     {id, tenant.is_anybody(), tenant.enterprise()}));
  if (removed != 1) {
    return false;
  }
  (void)TRY(tx.execute("DELETE FROM organization_verdict WHERE organization = $1", {id}));
  return true;
}

Result<std::optional<OrganizationView>> OrganizationRepository::find(Snapshot& snapshot,
                                                                     const Tenant& tenant,
                                                                     model::OrganizationId id) {
  auto found = TRY(snapshot.first(kById, {id, tenant.is_anybody(), tenant.enterprise()}, view_of));
  if (found) {
    TRY(add_verdicts(snapshot, *found));
  }
  return found;
}

Result<std::optional<OrganizationView>> OrganizationRepository::locked(Transaction& tx,
                                                                       const Tenant& tenant,
                                                                       model::OrganizationId id) {
  // Apart from the reading: PostgreSQL locks no row of the empty side of an outer join.
  const auto held = [](const Row&) { return true; };
  const auto locked = TRY(tx.first(kLock, {id, tenant.is_anybody(), tenant.enterprise()}, held));
  return locked ? find(tx, tenant, id) : Result<std::optional<OrganizationView>>(std::nullopt);
}

Result<OrganizationRepository::Page> OrganizationRepository::search(
    Snapshot& snapshot, const Tenant& tenant, const OrganizationSearch& search) {
  const std::string wanted = lower(search.text);
  Page page;
  int seen = 0;
  const auto take = [&](const Row& row) -> bool {
    OrganizationView view = view_of(row);
    ++seen;
    page.last_seen = view.organization.id;
    if (matches(view.organization, search, wanted)) {
      page.organizations.push_back(std::move(view));
    }
    return std::ssize(page.organizations) < search.limit;
  };
  TRY(stream_candidates(snapshot, tenant, search, take));
  if (seen < kMostSeen && std::ssize(page.organizations) < search.limit) {
    page.last_seen = {};
  }
  for (OrganizationView& view : page.organizations) {
    TRY(add_verdicts(snapshot, view));
  }
  return page;
}

Result<void> OrganizationRepository::put_verdict(Transaction& tx, model::OrganizationId id,
                                                 int round, const model::Verdict& v) {
  TRY(tx.execute(
      "INSERT INTO organization_verdict (organization, round, check_kind, passed,"
      " source_kind, source_name, source_reference, comment, actor, decided)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
      " ON CONFLICT (organization, round, check_kind) DO UPDATE SET"
      " passed = excluded.passed, source_kind = excluded.source_kind,"
      " source_name = excluded.source_name,"
      " source_reference = excluded.source_reference, comment = excluded.comment,"
      " actor = excluded.actor, decided = excluded.decided",
      {id, round, static_cast<int>(v.check), v.passed ? 1 : 0, static_cast<int>(v.source.kind),
       v.source.name, v.source.reference, v.comment, v.actor, v.at}));
  return {};
}

Result<std::vector<model::Verdict>> OrganizationRepository::verdicts(Snapshot& snapshot,
                                                                     model::OrganizationId id,
                                                                     int round) {
  return snapshot.all(
      "SELECT check_kind, passed, source_kind, source_name, source_reference, comment, actor,"
      " decided FROM organization_verdict WHERE organization = $1 AND round = $2"
      " ORDER BY check_kind LIMIT 16",
      {id, round}, verdict_of);
}

}  // namespace chancery::store
