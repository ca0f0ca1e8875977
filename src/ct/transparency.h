// Shows precertificates to CT logs and brings back the SCTs that browsers ask for (RFC 6962 section
// 4.2; NT-66, NT-175).
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "base/executor.h"
#include "base/random.h"
#include "base/result.h"
#include "base/timeouts.h"
#include "base/under_way.h"
#include "ct/health.h"
#include "ct/log_list.h"
#include "ct/policy.h"
#include "model/precertificate.h"
#include "net/http_poster.h"

namespace chancery::ct {

struct TransparencySettings {
  Duration deadline{10'000};  ///< for all SCTs of one precertificate together
  Duration hedge{500};        ///< a log that is slower gets a rival
  bool test_logs = false;     ///< ask the logs of type "test" instead of those for production
  net::HttpPosterSettings http;
};

/// A precertificate and what its SCTs are verified against.
struct Announcement {
  Bytes precertificate_der;
  std::vector<Bytes> issuers_der;  ///< its issuer, and so on up to the root
  crypto::Sha256Digest issuer_key_hash{};
  Bytes logged_tbs_der;  ///< x509::logged_tbs of it
  Time signed_at{};
  Seconds not_before;
  Seconds not_after;
};

/// What came of showing it.
struct Announced {
  Result<x509::SctList> scts;
  std::vector<model::LogSubmission> submissions;  ///< of every log that was asked, by time
};

/// A certificate that was finished without SCTs, such as a CA's.
struct FinishedCertificate {
  Bytes der;
  std::vector<Bytes> issuers_der;  ///< its issuer, and so on up to the root; empty for a root
  Time not_before{};
  Time not_after{};
};

/// What one log said to it.
struct LogPromise {
  CtLog log;
  Result<x509::SignedCertificateTimestamp> sct;
};

/// One log as it is now.
struct LogStatus {
  CtLog log;
  bool is_asked = false;  ///< usable, and of the kind that is asked here
  LogHealth health;
};

/// Safe for many threads. No thread waits: requests run on one thread of net::HttpPoster, answers
/// are judged on the caller's executor.
class Transparency final {
 public:
  /// Told once, on the executor or on the thread that announced.
  using Done = std::move_only_function<void(Announced)>;

  /// `clock` and `random` are borrowed.
  Transparency(LogList list, TransparencySettings settings, const Clock& clock, Random& random);
  /// Stops, and waits for what runs; executors that were passed must still run then.
  ~Transparency();
  Transparency(const Transparency&) = delete;
  Transparency& operator=(const Transparency&) = delete;

  /// The list read anew. What is under way goes on with the one it began with.
  void replace(LogList list);
  [[nodiscard]] std::shared_ptr<const LogList> list() const;

  /// Whether enough logs can be asked now, so that nothing is signed when they cannot.
  /// Errors: kTooFewLogs with "needed" and "logs".
  [[nodiscard]] Result<void> check_ready(Seconds not_before, Seconds not_after) const;

  /// Asks as few logs as the policy needs, at once; for each that fails or is slower than the
  /// hedge another one. Every SCT is verified before it counts. `done` gets no more SCTs than the
  /// policy needs, in the order of the log list. A precertificate may be announced again: logs that
  /// know it repeat their SCT. Errors: kTooFewScts with "needed" and "answers":
  /// each log that was asked, and what came of it.
  void announce(Announcement announcement, Executor& executor, Done done);

  /// Shows it to every log that is asked and takes certificates that end then, all at once, and
  /// waits for all: the deadline at most. None may be: most logs take what ends within a year, and
  /// know CAs by the chains of what those issue. Every SCT is verified. Says nothing about the
  /// health of logs, which may well refuse a CA's certificate. Errors of a log: kLogRefused,
  /// kAnswerMalformed, kSctOfAnotherLog, kSctExtensionsWrong, kSctSignatureWrong, kSctTimeWrong;
  /// those of net.
  [[nodiscard]] std::vector<LogPromise> show(const FinishedCertificate& certificate);

  [[nodiscard]] std::vector<LogStatus> status() const;

  /// What is under way fails soon, and everything later at once.
  void stop() { http_.stop(); }

 private:
  class Race;

  [[nodiscard]] bool is_asked(const CtLog& log) const;
  /// Who may be asked for such a certificate, the best first, those that rest last.
  [[nodiscard]] std::vector<const CtLog*> candidates(const LogList& list, Seconds not_after) const;

  const TransparencySettings settings_;
  const Clock& clock_;
  Random& random_;
  mutable std::mutex mutex_;
  std::shared_ptr<const LogList> list_;  // guarded by mutex_
  HealthBook health_;
  net::HttpPoster http_;
  Timeouts hedges_;
  UnderWay under_way_;  ///< last: waits for the races, which use everything above
};

}  // namespace chancery::ct
