#include "webauthn/ceremony.h"

#include <fstream>
#include <gtest/gtest.h>
#include <map>

#include "crypto/errors.h"
#include "webauthn/authenticator_for_tests.h"
#include "webauthn/errors.h"

namespace chancery::webauthn {
namespace {

const Bytes kChallenge(32, 0x17);
const Question kAny{kChallenge};
const Question kVerified{kChallenge, UserVerification::required};

template <class T>
std::string_view code_of(const Result<T>& result) {
  return result ? "" : result.error().code();
}

class Vectors : public testing::TestWithParam<const char*> {
 protected:
  Vectors() {
    std::ifstream file(CHANCERY_SOURCE_DIR "/testdata/webauthn/w3c_vectors.txt");
    for (std::string name, hex; file >> name;) {
      if (name.starts_with('#')) {
        std::getline(file, hex);
      } else if (file >> hex) {
        values_[name] = from_hex(hex).value();
      }
    }
  }
  const Bytes& of(const char* name) const {
    return values_.at(std::string(GetParam()) + "." + name);
  }

  RelyingParty party_{"example.org", "https://example.org"};

 private:
  std::map<std::string, Bytes> values_;
};

INSTANTIATE_TEST_SUITE_P(OfTheSpecification, Vectors, testing::Values("es256", "ed25519"),
                         [](const auto& test) { return test.param; });

TEST_P(Vectors, AreTakenFromTheFirstToTheLastStep) {
  const auto made = check_registration(party_, {of("create.challenge")},
                                       {of("create.client_data"), of("create.attestation")});
  ASSERT_TRUE(made) << made.error().message();
  EXPECT_EQ(made->credential.id, of("id"));
  const KnownCredential known{made->credential.key.algorithm, made->credential.key.key,
                              made->sign_count};
  const auto shown =
      check_assertion(party_, {of("get.challenge")}, known,
                      {of("get.client_data"), of("get.authenticator_data"), of("get.signature")});
  ASSERT_TRUE(shown) << shown.error().message();
  EXPECT_EQ(shown->sign_count, 0U);
}

TEST_P(Vectors, AreRefusedWithOneBitChanged) {
  const auto made = check_registration(party_, {of("create.challenge")},
                                       {of("create.client_data"), of("create.attestation")});
  const KnownCredential known{made->credential.key.algorithm, made->credential.key.key, 0};
  const AssertionAnswer good{of("get.client_data"), of("get.authenticator_data"),
                             of("get.signature")};
  for (Bytes AssertionAnswer::*part :
       {&AssertionAnswer::client_data_json, &AssertionAnswer::authenticator_data,
        &AssertionAnswer::signature}) {
    for (std::size_t i = 0; i < (good.*part).size(); ++i) {
      AssertionAnswer changed = good;
      (changed.*part)[i] ^= 1U;
      EXPECT_FALSE(check_assertion(party_, {of("get.challenge")}, known, changed)) << i;
    }
  }
}

class Passkeys : public testing::TestWithParam<crypto::KeySpec> {};

INSTANTIATE_TEST_SUITE_P(OfEachKind, Passkeys,
                         testing::Values(crypto::kP256, crypto::kEd25519, crypto::kRsa2048),
                         [](const auto& test) { return crypto::to_text(test.param); });

TEST_P(Passkeys, AreMadeAndShown) {
  TestAuthenticator device(GetParam());
  const auto made = check_registration(device.party, kVerified, device.make(kChallenge));
  ASSERT_TRUE(made) << made.error().message();
  EXPECT_EQ(made->credential.id, device.id);
  EXPECT_EQ(made->credential.key.algorithm, device.known().algorithm);
  EXPECT_EQ(made->credential.key.key, device.known().key);
  EXPECT_EQ(made->sign_count, 1U);
  device.count = 2;
  const auto shown = check_assertion(device.party, kVerified,
                                     {made->credential.key.algorithm, made->credential.key.key, 1},
                                     device.get(kChallenge));
  ASSERT_TRUE(shown) << shown.error().message();
  EXPECT_EQ(shown->sign_count, 2U);
  EXPECT_TRUE(shown->user_verified);
}

class Answers : public testing::Test {
 protected:
  Result<Assertion> show(const AssertionAnswer& answer, const Question& question = kAny,
                         std::uint32_t count = 0) const {
    auto known = device_.known();
    known.sign_count = count;
    return check_assertion({"ca.example.net", "https://ca.example.net"}, question, known, answer);
  }
  Result<NewCredential> make(const RegistrationAnswer& answer,
                             const Question& question = kAny) const {
    return check_registration({"ca.example.net", "https://ca.example.net"}, question, answer);
  }

  TestAuthenticator device_;
};

TEST_F(Answers, ToAnotherChallengeAreRefused) {
  const Bytes other(32, 0x18);
  EXPECT_EQ(code_of(show(device_.get(other))), kCredentialRefused.code);
  EXPECT_EQ(code_of(make(device_.make(other))), kCredentialRefused.code);
  EXPECT_EQ(code_of(show(device_.get({}))), kCredentialRefused.code);
}

TEST_F(Answers, OfAnotherKindAreRefused) {
  auto shown = device_.get(kChallenge);
  shown.client_data_json = device_.client_data("webauthn.create", kChallenge);
  device_.sign(shown);
  EXPECT_EQ(code_of(show(shown)), kCredentialRefused.code);
  auto made = device_.make(kChallenge);
  made.client_data_json = device_.client_data("webauthn.get", kChallenge);
  EXPECT_EQ(code_of(make(made)), kCredentialRefused.code);
}

TEST_F(Answers, FromAnotherSiteAreRefused) {
  for (const auto* origin :
       {"https://evil.example", "http://ca.example.net", "https://ca.example.net:8443",
        "https://ca.example.net/", "https://ca.example.net.evil.example", "null", ""}) {
    device_.party.origin = origin;
    EXPECT_EQ(code_of(show(device_.get(kChallenge))), kCredentialRefused.code) << origin;
    EXPECT_EQ(code_of(make(device_.make(kChallenge))), kCredentialRefused.code) << origin;
  }
}

TEST_F(Answers, FromAFrameOfAnotherSiteAreRefused) {
  for (const auto* cross : {R"(,"crossOrigin":true)", R"(,"crossOrigin":"no")"}) {
    auto shown = device_.get(kChallenge);
    shown.client_data_json = device_.client_data("webauthn.get", kChallenge, cross);
    device_.sign(shown);
    EXPECT_EQ(code_of(show(shown)), kCredentialRefused.code) << cross;
  }
}

TEST_F(Answers, ForAnotherRelyingPartyAreRefused) {
  device_.party.id = "evil.example";
  EXPECT_EQ(code_of(show(device_.get(kChallenge))), kCredentialRefused.code);
  EXPECT_EQ(code_of(make(device_.make(kChallenge))), kCredentialRefused.code);
}

TEST_F(Answers, WithoutAPersonAreRefused) {
  device_.flags = 0x04;
  EXPECT_EQ(code_of(show(device_.get(kChallenge))), kCredentialRefused.code);
  device_.flags = 0x01;
  EXPECT_TRUE(show(device_.get(kChallenge))) << "a touch is enough beside a password";
  EXPECT_EQ(code_of(show(device_.get(kChallenge), kVerified)), kCredentialRefused.code);
  EXPECT_EQ(code_of(make(device_.make(kChallenge), kVerified)), kCredentialRefused.code);
}

TEST_F(Answers, OfACopiedAuthenticatorAreRefused) {
  device_.count = 5;
  EXPECT_TRUE(show(device_.get(kChallenge), kAny, 4));
  EXPECT_EQ(code_of(show(device_.get(kChallenge), kAny, 5)), kCredentialRefused.code);
  EXPECT_EQ(code_of(show(device_.get(kChallenge), kAny, 6)), kCredentialRefused.code);
  device_.count = 0;
  EXPECT_EQ(code_of(show(device_.get(kChallenge), kAny, 1)), kCredentialRefused.code);
  EXPECT_TRUE(show(device_.get(kChallenge), kAny, 0)) << "one that does not count";
}

TEST_F(Answers, SignedByAnotherKeyAreRefused) {
  const TestAuthenticator other;
  EXPECT_EQ(code_of(show(other.get(kChallenge))), kCredentialRefused.code);
  auto empty = device_.get(kChallenge);
  empty.signature.clear();
  EXPECT_EQ(code_of(show(empty)), kCredentialRefused.code);
  empty.signature.assign(5000, 1);
  EXPECT_EQ(code_of(show(empty)), kCredentialRefused.code);
}

TEST_F(Answers, ThatEndTooEarlyOrTooLateAreRefused) {
  const auto good = device_.make(kChallenge);
  for (std::size_t size = 0; size < good.attestation_object.size(); ++size) {
    auto cut = good;
    cut.attestation_object.resize(size);
    EXPECT_FALSE(make(cut)) << size;
  }
  auto longer = good;
  longer.attestation_object.push_back(0);
  EXPECT_FALSE(make(longer));
  auto data = device_.authenticator_data(false);
  data.push_back(0);
  EXPECT_EQ(code_of(parse_authenticator_data(data)), kCborMalformed.code);
}

TEST_F(Answers, WithoutACredentialMakeNone) {
  Bytes object = from_hex("a363666d74646e6f6e656761747453746d74a06861757468446174615825").value();
  append(object, device_.authenticator_data(false));
  EXPECT_EQ(code_of(make({device_.client_data("webauthn.create", kChallenge), object})),
            kCredentialRefused.code);
}

TEST_F(Answers, OfNoFormAtAllAreRefused) {
  for (const auto* json :
       {"", "null", "[]", "{", R"({"type":"webauthn.get"})",
        R"({"type":1,"challenge":"","origin":""})",
        R"({"type":"webauthn.get","challenge":"!!","origin":"x"})", R"([[[[[[[[[[]]]]]]]]]])"}) {
    auto answer = device_.get(kChallenge);
    answer.client_data_json = to_bytes(json);
    EXPECT_EQ(code_of(show(answer)), kCredentialMalformed.code) << json;
  }
  auto answer = device_.get(kChallenge);
  answer.client_data_json.resize(5000, ' ');
  EXPECT_EQ(code_of(show(answer)), kCredentialMalformed.code);
}

}  // namespace
}  // namespace chancery::webauthn
