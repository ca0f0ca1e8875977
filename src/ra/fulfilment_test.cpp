// Applications before CT logs that fail, and that keep silent.
#include "ra/fulfilment.h"

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <set>

#include "ct/testing/log_peer.h"
#include "ra/installation_for_tests.h"
#include "store/precertificate_repository.h"

namespace chancery::ra {
namespace {

using namespace std::chrono_literals;
using ct::LogApi;
using ct::testing::LogPeer;
using model::ApplicationStatus;
using model::PrecertificateState;

class FulfilmentBeforeLogs : public ::testing::Test {
 protected:
  void TearDown() override {
    logs_.stop();
    house_.reset();
  }

  ct::LogList list() {
    return ct::LogList::parse(ct::testing::list_of({a_.listed(), b_.listed(), c_.listed()}))
        .value();
  }
  void all_logs(const LogPeer::Fault& fault) {
    for (LogPeer* const peer : {&a_, &b_, &c_}) {
      peer->misbehave(fault);
    }
  }
  /// One that is proven at its first look, half a minute later.
  model::ApplicationId file(const std::string& domain, const std::string& profile = "tls-dv") {
    ApplicationRequest r;
    r.account = tenant_;
    r.name = domain;
    r.profile = profile;
    r.identifiers.push_back(identifier_from_text(domain).value());
    r.csr = make_csr(key_, domain, {});
    r.agreement_version = house_->desks.settings().agreement_version;
    r.actor = "api-key:test";
    house_->perspective.prove(domain);
    return must(house_->desks.filing().file(r)).application.id;
  }
  void advance(Duration by) {
    clock_.advance(by);
    house_->advance(by);
  }
  model::Application look(model::ApplicationId id) {
    return must(house_->desks.applications().get(Scope::of(tenant_), id)).application;
  }
  std::vector<model::Precertificate> not_completed() {
    return house_->database
        ->read([](store::Snapshot& snapshot) {
          return store::PrecertificateRepository::not_completed(snapshot, 100);
        })
        .value();
  }
  std::optional<model::Precertificate> precertificate(model::CertificateId id) {
    return house_->database
        ->read([&](store::Snapshot& snapshot) {
          return store::PrecertificateRepository::find(snapshot, id);
        })
        .value();
  }
  template <class Condition>
  void wait_until(Condition condition) {
    const auto give_up = std::chrono::steady_clock::now() + 30s;
    while (!condition() && std::chrono::steady_clock::now() < give_up) {
      std::this_thread::sleep_for(5ms);
    }
    EXPECT_TRUE(condition());
  }

  static std::string refusal(LogPeer&, const ct::testing::Sct&) {
    return ct::testing::http_answer("503 Service Unavailable", "");
  }

  ManualClock clock_{at_date(2026, 11, 21)};
  SystemRandom random_;
  TaskPool pool_{4};
  LogPeer a_{"a", "Alpha", LogApi::rfc6962, clock_};
  LogPeer b_{"b", "Beta", LogApi::rfc6962, clock_};
  LogPeer c_{"c", "Gamma", LogApi::static_ct, clock_};
  ct::Transparency logs_{
      list(), {.deadline = 60s, .hedge = 50ms, .test_logs = false, .http = {}}, clock_, random_};
  crypto::PrivateKey key_ = crypto::PrivateKey::generate(crypto::kP256).value();
  std::unique_ptr<TestInstallation> house_ =
      std::make_unique<TestInstallation>(Settings{}, ca::TransparencyUse{&logs_, &pool_, nullptr});
  model::AccountId tenant_ = house_->tenant();
};

// Its status says so only when somebody waits for long.
TEST_F(FulfilmentBeforeLogs, IsNeitherRejectedNorWithdrawnWhileItsCertificateIsMade) {
  const auto id = file("shop.acme-tests.net");
  std::mutex mutex;
  std::set<std::string> answers;
  all_logs([&](LogPeer&, const ct::testing::Sct& good) {
    auto& desk = house_->desks.applications();
    const auto rejected = desk.reject(id, {Ground::other, "We think again."}, "user:a");
    const auto withdrawn = desk.cancel(Scope::of(tenant_), id, "user:b");
    const std::lock_guard lock(mutex);
    for (const auto& tried : {rejected, withdrawn}) {
      answers.emplace(tried ? "done" : tried.error().code());
    }
    return ct::testing::http_answer("200 OK", ct::testing::json_of(good));
  });
  advance(30s);
  EXPECT_EQ(answers, std::set<std::string>{"application_busy"});
  EXPECT_EQ(look(id).status, ApplicationStatus::issued);
}

TEST_F(FulfilmentBeforeLogs, OfLogsThatFailForAWhileComesOnePrecertificateAndItsCertificate) {
  all_logs(refusal);
  const auto id = file("shop.acme-tests.net");
  advance(30s);
  EXPECT_EQ(look(id).status, ApplicationStatus::processing);
  ASSERT_EQ(not_completed().size(), 1U);
  const auto first = not_completed().front();
  EXPECT_EQ(first.state, PrecertificateState::waiting);
  std::size_t rounds = 0;
  for (int half_minute = 0; half_minute < 120; ++half_minute) {
    const auto before = a_.asked();
    advance(30s);
    rounds += a_.asked() > before ? 1 : 0;
    ASSERT_EQ(not_completed().size(), 1U) << "never another one";
  }
  EXPECT_GE(rounds, 3U);
  EXPECT_LE(rounds, 8U) << "in an hour, for pauses double";
  for (LogPeer* const peer : {&a_, &b_, &c_}) {
    peer->behave();
  }
  advance(30min);
  advance(30min);
  const auto done = look(id);
  ASSERT_EQ(done.status, ApplicationStatus::issued);
  EXPECT_EQ(done.certificate, first.certificate);
  const auto kept = precertificate(done.certificate);
  EXPECT_EQ(kept->state, PrecertificateState::completed);
  EXPECT_EQ(kept->der, first.der);
  EXPECT_TRUE(not_completed().empty());
}

TEST_F(FulfilmentBeforeLogs, WhoWaitsTooLongIsToldSoAndNothingStaysOpen) {
  all_logs(refusal);
  const auto id = file("shop.acme-tests.net");
  advance(30s);
  ASSERT_EQ(look(id).status, ApplicationStatus::processing);
  for (int hour = 0; hour < 48; ++hour) {
    advance(1h);
  }
  const auto over = look(id);
  EXPECT_EQ(over.status, ApplicationStatus::failed);
  ASSERT_EQ(over.refusals.size(), 1U);
  EXPECT_TRUE(over.refusals[0].code.starts_with("ct_too_few")) << over.refusals[0].code;
  ASSERT_EQ(not_completed().size(), 1U);
  const auto left = not_completed().front();
  EXPECT_EQ(left.state, PrecertificateState::unfinished);
  EXPECT_EQ(left.why, over.refusals[0].code);
  EXPECT_FALSE(left.submissions.empty());
  const auto asked = a_.asked();
  advance(5h);
  EXPECT_EQ(a_.asked(), asked);
}

TEST_F(FulfilmentBeforeLogs, WhoCancelsWhileItWaitsGetsNoCertificateLater) {
  all_logs(refusal);
  const auto id = file("shop.acme-tests.net");
  advance(30s);
  ASSERT_EQ(look(id).status, ApplicationStatus::processing);
  ASSERT_TRUE(house_->desks.applications().cancel(Scope::of(tenant_), id, "api-key:test"));
  EXPECT_EQ(not_completed().front().state, PrecertificateState::unfinished);
  EXPECT_EQ(not_completed().front().why, "application_cancelled");
  for (LogPeer* const peer : {&a_, &b_, &c_}) {
    peer->behave();
  }
  advance(1h);
  EXPECT_EQ(look(id).status, ApplicationStatus::cancelled);
  EXPECT_EQ(not_completed().front().state, PrecertificateState::unfinished);
}

TEST_F(FulfilmentBeforeLogs, WhatCaaForbidsMeanwhileIsNotIssued) {
  all_logs(refusal);
  const auto id = file("shop.acme-tests.net");
  advance(30s);
  ASSERT_EQ(look(id).status, ApplicationStatus::processing);
  house_->perspective.forbid("shop.acme-tests.net", va::kCaaForbids);
  advance(1min);
  EXPECT_EQ(look(id).status, ApplicationStatus::failed);
  EXPECT_EQ(not_completed().front().state, PrecertificateState::unfinished);
}

TEST_F(FulfilmentBeforeLogs, SilentLogsDelayNobodyWhoNeedsNone) {
  all_logs([](auto&, const auto&) { return std::string(); });
  std::vector<model::ApplicationId> waiting;
  for (int i = 0; i < 12; ++i) {
    waiting.push_back(file("shop" + std::to_string(i) + ".acme-tests.net"));
  }
  const auto needs_none = file("printer.acme-tests.net", "private-server");
  clock_.advance(30s);
  house_->clock.advance(30s);
  house_->runner.start();  // two threads
  wait_until([&] { return not_completed().size() == waiting.size(); });
  wait_until([&] { return look(needs_none).status == ApplicationStatus::issued; });
  for (const auto id : waiting) {
    EXPECT_TRUE(look(id).certificate.empty());
  }
  logs_.stop();
  house_->runner.stop();
  for (const auto id : waiting) {
    EXPECT_EQ(look(id).status, ApplicationStatus::processing) << "to be gone on with";
  }
}

}  // namespace
}  // namespace chancery::ra
