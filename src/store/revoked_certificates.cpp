#include "store/revoked_certificates.h"

#include <algorithm>
#include <limits>

#include "store/certificate_index.h"

namespace chancery::store {
namespace {

constexpr int kMostUntaken = 20'000;
/// More than so many new ones are cheaper to read with all the others.
constexpr std::int64_t kMostAdded = 5'000;

using Ids = std::vector<std::int64_t>;

Result<Ids> changed_since(Snapshot& snapshot, std::int64_t change, int limit) {
  auto ids = TRY(
      snapshot.all("SELECT certificate FROM revocation WHERE change > $1 AND certificate IS NOT "
                   "NULL ORDER BY change LIMIT $2",
                   {change, limit}, [](const Row& row) { return row.integer(0); }));
  std::ranges::sort(ids);
  return ids;
}

Result<Ids> between(Snapshot& snapshot, std::int64_t first, std::int64_t last) {
  Ids ids;
  TRY(
      snapshot.stream("SELECT certificate FROM revoked_certificate WHERE certificate >= $1 AND "
                      "certificate <= $2 ORDER BY certificate",
                      {first, last}, [&](const Row& row) { ids.push_back(row.integer(0)); }));
  return ids;
}

Ids merged(const Ids& some, const Ids& more) {
  Ids all;
  all.reserve(some.size() + more.size());
  std::ranges::set_union(some, more, std::back_inserter(all));
  return all;
}

}  // namespace

Result<void> RevokedCertificates::cover(std::int64_t first, std::int64_t last) {
  if (!has_begun_) {
    TRY(begin());
    has_begun_ = true;
  }
  if (!kept_) {
    ids_ = TRY(between(snapshot_, first, last));
  }
  return {};
}

bool RevokedCertificates::has(std::int64_t id) const {
  return std::ranges::binary_search(kept_ ? kept_->ids : ids_, id) ||
         std::ranges::binary_search(untaken_, id);
}

Result<void> RevokedCertificates::begin() {
  const std::int64_t taken = TRY(CertificateIndex::revocations_taken(snapshot_));
  untaken_ = TRY(changed_since(snapshot_, taken, kMostUntaken));
  return snapshot_.kept() != nullptr ? read_kept(taken) : Result<void>();
}

/// Reads what was taken since somebody looked last.
Result<void> RevokedCertificates::read_kept(std::int64_t taken) {
  KeptRevocations& memory = snapshot_.kept()->revocations;
  kept_ = memory.latest();
  if (kept_ && kept_->taken >= taken) {
    return {};
  }
  auto now = std::make_shared<RevokedIds>();
  now->taken = taken;
  if (kept_ && taken - kept_->taken <= kMostAdded) {
    const int most = static_cast<int>(kMostAdded) + kMostUntaken;
    now->ids = merged(kept_->ids, TRY(changed_since(snapshot_, kept_->taken, most)));
  } else {
    now->ids = TRY(between(snapshot_, 0, std::numeric_limits<std::int64_t>::max()));
  }
  kept_ = now;
  memory.keep(std::move(now));
  return {};
}

}  // namespace chancery::store
