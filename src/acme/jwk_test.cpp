#include "acme/jwk.h"

#include <boost/json/parse.hpp>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "acme/errors.h"

namespace chancery::acme {
namespace {

Result<Jwk> jwk_of(std::string_view text) {
  const boost::json::value value = boost::json::parse(text);
  return parse_jwk(http::JsonObject::of(value).value());
}

const ErrorKind& kind_of(std::string_view text) {
  const auto jwk = jwk_of(text);
  EXPECT_FALSE(jwk.has_value()) << text;
  static constexpr ErrorKind kNone{"none", ErrorClass::internal, ""};
  return jwk ? kNone : jwk.error().kind();
}

// RFC 7638 section 3.1.
constexpr std::string_view kRsaModulus =
    "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_"
    "BJECPebWK"
    "RXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_"
    "FDW2QvzqY368QQMic"
    "AtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-"
    "bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3"
    "XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";

TEST(Jwk, HasTheThumbprintOfRfc7638) {
  const auto jwk = jwk_of(fmt::format(
      R"({{"kty":"RSA","n":"{}","e":"AQAB","alg":"RS256","kid":"2011-04-29"}})", kRsaModulus));
  ASSERT_TRUE(jwk.has_value());
  EXPECT_EQ(jwk->thumbprint, "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
  EXPECT_EQ(jwk->key.spec(), crypto::kRsa2048);
}

TEST(Jwk, HasTheThumbprintOfRfc8037) {
  const auto jwk =
      jwk_of(R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})");
  ASSERT_TRUE(jwk.has_value());
  EXPECT_EQ(jwk->thumbprint, "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
}

TEST(Jwk, ReadsTheCurvePointOfRfc7515) {
  const auto jwk =
      jwk_of(R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
             R"("y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})");
  ASSERT_TRUE(jwk.has_value());
  EXPECT_EQ(jwk->key.spec(), crypto::kP256);
}

TEST(Jwk, RefusesAPointThatIsNotOnTheCurve) {
  EXPECT_FALSE(
      jwk_of(R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
             R"("y":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"})")
          .has_value());
}

TEST(Jwk, RefusesPrivateAndSymmetricKeys) {
  EXPECT_EQ(
      &kind_of(R"({"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
                      "x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})"),
      &kJwkPrivate);
  EXPECT_EQ(&kind_of(R"({"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ"})"), &kJwkPrivate);
}

TEST(Jwk, RefusesWhatItDoesNotKnowOrCannotRead) {
  EXPECT_EQ(&kind_of(R"({})"), &kJwkMalformed);
  EXPECT_EQ(&kind_of(R"({"kty":5})"), &kJwkMalformed);
  EXPECT_EQ(&kind_of(R"({"kty":"oct"})"), &kJwkMalformed);
  EXPECT_EQ(&kind_of(R"({"kty":"EC","crv":"P-521","x":"AA","y":"AA"})"), &kJwkMalformed);
  EXPECT_EQ(&kind_of(R"({"kty":"EC","crv":"P-256","x":"AA=="," y":"AA"})"), &kJwkMalformed);
  EXPECT_EQ(&kind_of(R"({"kty":"EC","crv":"P-256","x":"","y":"AA"})"), &kJwkMalformed);
  EXPECT_EQ(&kind_of(R"({"kty":"OKP","crv":"X25519","x":"AA"})"), &kJwkMalformed);
  EXPECT_EQ(&kind_of(R"({"kty":"RSA","n":"AQAB"})"), &kJwkMalformed);
}

TEST(Jwk, RefusesRsaKeysThatAreTooShortOrTooDearToVerify) {
  EXPECT_FALSE(jwk_of(R"({"kty":"RSA","n":")" + std::string(172, 'w') + R"(","e":"AQAB"})"));
  EXPECT_EQ(&kind_of(R"({"kty":"RSA","n":")" + std::string(1024, 'w') + R"(","e":"AQAB"})"),
            &kJwkMalformed);
}

}  // namespace
}  // namespace chancery::acme
