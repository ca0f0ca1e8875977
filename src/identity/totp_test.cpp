#include "identity/totp.h"

#include <gtest/gtest.h>

namespace chancery::identity {
namespace {

using namespace std::chrono_literals;

const BytesView kSecret = as_bytes("12345678901234567890");
constexpr Time kThen = Time(1111111109s);  // RFC 6238 appendix B: 07081804

TEST(TotpCodes, AreTakenInTheirStepAndOneBesideIt) {
  const auto step = 1111111109 / 30;
  EXPECT_EQ(matching_step(kSecret, "081804", kThen), step);
  EXPECT_EQ(matching_step(kSecret, "081804", kThen + 30s), step);
  EXPECT_EQ(matching_step(kSecret, "081804", kThen - 30s), step);
}

TEST(TotpCodes, AreNotTakenTwoStepsAway) {
  EXPECT_EQ(matching_step(kSecret, "081804", kThen + 60s), std::nullopt);
  EXPECT_EQ(matching_step(kSecret, "081804", kThen - 60s), std::nullopt);
}

TEST(TotpCodes, OfAnyOtherFormAreNotTaken) {
  for (const auto* wrong : {"", "81804", "0081804", "081804 ", " 081804", "081805", "abcdef",
                            "08180\0", "-81804", "+81804"}) {
    EXPECT_EQ(matching_step(kSecret, wrong, kThen), std::nullopt) << wrong;
  }
  EXPECT_EQ(matching_step(as_bytes("12345678901234567891"), "081804", kThen), std::nullopt);
}

TEST(TotpSecrets, AreWrittenInBase32) {  // RFC 4648 section 10, without padding
  EXPECT_EQ(to_base32({}), "");
  EXPECT_EQ(to_base32(as_bytes("f")), "MY");
  EXPECT_EQ(to_base32(as_bytes("fo")), "MZXQ");
  EXPECT_EQ(to_base32(as_bytes("foo")), "MZXW6");
  EXPECT_EQ(to_base32(as_bytes("foob")), "MZXW6YQ");
  EXPECT_EQ(to_base32(as_bytes("fooba")), "MZXW6YTB");
  EXPECT_EQ(to_base32(as_bytes("foobar")), "MZXW6YTBOI");
}

TEST(TotpSecrets, AreHandedToAppsWithoutALetterOfANameThatCouldEndIt) {
  EXPECT_EQ(totp_uri("Chancery CA", "ann&secret=x", as_bytes("foobar")),
            "otpauth://totp/Chancery%20CA:ann%26secret%3Dx?secret=MZXW6YTBOI&issuer=Chancery%20CA");
}

}  // namespace
}  // namespace chancery::identity
