#include "ra/fulfilment.h"

#include <algorithm>
#include <atomic>
#include <utility>

#include "ca/errors.h"
#include "ra/application_details.h"
#include "ra/certificates.h"
#include "ra/errors.h"
#include "ra/office.h"
#include "ra/order_writer.h"
#include "ra/proofs.h"
#include "ra/refusals.h"
#include "store/account_repository.h"
#include "store/application_repository.h"
#include "store/authorization_repository.h"
#include "store/precertificate_repository.h"
#include "vetting/identity.h"

namespace chancery::ra {

namespace {

using model::Application;
using model::ApplicationStatus;
using model::ApplicationView;
using store::ApplicationRepository;
using store::Transaction;

constexpr unsigned kThreads = 32;  // each waits for DNS or for a commit most of the time
constexpr std::size_t kMaxWaiting = 4096;
constexpr std::size_t kMaxJobs = 256;  // of those that are under way; the rest stays in the queue
constexpr Duration kSoon = std::chrono::seconds(2);
constexpr Duration kRetry = std::chrono::seconds(30);
constexpr Duration kLongestPause = std::chrono::minutes(30);  // between two rounds of CT logs
constexpr Duration kTakeOver =
    std::chrono::minutes(1);  // after this the job does what a crash left

/// As long again as it has waited already, so that the pauses double.
Duration pause_after(Duration waited) {
  return std::clamp(waited, kRetry, kLongestPause);
}

bool is_open(ApplicationStatus status) {
  return status == ApplicationStatus::pending || status == ApplicationStatus::processing;
}

}  // namespace

/// That no other thread of this process makes the same certificate.
class Fulfilment::Claim final {
 public:
  Claim(Fulfilment& owner, model::ApplicationId id) : owner_(owner), id_(id) {
    const std::lock_guard lock(owner_.mutex_);
    held_ = owner_.claimed_.insert(id_).second;
  }
  ~Claim() {
    if (held_) {
      const std::lock_guard lock(owner_.mutex_);
      owner_.claimed_.erase(id_);
    }
  }
  Claim(const Claim&) = delete;
  Claim& operator=(const Claim&) = delete;
  [[nodiscard]] bool held() const { return held_; }

 private:
  Fulfilment& owner_;
  model::ApplicationId id_;
  bool held_ = false;
};

/// One application on its way, and who waits for it.
struct Fulfilment::Petition {
  Petition(Fulfilment& owner, ApplicationView of, x509::CertificationRequest for_csr, Done then)
      : ticket(owner.under_way_.begin()),
        view(std::move(of)),
        csr(std::move(for_csr)),
        claim(owner, view.application.id),
        outcome(view.application),
        done(std::move(then)) {}

  /// The first answer goes out; what comes after the budget's goes nowhere.
  void answer(Result<Application> result) {
    if (!answered.exchange(true)) {
      done(result
               ? Result<ApplicationView>(ApplicationView{*std::move(result), view.authorizations})
               : pass(result));
    }
  }

  const UnderWay::Ticket ticket;  ///< first, so that it ends last
  const ApplicationView view;
  const x509::CertificationRequest csr;
  model::CertificateId waiting;  ///< the precertificate to go on with; empty: none
  const Claim claim;
  Application outcome;  ///< the issuance's own, until it is settled
  Done done;
  std::atomic<bool> answered = false;
};

Fulfilment::Fulfilment(Office& office, OrderWriter& orders, ca::Issuing& issuing,
                       Certificates& certificates)
    : office_(office),
      orders_(orders),
      issuing_(issuing),
      certificates_(certificates),
      workers_(kThreads, kMaxWaiting) {}

void Fulfilment::make(ApplicationView view, x509::CertificationRequest csr, Duration budget,
                      Done done) {
  const auto petition =
      std::make_shared<Petition>(*this, std::move(view), std::move(csr), std::move(done));
  if (!petition->claim.held()) {
    petition->answer(fail(kApplicationBusy));
    return;
  }
  budgets_.after(budget, [this, weak = std::weak_ptr(petition)] {
    if (auto still_there = weak.lock()) {  // a commit is no work for the timer's thread
      office_.executor().post([this, petition = std::move(still_there)] { be_late(*petition); });
    }
  });
  if (!workers_.submit([this, petition] { begin(petition); })) {
    be_late(*petition);
  }
}

bool Fulfilment::is_making(model::ApplicationId id) {
  const std::lock_guard lock(mutex_);
  return claimed_.contains(id);
}

void Fulfilment::be_late(Petition& petition) {
  if (!petition.answered) {
    petition.answer(mark_processing(petition.view.application));
  }
}

/// On a thread that may wait, for CAA can take seconds.
void Fulfilment::begin(const PetitionPtr& petition) {
  const ApplicationView& view = petition->view;
  auto order = orders_.write(view, petition->csr);
  if (!order || !order->refusals.empty()) {
    petition->answer(order ? refuse(view.application, std::move(order->refusals)) : pass(order));
    return;
  }
  auto rows = alongside(petition->outcome);
  auto done = [this, petition](Result<model::IssuedCertificate> issued) {
    office_.executor().post([this, petition, issued = std::move(issued)]() mutable {
      petition->answer(settle(petition->view.application, petition->outcome, std::move(issued)));
    });
  };
  if (petition->waiting.empty()) {
    issuing_.issue_async(std::move(order->order), std::move(rows), office_.executor(),
                         std::move(done));
  } else {
    issuing_.resume_async(std::move(order->order), petition->waiting, std::move(rows),
                          office_.executor(), std::move(done));
  }
}

/// What is stored with the certificate is left in `outcome`, which outlives the issuance.
ca::AlongsideIssuance Fulfilment::alongside(Application& outcome) {
  ca::AlongsideIssuance alongside;
  alongside.with_intent = [this, &outcome](Transaction& tx) -> Result<void> {
    const auto now_stored = TRY(ApplicationRepository::locked(tx, outcome.id));
    if (!now_stored || !is_open(now_stored->status)) {
      return fail(kApplicationClosed);
    }
    if (!outcome.organization.empty()) {  // a rejection may have come between
      (void)TRY(vetting::validated(tx, outcome.account, outcome.organization, office_.now()));
    }
    return {};
  };
  alongside.with_certificate = [this, &outcome](
                                   Transaction& tx,
                                   const model::IssuedCertificate& certificate) -> Result<void> {
    outcome.status = ApplicationStatus::issued;
    outcome.certificate = certificate.id;
    TRY(ApplicationRepository::update(tx, outcome));
    return office_.tell_issued(tx, outcome, certificate);
  };
  alongside.with_wait = [this, &outcome](Transaction& tx,
                                         const ca::WaitingPrecertificate& waiting) {
    return wait_for_logs(tx, outcome, waiting);
  };
  return alongside;
}

/// From here on the certificate comes of this precertificate or not at all, so its CSR is settled,
/// and the job goes on. False when there is no time left.
Result<bool> Fulfilment::wait_for_logs(Transaction& tx, Application& outcome,
                                       const ca::WaitingPrecertificate& waiting) {
  const Time now = office_.now();
  const Time next = now + pause_after(now - waiting.signed_at);
  const auto found = TRY(ApplicationRepository::locked(tx, outcome.id));
  if (!found || !is_open(found->status)) {
    return false;
  }
  if (next >= std::min(found->expires, waiting.usable_until)) {
    outcome.status = ApplicationStatus::failed;
    return false;
  }
  outcome.status = ApplicationStatus::processing;
  TRY(ApplicationRepository::update(tx, outcome));
  TRY(office_.queue().add(tx, {std::string(kIssueJob), to_text(outcome.id), next, {}}));
  return true;
}

Result<Application> Fulfilment::settle(const Application& application, Application& outcome,
                                       Result<model::IssuedCertificate> issued) {
  if (issued) {
    certificates_.remember(*std::move(issued));
    return std::move(outcome);
  }
  if (issued.error().is(ca::kWaitsForLogs)) {
    return std::move(outcome);
  }
  const bool is_over = outcome.status == ApplicationStatus::failed;  // see wait_for_logs
  const bool passes = is_passing(issued.error()) || issued.error().is(kApplicationClosed);
  if (passes && !is_over) {
    return pass(issued);
  }
  return refuse(application, {refusal_of(issued.error())});
}

Result<Application> Fulfilment::refuse(const Application& application,
                                       std::vector<model::Refusal> refusals) {
  return office_.database().write([&](Transaction& tx) -> Result<Application> {
    auto found = TRY(ApplicationRepository::locked(tx, application.id));
    if (!found || !is_open(found->status)) {
      return fail(kApplicationClosed);
    }
    found->status = ApplicationStatus::failed;
    found->csr = application.csr;
    found->refusals = refusals;
    TRY(ApplicationRepository::update(tx, *found));
    TRY(office_.record(tx, "application.refused", "system", subject_of(found->id),
                       audit::Outcome::refused, refused_details(*found)));
    (void)TRY(issuing_.forsake(tx, found->id, refusals.empty() ? "" : refusals.front().code));
    return *std::move(found);
  });
}

Result<Application> Fulfilment::mark_processing(const Application& application) {
  return office_.database().write([&](Transaction& tx) -> Result<Application> {
    auto found = TRY(ApplicationRepository::locked(tx, application.id));
    if (!found) {
      return fail(kApplicationNotFound);
    }
    if (found->status == ApplicationStatus::pending) {
      found->status = ApplicationStatus::processing;
      found->csr = application.csr;
      TRY(ApplicationRepository::update(tx, *found));
      TRY(office_.queue().add(
          tx, {std::string(kIssueJob), to_text(found->id), office_.now() + kTakeOver, {}}));
    }
    return *std::move(found);
  });
}

Result<std::optional<Fulfilment::Task>> Fulfilment::look_up(model::ApplicationId id) {
  return office_.database().read([&](store::Snapshot& snapshot) -> Result<std::optional<Task>> {
    auto application = TRY(ApplicationRepository::by_id(snapshot, id));
    if (!application || application->csr.empty() || !is_open(application->status)) {
      return std::nullopt;
    }
    const auto account = TRY(store::AccountRepository::by_id(snapshot, application->account));
    auto proofs =
        TRY(store::AuthorizationRepository::by_ids(snapshot, application->authorizations));
    auto precertificate = TRY(store::PrecertificateRepository::open_of(snapshot, id));
    ApplicationView view{*std::move(application), std::move(proofs)};
    const auto status = model::status_at(view, office_.now());
    if (status != ApplicationStatus::ready && status != ApplicationStatus::processing) {
      return std::nullopt;
    }
    return Task{std::move(view), std::move(precertificate),
                account && account->status == model::AccountStatus::valid};
  });
}

void Fulfilment::run(const jobs::Job& job, jobs::Continuation done) {
  auto id = parse_id<Application>(job.key);
  auto task = id ? look_up(*id) : pass(id);
  if (!task) {
    done(pass(task));
  } else if (!*task) {
    done(jobs::Done{});
  } else if (auto verdict = verdict_before(**task); !verdict || *verdict) {
    done(verdict ? Result<jobs::Verdict>(**verdict) : pass(verdict));
  } else {
    begin_task(**std::move(task), std::move(done));
  }
}

/// Nothing, when it is to be made now.
Result<std::optional<jobs::Verdict>> Fulfilment::verdict_before(const Task& task) {
  if (!task.account_valid) {
    const Error why(kAccountNotValid);
    TRY(refuse(task.view.application, {refusal_of(why)}));
    return jobs::Done{};
  }
  if (jobs_under_way_ >= kMaxJobs) {
    return jobs::Again{office_.now() + kSoon, {}};
  }
  const auto& open = task.precertificate;
  if (open && open->state != model::PrecertificateState::waiting) {
    return jobs::Again{office_.now() + kRetry, {}};  // it is before the logs
  }
  return std::nullopt;
}

void Fulfilment::begin_task(Task task, jobs::Continuation done) {
  auto csr = x509::CertificationRequest::parse(task.view.application.csr);
  if (!csr) {
    done(pass(csr));
    return;
  }
  ++jobs_under_way_;
  ApplicationView view = task.view;
  const auto waiting =
      task.precertificate ? task.precertificate->certificate : model::CertificateId();
  const auto petition =
      std::make_shared<Petition>(*this, std::move(view), *std::move(csr),
                                 [this, task = std::move(task), done = std::move(done)](
                                     const Result<ApplicationView>& made) mutable {
                                   --jobs_under_way_;
                                   done(verdict_on(task, made));
                                 });
  petition->waiting = waiting;
  if (!petition->claim.held() || !workers_.submit([this, petition] { begin(petition); })) {
    petition->answer(fail(kApplicationBusy));
  }
}

Result<jobs::Verdict> Fulfilment::verdict_on(const Task& task,
                                             const Result<ApplicationView>& made) {
  if (made || made.error().is(kApplicationClosed)) {
    return jobs::Done{};
  }
  if (!is_passing(made.error()) && !made.error().is(kApplicationBusy)) {
    return std::unexpected(made.error());
  }
  const Time now = office_.now();
  const auto& open = task.precertificate;
  const Time next = now + (open ? pause_after(now - open->signed_at) : kRetry);
  if (next < task.view.application.expires) {
    return jobs::Again{next, {}};
  }
  TRY(refuse(task.view.application, {refusal_of(made.error())}));
  return jobs::Done{};
}

}  // namespace chancery::ra
