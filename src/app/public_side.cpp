#include "app/public_side.h"

#include "observe/log.h"

namespace chancery::app {
namespace {

const observe::Log kLog("public");

constexpr std::chrono::seconds kFollowEvery{3};
/// Of statuses, between two looks at what others did: about a million.
constexpr int kPagesAtOnce = 100;

ocsp::ResponderSettings responder_settings(const config::Config& config) {
  ocsp::ResponderSettings settings;
  settings.validity = config.ocsp.validity;
  return settings;
}

}  // namespace

PublicSide::PublicSide(Installation& installation, observe::Metrics& metrics)
    : installation_(installation),
      stored_statuses_(*installation.database),
      statuses_(stored_statuses_, installation.clock, metrics),
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
  installation_.revocations.listen([this](model::IssuerId issuer, const x509::Serial& serial) {
    statuses_.doubt(issuer, serial);  // first: what is answered after `forget` must not be of old
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
    fill_statuses(stop);
    follow_statuses();
    follow_issuers();
  }
}

void PublicSide::fill_statuses(const std::stop_token& stop) {
  for (int page = 0; page < kPagesAtOnce && !statuses_.filled() && !stop.stop_requested(); ++page) {
    if (const auto outcome = statuses_.fill(); !outcome) {
      return kLog.warning("statuses cannot be read into memory",
                          {{"error", observe::log_text(outcome.error())}});
    }
  }
}

void PublicSide::follow_statuses() {
  const auto outcome = statuses_.follow([this](model::IssuerId issuer, const x509::Serial& serial) {
    responder_.forget(issuer, serial);
  });
  if (!outcome) {
    kLog.warning("revocations and certificates cannot be followed",
                 {{"error", observe::log_text(outcome.error())}});
  }
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
