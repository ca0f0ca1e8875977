#include "x509/serial.h"

#include <gtest/gtest.h>
#include <unordered_set>

#include "x509/errors.h"
#include "x509/peer_for_tests.h"

namespace chancery::x509 {
namespace {

Serial serial(std::string_view content) {
  return Serial::from_content(hex(content)).value();
}

TEST(Serial, RandomOnesArePositiveAndOfOneLength) {
  SystemRandom random;
  std::unordered_set<Serial> seen;
  for (int i = 0; i < 2000; ++i) {
    const Serial made = Serial::random(random);
    EXPECT_EQ(made.bytes().size(), 16U);
    EXPECT_EQ(made.bytes()[0] & 0xc0, 0x40);
    EXPECT_TRUE(seen.insert(made).second) << "a serial came twice";
    EXPECT_EQ(Serial::from_content(made.bytes()).value(), made);
  }
}

TEST(Serial, RandomOnesUseEveryOther126Bits) {
  SystemRandom random;
  Bytes ones(16, 0);
  Bytes zeros(16, 0);
  for (int i = 0; i < 200; ++i) {
    const Serial made = Serial::random(random);
    for (std::size_t at = 0; at < 16; ++at) {
      ones[at] |= made.bytes()[at];
      zeros[at] |= static_cast<std::uint8_t>(~made.bytes()[at]);
    }
  }
  EXPECT_EQ(to_hex(ones), "7f" + std::string(30, 'f'));
  EXPECT_EQ(to_hex(zeros), "bf" + std::string(30, 'f'));
}

TEST(Serial, RefusesNegativeOverlongAndPaddedContent) {
  for (const char* bad : {"", "80", "ff", "0001", "007f", "000000"}) {
    EXPECT_EQ(code_of(Serial::from_content(hex(bad))), "serial_malformed") << bad;
  }
  EXPECT_TRUE(Serial::from_content(Bytes(20, 1)));
  EXPECT_FALSE(Serial::from_content(Bytes(21, 1)));
  EXPECT_TRUE(Serial::from_content(hex("00")));
  EXPECT_TRUE(Serial::from_content(hex("0080")));
}

TEST(Serial, HexIsTheMagnitude) {
  EXPECT_EQ(serial("0080").hex(), "80");
  EXPECT_EQ(serial("00").hex(), "00");
  EXPECT_EQ(serial("0102ff").hex(), "0102ff");
  EXPECT_EQ(Serial().hex(), "00");
}

TEST(Serial, ParsesWhatItAndOpenSslPrint) {
  EXPECT_EQ(Serial::parse("80").value(), serial("0080"));
  EXPECT_EQ(Serial::parse("00:C0:FF:EE").value(), serial("00c0ffee"));
  EXPECT_EQ(Serial::parse("c0ffee").value(), serial("00c0ffee"));
  EXPECT_EQ(Serial::parse("1").value(), serial("01"));
  EXPECT_EQ(Serial::parse("0000").value(), serial("00"));
  EXPECT_EQ(Serial::parse("000001").value(), serial("01"));
  for (const char* bad : {"", "g", "0x10", "-1", "10 ", "1:2:3"}) {
    EXPECT_EQ(code_of(Serial::parse(bad)), "serial_malformed") << bad;
  }
  EXPECT_FALSE(Serial::parse(std::string(42, 'a')));
  EXPECT_FALSE(Serial::parse(std::string(4000, '0')));
}

TEST(Serial, OrdersByValue) {
  EXPECT_LT(serial("7f"), serial("0080"));
  EXPECT_LT(serial("0080"), serial("0100"));
  EXPECT_LT(serial("0100"), serial("0101"));
  EXPECT_NE(serial("01"), serial("02"));
}

}  // namespace
}  // namespace chancery::x509
