// From a proven application to its certificate: proofs in hand, CAA asked, `ca` makes it
// (NC-29..31; NT-56; RFC 8555 section 7.4).
#pragma once

#include <mutex>
#include <set>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "base/worker_pool.h"
#include "ca/issuing.h"
#include "jobs/runner.h"
#include "model/application.h"
#include "va/perspective.h"
#include "x509/certification_request.h"

namespace chancery::ra {

class Certificates;
class Office;

/// Safe for many threads.
class Fulfilment final {
 public:
  /// All outlive this.
  Fulfilment(Office& office, va::Perspective& perspective, ca::Issuing& issuing,
             Certificates& certificates);

  /// Makes the certificate of a ready application for `csr`, which was checked and whose bytes are
  /// in the application. Returns
  /// the application as stored then: issued, or failed with its refusals. When `budget` is over
  /// first, it is marked as processing, durably, and the work goes on.
  /// Errors: passing ones (a token away, a database busy): nothing was decided, try again;
  /// kApplicationBusy when this process is at it already; kApplicationClosed when it was decided
  /// elsewhere meanwhile.
  [[nodiscard]] Result<model::Application> make(const model::ApplicationView& view,
                                                const x509::CertificationRequest& csr,
                                                Duration budget);

  /// The handler of kIssueJob: the key is an application's id.
  [[nodiscard]] Result<jobs::Verdict> run(const jobs::Job& job);

 private:
  class Claim;

  [[nodiscard]] Result<model::Application> make_now(const model::ApplicationView& view,
                                                    const x509::CertificationRequest& csr);
  [[nodiscard]] static Result<ca::IssueOrder> order_for(const model::Application& application,
                                                        const x509::CertificationRequest& csr);
  [[nodiscard]] Result<model::Application> refuse(const model::Application& application,
                                                  std::vector<model::Refusal> refusals);
  [[nodiscard]] Result<model::Application> mark_processing(const model::Application& application);
  [[nodiscard]] Result<std::vector<model::Refusal>> ask_caa(const model::ApplicationView& view,
                                                            ca::IssueOrder& order);

  Office& office_;
  va::Perspective& perspective_;
  ca::Issuing& issuing_;
  Certificates& certificates_;
  std::mutex mutex_;
  std::set<model::ApplicationId> under_way_;  // guarded by mutex_
  WorkerPool workers_;                        // last: its threads use everything above
};

}  // namespace chancery::ra
