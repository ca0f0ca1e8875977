#include "der/oid.h"

#include <gtest/gtest.h>
#include <unordered_set>

#include "base/encoding.h"
#include "der/errors.h"

namespace chancery::der {
namespace {

std::string dotted_of(std::string_view hex) {
  return Oid::from_content(from_hex(hex).value()).value().to_dotted();
}

TEST(Oid, LiteralsEncodeAsX690SaysTheyDo) {
  constexpr Oid rsa{1, 2, 840, 113549, 1, 1, 1};
  EXPECT_EQ(to_hex(rsa.content()), "2a864886f70d010101");
  EXPECT_EQ(to_hex(Oid{2, 5, 29, 15}.content()), "551d0f");
  EXPECT_EQ(to_hex(Oid{2, 23, 140, 1, 2, 1}.content()), "67810c010201");
  EXPECT_EQ(to_hex(Oid{2, 999, 3}.content()), "883703");  // X.690 section 8.19.5
}

TEST(Oid, TextRoundTrips) {
  for (const char* text :
       {"0.0", "0.39", "1.0", "1.39.1", "2.0", "2.39", "2.40", "2.47", "2.48", "2.100", "2.999.3",
        "1.2.840.113549.1.1.11", "1.3.6.1.4.1.311.21.8.15290837.6348573.4867725.10837443.99.1.2",
        "2.18446744073709551615", "1.3.18446744073709551616", "2.5.127.128.16383.16384.0"}) {
    const auto oid = Oid::parse(text);
    ASSERT_TRUE(oid) << text;
    EXPECT_EQ(oid->to_dotted(), text);
    EXPECT_EQ(Oid::from_content(oid->content()).value(), *oid) << text;
  }
}

TEST(Oid, HoldsA128BitArc) {
  // X.667: the UUID f81d4fae-7dec-11d0-a765-00a0c91e6bf6.
  EXPECT_EQ(Oid::parse("2.25.329800735698586629295641978511506172918").value().to_dotted(),
            "2.25.329800735698586629295641978511506172918");
}

TEST(Oid, SplitsTheFirstSubidentifier) {
  EXPECT_EQ(dotted_of("00"), "0.0");
  EXPECT_EQ(dotted_of("27"), "0.39");
  EXPECT_EQ(dotted_of("28"), "1.0");
  EXPECT_EQ(dotted_of("4f"), "1.39");
  EXPECT_EQ(dotted_of("50"), "2.0");
  EXPECT_EQ(dotted_of("7f"), "2.47");
  EXPECT_EQ(dotted_of("8100"), "2.48");
  EXPECT_EQ(dotted_of("8837"), "2.999");
}

TEST(Oid, RefusesMalformedContent) {
  for (const char* bad : {"", "80", "2a8001", "8001", "2a80", "2aff", "2a864886f7"}) {
    const auto oid = Oid::from_content(from_hex(bad).value());
    ASSERT_FALSE(oid) << bad;
    EXPECT_TRUE(oid.error().is(kDerOid)) << bad;
  }
}

TEST(Oid, IsBoundedAt47Bytes) {
  EXPECT_TRUE(Oid::from_content(Bytes(47, 1)));
  EXPECT_FALSE(Oid::from_content(Bytes(48, 1)));
  EXPECT_FALSE(Oid::parse("1.2." + std::string(400, '9')));
}

TEST(Oid, RefusesMalformedText) {
  for (const char* bad : {"", "1", "1.", ".1", "1..2", "3.1", "0.40", "1.40", "01.2", "1.02",
                          "1.2.", "1.2a", "-1.2", "1. 2", "1.2.-3", "11.2"}) {
    const auto oid = Oid::parse(bad);
    ASSERT_FALSE(oid) << bad;
    EXPECT_TRUE(oid.error().is(kDerOid)) << bad;
  }
}

TEST(Oid, ComparesAndHashesByContent) {
  const Oid a{2, 5, 4, 3};
  const Oid b{2, 5, 4, 6};
  EXPECT_NE(a, b);
  EXPECT_LT(a, b);
  EXPECT_EQ(a, Oid::parse("2.5.4.3").value());
  EXPECT_EQ((std::unordered_set<Oid>{a, b, a}.size()), 2U);
  EXPECT_NE(Oid(), a);
  EXPECT_TRUE(Oid().empty());
}

TEST(Oid, KnowsWhatLiesBelow) {
  EXPECT_TRUE((Oid{2, 5, 29, 15}.is_under(Oid{2, 5, 29})));
  EXPECT_TRUE((Oid{2, 5, 29}.is_under(Oid{2, 5, 29})));
  EXPECT_FALSE((Oid{2, 5}.is_under(Oid{2, 5, 29})));
  EXPECT_FALSE((Oid{2, 5, 4, 3}.is_under(Oid{2, 5, 29})));
}

}  // namespace
}  // namespace chancery::der
