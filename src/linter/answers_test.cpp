#include "linter/answers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "linter/version_age.h"

namespace chancery::linter {
namespace {

using ::testing::SizeIs;

constexpr const char* kGreeting =
    R"({"linter":"zlint","version":"v3.7.3","released":"2026-10-25T16:45:24Z"})";

TEST(Greeting, SaysWhoAnswersAndSinceWhen) {
  const Version version = parse_greeting(kGreeting).value();
  EXPECT_EQ(version.linter, "zlint");
  EXPECT_EQ(version.version, "v3.7.3");
  EXPECT_EQ(version.released, at_date(2026, 10, 25) + std::chrono::seconds(60324));
}

TEST(Greeting, WithoutADateLeavesTheAgeOpen) {
  const auto version = parse_greeting(R"({"linter":"x","version":"1"})").value();
  EXPECT_FALSE(version.released);
  EXPECT_FALSE(is_overdue(version, at_date(2099, 1, 1)));
}

TEST(Greeting, WithoutANameIsNone) {
  EXPECT_FALSE(parse_greeting("{}"));
  EXPECT_FALSE(parse_greeting("Usage: zlint [flags]"));
  EXPECT_FALSE(parse_greeting(R"({"linter":7,"version":"1"})"));
}

TEST(SidecarAnswer, OfWhatCannotBeReadIsAFindingThatStops) {
  const auto findings = parse_sidecar_answer(R"({"failure":"asn1: bad"})", "zlint").value();
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].lint, "unreadable");
  EXPECT_EQ(findings[0].severity, lint::Severity::error);
}

TEST(SidecarAnswer, OfAnUnknownSeverityStops) {
  const auto findings =
      parse_sidecar_answer(R"({"findings":[{"lint":"x","severity":"fatal"}]})", "zlint").value();
  EXPECT_EQ(findings.at(0).severity, lint::Severity::error);
}

TEST(SidecarAnswer, BringsNoControlCharactersAndNoLongText) {
  const std::string text = R"({"findings":[{"lint":"a\nb","severity":"notice","detail":")" +
                           std::string(9000, 'x') + R"("}]})";
  const auto findings = parse_sidecar_answer(text, "zlint").value();
  EXPECT_EQ(findings.at(0).lint, "a b");
  EXPECT_EQ(findings.at(0).detail.size(), 500U);
}

TEST(SidecarAnswer, OfThousandsOfFindingsIsCutAndSaysSo) {
  std::string text = R"({"findings":[)";
  for (int i = 0; i < 5000; ++i) {
    text += std::string(i == 0 ? "" : ",") + R"({"lint":"n","severity":"notice"})";
  }
  const auto findings = parse_sidecar_answer(text + "]}", "zlint").value();
  ASSERT_THAT(findings, SizeIs(kMaxFindings + 1));
  EXPECT_EQ(findings.back().detail, "5000 findings in all");
}

TEST(SidecarAnswer, NestedDeeplyIsRefused) {
  const std::string deep(100'000, '[');
  EXPECT_FALSE(parse_sidecar_answer(deep, "zlint"));
}

TEST(PkimetalAnswer, KeepsNoticesAndAboveOfEachLinter) {
  const auto findings = parse_pkimetal_answer(R"([
        {"Linter":"pkimetal","Finding":"Profile: tbr","Severity":"meta"},
        {"Linter":"zlint","Finding":"n","Severity":"notice","Code":"n_x"},
        {"Linter":"pkilint","Finding":"w","Severity":"warning","Code":"w.x","Field":"certificate"},
        {"Linter":"badkeys","Finding":"broke","Severity":"bug"}])")
                            .value();
  ASSERT_THAT(findings, SizeIs(3));
  EXPECT_EQ(findings[0], (Finding{"pkimetal/zlint", "n_x", lint::Severity::notice, "", "n"}));
  EXPECT_EQ(findings[1].severity, lint::Severity::warning);
  EXPECT_EQ(findings[2].severity, lint::Severity::error) << "one that could not look";
}

TEST(PkimetalAnswer, OfAnotherShapeIsRefused) {
  EXPECT_FALSE(parse_pkimetal_answer("{}"));
  EXPECT_FALSE(parse_pkimetal_answer("<html>"));
  EXPECT_FALSE(parse_pkimetal_answer(R"([{"Linter":["x"]}])"));
}

TEST(PkimetalLinters, AreNamedWithTheirVersions) {
  EXPECT_EQ(parse_pkimetal_linters(
                R"([{"Name":"zlint","Version":"v3.7.1"},{"Name":"pkilint","Version":"0.13.3"}])")
                .value(),
            "zlint v3.7.1, pkilint 0.13.3");
}

// NT-62: three months after its release a linter is overdue.
TEST(VersionAge, IsThreeCalendarMonths) {
  EXPECT_EQ(update_due(at_date(2026, 10, 25) + std::chrono::hours(16)), at_date(2027, 1, 25));
  EXPECT_EQ(update_due(at_date(2026, 11, 30)), at_date(2027, 2, 28));
  EXPECT_EQ(update_due(at_date(2027, 11, 30)), at_date(2028, 2, 29));
}

TEST(VersionAge, IsOverdueFromThatDayOn) {
  const Version version = parse_greeting(kGreeting).value();
  EXPECT_FALSE(is_overdue(version, at_date(2027, 1, 25) - std::chrono::seconds(1)));
  EXPECT_TRUE(is_overdue(version, at_date(2027, 1, 25)));
}

}  // namespace
}  // namespace chancery::linter
