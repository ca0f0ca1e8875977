#include "ra/registration_authority.h"

namespace chancery::ra {

void RegistrationAuthority::register_jobs(jobs::Runner& runner) {
  constexpr jobs::HandlerOptions kNetwork{.lease = std::chrono::minutes(2),
                                          .first_retry = std::chrono::seconds(5),
                                          .longest_retry = std::chrono::minutes(15),
                                          .max_attempts = 1000};
  runner.handle(
      std::string(kValidateJob), [this](const jobs::Job& job) { return proofs_.run(job); },
      kNetwork);
  runner.handle_async(
      std::string(kIssueJob),
      [this](const jobs::Job& job, jobs::Continuation done) {
        fulfilment_.run(job, std::move(done));
      },
      kNetwork);
  runner.handle(std::string(kSweepJob), [this](const jobs::Job&) { return sweeper_.run(); });
  runner.handle(std::string(kIndexJob),
                [this](const jobs::Job&) { return register_keeper_.run(); });
  runner.handle(std::string(kRenewJob), [this](const jobs::Job&) { return renewals_.run(); });
  runner.handle(std::string(vetting::kExpireJob),
                [this](const jobs::Job& job) { return organizations_.run(job); });
}

Result<void> RegistrationAuthority::schedule() {
  return office_.database().write([&](store::Transaction& tx) -> Result<void> {
    TRY(office_.queue().add(tx, {std::string(kSweepJob), "all", office_.now(), {}}));
    TRY(office_.queue().add(tx, {std::string(kIndexJob), "all", office_.now(), {}}));
    return office_.queue().add(tx, {std::string(kRenewJob), "all", office_.now(), {}});
  });
}

}  // namespace chancery::ra
