#include "model/revocation.h"

#include <gtest/gtest.h>

#include "model/errors.h"

namespace chancery::model {
namespace {

using x509::RevocationReason;

Revocation revoked(RevocationReason reason, Time at) {
  Revocation revocation;
  revocation.reason = reason;
  revocation.revoked_at = at;
  return revocation;
}

const Time kDay = at_date(2026, 11, 21);
const Time kDayBefore = at_date(2026, 11, 20);

TEST(Revocation, EvidenceOfKeyCompromiseReplacesTheReasonAndMovesTheDateBack) {
  const auto recorded = revoked(RevocationReason::superseded, kDay);
  const auto now = tighten(recorded, revoked(RevocationReason::key_compromise, kDayBefore));
  ASSERT_TRUE(now);
  EXPECT_EQ(now->reason, RevocationReason::key_compromise);
  EXPECT_EQ(now->revoked_at, kDayBefore);
}

TEST(Revocation, TighteningNeverMovesTheDateForward) {
  const auto recorded = revoked(RevocationReason::superseded, kDayBefore);
  const auto now = tighten(recorded, revoked(RevocationReason::key_compromise, kDay));
  ASSERT_TRUE(now);
  EXPECT_EQ(now->revoked_at, kDayBefore);
}

TEST(Revocation, NoOtherReasonReplacesWhatIsRecorded) {
  for (const auto reason : {RevocationReason::unspecified, RevocationReason::superseded,
                            RevocationReason::remove_from_crl}) {
    const auto recorded = revoked(RevocationReason::key_compromise, kDay);
    const auto now = tighten(recorded, revoked(reason, kDayBefore));
    ASSERT_FALSE(now);
    EXPECT_TRUE(now.error().is(kRevocationFinal));
  }
}

TEST(Revocation, RepeatingKeyCompromiseWithoutAnEarlierDateIsRefused) {
  const auto recorded = revoked(RevocationReason::key_compromise, kDay);
  EXPECT_FALSE(tighten(recorded, recorded));
  EXPECT_TRUE(tighten(recorded, revoked(RevocationReason::key_compromise, kDayBefore)));
}

TEST(Revocation, HoldAndRemovalAreNotPermanent) {
  EXPECT_FALSE(is_permanent(RevocationReason::certificate_hold));
  EXPECT_FALSE(is_permanent(RevocationReason::remove_from_crl));
  EXPECT_TRUE(is_permanent(RevocationReason::unspecified));
}

}  // namespace
}  // namespace chancery::model
