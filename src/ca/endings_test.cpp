#include "ca/endings.h"

#include <gmock/gmock.h>

#include "ca/errors.h"
#include "ca/house_for_tests.h"
#include "store/revocation_repository.h"

namespace chancery::ca {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

class CaEndings : public testing::Test {
 protected:
  Result<Termination> terminate(const IssuerPtr& issuer, bool revoke_valid) {
    return house_->endings.terminate(
        {.issuer = issuer->record().id, .revoke_valid = revoke_valid, .actor = "cli:ann"});
  }
  Result<IssuerPtr> destroy(const IssuerPtr& issuer) {
    return house_->endings.destroy_key({.issuer = issuer->record().id, .actor = "cli:ann"});
  }
  void retire(const IssuerPtr& issuer) {
    house_->hierarchy.set_state(issuer->record().id, model::IssuerState::retired, "t").value();
  }
  [[nodiscard]] bool key_is_there(const IssuerPtr& issuer) {
    const auto all = house_->keys.list().value();
    return std::ranges::any_of(
        all, [&](const keys::KeyRef& key) { return key.text() == issuer->record().key_ref; });
  }
  std::optional<model::Revocation> revocation_of(const model::IssuedCertificate& certificate) {
    return house_.read([&](store::Snapshot& snapshot) {
      return store::RevocationRepository::find(snapshot, certificate.issuer, certificate.serial);
    });
  }

  House house_;
  IssuerPtr root_ = house_.root("r", kPrivatePurpose);
  IssuerPtr sub_ = house_.subordinate("s", root_);
};

TEST_F(CaEndings, TerminationRefusesToForgetWhatIsValid) {
  const auto leaf = house_.issue_private().value();
  const auto refused = terminate(sub_, false);
  EXPECT_EQ(code_of(refused), kCertificatesStillValid.code);
  EXPECT_EQ(refused.error().parameter("count"), "1");
  EXPECT_TRUE(house_.issue_private("b.corp.example")) << "nothing happened yet";
  EXPECT_FALSE(revocation_of(leaf));
}

TEST_F(CaEndings, NothingIsRevokedThatNobodyWasAskedAbout) {
  std::optional<model::IssuedCertificate> late;
  house_->keys.watch([&](BytesView) -> Result<void> {  // in the middle of an issuance
    house_->keys.watch({});
    EXPECT_EQ(code_of(terminate(sub_, false)), "") << "nothing is valid yet";
    return {};
  });
  late = house_.issue_private().value();
  EXPECT_FALSE(revocation_of(*late));
  EXPECT_EQ(code_of(house_.issue_private("b.corp.example")), kNoIssuerForProfile.code);
  EXPECT_EQ(code_of(terminate(sub_, false)), kCertificatesStillValid.code);
  EXPECT_FALSE(revocation_of(*late)) << "asked, and still not revoked";
  EXPECT_EQ(terminate(sub_, true)->revoked, 1);
}

TEST_F(CaEndings, ARefusedTerminationLeavesTheIssuerAtWork) {
  ASSERT_TRUE(house_.issue_private());
  house_.faults.plan({store::Fault::lost});
  EXPECT_FALSE(terminate(sub_, true));
  EXPECT_TRUE(house_.issue_private("b.corp.example")) << "the commit that retires was lost";
  EXPECT_THAT(house_.audit_records("issuer.retired"), SizeIs(0));
}

TEST_F(CaEndings, TerminationRevokesTheValidAndEndsIssuanceButNotStatuses) {
  const auto leaf = house_.issue_private().value();
  const auto responder = house_->responders.of(sub_).value();
  const auto ended = terminate(sub_, true).value();
  EXPECT_EQ(ended.revoked, 1);
  EXPECT_TRUE(ended.issuer->record().terminated_at);
  EXPECT_EQ(revocation_of(leaf)->reason, x509::RevocationReason::cessation_of_operation);
  EXPECT_EQ(code_of(house_.issue_private("b.corp.example")), kNoIssuerForProfile.code);
  EXPECT_TRUE(house_->responders.of(ended.issuer));
  const auto again = terminate(sub_, true).value();
  EXPECT_EQ(again.revoked, 0);
  EXPECT_EQ(again.issuer->record().terminated_at, ended.issuer->record().terminated_at);
  EXPECT_THAT(house_.audit_records("issuer.terminated"), SizeIs(1));
  for (const auto state : {model::IssuerState::enabled, model::IssuerState::disabled}) {
    EXPECT_EQ(code_of(house_->hierarchy.set_state(sub_->record().id, state, "t")),
              kIssuerRetired.code);
  }
}

TEST_F(CaEndings, NoKeyIsDestroyedThatIsStillNeeded) {
  const auto leaf = house_.issue_private().value();
  EXPECT_EQ(code_of(destroy(sub_)), kIssuerStillActive.code);
  retire(sub_);
  const auto refused = destroy(sub_);
  EXPECT_EQ(code_of(refused), kCertificatesStillValid.code);
  EXPECT_TRUE(key_is_there(sub_));
  house_.clock.set(leaf.not_after + std::chrono::seconds(1));
  EXPECT_TRUE(destroy(sub_)) << "all have ended";
  EXPECT_FALSE(key_is_there(sub_));
}

TEST_F(CaEndings, ARootIsNotDestroyedUnderASubordinateThatIsValid) {
  retire(root_);
  EXPECT_EQ(code_of(destroy(root_)), kCertificatesStillValid.code);
  EXPECT_TRUE(key_is_there(root_));
}

TEST_F(CaEndings, ADestroyedKeySignsNothingAndResponderAnswersGoOn) {
  ASSERT_TRUE(house_.issue_private());
  const auto responder = house_->responders.of(sub_).value();
  ASSERT_TRUE(terminate(sub_, true));
  const auto ended = destroy(sub_).value();
  EXPECT_TRUE(ended->record().key_destroyed_at);
  EXPECT_EQ(code_of(ended->signer()), kIssuerKeyDestroyed.code);
  EXPECT_EQ(code_of(ended->issuing()), kIssuerKeyDestroyed.code);
  EXPECT_TRUE(house_->responders.of(ended)) << "until its certificate ends";
  EXPECT_TRUE(destroy(sub_)) << "once more is no harm";
  house_.restart();
  EXPECT_EQ(code_of(house_->issuers.by_name("s").value()->signer()), kIssuerKeyDestroyed.code);
  EXPECT_FALSE(key_is_there(sub_));
  EXPECT_TRUE(key_is_there(root_));
  EXPECT_THAT(house_.audit_records("issuer.key_destruction_begun"), SizeIs(2));
  EXPECT_THAT(house_.audit_records("issuer.key_destroyed"), SizeIs(2));
}

TEST_F(CaEndings, ADestructionThatStoppedHalfWayIsFinishedByTheNext) {
  retire(sub_);
  house_.faults.plan({store::Fault::none, store::Fault::lost});  // the record afterwards
  EXPECT_FALSE(destroy(sub_));
  house_.restart();
  EXPECT_FALSE(key_is_there(sub_));
  const auto ended = destroy(sub_);
  ASSERT_TRUE(ended);
  const auto records = house_.audit_records("issuer.key_destroyed");
  ASSERT_THAT(records, SizeIs(1));
  EXPECT_THAT(records[0].details, HasSubstr("gone already"));
}

}  // namespace
}  // namespace chancery::ca
