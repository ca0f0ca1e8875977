// The jobs of the composition root: CRLs, the listener's certificate, audit checkpoints, clean-up.
#pragma once

#include <functional>

#include "app/audit_notary.h"
#include "app/installation.h"
#include "app/public_side.h"
#include "jobs/runner.h"
#include "observe/metrics.h"

namespace chancery::app {

/// Registers handlers, and makes sure that what recurs is in the queue.
class RecurringWork final {
 public:
  /// `renew_server_certificate` is called once an hour. All references are borrowed.
  RecurringWork(Installation& installation, PublicSide& public_side, AuditNotary& notary,
                observe::Metrics& metrics, std::function<Result<void>()> renew_server_certificate)
      : installation_(installation),
        public_side_(public_side),
        notary_(notary),
        metrics_(metrics),
        renew_server_certificate_(std::move(renew_server_certificate)) {}

  void register_jobs(jobs::Runner& runner);
  [[nodiscard]] Result<void> schedule();

 private:
  [[nodiscard]] Result<jobs::Verdict> publish_one(const jobs::Job& job);
  [[nodiscard]] Result<jobs::Verdict> publish_due();
  [[nodiscard]] Result<jobs::Verdict> sign_checkpoint();
  [[nodiscard]] Result<jobs::Verdict> renew_certificate();
  [[nodiscard]] Result<jobs::Verdict> clean_up();
  [[nodiscard]] Result<jobs::Verdict> watch_linters();
  [[nodiscard]] jobs::Verdict refresh_suffixes();
  [[nodiscard]] jobs::Verdict again_in(Duration delay) const;

  Installation& installation_;
  PublicSide& public_side_;
  AuditNotary& notary_;
  observe::Metrics& metrics_;
  std::function<Result<void>()> renew_server_certificate_;
};

}  // namespace chancery::app
