#include "ct/transparency.h"

#include <algorithm>

#include "ct/errors.h"
#include "ct/race.h"

namespace chancery::ct {
namespace {

/// What a log that was never asked is taken for.
constexpr double kUsualLatency = 200;

std::string names_of(const std::vector<const CtLog*>& logs) {
  std::string names;
  for (const CtLog* const log : logs) {
    names += (names.empty() ? "" : "; ") + log->name;
  }
  return names.empty() ? "none" : names;
}

}  // namespace

Transparency::Transparency(LogList list, TransparencySettings settings, const Clock& clock,
                           Random& random)
    : settings_(std::move(settings)),
      clock_(clock),
      random_(random),
      list_(std::make_shared<const LogList>(std::move(list))),
      health_(clock),
      http_(settings_.http) {}

Transparency::~Transparency() {
  stop();
}

void Transparency::replace(LogList list) {
  auto next = std::make_shared<const LogList>(std::move(list));
  const std::lock_guard lock(mutex_);
  list_.swap(next);
}

std::shared_ptr<const LogList> Transparency::list() const {
  const std::lock_guard lock(mutex_);
  return list_;
}

bool Transparency::is_asked(const CtLog& log) const {
  return log.state == LogState::usable && log.state_since <= clock_.now() &&
         log.purpose == (settings_.test_logs ? LogPurpose::test : LogPurpose::production);
}

/// Fast ones come first more often, but not always, so that no log has to carry all.
std::vector<const CtLog*> Transparency::candidates(const LogList& list, Seconds not_after) const {
  struct Candidate {
    const CtLog* log;
    bool rests;
    double rank;
  };
  std::vector<Candidate> candidates;
  for (const CtLog& log : list.logs()) {
    if (is_asked(log) && log.covers(not_after)) {
      const LogHealth health = health_.of(log.id);
      const double latency =
          health.latency ? static_cast<double>(health.latency->count()) : kUsualLatency;
      const double chance = 0.5 + static_cast<double>(random_.number() % 1000) / 1000;
      candidates.push_back({&log, health.rests_until > clock_.now(), (latency + 10) * chance});
    }
  }
  std::ranges::sort(candidates, {},
                    [](const Candidate& one) { return std::pair(one.rests, one.rank); });
  std::vector<const CtLog*> logs;
  std::ranges::transform(candidates, std::back_inserter(logs), &Candidate::log);
  return logs;
}

Result<void> Transparency::check_ready(Seconds not_before, Seconds not_after) const {
  const auto list = this->list();
  const Requirement needs = requirement_for(not_before, not_after, clock_.now());
  std::vector<const CtLog*> logs;
  for (const CtLog& log : list->logs()) {
    if (is_asked(log) && log.covers(not_after) && !health_.rests(log.id)) {
      logs.push_back(&log);
    }
  }
  return satisfies(logs, needs)
             ? Result<void>()
             : fail(kTooFewLogs, {{"needed", to_text(needs)}, {"logs", names_of(logs)}});
}

void Transparency::announce(Announcement announcement, Executor& executor, Done done) {
  std::make_shared<Race>(*this, list(), std::move(announcement), executor, std::move(done))
      ->go_on();
}

std::vector<LogStatus> Transparency::status() const {
  const auto list = this->list();
  std::vector<LogStatus> status;
  for (const CtLog& log : list->logs()) {
    status.push_back({log, is_asked(log), health_.of(log.id)});
  }
  return status;
}

}  // namespace chancery::ct
