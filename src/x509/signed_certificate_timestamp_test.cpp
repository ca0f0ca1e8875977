#include "x509/signed_certificate_timestamp.h"

#include <gtest/gtest.h>

#include "crypto/private_key.h"
#include "x509/certificate.h"
#include "x509/errors.h"
#include "x509/peer_for_tests.h"
#include "x509/precertificate.h"
#include "x509/signed_data.h"

namespace chancery::x509 {
namespace {

using Sct = SignedCertificateTimestamp;

constexpr auto kLeafIndex258 = "0000050000000102";

Sct an_sct(std::string_view extensions = "") {
  Sct sct;
  sct.log_id.fill(0xab);
  sct.timestamp = at_date(2026, 11, 21) + Duration(7);
  sct.extensions = hex(extensions);
  sct.signature = hex("3006020101020102");
  return sct;
}

Bytes in_octet_string(std::string_view list) {
  der::Writer w;
  w.octet_string(BytesView(hex(list)));
  return w.take();
}

TEST(Sct, IsWrittenAsRfc6962Says) {
  const std::string expected = "00" + to_hex(an_sct().log_id) + "000001a1fb671807" + "0008" +
                               kLeafIndex258 + "0403" + "0008" + "3006020101020102";
  EXPECT_EQ(to_hex(an_sct(kLeafIndex258).encode()), expected);
}

TEST(Sct, RoundTripsWithAndWithoutExtensions) {
  for (const auto* extensions : {"", kLeafIndex258, "0700010200000500000000ff"}) {
    const Sct sct = an_sct(extensions);
    EXPECT_EQ(Sct::parse(sct.encode()).value(), sct);
  }
}

TEST(Sct, NeverAcceptsAPartOfOneOrMoreThanOne) {
  const Bytes whole = an_sct(kLeafIndex258).encode();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_EQ(code_of(Sct::parse(BytesView(whole).first(size))), "sct_malformed") << size;
  }
  Bytes longer = whole;
  longer.push_back(0);
  EXPECT_EQ(code_of(Sct::parse(longer)), "sct_malformed");
}

TEST(Sct, RefusesOtherVersionsAndTimesBeyondCalendars) {
  Bytes version2 = an_sct().encode();
  version2[0] = 1;
  EXPECT_EQ(code_of(Sct::parse(version2)), "sct_malformed");
  Bytes late = an_sct().encode();
  late[33] = 0x80;
  EXPECT_EQ(code_of(Sct::parse(late)), "sct_malformed");
}

TEST(Sct, TellsTheLeafIndexAndPassesOtherExtensionsOver) {
  EXPECT_EQ(an_sct().leaf_index().value(), std::nullopt);
  EXPECT_EQ(an_sct(kLeafIndex258).leaf_index().value(), 258U);
  EXPECT_EQ(an_sct("09000401020304000005ffffffffff").leaf_index().value(), 0xffffffffffU);
  EXPECT_EQ(an_sct("0900020102").leaf_index().value(), std::nullopt);
}

TEST(Sct, RefusesMalformedExtensions) {
  const std::string twice = std::string(kLeafIndex258) + kLeafIndex258;
  for (const auto& one : {std::string("00"), std::string("000005000000"),
                          std::string("00000400000001"), twice, std::string("0000060000000001")}) {
    EXPECT_EQ(code_of(an_sct(one).leaf_index()), "sct_malformed") << one;
  }
}

TEST(SctList, RoundTripsAsExtension) {
  const SctList list{an_sct(), an_sct(kLeafIndex258)};
  const Extension extension = sct_list_extension(list).value();
  EXPECT_EQ(extension.id, kSctList);
  EXPECT_FALSE(extension.critical);
  EXPECT_EQ(parse_sct_list(extension.value).value(), list);
}

TEST(SctList, RefusesNoneTooManyAndTooMuch) {
  EXPECT_EQ(code_of(sct_list_extension({})), "sct_malformed");
  EXPECT_EQ(code_of(sct_list_extension(SctList(kMaxScts + 1, an_sct()))), "sct_malformed");
  Sct large = an_sct();
  large.signature.assign(40'000, 1);
  EXPECT_EQ(code_of(sct_list_extension(SctList{large, large})), "sct_malformed");
}

TEST(SctList, RefusesMalformedLists) {
  const std::string one = to_hex(an_sct().encode());
  const std::string good = "00390037" + one;
  ASSERT_EQ(one.size(), 2 * 0x37U);
  ASSERT_TRUE(parse_sct_list(in_octet_string(good)));
  for (const auto& bad : {std::string("0000"), std::string(""), "0039" + one, good + "00",
                          "003a0037" + one + "00", "00390036" + one, std::string("00020000")}) {
    EXPECT_EQ(code_of(parse_sct_list(in_octet_string(bad))), "sct_malformed") << bad;
  }
  EXPECT_FALSE(parse_sct_list(hex("3000")));
  Bytes trailing = in_octet_string(good);
  trailing.push_back(0);
  EXPECT_FALSE(parse_sct_list(trailing));
}

TEST(SctList, RefusesMoreThanItReads) {
  std::string scts;
  for (std::size_t i = 0; i <= kMaxScts; ++i) {
    scts += "0037" + to_hex(an_sct().encode());
  }
  const std::size_t size = scts.size() / 2;
  const std::string length =
      to_hex(Bytes{static_cast<std::uint8_t>(size >> 8), static_cast<std::uint8_t>(size & 0xff)});
  EXPECT_EQ(code_of(parse_sct_list(in_octet_string(length + scts))), "sct_malformed");
}

TEST(SctSignedData, HasTheFieldsOfPrecertEntryInOrder) {
  crypto::Sha256Digest issuer{};
  issuer.fill(0xcd);
  const std::string issuer_hex = to_hex(issuer);
  EXPECT_EQ(to_hex(sct_signed_data(an_sct(kLeafIndex258), issuer, hex("300301"))),
            "0000000001a1fb6718070001" + issuer_hex + "000003300301" + "0008" + kLeafIndex258);
}

TEST(SctSignedData, HasTheFieldsOfX509EntryInOrder) {
  EXPECT_EQ(to_hex(sct_signed_data(an_sct(kLeafIndex258), hex("300301"))),
            "0000000001a1fb6718070000"
            "000003300301"
            "0008" +
                std::string(kLeafIndex258));
}

TEST(SctList, IsReadByOpenSslAsItWasWritten) {
  const auto leaf = Certificate::parse(test_data("leaf.der")).value();
  const SctList list{an_sct(), an_sct(kLeafIndex258)};
  const Bytes tbs = with_extension(leaf.tbs_der(), sct_list_extension(list).value()).value();
  const OpenSslPeer openssl;
  openssl.write("with.der", assemble(tbs, leaf.signature_algorithm().value(), leaf.signature()));
  const std::string text = openssl.run("x509 -inform DER -in with.der -noout -text");
  EXPECT_NE(text.find("CT Precertificate SCTs"), std::string::npos);
  EXPECT_NE(text.find("Version   : v1 (0x0)"), std::string::npos);
  EXPECT_NE(text.find("Nov 21 00:00:00.007 2026 GMT"), std::string::npos);
  EXPECT_NE(text.find("Extensions: none"), std::string::npos);
  EXPECT_NE(text.find("00:00:05:00:00:00:01:02"), std::string::npos);
  EXPECT_NE(text.find("ecdsa-with-SHA256"), std::string::npos);
}

}  // namespace
}  // namespace chancery::x509
