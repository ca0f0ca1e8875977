#include "store/certificate_scan.h"

#include <algorithm>
#include <limits>

#include "store/block_reader.h"
#include "store/certificate_index.h"
#include "store/certificate_tail.h"
#include "store/revoked_certificates.h"

namespace chancery::store {
namespace {

constexpr std::int64_t kLast = std::numeric_limits<std::int64_t>::max();
constexpr int kMostOfOwner = 5'000;  // read by the owner's index rather than by blocks
constexpr int kMostEntries = 1'300'000;
constexpr int kFirstBlocks = 1;
constexpr int kMostBlocks = 32;  // 6 MB

class Scan final {
 public:
  Scan(Snapshot& snapshot, const CertificateFilter& filter, const ScanOrder& order, Time now,
       std::size_t limit)
      : snapshot_(snapshot),
        filter_(filter),
        order_(order),
        now_(now),
        limit_(limit),
        revoked_(snapshot) {}

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
    TRY(blocks());
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
    return blocks();
  }

  Result<void> blocks() {
    BlockReader reader(snapshot_, !filter_.part.empty());
    int wanted = order_.by_expiry ? kMostBlocks : kFirstBlocks;
    for (bool more = true; more && !is_over();) {
      batch_.clear();
      std::int64_t first = kLast;
      std::int64_t last = 0;
      const auto look = [&](const BlockView& block) {
        first = std::min(first, block.first_id);
        last = std::max(last, block.last_id);
        return gather(block.facts, block.names);
      };
      const int count = TRY(order_.ascending ? reader.newer(position_, wanted, look)
                                             : reader.older(position_, wanted, look));
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
    if (filter_.status) {
      TRY(revoked_.cover(first, last));
    }
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
  RevokedCertificates revoked_;
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
