#include "store/certificate_register.h"

#include <algorithm>
#include <limits>
#include <map>

#include "store/certificate_index.h"
#include "store/certificate_row.h"
#include "store/certificate_scan.h"
#include "store/certificate_tail.h"
#include "store/errors.h"
#include "store/page_token.h"

namespace chancery::store {
namespace {

constexpr std::int64_t kLast = std::numeric_limits<std::int64_t>::max();
constexpr int kMostDays = 50'000;
constexpr int kTailStep = 10'000;

constexpr auto kSelect = SqlText("SELECT ") + kFactColumns + " FROM certificate c ";
constexpr auto kById = kSelect + "WHERE c.id = $1";
constexpr auto kNewest = kSelect + "WHERE c.id < $1 ORDER BY c.id DESC LIMIT $2";
constexpr auto kOldest = kSelect + "WHERE c.id > $1 ORDER BY c.id LIMIT $2";
constexpr auto kNewestOf = kSelect + "WHERE c.owner = $3 AND c.id < $1 ORDER BY c.id DESC LIMIT $2";
constexpr auto kOldestOf = kSelect + "WHERE c.owner = $3 AND c.id > $1 ORDER BY c.id LIMIT $2";
constexpr auto kExpiringNext = kSelect +
                               "WHERE (c.not_after, c.id) > ($1, $2) AND c.not_after < $3 "
                               "ORDER BY c.not_after, c.id LIMIT $4";
constexpr auto kExpiringBefore = kSelect +
                                 "WHERE (c.not_after, c.id) < ($1, $2) AND c.not_after >= $3 "
                                 "ORDER BY c.not_after DESC, c.id DESC LIMIT $4";

bool by_expiry(CertificateOrder order) {
  return order == CertificateOrder::expires_first || order == CertificateOrder::expires_last;
}

/// The letters of page tokens: forth in capitals, back in small ones.
char letter_of(CertificateOrder order, bool back) {
  constexpr std::string_view kForth = "NOFL";
  constexpr std::string_view kBack = "nofl";
  return (back ? kBack : kForth)[static_cast<std::size_t>(order)];
}

/// Where a page begins and which way it goes.
struct Start {
  ScanOrder order;
  bool back = false;
};

Result<Start> read_start(CertificateOrder order, const std::string& cursor) {
  Start start;
  start.order.by_expiry = by_expiry(order);
  start.order.ascending =
      order == CertificateOrder::oldest || order == CertificateOrder::expires_first;
  if (cursor.empty()) {
    return start;
  }
  auto token = parse_page_token(cursor, letter_of(order, false));
  if (!token) {
    token = parse_page_token(cursor, letter_of(order, true));
    start.back = true;
  }
  if (!token) {
    return pass(token);
  }
  start.order.ascending = start.order.ascending != start.back;
  start.order.from = RegisterKey{start.order.by_expiry ? token->number : 0, token->id};
  return start;
}

std::string token_of(CertificateOrder order, bool back, const RegisterKey& key) {
  return to_text(PageToken{letter_of(order, back), key.number, key.id, ""});
}

using Facts = std::vector<model::CertificateFacts>;

/// Whether an index of the database has exactly the certificates that are asked for, in order.
bool has_index(const CertificateFilter& filter, bool by_expiry) {
  CertificateFilter indexed;
  if (by_expiry) {
    indexed.expires_from = filter.expires_from;
    indexed.expires_until = filter.expires_until;
  } else {
    indexed.owner = filter.owner;
  }
  return filter == indexed;
}

Result<Facts> read_by_id(Snapshot& snapshot, model::AccountId owner, const ScanOrder& order,
                         int limit) {
  const std::int64_t from = order.from ? order.from->id : order.ascending ? 0 : kLast;
  if (owner.empty()) {
    return order.ascending ? snapshot.all(kOldest, {from, limit}, parse_facts)
                           : snapshot.all(kNewest, {from, limit}, parse_facts);
  }
  return order.ascending ? snapshot.all(kOldestOf, {from, limit, owner}, parse_facts)
                         : snapshot.all(kNewestOf, {from, limit, owner}, parse_facts);
}

Result<Facts> read_by_expiry(Snapshot& snapshot, const CertificateFilter& filter,
                             const ScanOrder& order, int limit) {
  const std::int64_t first = filter.expires_from ? to_millis(*filter.expires_from) : -kLast;
  const std::int64_t end = filter.expires_until ? to_millis(*filter.expires_until) : kLast;
  const RegisterKey edge = order.ascending ? RegisterKey{first, -kLast} : RegisterKey{end, -kLast};
  const RegisterKey from = !order.from       ? edge
                           : order.ascending ? std::max(edge, *order.from)
                                             : std::min(edge, *order.from);
  return order.ascending
             ? snapshot.all(kExpiringNext, {from.number, from.id, end, limit}, parse_facts)
             : snapshot.all(kExpiringBefore, {from.number, from.id, first, limit}, parse_facts);
}

Result<Facts> read_keys(Snapshot& snapshot, const std::vector<RegisterKey>& keys) {
  Facts facts;
  for (const auto& key : keys) {
    if (auto one = TRY(snapshot.first(kById, {key.id}, parse_facts))) {
      facts.push_back(*std::move(one));
    }
  }
  return facts;
}

RegisterKey key_of(const model::CertificateFacts& facts, bool by_expiry) {
  return {by_expiry ? to_millis(facts.not_after) : 0, facts.id.value()};
}

/// Adds what no block holds yet: `add(day, 1)` for each.
template <class Add>
Result<void> count_tail(Snapshot& snapshot, model::AccountId owner, Add add) {
  auto after = TRY(CertificateIndex::last_indexed(snapshot));
  for (int seen = kTailStep; seen == kTailStep;) {
    seen = 0;
    const auto look = [&](const Row& row) {
      ++seen;
      after = row.id<model::CertificateId>(0);
      add(expiry_day(row.time(1)), 1);
    };
    TRY(owner.empty() ? snapshot.each("SELECT id, not_after FROM certificate WHERE id > $1 "
                                      "ORDER BY id LIMIT $2",
                                      {after.value(), kTailStep}, look)
                      : snapshot.each("SELECT id, not_after FROM certificate WHERE owner = $3 AND "
                                      "id > $1 ORDER BY id LIMIT $2",
                                      {after.value(), kTailStep, owner}, look));
  }
  return {};
}

struct Tally {
  std::int64_t issued = 0;
  std::int64_t revoked = 0;
};
using TallyByDay = std::map<std::int64_t, Tally>;

Result<TallyByDay> read_tally(Snapshot& snapshot, model::AccountId owner, std::int64_t from,
                              std::int64_t until) {
  TallyByDay days;
  TRY(
      snapshot.each("SELECT day, issued, revoked FROM certificate_tally WHERE owner = $1 AND "
                    "day >= $2 AND day < $3 ORDER BY day LIMIT $4",
                    {owner.value(), from, until, kMostDays}, [&](const Row& row) {
                      days[row.integer(0)] = {row.integer(1), row.integer(2)};
                    }));
  TRY(count_tail(snapshot, owner, [&](std::int64_t day, std::int64_t count) {
    if (day >= from && day < until) {
      days[day].issued += count;
    }
  }));
  return days;
}

}  // namespace

Result<RegisterPage> CertificateRegister::page(Snapshot& snapshot, const CertificateFilter& filter,
                                               CertificateOrder order, Time now, int limit,
                                               const std::string& cursor) {
  const Start start = TRY(read_start(order, cursor));
  const auto wanted = static_cast<std::size_t>(std::clamp(limit, 1, kMaxPage));
  const int rows = static_cast<int>(wanted) + 1;
  RegisterPage page;
  std::optional<RegisterKey> resume;
  if (!has_index(filter, start.order.by_expiry)) {
    auto found = TRY(scan_certificates(snapshot, filter, start.order, now, wanted + 1));
    resume = found.resume;
    page.certificates = TRY(read_keys(snapshot, found.keys));
  } else if (start.order.by_expiry) {
    page.certificates = TRY(read_by_expiry(snapshot, filter, start.order, rows));
  } else {
    page.certificates = TRY(read_by_id(snapshot, filter.owner, start.order, rows));
  }
  auto& list = page.certificates;
  if (list.size() > wanted) {
    list.pop_back();
    resume = key_of(list.back(), start.order.by_expiry);
  }
  if (start.back) {
    std::ranges::reverse(list);
  }
  std::string& onward = start.back ? page.previous : page.next;
  std::string& whence = start.back ? page.next : page.previous;
  onward = resume ? token_of(order, start.back, *resume) : "";
  if (start.order.from) {
    const RegisterKey key =
        list.empty() ? *start.order.from
                     : key_of(start.back ? list.back() : list.front(), start.order.by_expiry);
    whence = token_of(order, !start.back, key);
  }
  return page;
}

Result<CertificateCounts> CertificateRegister::counts(Snapshot& snapshot, model::AccountId owner,
                                                      Time now) {
  const std::int64_t today = expiry_day(now);
  CertificateCounts counts;
  for (const auto& [day, tally] : TRY(read_tally(snapshot, owner, -kLast, kLast))) {
    counts.issued += tally.issued;
    counts.revoked += tally.revoked;
    (day < today ? counts.expired : counts.valid) += tally.issued - tally.revoked;
  }
  return counts;
}

Result<std::vector<ExpiringOnDay>> CertificateRegister::expiring(Snapshot& snapshot,
                                                                 model::AccountId owner, Time now,
                                                                 Time until) {
  std::vector<ExpiringOnDay> days;
  for (const auto& [day, tally] :
       TRY(read_tally(snapshot, owner, expiry_day(now), expiry_day(until)))) {
    if (tally.issued > tally.revoked) {
      days.push_back({std::chrono::sys_days(std::chrono::days(day)), tally.issued - tally.revoked});
    }
  }
  return days;
}

}  // namespace chancery::store
