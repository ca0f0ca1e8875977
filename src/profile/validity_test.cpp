#include "profile/validity.h"

#include <gtest/gtest.h>

#include "profile/catalogue.h"
#include "profile/errors.h"

namespace chancery::profile {
namespace {

using policy::days_in;
using std::chrono::seconds;

constexpr Seconds kNow = at_date(2026, 11, 21);
constexpr IssuerLife kLongIssuer{at_date(2026, 1, 1), at_date(2046, 1, 1)};

const Profile& profile(std::string_view name) {
  return *built_in().find(name).value();
}

Result<policy::Validity> decide(std::string_view name, ValidityWish wish, Seconds at = kNow,
                                std::optional<IssuerLife> issuer = kLongIssuer) {
  return decide_validity(profile(name), wish, issuer, at);
}

std::string refusal(const Result<policy::Validity>& result) {
  return result ? "ok" : std::string(result.error().code());
}

TEST(Validity, TheDefaultBeginsALittleEarlierAndLivesItsDays) {
  const auto validity = decide(kTlsDv, {}).value();
  EXPECT_EQ(validity.not_before, kNow - seconds(3600));
  EXPECT_EQ(days_in(validity), 90);
  EXPECT_EQ(policy::seconds_in(validity), 90 * 86400);
}

TEST(Validity, TheDefaultIsClippedByTheLawInForceWhenSigning) {
  EXPECT_EQ(days_in(decide(kTlsDv, {}, at_date(2029, 3, 15)).value()), 47);
}

TEST(Validity, ASpanThatWasAskedForIsNeverCutButRefused) {
  EXPECT_EQ(days_in(decide(kTlsDv, {.days = 200}).value()), 200);
  EXPECT_EQ(refusal(decide(kTlsDv, {.days = 201})), "validity_too_long");
  EXPECT_EQ(refusal(decide(kTlsDv, {.days = 101}, at_date(2027, 3, 15))), "validity_too_long");
  EXPECT_EQ(refusal(decide(kTlsDv, {.days = 0})), "validity_turned");
  EXPECT_EQ(refusal(decide(kTlsDv, {.days = -5})), "validity_turned");
}

TEST(Validity, OneSecondBeyondTheLimitIsTooLong) {
  const Seconds end = kNow + seconds(200 * 86400 - 1);
  EXPECT_EQ(refusal(decide(kTlsDv, {.not_before = kNow, .not_after = end})), "ok");
  EXPECT_EQ(refusal(decide(kTlsDv, {.not_before = kNow, .not_after = end + seconds(1)})),
            "validity_too_long");
  EXPECT_EQ(refusal(decide(kTlsDv, {.not_before = kNow, .not_after = kNow})), "validity_turned");
}

TEST(Validity, TheRefusalCitesTheLaw) {
  const auto result = decide(kTlsDv, {.days = 300});
  EXPECT_EQ(result.error().parameter("seen"), "300");
  EXPECT_EQ(result.error().parameter("allowed"), "200");
  EXPECT_NE(result.error().parameter("citation").find("SC081"), std::string::npos);
}

TEST(Validity, NotBeforeStaysWithinTwoDaysOfSigning) {
  const seconds two_days(48 * 3600);
  EXPECT_EQ(refusal(decide(kTlsDv, {.not_before = kNow - two_days})), "ok");
  EXPECT_EQ(refusal(decide(kTlsDv, {.not_before = kNow + two_days})), "ok");
  EXPECT_EQ(refusal(decide(kTlsDv, {.not_before = kNow - two_days - seconds(1)})),
            "not_before_too_far");
  EXPECT_EQ(refusal(decide(kPrivateServer, {.not_before = kNow + two_days + seconds(1)})),
            "not_before_too_far");
}

TEST(Validity, ARootBeginsAtMostADayBeforeSigningAndNeverAfter) {
  const auto root = [](Seconds begin) {
    return refusal(decide(kTlsRootCa, {.not_before = begin}, kNow, std::nullopt));
  };
  EXPECT_EQ(root(kNow - seconds(86400)), "ok");
  EXPECT_EQ(root(kNow - seconds(86401)), "not_before_too_far");
  EXPECT_EQ(root(kNow + seconds(1)), "not_before_too_far");
}

TEST(Validity, APublicRootLivesBetween2922And9132Days) {
  const auto root = [](std::int64_t days) {
    return refusal(decide(kTlsRootCa, {.days = days}, kNow, std::nullopt));
  };
  EXPECT_EQ(root(2921), "validity_too_short");
  EXPECT_EQ(root(2922), "ok");
  EXPECT_EQ(root(9132), "ok");
  EXPECT_EQ(root(9133), "validity_too_long");
}

TEST(Validity, NothingOutlivesItsIssuer) {
  const IssuerLife issuer{at_date(2026, 1, 1), kNow + seconds(10 * 86400)};
  EXPECT_EQ(decide(kPrivateServer, {.days = 3650}, kNow, issuer).value().not_after,
            issuer.not_after);
  EXPECT_EQ(refusal(decide(kPrivateServer, {}, issuer.not_after, issuer)), "issuer_expired");
}

TEST(Validity, TheDefaultNeverBeginsBeforeItsIssuer) {
  const IssuerLife issuer{kNow - seconds(5), at_date(2046, 1, 1)};
  EXPECT_EQ(decide(kTlsDv, {}, kNow, issuer).value().not_before, issuer.not_before);
}

TEST(Validity, PrivateCertificatesMayLiveAHundredYearsButNoDayMore) {
  const IssuerLife issuer{at_date(2026, 1, 1), at_date(2200, 1, 1)};
  EXPECT_EQ(refusal(decide(kPrivateClient, {.days = 36525}, kNow, issuer)), "ok");
  EXPECT_EQ(refusal(decide(kPrivateClient, {.days = 36526}, kNow, issuer)), "validity_too_long");
}

}  // namespace
}  // namespace chancery::profile
