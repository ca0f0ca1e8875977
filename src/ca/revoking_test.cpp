#include "ca/revoking.h"

#include <gmock/gmock.h>

#include "ca/errors.h"
#include "ca/house_for_tests.h"
#include "model/errors.h"
#include "store/revocation_repository.h"
#include "store/setting_repository.h"

namespace chancery::ca {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using x509::RevocationReason;

class Revocations : public testing::Test {
 protected:
  Result<model::Revocation> revoke(model::CertificateId id,
                                   RevocationReason reason = RevocationReason::unspecified,
                                   std::optional<Time> since = {}, RevokedBy by = RevokedBy::ca,
                                   std::string comment = "") {
    return house_->revoking.revoke({.certificate = id,
                                    .reason = reason,
                                    .compromised_since = since,
                                    .by = by,
                                    .actor = "staff:eve",
                                    .comment = std::move(comment)});
  }
  std::optional<model::Revocation> stored(const model::IssuedCertificate& certificate) {
    return house_.read([&](store::Snapshot& snapshot) {
      return store::RevocationRepository::find(snapshot, certificate.issuer, certificate.serial);
    });
  }

  House house_;
  IssuerPtr root_ = house_.root("p-root", kPrivatePurpose);
  IssuerPtr sub_ = house_.subordinate("p-sub", root_, 4);
};

TEST_F(Revocations, AreStoredWithTheirAuditLeafAndTheShardOfTheCertificate) {
  const auto certificate = house_.issue_private().value();
  EXPECT_EQ(stored(certificate), std::nullopt);
  house_.clock.advance(1h);
  ASSERT_TRUE(revoke(certificate.id, RevocationReason::superseded, {}, RevokedBy::ca, "new key"));
  const auto row = stored(certificate);
  ASSERT_TRUE(row);
  EXPECT_EQ(row->reason, RevocationReason::superseded);
  EXPECT_EQ(row->revoked_at, kToday + 1h);
  EXPECT_EQ(row->crl_shard, certificate.crl_shard);
  EXPECT_EQ(row->certificate_expires, certificate.not_after);
  ASSERT_TRUE(row->audit_leaf);
  const auto record = house_.audit_records().at(static_cast<std::size_t>(*row->audit_leaf));
  EXPECT_EQ(record.kind, "certificate.revoked");
  EXPECT_EQ(record.actor, "staff:eve");
  EXPECT_THAT(record.details, HasSubstr(R"("reason":"superseded")"));
  EXPECT_THAT(record.details, HasSubstr(R"("comment":"new key")"));
}

TEST_F(Revocations, OfASubscriberComeBeforeTheEndUnlessTheKeyIsCompromised) {  // NC-x1, AL-36
  using enum RevocationReason;
  const auto certificate = house_.issue_private().value();
  house_.clock.set(certificate.not_after + 1s);
  const auto late = revoke(certificate.id, superseded, {}, RevokedBy::subscriber);
  ASSERT_FALSE(late);
  EXPECT_TRUE(late.error().is(kRevocationTooLate));
  EXPECT_EQ(stored(certificate), std::nullopt);
  EXPECT_TRUE(revoke(certificate.id, key_compromise, {}, RevokedBy::subscriber));
  EXPECT_TRUE(stored(certificate));
}

TEST_F(Revocations, HaveTheReasonsThatTheRoleMayUse) {
  using enum RevocationReason;
  for (const auto reason :
       {unspecified, key_compromise, affiliation_changed, superseded, cessation_of_operation}) {
    EXPECT_TRUE(Revoking::check_reason(reason, RevokedBy::subscriber));
    EXPECT_TRUE(Revoking::check_reason(reason, RevokedBy::ca));
  }
  EXPECT_TRUE(Revoking::check_reason(privilege_withdrawn, RevokedBy::ca));
  EXPECT_FALSE(Revoking::check_reason(privilege_withdrawn, RevokedBy::subscriber));
  const auto certificate = house_.issue_private().value();
  for (const auto reason : {ca_compromise, certificate_hold, remove_from_crl, aa_compromise}) {
    EXPECT_EQ(code_of(revoke(certificate.id, reason)), kReasonForbidden.code);
  }
  EXPECT_EQ(stored(certificate), std::nullopt);
}

TEST_F(Revocations, OfWhatWasNotIssuedHereAreRefused) {
  EXPECT_EQ(code_of(revoke(model::CertificateId(5))), kCertificateUnknown.code);
}

TEST_F(Revocations, AreFinal) {
  const auto certificate = house_.issue_private().value();
  revoke(certificate.id, RevocationReason::superseded).value();
  house_.clock.advance(1h);
  EXPECT_EQ(code_of(revoke(certificate.id)), model::kRevocationFinal.code);
  EXPECT_EQ(code_of(revoke(certificate.id, RevocationReason::superseded)),
            model::kRevocationFinal.code);
  EXPECT_EQ(stored(certificate)->revoked_at, kToday);
  EXPECT_THAT(house_.audit_records("certificate.revoked"), SizeIs(1));
}

TEST_F(Revocations, TightenToKeyCompromiseAndToAnEarlierDateOnly) {
  const auto certificate = house_.issue_private().value();
  house_.clock.advance(10h);
  revoke(certificate.id, RevocationReason::superseded).value();
  house_.clock.advance(10h);
  const auto tightened =
      revoke(certificate.id, RevocationReason::key_compromise, kToday + 5h).value();
  EXPECT_EQ(tightened.reason, RevocationReason::key_compromise);
  EXPECT_EQ(tightened.revoked_at, kToday + 5h);
  EXPECT_EQ(code_of(revoke(certificate.id, RevocationReason::key_compromise, kToday + 6h)),
            model::kRevocationFinal.code);
  EXPECT_EQ(code_of(revoke(certificate.id, RevocationReason::superseded)),
            model::kRevocationFinal.code);
  EXPECT_EQ(stored(certificate)->revoked_at, kToday + 5h);
  const auto records = house_.audit_records("certificate.revoked");
  ASSERT_THAT(records, SizeIs(2));
  EXPECT_THAT(records[1].details, HasSubstr(R"("revoked_at":"2026-11-21T05:00:00Z")"));
}

TEST_F(Revocations, TakeNoCompromiseDateThatMeansNothing) {
  const auto certificate = house_.issue_private().value();
  EXPECT_EQ(code_of(revoke(certificate.id, RevocationReason::superseded, kToday - 1h)),
            kCompromiseDateMisplaced.code);
  EXPECT_EQ(code_of(revoke(certificate.id, RevocationReason::key_compromise, kToday + 1h)),
            kCompromiseDateMisplaced.code);
  EXPECT_EQ(stored(certificate), std::nullopt);
}

TEST_F(Revocations, CommitTheListsJobWithThemselvesOrNothing) {
  const auto certificate = house_.issue_private().value();
  house_->on_revocation = [](store::Transaction&, const model::Revocation&) -> Result<void> {
    return fail(kIssuerNotFound);
  };
  EXPECT_FALSE(revoke(certificate.id));
  EXPECT_EQ(stored(certificate), std::nullopt);
  EXPECT_THAT(house_.audit_records("certificate.revoked"), IsEmpty());

  house_->on_revocation = [](store::Transaction& tx, const model::Revocation& revocation) {
    return store::SettingRepository::set(tx, "job", revocation.serial.hex());
  };
  EXPECT_TRUE(revoke(certificate.id));
  EXPECT_EQ(house_.read([](store::Snapshot& s) { return store::SettingRepository::get(s, "job"); }),
            certificate.serial.hex());
}

TEST_F(Revocations, KeepNoHalfACharacterOfALongComment) {
  const auto certificate = house_.issue_private().value();
  std::string comment(999, 'x');
  comment += "\xed\x95\x9c and more";  // three octets, from the 1000th on
  ASSERT_TRUE(revoke(certificate.id, RevocationReason::superseded, {}, RevokedBy::ca, comment));
  const auto details = house_.audit_records("certificate.revoked").at(0).details;
  EXPECT_THAT(details, HasSubstr(std::string(999, 'x') + "\""));
}

TEST_F(Revocations, OfACaCertificateNeedAReasonAndRetireTheIssuer) {
  house_.issue_private().value();
  const auto of_sub = house_.read([&](store::Snapshot& snapshot) {
    return store::CertificateRepository::by_serial(snapshot, root_->record().id,
                                                   sub_->certificate().serial());
  });
  ASSERT_TRUE(of_sub);
  EXPECT_EQ(code_of(revoke(of_sub->id)), kReasonForbidden.code);
  ASSERT_TRUE(revoke(of_sub->id, RevocationReason::cessation_of_operation));
  ASSERT_TRUE(house_->issuers.reload());
  EXPECT_EQ(house_->issuers.by_name("p-sub").value()->record().state, model::IssuerState::retired);
  EXPECT_EQ(code_of(house_.issue_private()), kNoIssuerForProfile.code);
  EXPECT_THAT(house_.audit_records("issuer.retired"), SizeIs(1));
}

}  // namespace
}  // namespace chancery::ca
