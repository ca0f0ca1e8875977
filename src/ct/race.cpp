#include "ct/race.h"

#include <algorithm>

#include "base/encoding.h"
#include "ct/errors.h"
#include "ct/exchange.h"
#include "net/errors.h"
#include "observe/log.h"

namespace chancery::ct {
namespace {

using model::SubmissionOutcome;
using Sct = x509::SignedCertificateTimestamp;

const observe::Log kLog("ct");

constexpr int kOk = 200;

Duration elapsed(std::chrono::steady_clock::time_point since) {
  return std::chrono::ceil<Duration>(std::chrono::steady_clock::now() - since);
}

bool is_lie(const Error& error) {
  return error.is(kSctOfAnotherLog) || error.is(kSctSignatureWrong) || error.is(kSctTimeWrong) ||
         error.is(kSctExtensionsWrong);
}

}  // namespace

Transparency::Race::Race(Transparency& owner, std::shared_ptr<const LogList> list,
                         Announcement announcement, Executor& executor, Done done)
    : ticket_(owner.under_way_.begin()),
      owner_(owner),
      list_(std::move(list)),
      announcement_(std::move(announcement)),
      needs_(
          requirement_for(announcement_.not_before, announcement_.not_after, owner.clock_.now())),
      body_(std::make_shared<const std::string>(
          submission_body(announcement_.precertificate_der, announcement_.issuers_der))),
      deadline_(net::Deadline::in(owner.settings_.deadline)),
      executor_(executor),
      done_(std::move(done)) {
  for (const CtLog* const log : owner.candidates(*list_, announcement_.not_after)) {
    runners_.push_back({log});
  }
}

std::vector<const CtLog*> Transparency::Race::logs_in(std::initializer_list<State> states) const {
  std::vector<const CtLog*> logs;
  for (const Runner& runner : runners_) {
    if (std::ranges::find(states, runner.state) != states.end()) {
      logs.push_back(runner.log);
    }
  }
  return logs;
}

/// As if those that were asked, and are not slow, were about to answer well.
std::vector<std::size_t> Transparency::Race::next_to_ask() {
  std::vector<std::size_t> chosen;
  auto expected = logs_in({State::asked, State::answered});
  while (!satisfies(expected, needs_)) {
    const auto next = std::ranges::find_if(runners_, [&](const Runner& runner) {
      return runner.state == State::waiting && helps(expected, needs_, *runner.log);
    });
    if (next == runners_.end()) {
      break;
    }
    next->state = State::asked;
    next->asked_at = owner_.clock_.now();
    next->since = std::chrono::steady_clock::now();
    expected.push_back(next->log);
    chosen.push_back(static_cast<std::size_t>(next - runners_.begin()));
  }
  return chosen;
}

/// Rivals of slow logs can have brought more than is needed: what can be left out is.
x509::SctList Transparency::Race::sufficient_scts() const {
  auto logs = logs_in({State::answered});
  for (std::size_t i = logs.size(); i-- > 0;) {
    auto without = logs;
    without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
    if (satisfies(without, needs_)) {
      logs = std::move(without);
    }
  }
  x509::SctList list;
  for (const CtLog& log : list_->logs()) {
    if (std::ranges::find(logs, &log) != logs.end()) {
      list.push_back(std::ranges::find(runners_, &log, &Runner::log)->sct);
    }
  }
  return list;
}

Error Transparency::Race::failure() const {
  std::string answers;
  for (const Runner& runner : runners_) {
    if (runner.state != State::waiting) {
      answers += (answers.empty() ? "" : "; ") + runner.log->name + ": " +
                 (runner.state == State::answered ? "an SCT" : runner.fault);
    }
  }
  return Error(kTooFewScts, {{"needed", to_text(needs_)},
                             {"answers", answers.empty() ? "no log to ask" : answers}});
}

std::vector<model::LogSubmission> Transparency::Race::submissions() const {
  std::vector<model::LogSubmission> all;
  for (const Runner& runner : runners_) {
    if (runner.state == State::waiting) {
      continue;
    }
    const bool failed = runner.state == State::failed;
    const auto otherwise =
        runner.state == State::answered ? SubmissionOutcome::sct : SubmissionOutcome::outrun;
    all.push_back({to_base64(runner.log->id), runner.log->name, runner.asked_at,
                   runner.took.value_or(elapsed(runner.since)),
                   failed ? SubmissionOutcome::failed : otherwise,
                   failed ? runner.fault : std::string()});
  }
  std::ranges::stable_sort(all, {}, &model::LogSubmission::asked_at);
  return all;
}

void Transparency::Race::go_on() {
  std::vector<std::size_t> to_ask;
  Done done;
  std::optional<Announced> end;
  {
    const std::lock_guard lock(mutex_);
    if (!done_) {
      return;  // told already: this answer came too late to count
    }
    if (satisfies(logs_in({State::answered}), needs_)) {
      end.emplace(sufficient_scts(), submissions());
    } else {
      to_ask = next_to_ask();
      if (logs_in({State::asked, State::slow}).empty()) {
        end.emplace(std::unexpected(failure()), submissions());
      }
    }
    if (end) {
      done = std::move(done_);
      done_ = nullptr;
    }
  }
  for (const std::size_t which : to_ask) {
    ask(which);
  }
  if (end) {
    done(*std::move(end));
  }
}

void Transparency::Race::ask(std::size_t which) {
  const CtLog& log = *runners_[which].log;
  owner_.health_.note_asked(log.id);
  const auto self = shared_from_this();
  auto url = log.url.resolve("ct/v1/add-pre-chain");
  if (!url) {
    arrived(which, pass(url));
    return;
  }
  owner_.http_.post({*std::move(url), "application/json", body_}, deadline_,
                    [self, which](Result<net::PostReply> reply) {
                      self->executor_.post([self, which, reply = std::move(reply)]() mutable {
                        self->arrived(which, std::move(reply));
                      });
                    });
  owner_.hedges_.after(owner_.settings_.hedge, [weak = weak_from_this(), which] {
    if (const auto still_there = weak.lock()) {
      still_there->be_slow(which);
    }
  });
}

Result<Sct> Transparency::Race::judge(const CtLog& log, const net::PostReply& reply) const {
  if (reply.status != kOk) {
    return std::unexpected(Error(kLogRefused, {{"status", std::to_string(reply.status)}})
                               .log_only(std::string(as_text(reply.body).substr(0, 300))));
  }
  Sct sct = TRY(read_answer(as_text(reply.body)));
  TRY(verify_sct(sct, log, {announcement_.issuer_key_hash, announcement_.logged_tbs_der}));
  TRY(check_sct_time(sct, announcement_.signed_at, owner_.clock_.now()));
  return sct;
}

void Transparency::Race::note(const Runner& runner, const Result<Sct>& outcome,
                              std::optional<std::chrono::seconds> wish) {
  if (outcome) {
    owner_.health_.note_answer(runner.log->id, runner.took.value_or(Duration(0)));
    return;
  }
  const Error& error = outcome.error();
  if (error.is(net::kHttpBusy) || error.is(net::kHttpStopped)) {
    return;  // our fault, not the log's
  }
  owner_.health_.note_failure(runner.log->id, error.code(), is_lie(error), wish);
  kLog.warning("CT log failed", {{"log", runner.log->name}, {"error", observe::log_text(error)}});
}

void Transparency::Race::arrived(std::size_t which, Result<net::PostReply> reply) {
  const CtLog& log = *runners_[which].log;
  const Result<Sct> outcome = reply ? judge(log, *reply) : Result<Sct>(pass(reply));
  {
    const std::lock_guard lock(mutex_);
    Runner& runner = runners_[which];
    runner.took = elapsed(runner.since);
    note(runner, outcome, reply ? reply->retry_after : std::nullopt);
    runner.state = outcome ? State::answered : State::failed;
    if (outcome) {
      runner.sct = *outcome;
    } else {
      runner.fault = outcome.error().code();
      const auto status = outcome.error().parameter("status");
      runner.fault += status.empty() ? "" : " (HTTP " + std::string(status) + ")";
    }
  }
  go_on();
}

void Transparency::Race::be_slow(std::size_t which) {
  {
    const std::lock_guard lock(mutex_);
    if (runners_[which].state != State::asked) {
      return;
    }
    runners_[which].state = State::slow;
    runners_[which].fault = "slow";
  }
  go_on();
}

}  // namespace chancery::ct
