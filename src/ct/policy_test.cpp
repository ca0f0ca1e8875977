#include "ct/policy.h"

#include <gtest/gtest.h>

#include "crypto/private_key.h"

namespace chancery::ct {
namespace {

using std::chrono::days;
using std::chrono::seconds;

constexpr Seconds kStart = at_date(2026, 11, 21);

Requirement needs_of(int life, int more_seconds = 0, Time at = kStart) {
  return requirement_for(kStart, kStart + days(life) - seconds(1) + seconds(more_seconds), at);
}

CtLog log_of(const std::string& operator_name, LogApi api = LogApi::rfc6962) {
  static std::uint8_t number = 0;
  auto key = crypto::PrivateKey::generate(crypto::kP256).value().public_key();
  CtLog log{.name = "",
            .operator_name = operator_name,
            .id = {},
            .key = key,
            .url = net::HttpUrl::parse("https://ct.example/").value(),
            .api = api,
            .state = LogState::usable,
            .state_since = {},
            .interval = {},
            .purpose = LogPurpose::production};
  log.id.fill(++number);
  return log;
}

TEST(CtPolicy, AsksForTwoUpTo180DaysAndThreeAbove) {
  EXPECT_EQ(needs_of(180), (Requirement{2, 2, 1}));
  EXPECT_EQ(needs_of(180, 1), (Requirement{3, 2, 1}));
  EXPECT_EQ(needs_of(200), (Requirement{3, 2, 1}));
  EXPECT_EQ(needs_of(1), (Requirement{2, 2, 1}));
  EXPECT_EQ(needs_of(40'000), (Requirement{3, 2, 1}));
}

TEST(CtPolicy, IsThatOfTheDayOfSigning) {
  EXPECT_EQ(needs_of(90, 0, at_date(2025, 4, 20)).rfc6962, 0U);
  EXPECT_EQ(needs_of(90, 0, at_date(2025, 4, 21)).rfc6962, 1U);
  EXPECT_EQ(needs_of(90, 0, at_date(2021, 4, 20)), Requirement());
}

TEST(CtPolicy, EveryRowSaysWho) {
  for (const PolicyRow& row : policy_rows()) {
    EXPECT_FALSE(row.citation.empty());
    EXPECT_LT(row.days_above, row.days_to);
  }
}

TEST(CtPolicy, IsNeverSatisfiedByOneOperatorOrByStaticLogsAlone) {
  const Requirement two{2, 2, 1};
  const CtLog a1 = log_of("A");
  const CtLog a2 = log_of("A");
  const CtLog b1 = log_of("B");
  const CtLog c1 = log_of("C", LogApi::static_ct);
  const CtLog d1 = log_of("D", LogApi::static_ct);
  const auto enough = [&](std::vector<const CtLog*> logs) { return satisfies(logs, two); };
  EXPECT_TRUE(enough({&a1, &b1}));
  EXPECT_TRUE(enough({&a1, &c1}));
  EXPECT_FALSE(enough({&a1, &a2}));
  EXPECT_FALSE(enough({&c1, &d1}));
  EXPECT_FALSE(enough({&a1}));
  EXPECT_FALSE(enough({&a1, &a1}));
  EXPECT_FALSE(satisfies(std::vector{&a1, &c1}, {3, 2, 1}));
  EXPECT_TRUE(satisfies(std::vector{&a1, &a2, &c1}, {3, 2, 1}));
}

TEST(CtPolicy, AsksForWhatIsMissingFirst) {
  const Requirement three{3, 2, 1};
  const CtLog a1 = log_of("A");
  const CtLog a2 = log_of("A");
  const CtLog c1 = log_of("C", LogApi::static_ct);
  EXPECT_FALSE(helps({}, three, c1));
  EXPECT_TRUE(helps({}, three, a1));
  EXPECT_FALSE(helps(std::vector<const CtLog*>{&a1}, three, a2));
  EXPECT_TRUE(helps(std::vector<const CtLog*>{&a1}, three, c1));
  EXPECT_TRUE(helps(std::vector<const CtLog*>{&a1, &c1}, three, a2));
  EXPECT_FALSE(helps(std::vector<const CtLog*>{&a1, &a2, &c1}, three, log_of("B")));
}

}  // namespace
}  // namespace chancery::ct
