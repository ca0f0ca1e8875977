#include "store/certificate_scan.h"

#include <algorithm>
#include <limits>

#include "store/certificate_index.h"
#include "store/certificate_tail.h"

namespace chancery::store {
namespace {

constexpr std::int64_t kLast = std::numeric_limits<std::int64_t>::max();
constexpr int kMostOfOwner = 5'000;  // read by the owner's index rather than by blocks
constexpr int kMostEntries = 1'300'000;
constexpr int kMostUntaken = 20'000;
constexpr int kFirstBlocks = 1;
constexpr int kMostBlocks = 32;  // 6 MB

constexpr auto kOlder =
    SqlText("FROM certificate_block WHERE first_id < $1 ORDER BY last_id DESC LIMIT $2");
constexpr auto kNewer =
    SqlText("FROM certificate_block WHERE last_id > $1 ORDER BY last_id LIMIT $2");
constexpr auto kFacts = SqlText("SELECT first_id, last_id, facts ");
constexpr auto kFactsAndNames = SqlText("SELECT first_id, last_id, facts, names ");
constexpr auto kFactsOfOlder = kFacts + kOlder;
constexpr auto kFactsOfNewer = kFacts + kNewer;
constexpr auto kAllOfOlder = kFactsAndNames + kOlder;
constexpr auto kAllOfNewer = kFactsAndNames + kNewer;

/// Ids of revoked certificates, for one scan.
class Revoked final {
 public:
  Revoked(Snapshot& snapshot, bool is_asked) : snapshot_(snapshot), is_asked_(is_asked) {}

  /// Makes `has` right for certificates from `first` to `last`.
  Result<void> cover(std::int64_t first, std::int64_t last) {
    if (!is_asked_) {
      return {};
    }
    if (!has_untaken_) {
      TRY(read_untaken());
    }
    ids_.clear();
    const auto keep = [&](const Row& row) { ids_.push_back(row.integer(0)); };
    TRY(
        snapshot_.stream("SELECT certificate FROM revoked_certificate WHERE certificate >= $1 AND "
                         "certificate <= $2 ORDER BY certificate",
                         {first, last}, keep));
    return {};
  }

  [[nodiscard]] bool has(std::int64_t id) const {
    return std::ranges::binary_search(ids_, id) || std::ranges::binary_search(untaken_, id);
  }

 private:
  /// Those that the job has not seen yet.
  Result<void> read_untaken() {
    const std::int64_t taken = TRY(CertificateIndex::revocations_taken(snapshot_));
    TRY(snapshot_.each(
        "SELECT certificate FROM revocation WHERE change > $1 AND certificate IS "
        "NOT NULL ORDER BY change LIMIT $2",
        {taken, kMostUntaken}, [&](const Row& row) { untaken_.push_back(row.integer(0)); }));
    std::ranges::sort(untaken_);
    has_untaken_ = true;
    return {};
  }

  Snapshot& snapshot_;
  bool is_asked_;
  bool has_untaken_ = false;
  std::vector<std::int64_t> untaken_;
  std::vector<std::int64_t> ids_;
};

class Scan final {
 public:
  Scan(Snapshot& snapshot, const CertificateFilter& filter, const ScanOrder& order, Time now,
       std::size_t limit)
      : snapshot_(snapshot),
        filter_(filter),
        order_(order),
        now_(now),
        limit_(limit),
        revoked_(snapshot, filter.status.has_value()) {}

  Result<ScanResult> run() {
    if (!filter_.owner.empty()) {
      const auto few = TRY(all_of(snapshot_, filter_.owner, {}, kMostOfOwner));
      if (few) {
        TRY(look_at(*few));
        return take();
      }
    }
    const std::int64_t indexed = TRY(CertificateIndex::last_indexed(snapshot_)).value();
    TRY(order_.ascending ? run_up(indexed) : run_down(indexed));
    return take();
  }

 private:
  /// In the order of ids what comes later cannot come before; by expiry all must be seen.
  [[nodiscard]] bool is_over() const {
    return !order_.by_expiry && (found_.size() >= limit_ || seen_ >= kMostEntries);
  }

  [[nodiscard]] std::int64_t first_id() const {
    return order_.from && !order_.by_expiry ? order_.from->id : order_.ascending ? 0 : kLast;
  }

  Result<void> run_up(std::int64_t indexed) {
    position_ = first_id();
    TRY(blocks(kFactsOfNewer, kAllOfNewer));
    for (bool more = true; more && !is_over();) {
      const auto chunk =
          TRY(oldest_between(snapshot_, model::CertificateId(std::max(position_, indexed)),
                             model::CertificateId(kLast), CertificateIndex::kBlockSize));
      more = chunk.size == CertificateIndex::kBlockSize;
      TRY(look_at(chunk));
    }
    return {};
  }

  Result<void> run_down(std::int64_t indexed) {
    position_ = first_id();
    for (bool more = true; more && !is_over();) {
      const auto chunk =
          TRY(newest_between(snapshot_, model::CertificateId(indexed),
                             model::CertificateId(position_), CertificateIndex::kBlockSize));
      more = chunk.size == CertificateIndex::kBlockSize;
      TRY(look_at(chunk));
    }
    return blocks(kFactsOfOlder, kAllOfOlder);
  }

  Result<void> blocks(Sql facts, Sql facts_and_names) {
    int wanted = order_.by_expiry ? kMostBlocks : kFirstBlocks;
    for (bool more = true; more && !is_over();) {
      int count = 0;
      batch_.clear();
      std::int64_t first = kLast;
      std::int64_t last = 0;
      const auto look = [&](const Row& row) -> Result<void> {
        ++count;
        first = std::min(first, row.integer(0));
        last = std::max(last, row.integer(1));
        return gather(row.blob(2), filter_.part.empty() ? BytesView() : row.blob(3));
      };
      TRY(filter_.part.empty() ? snapshot_.each(facts, {position_, wanted}, look)
                               : snapshot_.each(facts_and_names, {position_, wanted}, look));
      if (count > 0) {
        TRY(keep_batch(first, last));
        position_ = order_.ascending ? last : first;
      }
      more = count == wanted;
      wanted = std::min(wanted * 4, kMostBlocks);
    }
    return {};
  }

  Result<void> look_at(const CertificateChunk& chunk) {
    if (chunk.size == 0) {
      return {};
    }
    batch_.clear();
    TRY(gather(chunk.facts, chunk.names));
    const auto block = TRY(CertificateBlock::open(chunk.facts, chunk.names));
    const std::int64_t first = block.at(0).id.value();
    const std::int64_t last = block.at(block.size() - 1).id.value();
    TRY(keep_batch(first, last));
    position_ = order_.ascending ? last : first;
    return {};
  }

  /// What matches but for revocation, which is asked for a batch at a time.
  Result<void> gather(BytesView facts, BytesView names) {
    const auto block = TRY(CertificateBlock::open(facts, names));
    seen_ += static_cast<int>(block.size());
    for (const std::size_t index : block.having(filter_.part)) {
      const auto entry = block.at(index);
      if (matches(entry)) {
        batch_.push_back({order_.by_expiry ? to_millis(entry.not_after) : 0, entry.id.value()});
      }
    }
    return {};
  }

  [[nodiscard]] bool matches(const CertificateEntry& entry) const {
    return (filter_.owner.empty() || entry.owner == filter_.owner) &&
           (filter_.issuer.empty() || entry.issuer == filter_.issuer) &&
           (filter_.profile.empty() || entry.profile == filter_.profile) &&
           (!filter_.expires_from || entry.not_after >= *filter_.expires_from) &&
           (!filter_.expires_until || entry.not_after < *filter_.expires_until) &&
           has_status(entry);
  }

  [[nodiscard]] bool has_status(const CertificateEntry& entry) const {
    const bool is_early = now_ < entry.not_before;
    const bool is_late = now_ >= entry.not_after + std::chrono::seconds(1);
    switch (filter_.status.value_or(CertificateStatus::revoked)) {
      case CertificateStatus::valid:
        return !is_early && !is_late;
      case CertificateStatus::expired:
        return is_late;
      case CertificateStatus::not_yet_valid:
        return is_early;
      case CertificateStatus::revoked:
        break;
    }
    return true;
  }

  Result<void> keep_batch(std::int64_t first, std::int64_t last) {
    if (batch_.empty()) {
      return {};
    }
    TRY(revoked_.cover(first, last));
    const bool wants_revoked = filter_.status == CertificateStatus::revoked;
    std::erase_if(batch_, [&](const RegisterKey& key) {
      return (order_.from && !order_.before(*order_.from, key)) ||
             (filter_.status && revoked_.has(key.id) != wants_revoked);
    });
    found_.insert(found_.end(), batch_.begin(), batch_.end());
    shrink();
    return {};
  }

  /// Keeps the first `limit_` in order.
  void shrink() {
    const auto before = [&](const auto& a, const auto& b) { return order_.before(a, b); };
    const auto end = found_.begin() + static_cast<std::ptrdiff_t>(std::min(limit_, found_.size()));
    std::ranges::partial_sort(found_, end, before);
    found_.erase(end, found_.end());
  }

  ScanResult take() {
    ScanResult result{std::move(found_), std::nullopt};
    if (result.keys.size() < limit_ && is_over()) {
      result.resume = RegisterKey{0, position_};
    }
    return result;
  }

  Snapshot& snapshot_;
  const CertificateFilter& filter_;
  const ScanOrder& order_;
  Time now_;
  std::size_t limit_;
  Revoked revoked_;
  std::int64_t position_ = 0;  ///< ids on the other side of it are still to be looked at
  int seen_ = 0;
  std::vector<RegisterKey> batch_;
  std::vector<RegisterKey> found_;
};

}  // namespace

Result<ScanResult> scan_certificates(Snapshot& snapshot, const CertificateFilter& filter,
                                     const ScanOrder& order, Time now, std::size_t limit) {
  return Scan(snapshot, filter, order, now, limit).run();
}

}  // namespace chancery::store
