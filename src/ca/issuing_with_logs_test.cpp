// The road with SCTs, against logs that sign, fail and lie.
#include <boost/json.hpp>
#include <future>
#include <gmock/gmock.h>

#include "base/task_pool.h"
#include "ca/house_for_tests.h"
#include "ct/errors.h"
#include "ct/report.h"
#include "ct/testing/log_peer.h"
#include "issuance/errors.h"
#include "store/errors.h"
#include "store/precertificate_repository.h"
#include "x509/precertificate.h"

namespace chancery::ca {
namespace {

using namespace std::chrono_literals;
using ct::LogApi;
using ct::testing::LogPeer;
using model::PrecertificateState;
using store::Fault;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr model::AccountId kAlice(11);
constexpr model::ApplicationId kPetition(501);

class IssuingWithLogs : public testing::Test {
 protected:
  using Outcome = Result<model::IssuedCertificate>;

  IssuingWithLogs() {
    sub_ = house_.subordinate("t-sub", house_.root("t-root", kTlsPurpose, crypto::kP384));
    house_.show_to({&logs_, &pool_, nullptr});
    recover();  // the intents of the hierarchy, which the restart cut off
    sub_ = house_->issuers.by_name("t-sub").value();
    before_ = house_.certificates().size();
  }
  void TearDown() override { logs_.stop(); }

  static ct::LogList list_of(const std::vector<LogPeer*>& peers) {
    std::vector<boost::json::object> operators;
    std::ranges::transform(peers, std::back_inserter(operators),
                           [](const LogPeer* peer) { return peer->listed(); });
    return ct::LogList::parse(ct::testing::list_of(operators)).value();
  }
  Outcome issue(const AlongsideIssuance& alongside = {}) {
    return house_->issuing.issue(house_.public_order(kAlice, {"www.example.com"}), alongside);
  }
  std::future<Outcome> begin() {
    auto promise = std::make_shared<std::promise<Outcome>>();
    house_->issuing.issue_async(
        house_.public_order(kAlice, {"www.example.com"}), {}, pool_,
        [promise](Outcome outcome) { promise->set_value(std::move(outcome)); });
    return promise->get_future();
  }
  void all_logs(const LogPeer::Fault& fault) {
    for (LogPeer* const peer : {&a_, &b_, &c_}) {
      peer->misbehave(fault);
    }
  }
  static std::string refusal(LogPeer&, const ct::testing::Sct&) {
    return ct::testing::http_answer("500 Internal Server Error", "no");
  }
  /// The one certificate more than at the beginning.
  model::IssuedCertificate stored() {
    const auto all = house_.certificates();
    EXPECT_THAT(all, SizeIs(before_ + 1));
    return *house_.read([&](store::Snapshot& snapshot) {
      return store::CertificateRepository::by_id(snapshot, all.back().id);
    });
  }
  std::optional<model::Precertificate> precertificate(model::CertificateId id) {
    return house_.read([&](store::Snapshot& snapshot) {
      return store::PrecertificateRepository::find(snapshot, id);
    });
  }
  RecoveryReport recover() {
    return ca::recover(house_->database, house_->intents, house_->audit, house_.clock).value();
  }
  /// An order of an application that will go on with what waits; `waiting_` tells what it heard.
  IssueOrder order_of(model::ApplicationId application) {
    auto order = house_.public_order(kAlice, {"www.example.com"});
    order.application = application;
    return order;
  }
  AlongsideIssuance that_waits() {
    return {.with_wait = [this](auto&, const WaitingPrecertificate& waiting) -> Result<bool> {
      waiting_ = waiting;
      return true;
    }};
  }
  /// Of an order that waits from now on.
  model::IssuedCertificate waiting_one() {
    all_logs(refusal);
    EXPECT_FALSE(house_->issuing.issue(order_of(kPetition), that_waits()));
    for (LogPeer* const peer : {&a_, &b_, &c_}) {
      peer->behave();
    }
    return stored();
  }
  std::future<Outcome> begin_again(model::CertificateId which, IssueOrder order) {
    auto promise = std::make_shared<std::promise<Outcome>>();
    house_->issuing.resume_async(
        std::move(order), which, that_waits(), pool_,
        [promise](Outcome outcome) { promise->set_value(std::move(outcome)); });
    return promise->get_future();
  }
  Outcome resume(model::CertificateId which) {
    return begin_again(which, order_of(kPetition)).get();
  }
  static bool is_poisoned(BytesView der) {
    return x509::Certificate::parse(der).value().extensions().find(x509::kPrecertificatePoison) !=
           nullptr;
  }

  TaskPool pool_{4};
  House house_;
  LogPeer a_{"a", "Alpha", LogApi::rfc6962, house_.clock};
  LogPeer b_{"b", "Beta", LogApi::rfc6962, house_.clock};
  LogPeer c_{"c", "Gamma", LogApi::static_ct, house_.clock};
  ct::Transparency logs_{list_of({&a_, &b_, &c_}),
                         {.deadline = 5s, .hedge = 200ms, .test_logs = false, .http = {}},
                         house_.clock,
                         house_.random};
  IssuerPtr sub_;
  std::size_t before_ = 0;
  std::optional<WaitingPrecertificate> waiting_;
};

TEST_F(IssuingWithLogs, ACertificateHasVerifiedSctsAndCorrespondsToWhatLogsSaw) {
  const auto issued = begin().get().value();
  const auto certificate = x509::Certificate::parse(issued.der).value();
  const auto report =
      ct::examine(certificate, sub_->certificate().spki_der(), *logs_.list()).value();
  EXPECT_TRUE(report.satisfied);
  EXPECT_THAT(report.scts, SizeIs(report.needs.scts));
  const auto kept = precertificate(issued.id);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->state, PrecertificateState::completed);
  const auto announced = x509::Certificate::parse(kept->der).value();
  EXPECT_TRUE(x509::check_correspondence(announced.tbs_der(), certificate.tbs_der()));
  EXPECT_TRUE(a_.asked() == 0 || a_.shown().precertificate_der == kept->der);
  EXPECT_EQ(stored().der, issued.der);
  EXPECT_THAT(house_.intents(), IsEmpty());
  EXPECT_THAT(house_.audit_records("precertificate.signed"), SizeIs(1));
  EXPECT_THAT(house_.audit_records("certificate.issued").back().details, HasSubstr("\"scts\":["));
}

TEST_F(IssuingWithLogs, APrecertificateIsOnRecordAsIssuedBeforeAnyLogSeesIt) {
  std::atomic<int> seen = 0;
  all_logs([&](LogPeer& self, const ct::testing::Sct& good) {
    const auto row = stored();
    EXPECT_TRUE(is_poisoned(row.der));
    EXPECT_EQ(precertificate(row.id)->state, PrecertificateState::shown);
    EXPECT_THAT(house_.intents(), SizeIs(1)) << "for the next start, if we die now";
    (void)self;
    ++seen;
    return ct::testing::http_answer("200 OK", ct::testing::json_of(good));
  });
  ASSERT_TRUE(begin().get());
  EXPECT_GE(seen, 2);
}

TEST_F(IssuingWithLogs, WithoutEnoughSctsItStaysIssuedRevocableAndUnfinished) {
  all_logs(refusal);
  const auto issued = begin().get();
  ASSERT_FALSE(issued);
  EXPECT_TRUE(issued.error().is(ct::kTooFewScts));
  EXPECT_THAT(std::string(issued.error().parameter("answers")), HasSubstr("HTTP 500"));
  const auto row = stored();
  EXPECT_TRUE(is_poisoned(row.der));
  EXPECT_EQ(precertificate(row.id)->state, PrecertificateState::unfinished);
  EXPECT_EQ(precertificate(row.id)->why, "ct_too_few_scts");
  EXPECT_THAT(house_.intents(), IsEmpty());
  EXPECT_THAT(house_.audit_records("precertificate.unfinished"), SizeIs(1));
  EXPECT_THAT(house_.audit_records("serial.abandoned"), IsEmpty());
  RevokeOrder revocation;
  revocation.certificate = row.id;
  revocation.reason = x509::RevocationReason::key_compromise;
  revocation.actor = "test";
  EXPECT_TRUE(house_->revoking.revoke(revocation));
}

TEST_F(IssuingWithLogs, WhenTooFewLogsCanBeAskedNothingIsSigned) {
  logs_.replace(list_of({&a_, &c_}));
  int signatures = 0;
  house_->keys.watch([&](BytesView) -> Result<void> {
    ++signatures;
    return {};
  });
  a_.misbehave([](auto&, auto good) {
    good.timestamp += 1s;
    return ct::testing::http_answer("200 OK", ct::testing::json_of(good));
  });
  EXPECT_FALSE(issue());
  EXPECT_EQ(signatures, 1) << "the precertificate's";
  const auto refused = issue();
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().is(ct::kTooFewLogs)) << refused.error().log_line();
  EXPECT_EQ(signatures, 1);
  EXPECT_THAT(house_.certificates(), SizeIs(before_ + 1));
}

TEST_F(IssuingWithLogs, ACrashBeforeTheSctsLeavesItIssuedAndUnfinished) {
  all_logs([](auto&, const auto&) { return std::string(); });  // silent
  house_.faults.plan({Fault::none, Fault::none});
  auto waiting = begin();
  while (a_.asked() + b_.asked() == 0) {
    std::this_thread::yield();
  }
  // The process is gone before it can write what became of it.
  house_.faults.plan({Fault::lost, Fault::lost});
  logs_.stop();
  EXPECT_FALSE(waiting.get());
  house_.restart();
  const auto report = recover();
  EXPECT_EQ(report.unfinished, 1);
  EXPECT_EQ(report.abandoned, 0);
  const auto row = stored();
  EXPECT_EQ(precertificate(row.id)->state, PrecertificateState::unfinished);
  EXPECT_EQ(precertificate(row.id)->why, "crash");
  EXPECT_EQ(recover().unfinished, 0);
}

TEST_F(IssuingWithLogs, NoBrokenCommitLosesWhatWasSigned) {
  // Intent, announcement, certificate: each lost, or stored but reported lost.
  for (const int broken : {0, 1, 2}) {
    for (const auto how : {Fault::lost, Fault::reported_lost}) {
      const auto before = house_.certificates().size();
      std::deque<Fault> plan(static_cast<std::size_t>(broken), Fault::none);
      plan.push_back(how);
      const auto order = house_.public_order(kAlice, {"www.example.com"});
      house_.faults.plan(plan);
      const auto issued = house_->issuing.issue(order);
      EXPECT_FALSE(issued);
      house_.faults.plan({});
      house_.restart();
      sub_ = house_->issuers.by_name("t-sub").value();
      recover();
      const bool announced = broken == 2 || (broken == 1 && how == Fault::reported_lost);
      const auto now = house_.certificates();
      ASSERT_THAT(now, SizeIs(before + (announced ? 1 : 0))) << broken;
      if (announced) {
        const bool finished = broken == 2 && how == Fault::reported_lost;
        EXPECT_EQ(precertificate(now.back().id)->state,
                  finished ? PrecertificateState::completed : PrecertificateState::unfinished)
            << broken;
      }
    }
  }
}

TEST_F(IssuingWithLogs, WhatTheCallerRefusesInTheLastCommitStaysUnfinished) {
  const auto issued = issue({.with_certificate = [](auto&, const auto&) -> Result<void> {
    return fail(store::kSerialTaken);
  }});
  EXPECT_EQ(code_of(issued), "serial_taken");
  EXPECT_EQ(precertificate(stored().id)->state, PrecertificateState::unfinished);
}

TEST_F(IssuingWithLogs, TheCallerHearsOfTheFinalCertificateOnly) {
  std::vector<bool> poisoned;
  const auto look = [&](const model::IssuedCertificate& one) {
    poisoned.push_back(is_poisoned(one.der));
  };
  ASSERT_TRUE(issue({.with_certificate = [&](auto&, const auto& one) -> Result<void> {
                       look(one);
                       return {};
                     },
                     .when_signed = look}));
  EXPECT_EQ(poisoned, (std::vector<bool>{false, false}));
}

TEST_F(IssuingWithLogs, PrivateAndExemptIssuersShowNothingToLogs) {
  house_.subordinate("p-sub", house_.root("p-root", kPrivatePurpose));
  ASSERT_TRUE(house_.issue_private());
  const std::set<std::string, std::less<>> exempt{"t-sub"};
  house_.show_to({&logs_, &pool_, &exempt});
  sub_ = house_->issuers.by_name("t-sub").value();
  const auto issued = issue().value();
  EXPECT_EQ(x509::Certificate::parse(issued.der).value().extensions().find(x509::kSctList),
            nullptr);
  EXPECT_EQ(a_.asked() + b_.asked() + c_.asked(), 0U);
}

TEST_F(IssuingWithLogs, ManyAtOnceShareTheLogs) {
  std::vector<std::future<Outcome>> waiting;
  for (int i = 0; i < 20; ++i) {
    waiting.push_back(begin());
  }
  for (auto& one : waiting) {
    const auto issued = one.get();
    EXPECT_TRUE(issued) << issued.error().log_line();
  }
}

TEST_F(IssuingWithLogs, AfterLogsThatFailedForAWhileTheOnePrecertificateOnRecordIsIssued) {
  std::atomic<int> signatures = 0;
  house_->keys.watch([&](BytesView) -> Result<void> {
    ++signatures;
    return {};
  });
  const auto row = waiting_one();
  ASSERT_TRUE(waiting_);
  EXPECT_EQ(waiting_->certificate, row.id);
  EXPECT_EQ(precertificate(row.id)->state, PrecertificateState::waiting);
  EXPECT_THAT(house_.intents(), IsEmpty()) << "no crash, nothing to recover";
  EXPECT_THAT(house_.audit_records("precertificate.waiting"), SizeIs(1));
  // Whoever asks for another one meanwhile gets none.
  EXPECT_EQ(code_of(house_->issuing.issue(order_of(kPetition), that_waits())),
            "precertificate_open");
  all_logs(refusal);
  for (int round = 0; round < 3; ++round) {
    house_.clock.advance(10min);
    EXPECT_EQ(code_of(resume(row.id)), "waits_for_logs");
    EXPECT_EQ(precertificate(row.id)->state, PrecertificateState::waiting);
  }
  EXPECT_EQ(signatures, 1) << "the precertificate's";
  house_.restart();
  recover();
  house_->keys.watch({});
  EXPECT_EQ(precertificate(row.id)->state, PrecertificateState::waiting) << "over a restart";
  for (LogPeer* const peer : {&a_, &b_, &c_}) {
    peer->behave();
  }
  house_.clock.advance(10min);
  const auto issued = resume(row.id).value();
  EXPECT_EQ(issued.id, row.id);
  EXPECT_EQ(issued.serial, row.serial);
  EXPECT_EQ(stored().der, issued.der);
  EXPECT_FALSE(is_poisoned(issued.der));
  const auto kept = precertificate(row.id);
  EXPECT_EQ(kept->state, PrecertificateState::completed);
  EXPECT_EQ(kept->der, row.der) << "the very bytes of the first time";
  EXPECT_EQ(a_.shown().precertificate_der, row.der);
  EXPECT_GT(kept->submissions.size(), 8U) << "of every round";
  EXPECT_THAT(house_.intents(), IsEmpty());
  EXPECT_THAT(house_.audit_records("precertificate.signed"), SizeIs(1));
  EXPECT_THAT(house_.audit_records("precertificate.waiting"), SizeIs(1)) << "not every round";
}

TEST_F(IssuingWithLogs, WhatWaitsIsResumedByOneOnly) {
  const auto row = waiting_one();
  house_.clock.advance(10min);
  auto one = begin_again(row.id, order_of(kPetition));
  auto two = begin_again(row.id, order_of(kPetition));
  const auto first = one.get();
  const auto second = two.get();
  EXPECT_NE(first.has_value(), second.has_value());
  EXPECT_EQ(std::string(code_of(first)) + std::string(code_of(second)), "precertificate_ended");
}

TEST_F(IssuingWithLogs, WhatWaitsIsNeverCompletedForSomethingElse) {
  const auto row = waiting_one();
  house_.clock.advance(10min);
  auto other_key = order_of(kPetition);
  other_key.content.key = crypto::PrivateKey::generate(crypto::kP256).value().public_key();
  EXPECT_EQ(code_of(begin_again(row.id, other_key).get()), "precertificate_unusable");
  auto other_name = house_.public_order(kAlice, {"www.example.org"});
  other_name.application = kPetition;
  EXPECT_EQ(code_of(begin_again(row.id, other_name).get()), "precertificate_unusable");
  auto without_caa = order_of(kPetition);
  without_caa.caa.clear();
  EXPECT_EQ(code_of(begin_again(row.id, without_caa).get()), "caa_not_checked");
  auto without_proof = order_of(kPetition);
  without_proof.proofs.clear();
  EXPECT_EQ(code_of(begin_again(row.id, without_proof).get()), "proof_missing");
  EXPECT_EQ(precertificate(row.id)->state, PrecertificateState::waiting);
}

TEST_F(IssuingWithLogs, WhatWaitsIsNotCompletedAfterItsTimeOrItsRevocation) {
  const auto row = waiting_one();
  EXPECT_GT(waiting_->usable_until, house_.clock.now() + 40h);
  house_.clock.advance(10min);
  RevokeOrder revocation;
  revocation.certificate = row.id;
  revocation.reason = x509::RevocationReason::superseded;
  revocation.actor = "test";
  ASSERT_TRUE(house_->revoking.revoke(revocation));
  EXPECT_EQ(code_of(resume(row.id)), "precertificate_revoked");
  house_.clock.set(waiting_->usable_until + 1s);
  EXPECT_EQ(code_of(resume(row.id)), "precertificate_unusable");
}

TEST_F(IssuingWithLogs, WhatIsGivenUpWhileItWaitsIsUnfinishedForEver) {
  const auto row = waiting_one();
  const auto forsake = [&] {
    return house_->database.write(
        [&](store::Transaction& tx) { return house_->issuing.forsake(tx, kPetition, "given_up"); });
  };
  EXPECT_TRUE(forsake().value());
  EXPECT_FALSE(forsake().value()) << "nothing waits any more";
  EXPECT_EQ(precertificate(row.id)->state, PrecertificateState::unfinished);
  EXPECT_EQ(precertificate(row.id)->why, "given_up");
  EXPECT_THAT(precertificate(row.id)->submissions, testing::Not(IsEmpty()));
  EXPECT_THAT(house_.audit_records("precertificate.unfinished"), SizeIs(1));
  house_.clock.advance(10min);
  EXPECT_EQ(code_of(resume(row.id)), "precertificate_ended");
}

TEST_F(IssuingWithLogs, ACrashWhileItIsShownAgainLeavesItUnfinished) {
  const auto row = waiting_one();
  house_.clock.advance(10min);
  all_logs([](auto&, const auto&) { return std::string(); });  // silent
  const auto asked = a_.asked() + b_.asked() + c_.asked();
  auto again = begin_again(row.id, order_of(kPetition));
  while (a_.asked() + b_.asked() + c_.asked() == asked) {
    std::this_thread::yield();
  }
  house_.faults.plan({Fault::lost, Fault::lost});
  logs_.stop();
  EXPECT_FALSE(again.get());
  house_.restart();
  EXPECT_EQ(recover().unfinished, 1);
  EXPECT_EQ(precertificate(row.id)->state, PrecertificateState::unfinished);
  EXPECT_EQ(precertificate(row.id)->why, "crash");
}

// With its SCTs in place it was signed once more, and what is signed is never lost.
TEST_F(IssuingWithLogs, WhatALinterRefusesAtTheEndStaysOnRecordBesideItsPrecertificate) {
  house_->outside_linter = [](const issuance::OutsideLook& look) -> Result<std::string> {
    const auto certificate = x509::Certificate::parse(look.certificate_der).value();
    const bool poisoned = certificate.extensions().find(x509::kPrecertificatePoison) != nullptr;
    if (poisoned || look.stage == issuance::LintStage::before_signing) {
      return "";
    }
    return fail(issuance::kOutsideLintStopped, "findings", "error e_late (x): late");
  };
  EXPECT_EQ(issue().error().code(), "outside_lint_stopped");
  const auto left = stored();
  EXPECT_EQ(precertificate(left.id)->state, PrecertificateState::unfinished);
  const auto records = house_.audit_records("precertificate.unfinished");
  ASSERT_THAT(records, SizeIs(1));
  EXPECT_THAT(records[0].details, HasSubstr("error e_late (x): late"));
  EXPECT_THAT(records[0].details, HasSubstr("BEGIN CERTIFICATE"));
}

}  // namespace
}  // namespace chancery::ca
