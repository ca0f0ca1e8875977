#include "der/time.h"

#include <gtest/gtest.h>

#include "der/errors.h"

namespace chancery::der {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

std::string_view text_of(const TimeText& time) {
  return {time.text.data(), time.size};
}

TEST(UtcTime, ReadsBothHalvesOfTheCentury) {
  EXPECT_EQ(parse_utc_time(as_bytes("490101000000Z")).value(), at_date(2049, 1, 1));
  EXPECT_EQ(parse_utc_time(as_bytes("500101000000Z")).value(), at_date(1950, 1, 1));
  EXPECT_EQ(parse_utc_time(as_bytes("700101000000Z")).value(), Seconds());
  EXPECT_EQ(parse_utc_time(as_bytes("261121103306Z")).value(),
            at_date(2026, 11, 21) + hours(10) + minutes(33) + seconds(6));
}

TEST(UtcTime, RefusesEveryOtherForm) {
  for (const char* bad : {"", "2611211033Z", "261121103306", "261121103306+0000", "261121103306z",
                          "2611211033060", "261321103306Z", "261100103306Z", "260229000000Z",
                          "261131000000Z", "261121240000Z", "261121106000Z", "261121103360Z",
                          "26112110330 Z", "20261121103306Z", "-61121103306Z", "261121103306.5Z"}) {
    const auto time = parse_utc_time(as_bytes(bad));
    ASSERT_FALSE(time) << bad;
    EXPECT_TRUE(time.error().is(kDerTime)) << bad;
  }
}

TEST(UtcTime, KnowsLeapYears) {
  EXPECT_TRUE(parse_utc_time(as_bytes("280229000000Z")));
  EXPECT_TRUE(parse_utc_time(as_bytes("000229000000Z")));
  EXPECT_FALSE(parse_generalized_time(as_bytes("21000229000000Z")));
}

TEST(GeneralizedTime, ReadsFourDigitYears) {
  EXPECT_EQ(parse_generalized_time(as_bytes("20500101000000Z")).value(), kUtcTimeEnd);
  EXPECT_EQ(parse_generalized_time(as_bytes("99991231235959Z")).value(), kNoExpiry);
  EXPECT_EQ(parse_generalized_time(as_bytes("18990228010203Z")).value(),
            at_date(1899, 2, 28) + hours(1) + minutes(2) + seconds(3));
}

TEST(GeneralizedTime, RefusesFractionsOffsetsAndShortForms) {
  for (const char* bad : {"", "20500101000000", "20500101000000.0Z", "20500101000000+0100",
                          "205001010000Z", "500101000000Z", "20501301000000Z", "2050010100000aZ",
                          "a0500101000000Z", "20a00101000000Z"}) {
    const auto time = parse_generalized_time(as_bytes(bad));
    ASSERT_FALSE(time) << bad;
    EXPECT_TRUE(time.error().is(kDerTime)) << bad;
  }
}

TEST(DerTime, ErrorShowsNoControlCharacters) {
  EXPECT_EQ(parse_utc_time(as_bytes("26\n1\x80")).error().parameter("seen"), "26?1?");
}

TEST(DerTime, TextRoundTripsOverTwoCenturies) {
  for (Seconds time = at_date(1950, 1, 1); time < at_date(2150, 1, 1);
       time += hours(24 * 17) + seconds(86'399)) {
    EXPECT_EQ(parse_generalized_time(generalized_time_text(time).bytes()).value(), time);
    if (fits_utc_time(time)) {
      EXPECT_EQ(parse_utc_time(utc_time_text(time).bytes()).value(), time);
    }
  }
}

TEST(DerTime, TextIsAsRfc5280Says) {
  EXPECT_EQ(text_of(utc_time_text(at_date(2049, 12, 31) + hours(23) + minutes(59) + seconds(58))),
            "491231235958Z");
  EXPECT_EQ(text_of(utc_time_text(at_date(1960, 2, 29) + hours(1))), "600229010000Z");
  EXPECT_EQ(text_of(generalized_time_text(kNoExpiry)), "99991231235959Z");
}

TEST(DerTime, UtcTimeEndsWith2049) {
  EXPECT_TRUE(fits_utc_time(kUtcTimeEnd - seconds(1)));
  EXPECT_FALSE(fits_utc_time(kUtcTimeEnd));
  EXPECT_FALSE(fits_utc_time(at_date(1950, 1, 1) - seconds(1)));
}

}  // namespace
}  // namespace chancery::der
