#include "acme/jws.h"

#include <gtest/gtest.h>

#include "acme/client_for_tests.h"
#include "acme/errors.h"
#include "acme/jwk.h"
#include "base/encoding.h"
#include "http/errors.h"

namespace chancery::acme {
namespace {

using testing::TestKey;
namespace json = boost::json;

// The payload of RFC 7515 appendix A.1 to A.3.
constexpr std::string_view kPayload =
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlf"
    "Q";

std::string input_of(std::string_view header) {
  return std::string(header) + "." + std::string(kPayload);
}

Bytes bytes_of(std::string_view base64url) {
  return from_base64url(base64url).value();
}

TEST(CheckSignature, AcceptsTheRs256ExampleOfRfc7515) {
  const auto key = crypto::PublicKey::from_rsa(
      bytes_of(
          "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1"
          "Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-"
          "bSf63kpaSHSX"
          "ndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_"
          "I5Ih"
          "lJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"),
      bytes_of("AQAB"));
  const Bytes signature = bytes_of(
      "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_"
      "O8W2Fp5jujG"
      "bds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_"
      "nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K"
      "0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-"
      "eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6"
      "LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw");
  const std::string input = input_of("eyJhbGciOiJSUzI1NiJ9");
  EXPECT_TRUE(check_signature(JwsAlgorithm::rs256, *key, input, signature));
  EXPECT_FALSE(check_signature(JwsAlgorithm::rs256, *key, input + "a", signature));
  EXPECT_TRUE(
      check_signature(JwsAlgorithm::es256, *key, input, signature).error().is(kAlgorithmMismatch));
}

TEST(CheckSignature, AcceptsTheEs256ExampleOfRfc7515) {
  const auto key = crypto::PublicKey::from_ec_point(
      crypto::Curve::p256, bytes_of("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"),
      bytes_of("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"));
  Bytes signature = bytes_of(
      "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q");
  const std::string input = input_of("eyJhbGciOiJFUzI1NiJ9");
  EXPECT_TRUE(check_signature(JwsAlgorithm::es256, *key, input, signature));
  EXPECT_TRUE(
      check_signature(JwsAlgorithm::es384, *key, input, signature).error().is(kAlgorithmMismatch));
  signature.push_back(0);
  EXPECT_TRUE(
      check_signature(JwsAlgorithm::es256, *key, input, signature).error().is(kSignatureWrong));
}

TEST(CheckSignature, AcceptsTheEd25519ExampleOfRfc8037) {
  const auto key =
      crypto::PublicKey::from_ed25519(bytes_of("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"));
  Bytes signature = bytes_of(
      "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");
  const std::string input = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
  EXPECT_TRUE(check_signature(JwsAlgorithm::eddsa, *key, input, signature));
  signature[0] ^= 1;
  EXPECT_TRUE(
      check_signature(JwsAlgorithm::eddsa, *key, input, signature).error().is(kSignatureWrong));
}

TEST(CheckMac, AcceptsTheHs256ExampleOfRfc7515) {
  const Secret key(bytes_of(
      "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"));
  const Bytes mac = bytes_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
  const std::string input = input_of("eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9");
  EXPECT_TRUE(check_mac(JwsAlgorithm::hs256, key, input, mac));
  EXPECT_TRUE(check_mac(JwsAlgorithm::hs256, key, input + "A", mac).error().is(kSignatureWrong));
  EXPECT_TRUE(check_mac(JwsAlgorithm::es256, key, input, mac).error().is(kAlgorithmMismatch));
}

// What follows is about the form that RFC 8555 section 6.2 asks for.

class JwsForm : public ::testing::Test {
 protected:
  [[nodiscard]] json::object header() const {
    return {{"alg", "ES256"}, {"jwk", key_.jwk()}, {"nonce", "bm9uY2U"}, {"url", "https://ca/x"}};
  }
  [[nodiscard]] static Result<Jws> parse(const json::object& object) {
    const std::string text = json::serialize(object);
    return Jws::parse(as_bytes(text));
  }
  [[nodiscard]] Result<Jws> parse_with(const json::object& header) const {
    return parse(key_.sign(header, "{}"));
  }
  void expect_refused(const json::object& header, const ErrorKind& kind) const {
    const auto jws = parse_with(header);
    ASSERT_FALSE(jws.has_value()) << json::serialize(header);
    EXPECT_EQ(jws.error().code(), kind.code) << json::serialize(header);
  }

  TestKey key_;
};

TEST_F(JwsForm, IsReadWithHeaderPayloadAndSignature) {
  const auto jws = parse(key_.sign(header(), R"({"a":1})"));
  ASSERT_TRUE(jws.has_value());
  EXPECT_EQ(as_text(jws->payload()), R"({"a":1})");
  EXPECT_EQ(jws->header().url, "https://ca/x");
  EXPECT_EQ(jws->header().nonce, "bm9uY2U");
  EXPECT_FALSE(jws->header().kid.has_value());
  EXPECT_TRUE(jws->verify(key_.key().public_key()));
  EXPECT_FALSE(jws->verify(TestKey().key().public_key()));
}

TEST_F(JwsForm, VerifiesWithEveryAlgorithmThatIsOffered) {
  for (const auto spec : {crypto::kP256, crypto::kP384, crypto::kEd25519, crypto::kRsa2048}) {
    const TestKey key(spec);
    const auto jws = parse(
        key.sign({{"alg", key.algorithm()}, {"jwk", key.jwk()}, {"url", "https://ca/x"}}, ""));
    ASSERT_TRUE(jws.has_value()) << key.algorithm();
    const auto jwk_object = http::JsonObject::of(*jws->header().jwk);
    const auto jwk = parse_jwk(*jwk_object);
    ASSERT_TRUE(jwk.has_value()) << key.algorithm();
    EXPECT_TRUE(jws->verify(jwk->key)) << key.algorithm();
  }
}

TEST_F(JwsForm, NeedsExactlyOneOfJwkAndKid) {
  json::object both = header();
  both["kid"] = "https://ca/acct/1";
  expect_refused(both, kJwsMalformed);
  json::object none = header();
  none.erase("jwk");
  expect_refused(none, kJwsMalformed);
  json::object text = header();
  text["jwk"] = "key";
  expect_refused(text, kJwsMalformed);
}

TEST_F(JwsForm, RefusesAlgorithmsThatAreNoneOrUnknown) {
  for (const char* name : {"none", "HS512", "PS256", "ES512", "es256", ""}) {
    json::object changed = header();
    changed["alg"] = name;
    expect_refused(changed, kAlgorithmNotOffered);
  }
  json::object without = header();
  without.erase("alg");
  expect_refused(without, kJwsMalformed);
}

TEST_F(JwsForm, RefusesExtensionsThatMustBeUnderstood) {
  json::object critical = header();
  critical["crit"] = json::array{"exp"};
  expect_refused(critical, kJwsMalformed);
  json::object unencoded = header();
  unencoded["b64"] = false;
  expect_refused(unencoded, kJwsMalformed);
}

TEST_F(JwsForm, NeedsAUrlAndTakesNoEmptyTexts) {
  json::object without = header();
  without.erase("url");
  expect_refused(without, kJwsMalformed);
  for (const char* member : {"kid", "nonce"}) {
    json::object changed = header();
    changed[member] = "";
    expect_refused(changed, kJwsMalformed);
    changed[member] = 5;
    expect_refused(changed, kJwsMalformed);
  }
}

TEST_F(JwsForm, IgnoresHeaderMembersThatItDoesNotKnow) {
  json::object more = header();
  more["typ"] = "JOSE";
  EXPECT_TRUE(parse_with(more).has_value());
}

TEST_F(JwsForm, RefusesUnprotectedHeadersAndSeveralSignatures) {
  for (const char* member : {"header", "signatures"}) {
    json::object object = key_.sign(header(), "{}");
    object[member] = json::object{};
    EXPECT_EQ(parse(object).error().code(), kJwsMalformed.code);
  }
}

TEST_F(JwsForm, NeedsEveryPartAsUnpaddedBase64url) {
  for (const char* member : {"protected", "payload", "signature"}) {
    json::object missing = key_.sign(header(), "{}");
    missing.erase(member);
    EXPECT_EQ(parse(missing).error().code(), kJwsMalformed.code) << member;
    json::object padded = key_.sign(header(), "{}");
    padded[member] = std::string(padded[member].as_string()) + "=";
    EXPECT_EQ(parse(padded).error().code(), kJwsMalformed.code) << member;
  }
}

TEST_F(JwsForm, RefusesARepeatedMemberInsideAndOutside) {
  const json::object object = key_.sign(header(), "{}");
  std::string outside = json::serialize(object);
  outside.insert(1, R"("payload":"e30",)");
  EXPECT_EQ(Jws::parse(as_bytes(outside)).error().code(), http::kJsonDuplicateMember.code);

  std::string inside = json::serialize(header());
  inside.insert(1, R"("url":"https://other/",)");
  json::object changed = object;
  changed["protected"] = to_base64url(as_bytes(inside));
  EXPECT_EQ(parse(changed).error().code(), http::kJsonDuplicateMember.code);
}

TEST_F(JwsForm, RefusesWhatIsNoObject) {
  for (const char* text : {"", "[]", "{", "\"eyJ\"", "null", "{}x"}) {
    EXPECT_FALSE(Jws::parse(as_bytes(text)).has_value()) << text;
  }
}

}  // namespace
}  // namespace chancery::acme
