#include "x509/distinguished_name.h"

#include <gtest/gtest.h>

#include "der/writer.h"
#include "x509/errors.h"
#include "x509/name_match.h"
#include "x509/oids.h"
#include "x509/peer_for_tests.h"

namespace chancery::x509 {
namespace {

using der::Tag;
using der::Writer;

DistinguishedName made(std::vector<Attribute> attributes) {
  return DistinguishedName::make(std::move(attributes)).value();
}

// SEQUENCE OF SET OF one AttributeTypeAndValue, as the body writes the value.
template <class Body>
Bytes name_with(Body value) {
  Writer w;
  w.sequence([&] {
    w.set([&] {
      w.sequence([&] {
        w.oid(kCommonName);
        value(w);
      });
    });
  });
  return w.take();
}

TEST(DistinguishedName, EmptyIsAnEmptySequence) {
  EXPECT_EQ(to_hex(DistinguishedName().der()), "3000");
  EXPECT_TRUE(DistinguishedName().empty());
  EXPECT_EQ(DistinguishedName().to_text(), "");
  EXPECT_EQ(DistinguishedName::from_text("").value(), DistinguishedName());
  EXPECT_EQ(DistinguishedName::parse(hex("3000")).value(), DistinguishedName());
}

TEST(DistinguishedName, IsEncodedInTheOrderGiven) {
  const auto name = made({{kCountry, "KR", preferred_encoding(kCountry)}, {kCommonName, "a"}});
  EXPECT_EQ(to_hex(name.der()),
            "3019"
            "310b300906035504061302"
            "4b52"
            "310a300806035504030c01"
            "61");
  EXPECT_EQ(name.find(kCommonName), "a");
  EXPECT_EQ(name.find(kOrganization), std::nullopt);
}

TEST(DistinguishedName, OpenSslReadsOurs) {
  const OpenSslPeer peer;
  const auto name = DistinguishedName::from_text(
                        "CN=a\\,b+serialNumber=7,O=Pr\xc3\xbc"
                        "fung \\\"X\\\",DC=example,C=KR")
                        .value();
  peer.write("name.der", name.der());
  const std::string seen = squeezed(peer.run("asn1parse -inform DER -in name.der"));
  EXPECT_NE(seen.find("PRINTABLESTRING :KR"), seen.npos) << seen;
  EXPECT_NE(seen.find("IA5STRING :example"), seen.npos) << seen;
  EXPECT_NE(seen.find("UTF8STRING :Pr\xc3\xbc"
                      "fung \"X\""),
            seen.npos)
      << seen;
  EXPECT_NE(seen.find("PRINTABLESTRING :7"), seen.npos) << seen;
  EXPECT_LT(seen.find(":KR"), seen.find(":a,b"));
}

TEST(DistinguishedName, TextRoundTrips) {
  for (const char* text :
       {"CN=Example Root,O=Example,C=KR", "CN=a+UID=b,DC=example,DC=com", "CN=\\ a\\ ", "CN=\\#1",
        "CN=a\\,b\\+c\\\"d\\\\e\\<f\\>g\\;h", "CN=a=b", "1.3.6.1.4.1.99999.1=x",
        "emailAddress=a@example.com,SN=Kim,GN=Jae", "CN=\xea\xb9\x80", "CN=a\\0ab"}) {
    const auto name = DistinguishedName::from_text(text);
    ASSERT_TRUE(name) << text;
    EXPECT_EQ(DistinguishedName::from_text(name->to_text()).value(), *name) << text;
    EXPECT_EQ(DistinguishedName::parse(name->der()).value().to_text(), name->to_text()) << text;
  }
  EXPECT_EQ(DistinguishedName::from_text("cn = x , o = a b ").value().to_text(), "CN=x,O=a b");
  EXPECT_EQ(DistinguishedName::from_text("S=x").value().to_text(), "ST=x");
}

TEST(DistinguishedName, ComparesAsEqualWhateverCapitalsBlanksAndStringTypes) {
  const auto name = [](const char* text) { return DistinguishedName::from_text(text).value(); };
  const auto root = name("CN=Example Root,O=Acme,C=KR");
  for (const char* equal : {"CN=Example Root,O=Acme,C=KR", "CN=EXAMPLE  root,O=acme,C=kr"}) {
    EXPECT_TRUE(compare_equal(root, name(equal))) << equal;
  }
  for (const char* other : {"CN=Example Root,O=Acme", "O=Acme,CN=Example Root,C=KR",
                            "CN=ExampleRoot,O=Acme,C=KR", "CN=Example Root+O=Acme,C=KR", ""}) {
    EXPECT_FALSE(compare_equal(root, name(other))) << other;
  }
  const auto printable = DistinguishedName::make({{kCountry, "KR", der::Tag::utf8_string}}).value();
  EXPECT_TRUE(compare_equal(printable, name("C=KR")));
  EXPECT_FALSE(printable == name("C=KR"));
}

TEST(DistinguishedName, TextStandsInReverse) {
  const auto name = DistinguishedName::from_text("CN=leaf,O=org,C=KR").value();
  ASSERT_EQ(name.attributes().size(), 3U);
  EXPECT_EQ(name.attributes()[0].type, kCountry);
  EXPECT_EQ(name.attributes()[0].encoding, Tag::printable_string);
  EXPECT_EQ(name.attributes()[2].text, "leaf");
}

TEST(DistinguishedName, RefusesMalformedText) {
  for (const char* bad : {"CN", "CN=a,", "CN=a+", ",CN=a", "=a", "XY=a", "CN=a;O=b", "CN=\"a\"",
                          "CN=<a", "CN=a\\", "CN=a\\g1", "CN=#0c0161", "CN=a,,O=b", "1.99=x"}) {
    EXPECT_EQ(code_of(DistinguishedName::from_text(bad)), "distinguished_name_malformed") << bad;
  }
  for (const char* bad : {"CN=", "CN=a,O=", "C=\xc3\xbc", "C=a_b", "CN=a\\00b", "CN=\\ff",
                          "emailAddress=\xc3\xbc@b"}) {
    EXPECT_EQ(code_of(DistinguishedName::from_text(bad)), "string_malformed") << bad;
  }
  EXPECT_FALSE(DistinguishedName::from_text("CN=" + std::string(10'000, 'a')));
}

TEST(DistinguishedName, MakesOnlyTheStringTypesThatWeWrite) {
  EXPECT_FALSE(DistinguishedName::make({{kCommonName, "a", Tag::teletex_string}}));
  EXPECT_FALSE(DistinguishedName::make({{kCommonName, "", Tag::utf8_string}}));
  EXPECT_FALSE(DistinguishedName::make({{kCommonName, "a*", Tag::printable_string}}));
  EXPECT_TRUE(DistinguishedName::make({{kCommonName, "a*", Tag::ia5_string}}));
}

TEST(DistinguishedName, SortsTheMembersOfAnRdn) {
  const auto one = made({{kSerialNumber, "7"}, {kCommonName, "a", Tag::utf8_string, true}});
  const auto other = made({{kCommonName, "a"}, {kSerialNumber, "7", Tag::utf8_string, true}});
  EXPECT_EQ(one, other);
  EXPECT_EQ(one.attributes()[0].type, kCommonName);
  EXPECT_TRUE(one.attributes()[1].same_rdn);
}

TEST(DistinguishedName, KeepsForeignEncodingsByteForByte) {
  const Bytes bmp = name_with([](Writer& w) { w.primitive(Tag::bmp_string, hex("0061")); });
  const auto name = DistinguishedName::parse(bmp).value();
  EXPECT_TRUE(equal(name.der(), bmp));
  EXPECT_EQ(name.to_text(), "CN=a");
  EXPECT_EQ(name.attributes()[0].encoding, Tag::bmp_string);
  EXPECT_NE(name, made({{kCommonName, "a"}}));
}

TEST(DistinguishedName, HoldsValuesThatAreNoText) {
  const Bytes bits = name_with([](Writer& w) { w.bit_string(hex("aa")); });
  const auto name = DistinguishedName::parse(bits).value();
  EXPECT_EQ(name.attributes()[0].text, "");
  EXPECT_EQ(name.attributes()[0].encoding, Tag::bit_string);
  const Bytes broken = name_with([](Writer& w) { w.primitive(Tag::bit_string, hex("09")); });
  EXPECT_EQ(code_of(DistinguishedName::parse(broken)), "der_bit_string");
}

TEST(DistinguishedName, RefusesNulInNames) {
  const Bytes nul = name_with([](Writer& w) { w.utf8_string(std::string_view("a\0b", 3)); });
  const auto error = DistinguishedName::parse(nul).error();
  EXPECT_TRUE(error.is(kStringMalformed));
  EXPECT_EQ(error.parameter("attribute"), "2.5.4.3");
}

TEST(DistinguishedName, RefusesMalformedDer) {
  EXPECT_EQ(code_of(DistinguishedName::parse(hex("300000"))), "der_trailing");
  EXPECT_EQ(code_of(DistinguishedName::parse(hex("3100"))), "der_unexpected_tag");
  EXPECT_EQ(code_of(DistinguishedName::parse(hex("30023100"))), "distinguished_name_malformed");
  EXPECT_EQ(code_of(DistinguishedName::parse(hex("300431020500"))), "distinguished_name_malformed");
  EXPECT_EQ(code_of(DistinguishedName::parse(hex("30023000"))), "der_unexpected_tag");
  const Bytes two_values = name_with([](Writer& w) {
    w.utf8_string("a");
    w.utf8_string("b");
  });
  EXPECT_EQ(code_of(DistinguishedName::parse(two_values)), "der_trailing");
}

TEST(DistinguishedName, RefusesUnsortedRdns) {
  // SET { OU=b, CN=a }: 2.5.4.11 must come after 2.5.4.3.
  const Bytes unsorted =
      hex("30183116"
          "3009060355040b0c02"
          "6262"
          "3009"
          "06035504030c02"
          "6161");
  EXPECT_EQ(code_of(DistinguishedName::parse(unsorted)), "der_set_order");
}

TEST(DistinguishedName, IsBoundedAt64Attributes) {
  EXPECT_TRUE(DistinguishedName::make(std::vector<Attribute>(64, {kOrganizationalUnit, "x"})));
  EXPECT_FALSE(DistinguishedName::make(std::vector<Attribute>(65, {kOrganizationalUnit, "x"})));
}

}  // namespace
}  // namespace chancery::x509
