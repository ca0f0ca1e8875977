#include <algorithm>
#include <gtest/gtest.h>
#include <set>
#include <thread>

#include "base/encoding.h"
#include "base/errors.h"
#include "base/id.h"
#include "base/secret.h"
#include "base/time.h"

namespace chancery {
namespace {

TEST(Hex, RoundTripsAndAcceptsColons) {
  const Bytes bytes{0x00, 0xab, 0xff};
  EXPECT_EQ(to_hex(bytes), "00abff");
  EXPECT_EQ(from_hex("00:AB:ff").value(), bytes);
}

TEST(Hex, RefusesOddAndForeignDigits) {
  for (const char* bad : {"0", "0g", ":00", "00:", "00::ff", " 00"}) {
    EXPECT_TRUE(from_hex(bad).error().is(kHexMalformed)) << bad;
  }
}

TEST(Base64, MatchesRfc4648Vectors) {
  const std::pair<const char*, const char*> vectors[] = {
      {"", ""},        {"f", "Zg=="},        {"fo", "Zm8="},
      {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}};
  for (const auto& [plain, encoded] : vectors) {
    EXPECT_EQ(to_base64(as_bytes(plain)), encoded);
    EXPECT_EQ(as_text(from_base64(encoded).value()), plain);
  }
}

TEST(Base64, RefusesSecondEncodingsOfTheSameBytes) {
  for (const char* bad : {"Zh==", "Zg=", "Zg===", "Z", "Zg==Zg==", "Z*=="}) {
    EXPECT_FALSE(from_base64(bad)) << bad;
  }
  EXPECT_FALSE(from_base64url("Zg=="));
  EXPECT_FALSE(from_base64url("Zh"));
  EXPECT_TRUE(from_base64url("_-8"));
}

TEST(Pem, RoundTripsSeveralBlocksWithTextBetween) {
  const Bytes der(100, 7);
  const auto text = "hello\n" + to_pem("CERTIFICATE", der) + "x\r\n" + to_pem("X509 CRL", der);
  const auto blocks = parse_pem(text).value();
  ASSERT_EQ(blocks.size(), 2U);
  EXPECT_EQ(blocks[1].label, "X509 CRL");
  EXPECT_EQ(blocks[1].der, der);
}

TEST(Pem, RefusesUnclosedAndEmpty) {
  EXPECT_TRUE(parse_pem("").error().is(kPemMalformed));
  EXPECT_TRUE(parse_pem("-----BEGIN CERTIFICATE-----\nAAAA").error().is(kPemMalformed));
  EXPECT_TRUE(parse_pem("-----BEGIN A-----\n#\n-----END A-----").error().is(kPemMalformed));
}

TEST(TimeText, RoundTripsAndReadsOffsets) {
  const Time t = at_date(2026, 11, 21) + std::chrono::hours(10);
  EXPECT_EQ(to_rfc3339(t), "2026-11-21T10:00:00Z");
  EXPECT_EQ(parse_time("2026-11-21T12:00:00+02:00").value(), t);
  EXPECT_EQ(parse_time("2026-11-21T10:00:00.250Z").value(), t + Duration(250));
  EXPECT_EQ(parse_time("2026-11-21").value(), Time(at_date(2026, 11, 21)));
}

TEST(TimeText, RefusesImpossibleDates) {
  for (const char* bad : {"", "2026-02-30", "2026-11-21T24:00:00Z", "2026-11-21T10:00:00",
                          "2026-11-21T10:00:00Zx", "tomorrow"}) {
    EXPECT_TRUE(parse_time(bad).error().is(kTimeMalformed)) << bad;
  }
}

TEST(Ids, AreUniqueAcrossThreadsAndRoundTripAsText) {
  ManualClock clock{Time(at_date(2026, 11, 21))};
  SystemRandom random;
  IdSource source(clock, random);
  std::vector<std::int64_t> seen[4];
  {
    std::vector<std::jthread> threads;
    for (auto& mine : seen) {
      threads.emplace_back([&] {
        for (int i = 0; i < 5000; ++i) {
          mine.push_back(source.next_value());
        }
      });
    }
  }
  std::set<std::int64_t> all;
  for (const auto& mine : seen) {
    EXPECT_TRUE(std::ranges::is_sorted(mine));
    all.insert(mine.begin(), mine.end());
  }
  EXPECT_EQ(all.size(), 20000U);
  EXPECT_EQ(id_from_text(id_to_text(*all.begin())).value(), *all.begin());
  EXPECT_FALSE(id_from_text("zzzzzzzzzzzzz"));
  EXPECT_FALSE(id_from_text("0"));
}

TEST(Ids, TellWhenTheyWereMade) {
  const ManualClock clock(at_date(2026, 11, 21));
  SystemRandom random;
  IdSource ids(clock, random);
  EXPECT_EQ(time_of_id(ids.next_value()), clock.now());
  EXPECT_EQ(time_of_id(ids.next_value()), clock.now());
}

TEST(SecretMemory, ComparesByContent) {
  const Secret a("token");
  EXPECT_TRUE(constant_time_equal(a.reveal(), as_bytes("token")));
  EXPECT_FALSE(constant_time_equal(a.reveal(), as_bytes("tokem")));
  EXPECT_FALSE(constant_time_equal(a.reveal(), as_bytes("toke")));
}

TEST(Errors, MessageNamesWhatWasSeenAndKeepsLogTextApart) {
  const Error error =
      Error(kHexMalformed, {{"seen", "zz"}}).with("field", "serial").log_only("/etc/secret");
  EXPECT_NE(error.message().find("(seen: zz; field: serial)"), std::string::npos);
  EXPECT_EQ(error.message().find("/etc/secret"), std::string::npos);
  EXPECT_NE(error.log_line().find("/etc/secret"), std::string::npos);
}

}  // namespace
}  // namespace chancery
