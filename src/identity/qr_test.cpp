#include "identity/qr.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "identity/errors.h"

namespace chancery::identity {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(QrCodes, AreSquaresWithAMarginAndFinders) {
  const auto svg = qr_svg("otpauth://totp/x:y?secret=MZXW6YTBOI").value();
  EXPECT_THAT(svg, HasSubstr("viewBox=\"0 0 "));
  EXPECT_THAT(svg, HasSubstr("M4 4h7v1h-7z")) << "the upper left finder";
}

TEST(QrCodes, HoldNothingOfTheTextAsMarkup) {
  const auto svg = qr_svg("<script>alert(1)</script>\"'&").value();
  EXPECT_THAT(svg, Not(HasSubstr("script")));
}

TEST(QrCodes, OfTooMuchTextAreRefused) {
  const auto none = qr_svg(std::string(5000, 'x'));
  ASSERT_FALSE(none);
  EXPECT_TRUE(none.error().is(kQrImpossible));
}

}  // namespace
}  // namespace chancery::identity
