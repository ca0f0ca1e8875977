#include "webauthn/cbor.h"

#include <gtest/gtest.h>

#include "base/encoding.h"
#include "webauthn/errors.h"

namespace chancery::webauthn {
namespace {

/// Reads one item by `read`, and nothing may follow.
template <class Read>
auto whole(const char* hex, Read read) -> decltype(read(std::declval<CborReader&>())) {
  const Bytes bytes = from_hex(hex).value();
  CborReader reader(bytes);
  auto value = read(reader);
  if (value) {
    TRY(reader.end());
  }
  return value;
}

Result<std::int64_t> integer(const char* hex) {
  return whole(hex, [](CborReader& r) { return r.integer(); });
}

bool skips(const char* hex) {
  return whole(hex, [](CborReader& r) { return r.skip(); }).has_value();
}

TEST(Cbor, IntegersAreThoseOfRfc8949AppendixA) {
  EXPECT_EQ(integer("00"), 0);
  EXPECT_EQ(integer("17"), 23);
  EXPECT_EQ(integer("1818"), 24);
  EXPECT_EQ(integer("1903e8"), 1000);
  EXPECT_EQ(integer("1a000f4240"), 1'000'000);
  EXPECT_EQ(integer("1b000000e8d4a51000"), 1'000'000'000'000);
  EXPECT_EQ(integer("20"), -1);
  EXPECT_EQ(integer("3863"), -100);
  EXPECT_EQ(integer("390100"), -257);
}

TEST(Cbor, IntegersInALongerFormThanNeededAreRefused) {
  for (const auto* hex : {"1800", "1817", "190018", "1900ff", "1a0000ffff", "1b00000000ffffffff",
                          "3817", "1bffffffffffffffff", "18", "19ff", "1c", "1f", "f90000"}) {
    EXPECT_FALSE(integer(hex)) << hex;
  }
}

TEST(Cbor, StringsAreWholeOrRefused) {
  const auto bytes = [](const char* hex) {
    return whole(hex,
                 [](CborReader& r) -> Result<Bytes> { return to_bytes(TRY(r.byte_string())); });
  };
  EXPECT_EQ(bytes("40"), Bytes());
  EXPECT_EQ(bytes("4401020304"), (Bytes{1, 2, 3, 4}));
  for (const auto* hex : {"41", "5f41ff", "5bffffffffffffffff00", "6161", "4401020304ff"}) {
    EXPECT_FALSE(bytes(hex)) << hex;
  }
}

TEST(Cbor, ItemsArePassedOverWithAllThatIsInThem) {
  for (const auto* hex : {"00", "f4", "f5", "f6", "80", "a0", "83010203", "a201020304",
                          "a26161018262636403a0", "8180", "818181 80"}) {
    std::string text(hex);
    std::erase(text, ' ');
    EXPECT_TRUE(skips(text.c_str())) << hex;
  }
}

TEST(Cbor, ItemsOfNoUseHereAreRefused) {
  for (const auto* hex : {"c000", "fb3ff199999999999a", "f7", "f0", "ff", "9f01ff", "bf6161 01ff",
                          "8301", "a101", "818181818180", "9a00010000", "ba00010000"}) {
    std::string text(hex);
    std::erase(text, ' ');
    EXPECT_FALSE(skips(text.c_str())) << hex;
  }
}

TEST(Cbor, NothingMayFollow) {
  EXPECT_FALSE(skips("0000"));
  EXPECT_FALSE(skips(""));
}

}  // namespace
}  // namespace chancery::webauthn
