#include "ocsp/known_statuses.h"

#include <algorithm>
#include <mutex>

namespace chancery::ocsp {
namespace {

constexpr int kPage = 10'000;  // not more than the repositories give
constexpr std::uint64_t kFarEvery = 100;
// A certificate that is missed costs a look into the store and no wrong answer, so it is enough to
// look back for those now and then.
constexpr std::uint64_t kSweepEvery = 10;

bool is_full(std::size_t size) {
  return size >= static_cast<std::size_t>(kPage);
}

model::CertificateId id_at(Time time) {
  return model::CertificateId(first_id_at(time));
}

}  // namespace

KnownStatuses::KnownStatuses(StatusStore& store, const Clock& clock, observe::Metrics& metrics)
    : store_(store),
      clock_(clock),
      store_questions_(metrics.counter("chancery_ocsp_store_questions_total",
                                       "Questions about a status that went to the store.")),
      known_certificates_(metrics.gauge("chancery_ocsp_known_certificates",
                                        "Certificates whose status is held in memory.")),
      known_revocations_(
          metrics.gauge("chancery_ocsp_known_revocations", "Revocations held in memory.")),
      filled_gauge_(metrics.gauge("chancery_ocsp_statuses_filled",
                                  "1 once memory holds what the store held at the start.")),
      followed_(clock.now()),
      swept_(followed_),
      newest_(id_at(followed_ - kLookBack)) {}

Result<Statuses::Status> KnownStatuses::find(model::IssuerId issuer, const x509::Serial& serial) {
  if (const auto known = remembered(StatusKey::of(issuer, serial))) {
    return *known;
  }
  store_questions_.add();
  return store_.find(issuer, serial);
}

std::optional<Statuses::Status> KnownStatuses::remembered(const StatusKey& key) const {
  const Time now = clock_.now();
  const std::shared_lock lock(mutex_);
  if (!is_current(now) || doubts_.contains(key)) {
    return std::nullopt;
  }
  if (const Revocation* found = revoked_.find(key)) {
    return Status{true, Revoked{from_millis(found->at_millis),
                                static_cast<x509::RevocationReason>(found->reason)}};
  }
  return issued_.find(key) != nullptr ? std::optional(Status{true, {}}) : std::nullopt;
}

bool KnownStatuses::is_current(Time now) const {
  return current_since_ && *current_since_ <= now && now - *current_since_ < kMaxAge;
}

void KnownStatuses::doubt(model::IssuerId issuer, const x509::Serial& serial) {
  const StatusKey key = StatusKey::of(issuer, serial);
  const Time now = clock_.now();
  const std::unique_lock lock(mutex_);
  doubts_[key] = {issuer, serial, now, ++last_doubt_};
}

KnownStatuses::Doubts KnownStatuses::doubts() const {
  const std::shared_lock lock(mutex_);
  return doubts_;
}

KnownStatuses::Revocation KnownStatuses::compact(const StatusKey& key, const Revoked& revoked) {
  return {key, to_millis(revoked.revoked_at), static_cast<std::uint8_t>(revoked.reason)};
}

void KnownStatuses::remember(std::vector<Revocation> revocations) {
  auto grown = revoked_.with(std::move(revocations));
  known_revocations_.set(static_cast<double>(grown.size()));
  const std::unique_lock lock(mutex_);
  std::swap(revoked_, grown);
}

void KnownStatuses::remember(const std::vector<store::UsedSerial>& used) {
  std::vector<Issued> entries;
  entries.reserve(used.size());
  for (const auto& each : used) {
    entries.push_back({StatusKey::of(each.issuer, each.serial)});
  }
  auto grown = issued_.with(std::move(entries));
  known_certificates_.set(static_cast<double>(grown.size()));
  const std::unique_lock lock(mutex_);
  std::swap(issued_, grown);
}

Result<KnownStatuses::Page> KnownStatuses::read_revocations(std::int64_t& change) {
  auto page = TRY(store_.revocations_after(change, kPage));
  std::vector<Revocation> entries;
  entries.reserve(page.size());
  for (const auto& each : page) {
    entries.push_back(
        compact(StatusKey::of(each.issuer, each.serial), {each.revoked_at, each.reason}));
    change = each.change;
  }
  remember(std::move(entries));
  return page;
}

// Revocations first: from then on a certificate that is in memory can be answered for.
Result<void> KnownStatuses::fill() {
  if (revocations_filled_) {
    return fill_issued();
  }
  const auto page = TRY(read_revocations(filled_change_));
  revocations_filled_ = !is_full(page.size());
  return {};
}

Result<void> KnownStatuses::fill_issued() {
  const auto page =
      TRY(store_.serials_in_order(filled_serial_.issuer, filled_serial_.serial, kPage));
  remember(page);
  issued_filled_ = !is_full(page.size());
  if (!page.empty()) {
    filled_serial_ = page.back();
  }
  return {};
}

Result<void> KnownStatuses::follow(const Changed& changed) {
  const Time begun = clock_.now();
  const bool complete = revocations_filled_;
  Doubts doubts = this->doubts();  // before anything is read
  Doubts unread = doubts;
  ++follows_;
  TRY(follow_revocations(begun, unread, changed));
  TRY(settle(begun, unread, doubts));
  followed_ = begun;
  dispel(doubts);
  if (complete) {
    const std::unique_lock lock(mutex_);
    current_since_ = begun;
  }
  TRY(follow_issued(begun));
  filled_gauge_.set(complete && issued_filled_ ? 1 : 0);
  return {};
}

Result<void> KnownStatuses::follow_revocations(Time begun, Doubts& unread, const Changed& changed) {
  const Duration back = follows_ % kFarEvery == 0 ? kFarLookBack : kLookBack;
  std::int64_t change = first_id_at(std::min(begun, followed_) - back) - 1;
  for (bool more = true; more;) {
    const auto page = TRY(read_revocations(change));
    for (const auto& revocation : page) {
      unread.erase(StatusKey::of(revocation.issuer, revocation.serial));
      changed(revocation.issuer, revocation.serial);
    }
    more = is_full(page.size());
  }
  return {};
}

/// What this process revoked is found however long its commit took. A doubt without a revocation is
/// one whose commit had no known outcome and might still happen: that stays for a while. Takes out
/// of `doubts` what stays.
Result<void> KnownStatuses::settle(Time begun, const Doubts& unread, Doubts& doubts) {
  std::vector<Revocation> found;
  for (const auto& [key, doubt] : unread) {
    const auto status = TRY(store_.find(doubt.issuer, doubt.serial));
    if (status.revoked) {
      found.push_back(compact(key, *status.revoked));
    } else if (begun - doubt.since < kLookBack) {
      doubts.erase(key);
    }
  }
  remember(std::move(found));
  return {};
}

/// Only what did not come up again since.
void KnownStatuses::dispel(const Doubts& doubts) {
  const std::unique_lock lock(mutex_);
  for (const auto& [key, doubt] : doubts) {
    const auto at = doubts_.find(key);
    if (at != doubts_.end() && at->second.number == doubt.number) {
      doubts_.erase(at);
    }
  }
}

Result<void> KnownStatuses::follow_issued(Time begun) {
  const bool sweep = follows_ % kSweepEvery == 0;
  auto after = sweep ? id_at(std::min(begun, swept_) - kLookBack) : newest_;
  for (bool more = true; more;) {
    const auto page = TRY(store_.issued_after(after, kPage));
    remember(page);
    after = page.empty() ? after : page.back().certificate;
    newest_ = std::max(newest_, after);
    more = is_full(page.size());
  }
  swept_ = sweep ? begun : swept_;
  return {};
}

}  // namespace chancery::ocsp
