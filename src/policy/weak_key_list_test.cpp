#include "policy/weak_key_list.h"

#include <gtest/gtest.h>
#include <sstream>

#include "base/encoding.h"
#include "crypto/private_key.h"
#include "crypto/public_key.h"
#include "policy/errors.h"

namespace chancery::policy {
namespace {

// Made with OpenSSL 3.0; the names below are what its command line and sha1sum, sha256sum say.
constexpr std::string_view kRsa =
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAkkeGSBiawzvUFrrewFck"
    "12GTCUeyK3S/GGCs3eqZCJ5k9y4x3SC+J3TzEXCTikcb6V0vgF3WfNSfewpeeWpX"
    "/iPFSwYPSVsbgvuECzt9UTayBV38lmPe6SioCDNWCTTDLzFIWKV+WzIbKBtw8VV9"
    "q8mop4lwZUka14l2SLmT3f/IrGyUyjoaWrY4aeOekcbvB3BItBvwtV+CIGAR4Rrs"
    "sVk6BRNSb1ZSe260cwEFD+c27hJ8AtAlvaomvd5OYMCHgqvMUn7UnT7LOXITzIG+"
    "wjLEMOy1ff42M5j/4QcyInaeooNYx+4bTapGhrqlvQiYluSWU/eJa53blmWLwMx9"
    "WQIDAQAB";
constexpr std::string_view kEc =
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEmpmzAUcbyQD+XXhT+sFH7k+LeWoj"
    "Ut5Q8ZcXVDXCvY8rwzOq8/2dpEL5RiUHf/FdLHHE3/Ajwfe2cH/ideC0GA==";
constexpr std::string_view kRsaDebian = "30c8309d8876297a8cc3";
constexpr std::string_view kRsaSha1 = "30c8309d8876297a8cc3d3cfd35fea6cc9ffc362";
constexpr std::string_view kRsaSha256 =
    "7c07f41af7dd93cb4dca54098ec90658648e0dd9ebe83591c220ae1783fb7a40";
constexpr std::string_view kEcSha256 =
    "9d11037ef90d0c3ec6a69c82746fda6075ed6c2b50ef3955780dbf9e70cc5c60";

crypto::PublicKey key(std::string_view spki) {
  return crypto::PublicKey::from_spki(from_base64(spki).value()).value();
}

Result<WeakKeyList> list_of(const std::string& text) {
  std::istringstream in(text);
  WeakKeyList list;
  TRY(list.add(in, "list"));
  list.seal();
  return list;
}

TEST(WeakKeyList, FindsAnRsaKeyByTheNameOfOpensslBlacklist) {
  const std::string line(kRsaSha1.substr(20));  // the first 20 digits are cut off
  const auto list = list_of("# a comment\n00005890bc78bcbee3ca\n" + line + "\n").value();
  EXPECT_EQ(list.size(), 2U);
  EXPECT_TRUE(list.contains(key(kRsa)));
  EXPECT_FALSE(list.contains(key(kEc)));
  const auto refused = check_not_listed(list, key(kRsa));
  EXPECT_TRUE(refused.error().is(kKeyWeak));
  EXPECT_NE(refused.error().parameter("citation").find("6.1.1.3"), std::string::npos);
}

TEST(WeakKeyList, FindsKeysByTheSha256OfModulusOrCoordinate) {
  const auto list = list_of("hash,pid,arch\n" + std::string(kRsaSha256) + ",1234,le32\r\n" +
                            std::string(kEcSha256) + "\n")
                        .value();
  EXPECT_TRUE(list.contains(key(kRsa)));
  EXPECT_TRUE(list.contains(key(kEc)));
}

TEST(WeakKeyList, NoOtherKeyIsFound) {
  const auto list = list_of(std::string(kRsaDebian) + "\n" + std::string(kEcSha256) + "\n").value();
  const auto others = {crypto::kRsa2048, crypto::kP256, crypto::kP384, crypto::kEd25519};
  for (const auto spec : others) {
    EXPECT_FALSE(list.contains(crypto::PrivateKey::generate(spec).value().public_key()));
  }
  EXPECT_TRUE(check_not_listed(list, key(kRsa))) << "these are the first 80 bits";
}

TEST(WeakKeyList, WhatIsNoNameIsRefusedWithItsLine) {
  for (const std::string bad :
       {"00005890bc78bcbee3c", "not a key", "00005890bc78bcbee3cazz", "7c07f41af7dd93cb"}) {
    const auto list = list_of("00005890bc78bcbee3ca\n" + bad + "\n");
    ASSERT_FALSE(list) << bad;
    EXPECT_TRUE(list.error().is(kWeakKeyListUnreadable));
    EXPECT_EQ(list.error().parameter("line"), "2");
  }
  EXPECT_TRUE(WeakKeyList::load(std::vector<std::string>{"/no/such/file"})
                  .error()
                  .is(kWeakKeyListUnreadable));
}

TEST(WeakKeyList, TheSampleInTheTreeIsRead) {
  const std::vector<std::string> files{CHANCERY_SOURCE_DIR "/testdata/keys/blacklist.RSA-2048",
                                       CHANCERY_SOURCE_DIR "/testdata/keys/weak-rsa-2048.csv"};
  const auto list = WeakKeyList::load(files);
  ASSERT_TRUE(list) << list.error().message();
  EXPECT_TRUE(list->contains(key(kRsa)));
}

}  // namespace
}  // namespace chancery::policy
