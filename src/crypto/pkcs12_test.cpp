#include "crypto/pkcs12.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "crypto/errors.h"
#include "crypto/peer_for_tests.h"

namespace chancery::crypto {
namespace {

class Pkcs12 : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string issuer = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes ";
    ASSERT_TRUE(folder_.openssl(issuer + "-subj /CN=issuer -keyout ik.pem -out issuer.pem"));
    ASSERT_TRUE(folder_.openssl(issuer + "-subj /CN=leaf -CA issuer.pem -CAkey ik.pem "
                                         "-keyout key.pem -out leaf.pem"))
        << folder_.output();
  }

  TestFolder folder_;
};

TEST_F(Pkcs12, is_opened_by_the_openssl_program_with_the_right_password_only) {
  const PrivateKey key = PrivateKey::from_pem(folder_.read("key.pem")).value();
  const Bytes leaf = folder_.der("leaf.pem");
  const std::vector<Bytes> chain{folder_.der("issuer.pem")};
  const auto file =
      pkcs12(key, leaf, chain, "www.example.org", Secret(std::string_view("pässword")));
  ASSERT_TRUE(file) << file.error().log_line();
  folder_.write("out.p12", *file);

  ASSERT_TRUE(folder_.openssl("pkcs12 -in out.p12 -passin pass:pässword -nodes -info -out all.pem"))
      << folder_.output();
  EXPECT_NE(folder_.output().find("MAC: sha256"), std::string::npos) << folder_.output();
  EXPECT_NE(folder_.output().find("AES-256-CBC"), std::string::npos);
  EXPECT_NE(folder_.read("all.pem").find("friendlyName: www.example.org"), std::string::npos);
  EXPECT_EQ(PrivateKey::from_pem(folder_.read("all.pem")).value().public_key(), key.public_key());
  const auto blocks = parse_pem(folder_.read("all.pem")).value();
  EXPECT_TRUE(std::ranges::any_of(blocks, [&](const PemBlock& b) { return b.der == leaf; }));
  EXPECT_TRUE(std::ranges::any_of(blocks, [&](const PemBlock& b) { return b.der == chain[0]; }));

  EXPECT_FALSE(folder_.openssl("pkcs12 -in out.p12 -passin pass:other -nodes"));
}

TEST_F(Pkcs12, is_not_made_for_a_certificate_of_another_key) {
  const PrivateKey other = PrivateKey::generate(kP256).value();
  const auto file = pkcs12(other, folder_.der("leaf.pem"), {}, "x", Secret(std::string_view("p")));
  ASSERT_FALSE(file);
  EXPECT_TRUE(file.error().is(kCertificateKeyMismatch));
}

TEST_F(Pkcs12, is_not_made_of_what_is_no_certificate) {
  const PrivateKey key = PrivateKey::from_pem(folder_.read("key.pem")).value();
  const Secret password(std::string_view("p"));
  EXPECT_FALSE(pkcs12(key, Bytes(5), {}, "x", password));
  EXPECT_FALSE(pkcs12(key, folder_.der("leaf.pem"), std::vector<Bytes>{Bytes(5)}, "x", password));
}

}  // namespace
}  // namespace chancery::crypto
