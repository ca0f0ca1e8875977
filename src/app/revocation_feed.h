// Tells, right after the commit, which certificates were revoked by this process.
#pragma once

#include <functional>
#include <mutex>
#include <utility>
#include <vector>

#include "model/revocation.h"
#include "store/batch_participant.h"
#include "store/database.h"

namespace chancery::app {

class RevocationFeed final : public store::BatchParticipant {
 public:
  explicit RevocationFeed(store::Database& database) : database_(database) {
    database_.add_participant(*this);
  }
  ~RevocationFeed() override { database_.remove_participant(*this); }
  RevocationFeed(const RevocationFeed&) = delete;
  RevocationFeed& operator=(const RevocationFeed&) = delete;

  using Listener = std::function<void(model::IssuerId, const x509::Serial&)>;
  /// Called on the writer's thread; must be quick. An empty one ends it: the one before is not
  /// called any more when this returns.
  void listen(Listener listener) {
    const std::lock_guard lock(mutex_);
    listener_ = std::move(listener);
  }

  /// Inside of the unit that revokes.
  void note(const model::Revocation& revocation) {
    noted_.emplace_back(revocation.issuer, revocation.serial);
  }

  void batch_started() override { noted_.clear(); }
  void unit_started() override { mark_ = noted_.size(); }
  void unit_dropped() override { noted_.resize(mark_); }
  void batch_ended(store::BatchOutcome outcome) override {
    // After an unknown outcome too: looking again does no harm.
    const std::lock_guard lock(mutex_);
    if (outcome != store::BatchOutcome::rolled_back && listener_) {
      for (const auto& [issuer, serial] : noted_) {
        listener_(issuer, serial);
      }
    }
    noted_.clear();
  }

 private:
  store::Database& database_;
  std::mutex mutex_;
  Listener listener_;  // guarded by mutex_
  std::vector<std::pair<model::IssuerId, x509::Serial>> noted_;
  std::size_t mark_ = 0;
};

}  // namespace chancery::app
