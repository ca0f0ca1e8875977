#include "ca/halt_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ca/house_for_tests.h"
#include "issuance/errors.h"

namespace chancery::ca {
namespace {

using issuance::LintStage;
using issuance::OutsideLook;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class HaltReport : public ::testing::Test {
 protected:
  HaltReport() {
    house_.subordinate("sub", house_.root("root", kPrivatePurpose));
    house_->keys.watch([this](BytesView) -> Result<void> {
      ++signatures_;
      return {};
    });
  }

  void outside(LintStage stage, Result<std::string> answer) {
    house_->outside_linter = [=](const OutsideLook& look) {
      return look.stage == stage ? answer : Result<std::string>("");
    };
  }

  House house_;
  int signatures_ = 0;
};

TEST_F(HaltReport, OfAnOutsideFindingIsFiledAndNothingIsSigned) {
  outside(LintStage::before_signing, fail(issuance::kOutsideLintStopped, "findings",
                                          "error e_sub_cert_bad (BR 7.1): it is bad"));
  const auto before = house_.certificates().size();
  const auto issued = house_.issue_private("db.corp.example");
  EXPECT_EQ(issued.error().code(), "outside_lint_stopped");
  EXPECT_THAT(issued.error().message(), HasSubstr("e_sub_cert_bad"));
  EXPECT_EQ(signatures_, 0);
  EXPECT_THAT(house_.certificates(), SizeIs(before));
  EXPECT_THAT(house_.intents(), IsEmpty());
  const auto reports = house_.audit_records(std::string(kIssuanceHalted));
  ASSERT_THAT(reports, SizeIs(1));
  EXPECT_EQ(reports[0].outcome, audit::Outcome::refused);
  EXPECT_THAT(reports[0].details, HasSubstr("error e_sub_cert_bad (BR 7.1): it is bad"));
  EXPECT_THAT(reports[0].details, HasSubstr("db.corp.example"));
}

TEST_F(HaltReport, IsFiledWhenAnOutsideLinterGaveNoAnswerAndNothingIsSigned) {
  outside(LintStage::before_signing, fail(issuance::kOutsideLintMissing));
  EXPECT_EQ(house_.issue_private().error().code(), "outside_lint_missing");
  EXPECT_EQ(signatures_, 0);
  EXPECT_THAT(house_.audit_records(std::string(kIssuanceHalted)), SizeIs(1));
}

TEST_F(HaltReport, OfAFindingAfterSigningLiesWithTheAbandonedSerial) {
  outside(LintStage::after_signing,
          fail(issuance::kOutsideLintStopped, "findings", "error e_late (x): late"));
  const auto before = house_.certificates().size();
  EXPECT_EQ(house_.issue_private().error().code(), "outside_lint_stopped");
  EXPECT_EQ(signatures_, 1);
  EXPECT_THAT(house_.certificates(), SizeIs(before));
  const auto abandoned = house_.audit_records("serial.abandoned");
  ASSERT_THAT(abandoned, SizeIs(1));
  EXPECT_THAT(abandoned[0].details, HasSubstr("error e_late (x): late"));
  EXPECT_THAT(abandoned[0].details, HasSubstr("BEGIN CERTIFICATE")) << "what was signed is kept";
}

TEST_F(HaltReport, ARootThatIsRefusedIsKeptAndIsNoIssuer) {
  outside(LintStage::before_signing,
          fail(issuance::kOutsideLintStopped, "findings", "error e_root (x): bad"));
  const auto before = house_->issuers.list().size();
  const auto subject = x509::DistinguishedName::from_text("CN=Second,O=Lab,C=KR").value();
  const auto refused = house_->hierarchy.create_root({.name = "second",
                                                      .purpose = std::string(kPrivatePurpose),
                                                      .subject = subject,
                                                      .key = crypto::kP384,
                                                      .days = {},
                                                      .actor = "test"});
  EXPECT_EQ(refused.error().code(), "outside_lint_stopped");
  EXPECT_THAT(house_->issuers.list(), SizeIs(before));
  const auto records = house_.audit_records("issuer.root_refused");
  ASSERT_THAT(records, SizeIs(1));
  EXPECT_THAT(records[0].details, HasSubstr("error e_root (x): bad"));
  EXPECT_THAT(records[0].details, HasSubstr("BEGIN CERTIFICATE"));
}

TEST_F(HaltReport, IsNotFiledForWhatOutsideLintersOnlyNote) {
  outside(LintStage::before_signing, "notice n_small (x): small\n");
  ASSERT_TRUE(house_.issue_private());
  EXPECT_THAT(house_.audit_records(std::string(kIssuanceHalted)), IsEmpty());
  const auto issued = house_.audit_records("certificate.issued");
  EXPECT_THAT(issued.back().details, HasSubstr("notice n_small (x): small"));
}

TEST_F(HaltReport, IsNotFiledForOtherRefusals) {
  EXPECT_FALSE(house_.issue_private("not a name"));
  EXPECT_THAT(house_.audit_records(std::string(kIssuanceHalted)), IsEmpty());
}

}  // namespace
}  // namespace chancery::ca
