#include "ct/transparency.h"

#include <fstream>
#include <future>
#include <map>
#include <set>

#include "base/task_pool.h"
#include "ct/errors.h"
#include "ct/report.h"
#include "ct/testing/log_peer.h"
#include "ct/verification.h"
#include "x509/signed_data.h"

namespace chancery::ct {
namespace {

using namespace std::chrono_literals;
using testing::http_answer;
using testing::json_of;
using testing::LogPeer;
using testing::Sct;

constexpr Time kNow = at_date(2026, 11, 21);

Bytes test_data(const std::string& name) {
  std::ifstream in(std::string(CHANCERY_SOURCE_DIR "/testdata/x509/") + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

Announcement an_announcement(int days = 90) {
  const auto leaf = x509::Certificate::parse(test_data("leaf.der")).value();
  const auto issuer = x509::Certificate::parse(test_data("sub.der")).value();
  const Bytes tbs =
      x509::with_extension(leaf.tbs_der(), x509::precertificate_poison_extension()).value();
  return {x509::assemble(tbs, leaf.signature_algorithm().value(), leaf.signature()),
          {to_bytes(issuer.der())},
          crypto::sha256(issuer.spki_der()),
          to_bytes(leaf.tbs_der()),
          kNow,
          to_seconds(kNow),
          to_seconds(kNow) + std::chrono::days(days) - 1s};
}

class TransparencyTest : public ::testing::Test {
 protected:
  /// The policy needs one of the first two, which are RFC 6962 logs of two operators.
  [[nodiscard]] std::string list_text() const {
    return testing::list_of({rfc_a_.listed(), rfc_b_.listed(), static_c_.listed()});
  }
  Transparency& transparency() {
    if (!made_) {
      made_.emplace(LogList::parse(list_text()).value(), settings_, clock_, random_);
    }
    return *made_;
  }
  Announced told(Announcement announcement = an_announcement()) {
    std::promise<Announced> promise;
    transparency().announce(std::move(announcement), pool_,
                            [&](auto announced) { promise.set_value(std::move(announced)); });
    return promise.get_future().get();
  }
  Result<x509::SctList> announce(Announcement announcement = an_announcement()) {
    return told(std::move(announcement)).scts;
  }
  /// Verifies every SCT, and tells whose they are.
  std::set<std::string> logs_of(const x509::SctList& scts) {
    std::set<std::string> names;
    const auto announcement = an_announcement();
    for (const auto& sct : scts) {
      const CtLog* const log = transparency().list()->find(sct.log_id);
      EXPECT_TRUE(
          verify_sct(sct, *log, {announcement.issuer_key_hash, announcement.logged_tbs_der}));
      names.insert(log->name);
    }
    EXPECT_EQ(names.size(), scts.size());
    return names;
  }
  LogHealth health_of(const LogPeer& log) {
    for (const auto& one : transparency().status()) {
      if (one.log.id == log.id()) {
        return one.health;
      }
    }
    return {};
  }

  ManualClock clock_{kNow};
  SeededRandom random_{1};
  LogPeer rfc_a_{"a", "Alpha", LogApi::rfc6962, clock_};
  LogPeer rfc_b_{"b", "Beta", LogApi::rfc6962, clock_};
  LogPeer static_c_{"c", "Gamma", LogApi::static_ct, clock_};
  TransparencySettings settings_{
      .deadline = 3s, .hedge = 100ms, .test_logs = false, .http = {"chancery-test/1", "", 512, 8}};
  TaskPool pool_{2};
  std::optional<Transparency> made_;
};

TEST_F(TransparencyTest, AsksNoMoreLogsThanThePolicyNeeds) {
  const auto scts = announce().value();
  EXPECT_EQ(logs_of(scts).size(), 2U);
  EXPECT_EQ(rfc_a_.asked() + rfc_b_.asked() + static_c_.asked(), 2U);
  EXPECT_EQ(logs_of(announce(an_announcement(200)).value()).size(), 3U);
}

TEST_F(TransparencyTest, ShowsTheLogsThePrecertificateItself) {
  const auto announcement = an_announcement(200);
  ASSERT_TRUE(announce(an_announcement(200)));
  EXPECT_EQ(rfc_a_.shown().precertificate_der, announcement.precertificate_der);
  EXPECT_EQ(static_c_.shown().issuer_key_hash, announcement.issuer_key_hash);
}

FinishedCertificate a_ca_certificate(Time not_after = kNow + std::chrono::days(3650)) {
  return {test_data("sub.der"), {test_data("root.der")}, kNow - std::chrono::days(1), not_after};
}

TEST_F(TransparencyTest, ShowsACertificateToEveryLogWithItsChain) {
  const auto promises = transparency().show(a_ca_certificate());
  ASSERT_EQ(promises.size(), 3U);
  for (const auto& [log, sct] : promises) {
    ASSERT_TRUE(sct) << log.name << " " << sct.error().log_line();
    EXPECT_TRUE(verify_sct(*sct, log, test_data("sub.der")));
    EXPECT_FALSE(verify_sct(*sct, log, test_data("root.der"))) << "another certificate's";
  }
  EXPECT_EQ(rfc_a_.chain(), (std::vector{test_data("sub.der"), test_data("root.der")}));
}

TEST_F(TransparencyTest, ALogThatRefusesACaCertificateStaysGoodForIssuance) {
  rfc_a_.misbehave([](auto&, const Sct&) { return http_answer("400 Bad Request", "no root"); });
  static_c_.misbehave([](auto&, const Sct& good) {
    Sct changed = good;
    changed.timestamp -= 1s;
    return http_answer("200 OK", json_of(changed));
  });
  std::map<std::string, std::string> said;
  for (const auto& [log, sct] : transparency().show(a_ca_certificate())) {
    said[log.name] = sct ? "an SCT" : std::string(sct.error().code());
  }
  EXPECT_EQ(said, (std::map<std::string, std::string>{
                      {"a", "ct_log_refused"}, {"b", "an SCT"}, {"c", "ct_sct_signature_wrong"}}));
  EXPECT_TRUE(transparency().check_ready(to_seconds(kNow), to_seconds(kNow + 24h)));
  EXPECT_EQ(health_of(rfc_a_).asked, 0);
}

TEST_F(TransparencyTest, ALogOfAnotherIntervalIsNotShownACaCertificate) {
  auto listed = rfc_a_.listed();
  listed.at("logs").as_array().at(0).as_object()["temporal_interval"] = {
      {"start_inclusive", "2026-07-01T00:00:00Z"}, {"end_exclusive", "2027-01-01T00:00:00Z"}};
  Transparency sharded(LogList::parse(testing::list_of({listed})).value(), settings_, clock_,
                       random_);
  EXPECT_TRUE(sharded.show(a_ca_certificate()).empty());
  EXPECT_EQ(sharded.show(a_ca_certificate(at_date(2026, 12, 1))).size(), 1U);
}

struct Fault {
  const char* code;
  LogPeer::Fault act;
};

std::string changed(Sct sct, const std::function<void(Sct&)>& change) {
  change(sct);
  return http_answer("200 OK", json_of(sct));
}

/// Everything that a log did in the fault table, and under which name it goes on record.
std::vector<Fault> faults() {
  return {
      {"ct_log_refused",
       [](auto&, const Sct&) { return http_answer("500 Internal Server Error", "no"); }},
      {"ct_log_refused",
       [](auto&, const Sct&) { return http_answer("429 Slow Down", "", "Retry-After: 30\r\n"); }},
      {"ct_answer_malformed", [](auto&, const Sct&) { return http_answer("200 OK", "<html>"); }},
      {"http_answer_too_large",
       [](auto&, const Sct&) { return http_answer("200 OK", std::string(100'000, ' ')); }},
      {"http_failed",
       [](auto&, const Sct&) {
         return std::string("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{");
       }},
      {"ct_sct_of_another_log",
       [](auto&, const Sct& good) { return changed(good, [](Sct& sct) { sct.log_id[0] ^= 1; }); }},
      {"ct_sct_signature_wrong",
       [](auto&, const Sct& good) { return changed(good, [](Sct& sct) { sct.timestamp += 1s; }); }},
      {"ct_sct_time_wrong",
       [](LogPeer& self, const Sct&) {
         const auto announcement = an_announcement();
         return http_answer("200 OK", json_of(testing::signed_sct(
                                          self.key(), announcement.issuer_key_hash,
                                          announcement.logged_tbs_der, kNow + 2h, self.api())));
       }},
      {"ct_sct_extensions_wrong",
       [](LogPeer& self, const Sct&) {
         const auto announcement = an_announcement();
         return http_answer(
             "200 OK",
             json_of(testing::signed_sct(
                 self.key(), announcement.issuer_key_hash, announcement.logged_tbs_der, kNow,
                 self.api() == LogApi::rfc6962 ? LogApi::static_ct : LogApi::rfc6962)));
       }},
  };
}

TEST_F(TransparencyTest, NoFaultOfOneLogKeepsTheOthersFromBeingEnough) {
  for (const auto& [code, act] : faults()) {
    for (LogPeer* const bad : {&rfc_a_, &rfc_b_, &static_c_}) {
      made_.reset();
      bad->misbehave(act);
      const auto scts = announce(an_announcement());
      ASSERT_TRUE(scts) << code << " " << scts.error().log_line();
      EXPECT_EQ(logs_of(*scts).size(), 2U) << code;
      const auto health = health_of(*bad);
      EXPECT_TRUE(health.asked == 0 || health.last_fault == code) << health.last_fault;
      bad->behave();
    }
  }
}

TEST_F(TransparencyTest, NothingThatIsNoGoodSctEverCounts) {
  for (const auto& [code, act] : faults()) {
    made_.reset();
    for (LogPeer* const bad : {&rfc_a_, &rfc_b_, &static_c_}) {
      bad->misbehave(act);
    }
    const auto scts = announce();
    ASSERT_FALSE(scts) << code;
    EXPECT_TRUE(scts.error().is(kTooFewScts));
    const std::string answers(scts.error().parameter("answers"));
    EXPECT_NE(answers.find("a: " + std::string(code)), std::string::npos) << answers;
    EXPECT_NE(answers.find("b: " + std::string(code)), std::string::npos) << answers;
  }
}

TEST_F(TransparencyTest, ASilentLogGetsARivalLongBeforeTheDeadline) {
  rfc_a_.misbehave([](auto&, const Sct&) { return std::string(); });
  settings_.deadline = 20s;
  for (int i = 0; i < 4; ++i) {  // whichever is asked first
    const auto before = std::chrono::steady_clock::now();
    EXPECT_EQ(logs_of(announce().value()), (std::set<std::string>{"b", "c"}));
    EXPECT_LT(std::chrono::steady_clock::now() - before, 5s);
  }
}

TEST_F(TransparencyTest, EveryLogThatWasAskedIsAccountedFor) {
  settings_.deadline = 5s;
  settings_.hedge = 50ms;
  rfc_a_.misbehave([](auto&, const Sct&) { return http_answer("500 Internal Server Error", ""); });
  static_c_.misbehave([](auto&, const Sct&) { return std::string(); });
  const auto announced = told();
  EXPECT_FALSE(announced.scts);
  std::map<std::string, std::string> outcomes;
  for (const auto& one : announced.submissions) {
    outcomes[one.log] = std::string(to_text(one.outcome)) + " " + one.error;
    EXPECT_EQ(one.asked_at, kNow);
  }
  EXPECT_EQ(outcomes.at("b"), "sct ");
  EXPECT_EQ(outcomes.at("c"), "failed http_timeout");
  EXPECT_EQ(outcomes.at("a"), "failed ct_log_refused (HTTP 500)");
}

TEST_F(TransparencyTest, WhatIsShownAgainLaterMayGetTheSctOfTheFirstTime) {
  for (LogPeer* const peer : {&rfc_a_, &rfc_b_, &static_c_}) {
    peer->misbehave([](LogPeer& self, const Sct&) {
      const auto announcement = an_announcement();
      return http_answer("200 OK", testing::json_of(testing::signed_sct(
                                       self.key(), announcement.issuer_key_hash,
                                       announcement.logged_tbs_der, kNow, self.api())));
    });
  }
  clock_.advance(10h);
  EXPECT_TRUE(announce());
}

TEST_F(TransparencyTest, WithoutAnRfc6962LogItEndsAtTheDeadlineAndSaysSo) {
  settings_.deadline = 400ms;
  rfc_a_.misbehave([](auto&, const Sct&) { return std::string(); });
  rfc_b_.misbehave([](auto&, const Sct&) { return std::string(); });
  const auto scts = announce();
  ASSERT_FALSE(scts);
  EXPECT_EQ(scts.error().parameter("needed"), "2 SCTs of 2 operators, 1 of an RFC 6962 log");
  const std::string answers(scts.error().parameter("answers"));
  EXPECT_NE(answers.find("a: http_timeout; b: http_timeout"), std::string::npos) << answers;
}

TEST_F(TransparencyTest, ALiarRestsAndThenNothingIsBegunThatCannotEnd) {
  const auto announcement = an_announcement();
  EXPECT_TRUE(transparency().check_ready(announcement.not_before, announcement.not_after));
  for (LogPeer* const bad : {&rfc_a_, &rfc_b_}) {
    bad->misbehave(faults()[6].act);
  }
  ASSERT_FALSE(announce());
  const auto ready = transparency().check_ready(announcement.not_before, announcement.not_after);
  ASSERT_FALSE(ready);
  EXPECT_TRUE(ready.error().is(kTooFewLogs));
  clock_.advance(10min);
  EXPECT_TRUE(transparency().check_ready(announcement.not_before, announcement.not_after));
}

TEST_F(TransparencyTest, OneFailureIsForgivenTheNextMakesItRest) {
  for (LogPeer* const bad : {&rfc_a_, &rfc_b_}) {
    bad->misbehave([](auto&, const Sct&) { return http_answer("503 Busy", ""); });
  }
  const auto announcement = an_announcement();
  ASSERT_FALSE(announce());
  EXPECT_TRUE(transparency().check_ready(announcement.not_before, announcement.not_after));
  ASSERT_FALSE(announce());
  EXPECT_FALSE(transparency().check_ready(announcement.not_before, announcement.not_after));
  clock_.advance(1s);
  EXPECT_TRUE(transparency().check_ready(announcement.not_before, announcement.not_after));
}

TEST_F(TransparencyTest, OnlyUsableLogsOfTheIntervalAreAsked) {
  auto retired = rfc_a_.listed("retired");
  auto qualified = rfc_b_.listed("qualified");
  transparency().replace(
      LogList::parse(testing::list_of({retired, qualified, static_c_.listed()})).value());
  const auto scts = announce();
  ASSERT_FALSE(scts);
  EXPECT_EQ(scts.error().parameter("answers"), "no log to ask");
  EXPECT_EQ(rfc_a_.asked() + rfc_b_.asked() + static_c_.asked(), 0U);
}

/// Tells somebody when it is looked at.
class WatchedClock final : public Clock {
 public:
  [[nodiscard]] Time now() const override {
    if (on_look) {
      on_look();
    }
    return kNow;
  }
  std::function<void()> on_look;
};

TEST_F(TransparencyTest, AListThatIsReplacedIsKeptForWhoeverStillReadsIt) {
  WatchedClock clock;
  Transparency transparency(LogList::parse(list_text()).value(), settings_, clock, random_);
  const std::weak_ptr before = transparency.list();
  int looks = 0;
  clock.on_look = [&] {
    if (++looks == 1) {
      transparency.replace(LogList::parse(testing::list_of({rfc_b_.listed()})).value());
    }
    EXPECT_FALSE(looks <= 3 && before.expired());
  };
  EXPECT_EQ(transparency.status().size(), 3U);
  EXPECT_TRUE(before.expired());
}

TEST_F(TransparencyTest, ManyAtOnceAllGetTheirScts) {
  constexpr int kMany = 40;
  std::vector<std::promise<Result<x509::SctList>>> promises(kMany);
  settings_.deadline = 20s;
  settings_.hedge = 10s;
  for (auto& promise : promises) {
    transparency().announce(an_announcement(), pool_,
                            [&](auto told) { promise.set_value(std::move(told.scts)); });
  }
  for (auto& promise : promises) {
    const auto scts = promise.get_future().get();
    ASSERT_TRUE(scts) << scts.error().log_line();
    EXPECT_EQ(logs_of(*scts).size(), 2U);
  }
}

TEST_F(TransparencyTest, StoppingEndsWhatIsUnderWay) {
  settings_.deadline = 60s;
  for (LogPeer* const silent : {&rfc_a_, &rfc_b_, &static_c_}) {
    silent->misbehave([](auto&, const Sct&) { return std::string(); });
  }
  std::promise<Result<x509::SctList>> promise;
  transparency().announce(an_announcement(), pool_,
                          [&](auto told) { promise.set_value(std::move(told.scts)); });
  transparency().stop();
  EXPECT_FALSE(promise.get_future().get());
}

TEST_F(TransparencyTest, AReportTellsWhatStandsInACertificate) {
  const auto scts = announce(an_announcement(200)).value();
  x509::SctList odd = scts;
  odd[1].timestamp += 1s;
  odd[2].log_id.fill(9);
  const auto leaf = x509::Certificate::parse(test_data("leaf.der")).value();
  const auto issuer = x509::Certificate::parse(test_data("sub.der")).value();
  const auto with = [&](const x509::SctList& list) {
    const Bytes tbs =
        x509::with_extension(leaf.tbs_der(), x509::sct_list_extension(list).value()).value();
    const Bytes der = x509::assemble(tbs, leaf.signature_algorithm().value(), leaf.signature());
    return examine(x509::Certificate::parse(der).value(), issuer.spki_der(), *transparency().list())
        .value();
  };
  const SctReport good = with(scts);
  EXPECT_TRUE(good.satisfied);
  EXPECT_EQ(good.scts.at(0).log, "a");
  EXPECT_EQ(good.scts.at(2).api, LogApi::static_ct);
  const SctReport bad = with(odd);
  EXPECT_FALSE(bad.satisfied);
  EXPECT_EQ(bad.scts.at(0).fault, "");
  EXPECT_EQ(bad.scts.at(1).fault, "ct_sct_signature_wrong");
  EXPECT_EQ(bad.scts.at(2).fault, "ct_log_unknown");
  EXPECT_TRUE(examine(leaf, issuer.spki_der(), *transparency().list()).value().scts.empty());
}

}  // namespace
}  // namespace chancery::ct
