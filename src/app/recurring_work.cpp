#include "app/recurring_work.h"

#include <algorithm>
#include <charconv>

#include "linter/version_age.h"
#include "observe/log.h"
#include "store/console_session_repository.h"
#include "store/idempotency_repository.h"
#include "store/invitation_repository.h"
#include "store/passkey_repository.h"

namespace chancery::app {
namespace {

const observe::Log kLog("app");

constexpr const char* kPublishDue = "publish-due-crls";
constexpr const char* kCheckpoint = "sign-audit-checkpoint";
constexpr const char* kServerCertificate = "renew-server-certificate";
constexpr const char* kCleanUp = "drop-expired-idempotency";
constexpr const char* kWatchLinters = "watch-linters";
constexpr const char* kRefreshSuffixes = "refresh-public-suffixes";
constexpr const char* kRecurring[] = {kPublishDue, kCheckpoint,   kServerCertificate,
                                      kCleanUp,    kWatchLinters, kRefreshSuffixes};
constexpr int kDroppedAtOnce = 5000;
constexpr Duration kLongestRetry = std::chrono::hours(1);

struct ListKey {
  model::IssuerId issuer;
  int shard = 0;
};

/// "ISSUER-ID/SHARD"
Result<ListKey> parse_key(std::string_view key) {
  const std::size_t slash = std::min(key.find('/'), key.size());
  ListKey parsed;
  parsed.issuer = TRY(parse_id<model::Issuer>(key.substr(0, slash)));
  const std::string_view shard = key.substr(std::min(slash + 1, key.size()));
  std::from_chars(shard.data(), shard.data() + shard.size(), parsed.shard);
  return parsed;
}

}  // namespace

jobs::Verdict RecurringWork::again_in(Duration delay) const {
  return jobs::Again{installation_.clock.now() + delay, ""};
}

void RecurringWork::register_jobs(jobs::Runner& runner) {
  runner.handle(kPublishCrlJob, [this](const jobs::Job& job) { return publish_one(job); });
  runner.handle(kPublishDue, [this](const jobs::Job&) { return publish_due(); });
  runner.handle(kCheckpoint, [this](const jobs::Job&) { return sign_checkpoint(); });
  runner.handle(kServerCertificate, [this](const jobs::Job&) { return renew_certificate(); });
  runner.handle(kCleanUp, [this](const jobs::Job&) { return clean_up(); });
  runner.handle(kWatchLinters, [this](const jobs::Job&) { return watch_linters(); });
  runner.handle(kRefreshSuffixes, [this](const jobs::Job&) { return refresh_suffixes(); });
}

Result<void> RecurringWork::schedule() {
  return installation_.database->write([&](store::Transaction& tx) -> Result<void> {
    for (const char* kind : kRecurring) {
      TRY(installation_.queue.add(tx, {kind, "", installation_.clock.now(), ""}));
    }
    return {};
  });
}

Result<jobs::Verdict> RecurringWork::publish_one(const jobs::Job& job) {
  const ListKey key = TRY(parse_key(job.key));
  const auto issuer = TRY(installation_.issuers.by_id(key.issuer));
  (void)TRY(installation_.publisher.publish(issuer, key.shard));
  TRY(public_side_.reload_files());
  return jobs::Done{};
}

Result<jobs::Verdict> RecurringWork::publish_due() {
  if (TRY(installation_.publisher.publish_due()) > 0) {
    TRY(public_side_.reload_files());
  }
  return again_in(std::chrono::minutes(1));
}

Result<jobs::Verdict> RecurringWork::sign_checkpoint() {
  (void)TRY(notary_.sign());
  return again_in(std::chrono::minutes(1));
}

Result<jobs::Verdict> RecurringWork::renew_certificate() {
  TRY(renew_server_certificate_());
  return again_in(std::chrono::hours(1));
}

Result<jobs::Verdict> RecurringWork::clean_up() {
  const Time now = installation_.clock.now();
  const auto drop = [&](store::Transaction& tx) -> Result<std::int64_t> {
    std::int64_t most = TRY(store::IdempotencyRepository::drop_expired(tx, now, kDroppedAtOnce));
    most =
        std::max(most, TRY(store::ConsoleSessionRepository::drop_expired(tx, now, kDroppedAtOnce)));
    most = std::max(most, TRY(store::InvitationRepository::drop_expired(tx, now, kDroppedAtOnce)));
    return std::max(most, TRY(store::PasskeyRepository::drop_spent(tx, now, kDroppedAtOnce)));
  };
  const auto dropped = TRY(installation_.database->write(drop));
  return again_in(dropped < kDroppedAtOnce ? Duration(std::chrono::hours(1))
                                           : Duration(std::chrono::seconds(1)));
}

// NT-62: once a day, until somebody updates.
Result<jobs::Verdict> RecurringWork::watch_linters() {
  if (installation_.linters) {
    for (const auto& version : installation_.linters->versions()) {
      if (linter::is_overdue(version, installation_.clock.now())) {
        kLog.warning("an outside linter is overdue for an update",
                     {{"linter", version.linter},
                      {"version", version.version},
                      {"released", to_rfc3339(*version.released)},
                      {"due", to_rfc3339(linter::update_due(*version.released))}});
      }
    }
  }
  return again_in(std::chrono::hours(24));
}

// NT-28. A list that is not taken is complained about each time, until it is mended.
jobs::Verdict RecurringWork::refresh_suffixes() {
  const auto refreshed = installation_.suffixes->refresh();
  const auto status = installation_.suffixes->status();
  if (!refreshed) {
    kLog.warning("the Public Suffix List was not refreshed; the one in use stays",
                 {{"error", observe::log_text(refreshed.error())}, {"in_use", status.version}});
  }
  if (installation_.clock.now() > status.update_due) {
    kLog.warning(
        "the Public Suffix List in use is old: update publicsuffix, or have it fetched "
        "(policy.public_suffix_url)",
        {{"in_use", status.version}, {"due", to_rfc3339(status.update_due)}});
  }
  metrics_
      .counter("chancery_public_suffix_refreshes_total", "Looks for a fresher Public Suffix List",
               {{"outcome", refreshed ? "done" : "failed"}})
      .add();
  metrics_
      .gauge("chancery_public_suffix_list_dated_seconds",
             "The date of the Public Suffix List in use, in seconds since 1970")
      .set(static_cast<double>(to_seconds(status.dated).time_since_epoch().count()));
  const Duration period = installation_.config.policy.public_suffix_refresh;
  return again_in(refreshed ? period : std::min(period, kLongestRetry));
}

}  // namespace chancery::app
