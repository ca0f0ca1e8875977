#include "policy/limits.h"

#include <gtest/gtest.h>
#include <set>
#include <string>

#include "policy/rulebook.h"
#include "policy/validity.h"

namespace chancery::policy {
namespace {

constexpr auto kOneSecond = std::chrono::seconds(1);

std::int64_t public_days(Time at) {
  return max_validity_days(PolicySet::public_trust, at).value();
}

TEST(Limits, ValidityFallsOnTheFirstSecondOfEachDate) {
  EXPECT_EQ(public_days(at_date(2026, 3, 15) - kOneSecond), 398);
  EXPECT_EQ(public_days(at_date(2026, 3, 15)), 200);
  EXPECT_EQ(public_days(at_date(2026, 11, 21)), 200);
  EXPECT_EQ(public_days(at_date(2027, 3, 15) - kOneSecond), 200);
  EXPECT_EQ(public_days(at_date(2027, 3, 15)), 100);
  EXPECT_EQ(public_days(at_date(2029, 3, 15) - kOneSecond), 100);
  EXPECT_EQ(public_days(at_date(2029, 3, 15)), 47);
  EXPECT_EQ(public_days(at_date(2060, 1, 1)), 47);
}

TEST(Limits, NoLawBoundsTheValidityOfAPrivateSubscriber) {
  EXPECT_EQ(max_validity_days(PolicySet::private_trust, at_date(2026, 11, 21)), std::nullopt);
}

TEST(Limits, ReuseOfValidationsFallsOnTheSameDates) {
  const auto days = [](Time at) { return validation_reuse_days(PolicySet::public_trust, at); };
  EXPECT_EQ(days(at_date(2026, 3, 14)), 397) << "the CPS is stricter than the BR of its time";
  EXPECT_EQ(days(at_date(2026, 3, 15)), 200);
  EXPECT_EQ(days(at_date(2027, 3, 15)), 100);
  EXPECT_EQ(days(at_date(2029, 3, 15)), 10);
  EXPECT_EQ(validation_reuse_days(PolicySet::private_trust, at_date(2029, 3, 15)), 398);
}

TEST(Limits, TheStricterOfTwoSourcesWinsAndIsNamed) {
  const DatedLimit* row =
      strictest(Limit::identity_reuse_days, PolicySet::public_trust, at_date(2026, 11, 21));
  ASSERT_NE(row, nullptr);
  EXPECT_EQ(row->value, 397);
  EXPECT_EQ(row->rule.id, "cps_identity_reuse_397");
}

TEST(Limits, EveryRowHasItsOwnIdAndACitation) {
  std::set<std::string_view> ids;
  for (const DatedLimit& row : dated_limits()) {
    EXPECT_TRUE(ids.insert(row.rule.id).second) << row.rule.id;
    EXPECT_FALSE(row.rule.citation.empty());
    EXPECT_LT(row.rule.effective_from, row.rule.effective_until);
  }
}

TEST(Limits, NoDayIsWithoutAPublicValidityLimit) {
  for (Seconds day = at_date(2015, 1, 1); day < at_date(2035, 1, 1); day += std::chrono::days(1)) {
    ASSERT_TRUE(max_validity_days(PolicySet::public_trust, day)) << to_rfc3339(day);
  }
}

TEST(Rulebook, ShowsWhatIsInForceOnADateAndNothingElse) {
  const auto ids_at = [](Time at) {
    std::set<std::string_view> ids;
    for (const Rule* rule : rules_in_force(PolicySet::public_trust, at)) {
      ids.insert(rule->id);
    }
    return ids;
  };
  const auto now = ids_at(at_date(2026, 11, 21));
  EXPECT_TRUE(now.contains("br_validity_200"));
  EXPECT_TRUE(now.contains("name_reverse_zone"));
  EXPECT_TRUE(now.contains("key_rsa_weak"));
  EXPECT_FALSE(now.contains("br_validity_100"));
  const auto later = ids_at(at_date(2027, 3, 15));
  EXPECT_TRUE(later.contains("br_validity_100"));
  EXPECT_FALSE(later.contains("br_validity_200"));
  EXPECT_FALSE(ids_at(at_date(2026, 3, 14)).contains("name_reverse_zone"));
}

TEST(Validity, BothEndsCountAndADayIs86400Seconds) {
  const Seconds begin = at_date(2026, 11, 21);
  const Validity validity = validity_of_days(begin, 200);
  EXPECT_EQ(validity.not_after, begin + std::chrono::seconds(200 * 86400 - 1));
  EXPECT_EQ(days_in(validity), 200);
}

TEST(Validity, OneSecondMoreIsOneDayMore) {
  Validity validity = validity_of_days(at_date(2026, 11, 21), 200);
  validity.not_after += kOneSecond;
  EXPECT_EQ(days_in(validity), 201);
}

TEST(Validity, ASpanTurnedAroundHasNoDays) {
  EXPECT_LE(days_in({at_date(2026, 11, 22), at_date(2026, 11, 21)}), 0);
}

}  // namespace
}  // namespace chancery::policy
