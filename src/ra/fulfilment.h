// From a proven application to its certificate: proofs in hand, CAA asked, `ca` makes it
// (NC-29..31; NT-56; RFC 8555 section 7.4).
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "base/timeouts.h"
#include "base/under_way.h"
#include "base/worker_pool.h"
#include "ca/issuing.h"
#include "jobs/runner.h"
#include "model/application.h"
#include "model/precertificate.h"
#include "x509/certification_request.h"

namespace chancery::ra {

class Certificates;
class Office;
class OrderWriter;

/// Safe for many threads.
class Fulfilment final {
 public:
  /// All outlive this.
  Fulfilment(Office& office, OrderWriter& orders, ca::Issuing& issuing, Certificates& certificates);
  /// Drops what has not begun, waits for what has.
  ~Fulfilment() = default;
  Fulfilment(const Fulfilment&) = delete;
  Fulfilment& operator=(const Fulfilment&) = delete;

  /// Told once what became of an application, on any thread.
  using Done = std::move_only_function<void(Result<model::ApplicationView>)>;

  /// Makes the certificate of a ready application for `csr`, which was checked and whose bytes are
  /// in the application. `done` gets the application as stored then: issued, or failed with its
  /// refusals. When `budget` is over first, it is marked as processing, durably, and the work goes
  /// on. No thread waits for commits meanwhile.
  /// Errors: passing ones (a token away, a database busy): nothing was decided, try again;
  /// kApplicationBusy when this process is at it already; kApplicationClosed when it was decided
  /// elsewhere meanwhile.
  void make(model::ApplicationView view, x509::CertificationRequest csr, Duration budget,
            Done done);

  /// The handler of kIssueJob: the key is an application's id. No thread of the runner waits, for
  /// name servers nor for CT logs. What waits for logs is gone on with: the same precertificate,
  /// after as long again as has passed since it was signed (30 s to 30 min), until the application
  /// or the precertificate is over; then the application is refused.
  void run(const jobs::Job& job, jobs::Continuation done);

  /// Whether this process is making the certificate, from the look at CAA to the last commit: it
  /// cannot be called back then. Asked inside of a write, the answer holds until its end.
  [[nodiscard]] bool is_making(model::ApplicationId id);

 private:
  class Claim;
  struct Petition;
  using PetitionPtr = std::shared_ptr<Petition>;

  /// What there is to do about an application.
  struct Task {
    model::ApplicationView view;
    std::optional<model::Precertificate> precertificate;  ///< before the logs, or waiting for them
    bool account_valid = false;
  };
  [[nodiscard]] Result<std::optional<Task>> look_up(model::ApplicationId id);
  [[nodiscard]] Result<std::optional<jobs::Verdict>> verdict_before(const Task& task);
  void begin_task(Task task, jobs::Continuation done);
  /// What follows for the job.
  [[nodiscard]] Result<jobs::Verdict> verdict_on(const Task& task,
                                                 const Result<model::ApplicationView>& made);

  void begin(const PetitionPtr& petition);
  void be_late(Petition& petition);
  [[nodiscard]] ca::AlongsideIssuance alongside(model::Application& outcome);
  [[nodiscard]] Result<bool> wait_for_logs(store::Transaction& tx, model::Application& outcome,
                                           const ca::WaitingPrecertificate& waiting);
  [[nodiscard]] Result<model::Application> settle(const model::Application& application,
                                                  model::Application& outcome,
                                                  Result<model::IssuedCertificate> issued);
  [[nodiscard]] Result<model::Application> refuse(const model::Application& application,
                                                  std::vector<model::Refusal> refusals);
  [[nodiscard]] Result<model::Application> mark_processing(const model::Application& application);

  Office& office_;
  OrderWriter& orders_;
  ca::Issuing& issuing_;
  Certificates& certificates_;
  std::mutex mutex_;
  std::set<model::ApplicationId> claimed_;  // guarded by mutex_
  std::atomic<std::size_t> jobs_under_way_ = 0;
  UnderWay under_way_;
  Timeouts budgets_;
  WorkerPool workers_;  // last: its threads use everything above
};

}  // namespace chancery::ra
