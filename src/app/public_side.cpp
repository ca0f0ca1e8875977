#include "app/public_side.h"

#include "observe/log.h"
#include "store/revocation_repository.h"

namespace chancery::app {
namespace {

const observe::Log kLog("public");

constexpr std::chrono::seconds kFollowEvery{3};
/// A commit can be overtaken by one with a later number (revocation_repository.h).
constexpr Duration kLookBack = std::chrono::minutes(1);
constexpr int kMaxChanges = 10'000;

ocsp::ResponderSettings responder_settings(const config::Config& config) {
  ocsp::ResponderSettings settings;
  settings.validity = config.ocsp.validity;
  return settings;
}

}  // namespace

PublicSide::PublicSide(Installation& installation)
    : installation_(installation),
      statuses_(*installation.database),
      responder_(installation.issuers, installation.responders, statuses_, installation.clock,
                 responder_settings(installation.config)),
      files_(installation.publisher, installation.directory.path().string()),
      background_(2, 1000),
      door_(installation.issuers, files_, responder_, background_, installation.clock) {}

PublicSide::~PublicSide() {
  installation_.revocations.listen({});
  follower_.request_stop();
  wake_.notify_all();
}

Result<void> PublicSide::start() {
  responder_.reload();
  TRY(files_.reload());
  seen_change_ = first_id_at(installation_.clock.now());
  installation_.revocations.listen([this](model::IssuerId issuer, const x509::Serial& serial) {
    responder_.forget(issuer, serial);
  });
  follower_ = std::jthread([this](const std::stop_token& stop) { follow(stop); });
  return {};
}

void PublicSide::follow(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    wake_.wait_for(lock, stop, kFollowEvery, [] { return false; });
    if (stop.stop_requested()) {
      return;
    }
    follow_revocations();
    follow_issuers();
  }
}

void PublicSide::follow_revocations() {
  const auto changes = installation_.database->read([&](store::Snapshot& snapshot) {
    return store::RevocationRepository::changed_after(snapshot, seen_change_, kMaxChanges);
  });
  if (!changes) {
    return kLog.warning("revocations cannot be followed",
                        {{"error", observe::log_text(changes.error())}});
  }
  for (const auto& revocation : *changes) {
    responder_.forget(revocation.issuer, revocation.serial);
  }
  seen_change_ = std::max(seen_change_, first_id_at(installation_.clock.now() - kLookBack));
}

void PublicSide::follow_issuers() {
  for (auto outcome : {installation_.issuers.reload(), files_.reload()}) {
    if (!outcome) {
      kLog.warning("issuers and lists cannot be followed",
                   {{"error", observe::log_text(outcome.error())}});
    }
  }
  responder_.reload();
}

}  // namespace chancery::app
