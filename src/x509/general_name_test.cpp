#include "x509/general_name.h"

#include <gtest/gtest.h>

#include "x509/errors.h"
#include "x509/peer_for_tests.h"

namespace chancery::x509 {
namespace {

using Kind = GeneralName::Kind;

Result<GeneralName> read(std::string_view text) {
  const Bytes bytes = hex(text);
  der::Reader in(bytes);
  return GeneralName::read(in);
}

std::string written(const GeneralName& name) {
  der::Writer w;
  name.write(w);
  return to_hex(w.take());
}

TEST(GeneralName, WritesWhatItHolds) {
  EXPECT_EQ(written(GeneralName(DnsName::parse("a.b").value())), "8203612e62");
  EXPECT_EQ(written(GeneralName(IpAddress::parse("192.0.2.1").value())), "8704c0000201");
  EXPECT_EQ(written(GeneralName(DistinguishedName())), "a4023000");
  EXPECT_EQ(written(GeneralName::from_text(Kind::uri, "u").value()), "860175");
  EXPECT_EQ(written(GeneralName::from_text(Kind::email, "e").value()), "810165");
  EXPECT_EQ(written(GeneralName(Identifier::parse("dns", "a").value())), "820161");
  EXPECT_EQ(written(GeneralName(Identifier::parse("ip", "::").value())),
            "8710" + std::string(32, '0'));
}

TEST(GeneralName, RoundTripsEveryKind) {
  for (const char* bytes :
       {"a00806022a03a0020c00", "810165", "820161", "a3020500", "a4023000", "a5020500", "860175",
        "8704c0000201", "88022a03", "871020010db8000000000000000000000001", "8200"}) {
    const auto name = read(bytes);
    ASSERT_TRUE(name) << bytes;
    EXPECT_EQ(written(*name), bytes);
  }
}

TEST(GeneralName, RefusesWhatIsNotOneOfTheNine) {
  for (const char* bad : {"890161", "9f0161", "0c0161", "a2020500", "84023000", "800161", "8f00",
                          "a7020500", "c20161"}) {
    EXPECT_FALSE(read(bad)) << bad;
  }
}

TEST(GeneralName, RefusesControlCharactersAndForeignBytes) {
  EXPECT_EQ(code_of(read("8203610062")), "general_name_malformed");  // NUL
  EXPECT_EQ(code_of(read("8203610a62")), "general_name_malformed");
  EXPECT_EQ(code_of(read("8202c3bc")), "general_name_malformed");
  EXPECT_EQ(code_of(read("86017f")), "general_name_malformed");
  EXPECT_FALSE(GeneralName::from_text(Kind::uri, "http://\xc3\xbc"));
  EXPECT_FALSE(GeneralName::from_text(Kind::ip, "1.2.3.4"));
}

TEST(GeneralName, RefusesMalformedContents) {
  EXPECT_EQ(code_of(read("8703c00002")), "general_name_malformed");
  EXPECT_EQ(code_of(read("8700")), "general_name_malformed");
  EXPECT_EQ(code_of(read("a4020500")), "der_unexpected_tag");
  EXPECT_EQ(code_of(read("880180")), "der_oid");
  EXPECT_EQ(code_of(read("a0030201")), "der_truncated");
  EXPECT_EQ(code_of(read("a003020200")), "der_truncated");
}

TEST(GeneralName, HandsOutItsContentOnlyAsWhatItIs) {
  const GeneralName dns = read("8203612e62").value();
  EXPECT_EQ(dns.dns_name().value().text(), "a.b");
  EXPECT_EQ(dns.text(), "a.b");
  EXPECT_FALSE(dns.ip_address());
  EXPECT_FALSE(dns.directory_name());
  const GeneralName ip = read("8704c0000201").value();
  EXPECT_EQ(ip.ip_address().value().text(), "192.0.2.1");
  EXPECT_EQ(ip.text(), "");
  EXPECT_FALSE(ip.dns_name());
  EXPECT_TRUE(read("a4023000").value().directory_name().value().empty());
}

TEST(GeneralName, HoldsAnOddDnsNameButDoesNotCallItOne) {
  const GeneralName odd = read("8203615f62").value();  // a_b
  EXPECT_EQ(code_of(odd.dns_name()), "dns_name_not_preferred");
}

TEST(GeneralName, MasksAreNotAddresses) {
  const GeneralName net = GeneralName::ip_with_mask(hex("c0000200ffffff00")).value();
  EXPECT_FALSE(net.ip_address());
  EXPECT_EQ(written(net), "8708c0000200ffffff00");
  EXPECT_FALSE(GeneralName::ip_with_mask(hex("c0000200")));
  EXPECT_FALSE(read("8720" + std::string(64, '0')).value().ip_address());
}

TEST(GeneralName, ShowsItselfToPeople) {
  EXPECT_EQ(read("8203612e62").value().to_text(), "DNS:a.b");
  EXPECT_EQ(read("8704c0000201").value().to_text(), "IP:192.0.2.1");
  EXPECT_EQ(read("8708c0000200ffffff00").value().to_text(), "IP:c0000200ffffff00");
  EXPECT_EQ(read("860175").value().to_text(), "URI:u");
  EXPECT_EQ(read("810165").value().to_text(), "email:e");
  EXPECT_EQ(read("88022a03").value().to_text(), "other:2a03");
  EXPECT_EQ(GeneralName(DistinguishedName::from_text("CN=a").value()).to_text(), "dirName:CN=a");
}

TEST(GeneralNames, AreNeverEmptyNorEndless) {
  EXPECT_EQ(code_of(parse_subject_alt_name(hex("3000"))), "general_name_malformed");
  EXPECT_EQ(code_of(parse_subject_alt_name(hex("30038201"
                                               "6100"))),
            "der_trailing");
  const GeneralName name = read("820161").value();
  const auto most = subject_alt_name_extension(GeneralNames(kMaxGeneralNames, name), false);
  EXPECT_EQ(parse_subject_alt_name(most.value).value().size(), kMaxGeneralNames);
  const auto more = subject_alt_name_extension(GeneralNames(kMaxGeneralNames + 1, name), false);
  EXPECT_EQ(code_of(parse_subject_alt_name(more.value)), "x509_too_large");
}

TEST(GeneralNames, BecomeIdentifiersOrAnError) {
  const GeneralNames good{read("820161").value(), read("8704c0000201").value()};
  const auto identifiers = to_identifiers(good).value();
  ASSERT_EQ(identifiers.size(), 2U);
  EXPECT_EQ(identifiers[0].value(), "a");
  EXPECT_EQ(identifiers[1].value(), "192.0.2.1");
  EXPECT_EQ(code_of(to_identifiers(GeneralNames{read("810165").value()})),
            "general_name_malformed");
  EXPECT_EQ(code_of(to_identifiers(GeneralNames{read("8708c0000200ffffff00").value()})),
            "general_name_malformed");
}

}  // namespace
}  // namespace chancery::x509
