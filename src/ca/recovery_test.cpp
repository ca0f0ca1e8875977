#include "ca/recovery.h"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <set>

#include "ca/house_for_tests.h"
#include "store/errors.h"

namespace chancery::ca {
namespace {

using store::Fault;
using testing::IsEmpty;
using testing::SizeIs;

class Recovery : public testing::Test {
 protected:
  /// One issuance whose two commits go as told; then the process is gone and comes again.
  Result<model::IssuedCertificate> issue_and_crash(Fault first, Fault second) {
    house_.faults.plan({first, second});
    auto issued = house_.issue_private();
    house_.faults.plan({});
    house_.restart();
    return issued;
  }
  RecoveryReport recover() {
    return ca::recover(house_->database, house_->intents, house_->audit, house_.clock).value();
  }
  [[nodiscard]] std::size_t issued() { return house_.certificates().size() - before_; }
  /// How many serials are on record as abandoned; one may be there twice.
  [[nodiscard]] std::size_t abandoned() {
    std::set<std::string> serials;
    for (const auto& record : house_.audit_records("serial.abandoned")) {
      serials.insert(std::string(boost::json::parse(record.details).at("serial").as_string()));
    }
    return serials.size();
  }

  House house_;
  IssuerPtr sub_ = house_.subordinate("p-sub", house_.root("p-root", kPrivatePurpose));
  std::size_t before_ = house_.certificates().size();
};

TEST_F(Recovery, FindsNothingAfterAQuietLife) {
  house_.issue_private().value();
  house_.restart();
  const auto report = recover();
  EXPECT_EQ(report.abandoned, 0);
  EXPECT_LE(report.issued, 1) << "the row of the last intent may still have been there";
  EXPECT_THAT(house_.intents(), IsEmpty());
}

TEST_F(Recovery, OfALostIntentHasNothingToDoForTheKeyWasNotUsed) {
  int signatures = 0;
  house_->keys.watch([&](BytesView) -> Result<void> {
    ++signatures;
    return {};
  });
  EXPECT_EQ(code_of(issue_and_crash(Fault::lost, Fault::none)), store::kStoreUnavailable.code);
  EXPECT_EQ(signatures, 0);
  EXPECT_EQ(recover().abandoned, 0);
  EXPECT_EQ(issued(), 0U);
}

TEST_F(Recovery, AbandonsASerialWhoseIntentWasStoredButReportedLost) {
  EXPECT_EQ(code_of(issue_and_crash(Fault::reported_lost, Fault::none)),
            store::kCommitUnknown.code);
  EXPECT_EQ(recover().abandoned, 1);
  EXPECT_EQ(issued(), 0U);
  EXPECT_THAT(house_.audit_records("serial.abandoned"), SizeIs(1));
}

TEST_F(Recovery, KnowsASerialWhoseCertificateWasLost) {
  EXPECT_EQ(code_of(issue_and_crash(Fault::none, Fault::lost)), store::kStoreUnavailable.code);
  recover();
  EXPECT_EQ(issued(), 0U);
  EXPECT_EQ(abandoned(), 1U);
}

TEST_F(Recovery, AbandonsASerialWhenNoCommitWorkedAfterTheIntent) {
  house_.faults.plan({Fault::none, Fault::lost, Fault::lost});
  EXPECT_FALSE(house_.issue_private());
  house_.restart();
  EXPECT_EQ(recover().abandoned, 1);
  EXPECT_THAT(house_.audit_records("serial.abandoned"), SizeIs(1));
}

TEST_F(Recovery, KeepsACertificateThatWasStoredButReportedLost) {
  EXPECT_EQ(code_of(issue_and_crash(Fault::none, Fault::reported_lost)),
            store::kCommitUnknown.code);
  const auto report = recover();
  EXPECT_EQ(report.issued, 1);
  EXPECT_EQ(report.abandoned, 0);
  EXPECT_EQ(issued(), 1U);
  EXPECT_THAT(house_.audit_records("serial.abandoned"), IsEmpty());
}

TEST_F(Recovery, AccountsForEverySerialWhateverBroke) {
  std::size_t attempts = 0;
  for (const auto first : {Fault::none, Fault::lost, Fault::reported_lost}) {
    for (const auto second : {Fault::none, Fault::lost, Fault::reported_lost}) {
      for (const auto third : {Fault::none, Fault::lost, Fault::reported_lost}) {
        house_.faults.plan({first, second, third});
        (void)house_.issue_private();
        house_.faults.plan({});
        attempts += first == Fault::lost ? 0 : 1;  // else the serial was never given away
        house_.restart();
        recover();
      }
    }
  }
  EXPECT_EQ(issued() + abandoned(), attempts);
  EXPECT_THAT(house_.audit_records("certificate.issued"), SizeIs(before_ + issued()));
  EXPECT_THAT(house_.intents(), IsEmpty());
}

TEST_F(Recovery, MayBeInterruptedAndRunAgain) {
  for (int i = 0; i < 40; ++i) {  // more rows than one look takes
    house_.faults.plan({Fault::reported_lost});
    EXPECT_FALSE(house_.issue_private());
  }
  house_.restart();
  house_.faults.plan({Fault::none, Fault::lost});
  EXPECT_FALSE(ca::recover(house_->database, house_->intents, house_->audit, house_.clock));
  house_.restart();
  recover();
  EXPECT_THAT(house_.audit_records("serial.abandoned"), SizeIs(40));
  EXPECT_THAT(house_.intents(), IsEmpty());
}

}  // namespace
}  // namespace chancery::ca
