// The status of every certificate in memory, so that a first question reads no database.
#pragma once

#include <functional>
#include <optional>
#include <shared_mutex>
#include <unordered_map>
#include <vector>

#include "base/time.h"
#include "observe/metrics.h"
#include "ocsp/status_table.h"
#include "ocsp/statuses.h"

namespace chancery::ocsp {

/// Answers from memory about certificates that it knows, and asks the store about all others: about
/// serials that it does not know (another node may just have issued it), about doubtful ones,
/// and about all while it is being filled or has not been followed for kMaxAge.
///
/// What it may say. "Issued" is for ever, so memory cannot be wrong about it. "Not revoked" is as
/// old as the last follow that succeeded for what other processes revoke; what this process revokes
/// shows at once, if each is put in doubt after its commit.
///
/// Memory: 16 octets a certificate and 24 a revocation, a sixteenth more for what came lately, and
/// both twice for the moment in which they are merged.
///
/// find and doubt may be called from any thread; fill, filled and follow are for one thread.
class KnownStatuses final : public Statuses {
 public:
  /// Without a follow for so long, memory is not believed.
  static constexpr Duration kMaxAge = std::chrono::seconds(30);
  /// How far every follow looks back for commits that were overtaken, and every hundredth one.
  static constexpr Duration kLookBack = std::chrono::minutes(1);
  static constexpr Duration kFarLookBack = std::chrono::hours(1);

  /// All are borrowed. Knows nothing yet.
  KnownStatuses(StatusStore& store, const Clock& clock, observe::Metrics& metrics);

  /// Errors: the store's, when it had to be asked.
  Result<Status> find(model::IssuerId issuer, const x509::Serial& serial) override;

  /// From now on the store is asked about this certificate, until a follow that began later has
  /// read what it says. To be called after the commit of a revocation by this process (also when
  /// its outcome is unknown) and before its answers are forgotten. Short, without I/O.
  void doubt(model::IssuerId issuer, const x509::Serial& serial);

  /// Reads one page of what was there before: first all revocations, then all certificates. Errors:
  /// the store's; the next call goes on where this one was.
  [[nodiscard]] Result<void> fill();
  [[nodiscard]] bool filled() const { return issued_filled_; }

  using Changed = std::function<void(model::IssuerId, const x509::Serial&)>;
  /// Reads what was revoked and issued since the last follow, here and by others. `changed` is
  /// called for every revocation that was read, once memory tells it: its answers must be forgotten
  /// then. Some are read several times. Errors: the store's; the next follow makes up for it.
  [[nodiscard]] Result<void> follow(const Changed& changed);

 private:
  struct Issued {
    StatusKey key;
    bool operator==(const Issued&) const = default;
  };
  struct Revocation {
    StatusKey key;
    std::int64_t at_millis : 56;
    std::uint64_t reason : 8;
    bool operator==(const Revocation&) const = default;
  };
  struct Doubt {
    model::IssuerId issuer;
    x509::Serial serial;
    Time since{};
    std::uint64_t number = 0;  ///< a doubt that is renewed gets a larger one
  };
  using Doubts = std::unordered_map<StatusKey, Doubt>;
  using Page = std::vector<model::Revocation>;

  [[nodiscard]] std::optional<Status> remembered(const StatusKey& key) const;
  [[nodiscard]] bool is_current(Time now) const;
  [[nodiscard]] Doubts doubts() const;

  [[nodiscard]] static Revocation compact(const StatusKey& key, const Revoked& revoked);
  void remember(std::vector<Revocation> revocations);
  void remember(const std::vector<store::UsedSerial>& used);
  [[nodiscard]] Result<Page> read_revocations(std::int64_t& change);
  [[nodiscard]] Result<void> fill_issued();
  [[nodiscard]] Result<void> follow_revocations(Time begun, Doubts& unread, const Changed& changed);
  [[nodiscard]] Result<void> settle(Time begun, const Doubts& unread, Doubts& doubts);
  [[nodiscard]] Result<void> follow_issued(Time begun);
  void dispel(const Doubts& doubts);

  StatusStore& store_;
  const Clock& clock_;
  observe::Counter store_questions_;
  observe::Gauge known_certificates_;
  observe::Gauge known_revocations_;
  observe::Gauge filled_gauge_;

  /// Held to read, to swap and to doubt; new tables are built without it. Both tables are swapped
  /// by the follower alone, which may therefore read them without it.
  mutable std::shared_mutex mutex_;
  StatusTable<Issued> issued_;
  StatusTable<Revocation> revoked_;
  Doubts doubts_;
  std::uint64_t last_doubt_ = 0;
  std::optional<Time> current_since_;  ///< when the last follow began that makes memory complete

  // The follower's own.
  bool revocations_filled_ = false;
  bool issued_filled_ = false;
  std::int64_t filled_change_ = 0;   ///< so far
  store::UsedSerial filled_serial_;  ///< so far
  std::uint64_t follows_ = 0;
  Time followed_;                ///< when the last follow began that read all revocations
  Time swept_;                   ///< the same for the look back at certificates
  model::CertificateId newest_;  ///< that was followed
};

}  // namespace chancery::ocsp
