// Inside `ct` only: one precertificate among the logs.
#pragma once

#include <string>

#include "ct/transparency.h"
#include "ct/verification.h"

namespace chancery::ct {

/// Shared by the requests that are under way, and gone with the last one.
class Transparency::Race final : public std::enable_shared_from_this<Race> {
 public:
  Race(Transparency& owner, std::shared_ptr<const LogList> list, Announcement announcement,
       Executor& executor, Done done);

  /// Decides what comes next: an end, more logs to ask, or nothing yet.
  void go_on();

 private:
  enum class State { waiting, asked, slow, answered, failed };

  struct Runner {
    const CtLog* log;
    State state = State::waiting;
    x509::SignedCertificateTimestamp sct = {};
    std::string fault = {};
    Time asked_at = {};
    std::chrono::steady_clock::time_point since = {};
    std::optional<Duration> took = {};  ///< once it answered or failed
  };

  void ask(std::size_t which);
  void arrived(std::size_t which, Result<net::PostReply> reply);
  void be_slow(std::size_t which);
  /// Everything that can be wrong with an answer.
  [[nodiscard]] Result<x509::SignedCertificateTimestamp> judge(const CtLog& log,
                                                               const net::PostReply& reply) const;
  void note(const Runner& runner, const Result<x509::SignedCertificateTimestamp>& outcome,
            std::optional<std::chrono::seconds> wish);

  // With the lock held.
  [[nodiscard]] std::vector<const CtLog*> logs_in(std::initializer_list<State> states) const;
  [[nodiscard]] std::vector<std::size_t> next_to_ask();
  [[nodiscard]] x509::SctList sufficient_scts() const;
  [[nodiscard]] Error failure() const;
  [[nodiscard]] std::vector<model::LogSubmission> submissions() const;

  const UnderWay::Ticket ticket_;
  Transparency& owner_;
  const std::shared_ptr<const LogList> list_;  ///< the logs that runners point to
  const Announcement announcement_;
  const Requirement needs_;
  const std::shared_ptr<const std::string> body_;
  const net::Deadline deadline_;
  Executor& executor_;
  std::mutex mutex_;
  Done done_;                    // guarded by mutex_, empty once told
  std::vector<Runner> runners_;  // guarded by mutex_, but for `log`
};

}  // namespace chancery::ct
