#include "x509/extension.h"

#include <gtest/gtest.h>

#include "x509/certificate_policies.h"
#include "x509/constraints.h"
#include "x509/errors.h"
#include "x509/key_identifier.h"
#include "x509/key_usage.h"
#include "x509/locations.h"
#include "x509/peer_for_tests.h"

namespace chancery::x509 {
namespace {

Extensions parsed(std::string_view text) {
  return Extensions::parse(hex(text)).value();
}

template <class T>
std::string_view fault(Result<T> (*parse)(BytesView), std::string_view text) {
  return code_of(parse(hex(text)));
}

TEST(Extensions, RoundTripWithAndWithoutCritical) {
  constexpr auto kTwo =
      "301c"
      "300c0603551d130101ff04023000"
      "300c0603551d0e04050403010203";
  const Extensions two = parsed(kTwo);
  ASSERT_EQ(two.size(), 2U);
  EXPECT_TRUE(two.find(kBasicConstraints)->critical);
  EXPECT_FALSE(two.find(kSubjectKeyIdentifier)->critical);
  EXPECT_EQ(to_hex(two.find(kSubjectKeyIdentifier)->value), "0403010203");
  EXPECT_EQ(two.find(kKeyUsage), nullptr);
  der::Writer w;
  two.write(w);
  EXPECT_EQ(to_hex(w.take()), kTwo);
}

TEST(Extensions, NoneAreWrittenAsNothing) {
  der::Writer w;
  Extensions().write(w);
  EXPECT_EQ(w.size(), 0U);
}

TEST(Extensions, RefusesDuplicates) {
  const Extension one{kKeyUsage, true, hex("03020780")};
  EXPECT_EQ(code_of(Extensions::make({one, one})), "extension_duplicate");
  const auto error = Extensions::parse(hex("301c"
                                           "300c0603551d130101ff04023000"
                                           "300c0603551d130101ff04023000"))
                         .error();
  EXPECT_TRUE(error.is(kExtensionDuplicate));
  EXPECT_EQ(error.parameter("extension"), "2.5.29.19");
}

TEST(Extensions, RefusesMalformedLists) {
  EXPECT_EQ(fault(Extensions::parse, "3000"), "extension_malformed");
  EXPECT_EQ(fault(Extensions::parse,
                  "300e"
                  "300c0603551d1301010004023000"),
            "extension_malformed");  // critical FALSE written out
  EXPECT_EQ(fault(Extensions::parse,
                  "300e"
                  "300c0603551d1301010104023000"),
            "der_boolean");
  EXPECT_EQ(fault(Extensions::parse,
                  "300b"
                  "30090603551d1304023000"
                  "00"),
            "der_trailing");
  EXPECT_EQ(fault(Extensions::parse,
                  "300d"
                  "300b0603551d13040230000500"),
            "der_trailing");
  EXPECT_EQ(fault(Extensions::parse,
                  "3007"
                  "30050603551d13"),
            "der_unexpected_tag");
}

TEST(Extensions, AreBoundedInNumber) {
  std::vector<Extension> list;
  for (int i = 0; i <= 100; ++i) {
    list.push_back({Oid::parse("1.2.3." + std::to_string(i)).value(), false, {}});
  }
  der::Writer w;
  Extensions::make(list).value().write(w);
  EXPECT_EQ(code_of(Extensions::parse(w.take())), "x509_too_large");
}

TEST(OcspNoCheck, IsANullAndNothingElse) {
  EXPECT_EQ(to_hex(ocsp_no_check_extension().value), "0500");
  EXPECT_FALSE(ocsp_no_check_extension().critical);
}

TEST(KeyUsage, IsANamedBitList) {
  const Extension ca = key_usage_extension({KeyUse::key_cert_sign, KeyUse::crl_sign});
  EXPECT_EQ(to_hex(ca.value), "03020106");
  EXPECT_TRUE(ca.critical);
  EXPECT_EQ(to_hex(key_usage_extension({KeyUse::digital_signature}).value), "03020780");
  EXPECT_EQ(to_hex(key_usage_extension({KeyUse::decipher_only}).value), "0303070080");
  const KeyUsage read = parse_key_usage(hex("030205a0")).value();
  EXPECT_TRUE(read.has(KeyUse::digital_signature));
  EXPECT_FALSE(read.has(KeyUse::non_repudiation));
  EXPECT_TRUE(read.has(KeyUse::key_encipherment));
  EXPECT_EQ(read, KeyUsage(read.bits()));
}

TEST(KeyUsage, RefusesEmptyPaddedAndUnknownBits) {
  EXPECT_EQ(fault(parse_key_usage, "030100"), "extension_malformed");
  EXPECT_EQ(fault(parse_key_usage, "03020080"), "extension_malformed");    // trailing zero bits
  EXPECT_EQ(fault(parse_key_usage, "0303060040"), "extension_malformed");  // a tenth bit
  EXPECT_EQ(fault(parse_key_usage, "0302078000"), "der_trailing");
  EXPECT_EQ(fault(parse_key_usage, "03020781"), "der_bit_string");
}

TEST(ExtendedKeyUsage, RoundTripsAndRefusesDuplicates) {
  const std::vector<Oid> purposes{kServerAuth, kClientAuth};
  const Extension extension = extended_key_usage_extension(purposes);
  EXPECT_EQ(to_hex(extension.value),
            "3014"
            "06082b06010505070301"
            "06082b06010505070302");
  EXPECT_FALSE(extension.critical);
  EXPECT_EQ(parse_extended_key_usage(extension.value).value(), purposes);
  EXPECT_EQ(fault(parse_extended_key_usage, "3000"), "extension_malformed");
  EXPECT_EQ(fault(parse_extended_key_usage,
                  "3006"
                  "06012a"
                  "06012a"),
            "extension_malformed");
}

TEST(BasicConstraints, OmitsDefaults) {
  EXPECT_EQ(to_hex(basic_constraints_extension({}).value), "3000");
  EXPECT_EQ(to_hex(basic_constraints_extension({true, std::nullopt}).value), "30030101ff");
  EXPECT_EQ(to_hex(basic_constraints_extension({true, 0}).value), "30060101ff020100");
  for (const BasicConstraints constraints :
       {BasicConstraints{}, BasicConstraints{true, {}}, BasicConstraints{true, 3}}) {
    EXPECT_EQ(parse_basic_constraints(basic_constraints_extension(constraints).value).value(),
              constraints);
  }
}

TEST(BasicConstraints, RefusesDefaultsWrittenOutAndNonsense) {
  EXPECT_EQ(fault(parse_basic_constraints, "3003010100"), "extension_malformed");
  EXPECT_EQ(fault(parse_basic_constraints, "3003020100"), "extension_malformed");
  EXPECT_EQ(fault(parse_basic_constraints, "30060101ff0201ff"), "der_integer");
  EXPECT_EQ(fault(parse_basic_constraints, "30070101ff02020100"), "extension_malformed");
  EXPECT_EQ(fault(parse_basic_constraints, "30050101ff0500"), "der_unexpected_tag");
  EXPECT_EQ(fault(parse_basic_constraints, "300000"), "der_trailing");
}

TEST(NameConstraints, RoundTrip) {
  const NameConstraints constraints{{GeneralName(DnsName::parse("example.com").value()),
                                     GeneralName::ip_with_mask(hex("c0000200ffffff00")).value()},
                                    {GeneralName::from_text(GeneralName::Kind::dns, "").value()}};
  const Extension extension = name_constraints_extension(constraints);
  EXPECT_TRUE(extension.critical);
  EXPECT_EQ(parse_name_constraints(extension.value).value(), constraints);
  EXPECT_EQ(to_hex(extension.value),
            "3023"
            "a01b"
            "300d820b6578616d706c652e636f6d"
            "300a8708c0000200ffffff00"
            "a104"
            "30028200");
}

TEST(NameConstraints, RefusesEmptyOnesAndMinimum) {
  EXPECT_EQ(fault(parse_name_constraints, "3000"), "extension_malformed");
  EXPECT_EQ(fault(parse_name_constraints, "3002a000"), "extension_malformed");
  EXPECT_EQ(fault(parse_name_constraints,
                  "3009"
                  "a007"
                  "3005"
                  "8200"
                  "800101"),
            "extension_malformed");
  EXPECT_EQ(fault(parse_name_constraints,
                  "3008"
                  "a104"
                  "30028200"
                  "8200"),
            "der_trailing");
}

TEST(KeyIdentifiers, AreWrittenAsBr7_1_2_11_1Wants) {
  const Extension authority = authority_key_identifier_extension(hex("0102"));
  EXPECT_EQ(to_hex(authority.value), "300480020102");
  EXPECT_FALSE(authority.critical);
  EXPECT_EQ(parse_authority_key_identifier(authority.value).value().key_id, hex("0102"));
  const Extension subject = subject_key_identifier_extension(hex("0102"));
  EXPECT_EQ(to_hex(subject.value), "04020102");
  EXPECT_EQ(parse_subject_key_identifier(subject.value).value(), hex("0102"));
}

TEST(KeyIdentifiers, ReadTheIssuerAndSerialOfOthers) {
  const auto good = parse_authority_key_identifier(hex("3009"
                                                       "a104"
                                                       "a4023000"
                                                       "820105"))
                        .value();
  EXPECT_FALSE(good.key_id);
  EXPECT_EQ(good.issuer.size(), 1U);
  EXPECT_EQ(good.serial->hex(), "05");
  EXPECT_EQ(fault(parse_authority_key_identifier,
                  "3009"
                  "a104"
                  "a4023100"
                  "820105"),
            "der_unexpected_tag");  // the directory name is malformed
}

TEST(KeyIdentifiers, RefusesHalvesAndNothing) {
  EXPECT_EQ(fault(parse_authority_key_identifier,
                  "3006"
                  "a104"
                  "a4023000"),
            "extension_malformed");
  EXPECT_EQ(fault(parse_authority_key_identifier,
                  "3003"
                  "820105"),
            "extension_malformed");
  EXPECT_EQ(fault(parse_authority_key_identifier,
                  "3003"
                  "8201ff"),
            "serial_malformed");
  EXPECT_EQ(fault(parse_subject_key_identifier, "0400"), "extension_malformed");
}

TEST(AuthorityInfoAccess, HoldsOcspThenCaIssuers) {
  const std::vector<std::string> ocsp{"http://o/"};
  const std::vector<std::string> issuers{"http://c/"};
  const Extension extension = authority_info_access_extension(ocsp, issuers).value();
  EXPECT_FALSE(extension.critical);
  const auto read = parse_authority_info_access(extension.value).value();
  ASSERT_EQ(read.size(), 2U);
  EXPECT_EQ(read[0].method, kAccessOcsp);
  EXPECT_EQ(read[0].location.text(), "http://o/");
  EXPECT_EQ(read[1].method, kAccessCaIssuers);
  EXPECT_EQ(read[1].location.text(), "http://c/");
}

TEST(AuthorityInfoAccess, RefusesForeignCharactersInUrlsAndEmptyLists) {
  const std::vector<std::string> bad{"http://\xc3\xbc/"};
  const std::vector<std::string> none;
  EXPECT_EQ(code_of(authority_info_access_extension(bad, none)), "general_name_malformed");
  EXPECT_EQ(code_of(authority_info_access_extension(none, bad)), "general_name_malformed");
  EXPECT_EQ(code_of(crl_distribution_points_extension(bad)), "general_name_malformed");
  EXPECT_EQ(fault(parse_authority_info_access, "3000"), "extension_malformed");
  EXPECT_EQ(fault(parse_authority_info_access,
                  "3007"
                  "3005"
                  "06012a"
                  "0500"),
            "general_name_malformed");
}

TEST(CrlDistributionPoints, OnePointAUrl) {
  const std::vector<std::string> urls{"http://a", "http://b"};
  const Extension extension = crl_distribution_points_extension(urls).value();
  const auto points = parse_crl_distribution_points(extension.value).value();
  ASSERT_EQ(points.size(), 2U);
  EXPECT_EQ(points[1].full_name.at(0).text(), "http://b");
  EXPECT_FALSE(points[1].has_other_fields);
  EXPECT_EQ(to_hex(extension.value).substr(0, 20),
            "30203"
            "00ea00ca00a8608");
}

TEST(CrlDistributionPoints, TellsFieldsThatWeDoNotUse) {
  EXPECT_TRUE(parse_crl_distribution_points(hex("3006"
                                                "3004"
                                                "81020780"))
                  .value()[0]
                  .has_other_fields);
  EXPECT_TRUE(parse_crl_distribution_points(hex("3008"
                                                "3006"
                                                "a2048202"
                                                "6161"))
                  .value()[0]
                  .has_other_fields);
  EXPECT_TRUE(parse_crl_distribution_points(hex("3006"
                                                "3004"
                                                "a002"
                                                "a100"))
                  .value()[0]
                  .has_other_fields);
  EXPECT_EQ(fault(parse_crl_distribution_points, "3000"), "extension_malformed");
  EXPECT_EQ(fault(parse_crl_distribution_points,
                  "3006"
                  "3004"
                  "a002"
                  "a200"),
            "der_unexpected_tag");
}

TEST(IssuingDistributionPoint, IsCriticalAndOmitsFalse) {
  const IssuingDistributionPoint idp{
      {GeneralName::from_text(GeneralName::Kind::uri, "http://a").value()}, true, false, false};
  const Extension extension = issuing_distribution_point_extension(idp);
  EXPECT_TRUE(extension.critical);
  EXPECT_EQ(to_hex(extension.value),
            "3011"
            "a00c"
            "a00a"
            "8608687474703a2f2f61"
            "8101ff");
  EXPECT_EQ(parse_issuing_distribution_point(extension.value).value(), idp);
  EXPECT_TRUE(parse_issuing_distribution_point(hex("3003"
                                                   "8201ff"))
                  .value()
                  .only_ca_certificates);
  EXPECT_EQ(parse_issuing_distribution_point(hex("3000")).value(), IssuingDistributionPoint());
}

TEST(IssuingDistributionPoint, TellsIndirectCrlsAndRefusesFalse) {
  for (const char* other : {"3004"
                            "83020780",
                            "3003"
                            "8401ff",
                            "3003"
                            "8501ff"}) {
    EXPECT_TRUE(parse_issuing_distribution_point(hex(other)).value().has_other_fields) << other;
  }
  EXPECT_EQ(fault(parse_issuing_distribution_point,
                  "3003"
                  "810100"),
            "extension_malformed");
  EXPECT_EQ(fault(parse_issuing_distribution_point,
                  "3003"
                  "810101"),
            "der_boolean");
  EXPECT_EQ(fault(parse_issuing_distribution_point,
                  "3006"
                  "8201ff"
                  "8101ff"),
            "der_trailing");
}

TEST(CertificatePolicies, RoundTrip) {
  const std::vector<PolicyInformation> policies{{Oid{2, 23, 140, 1, 2, 1}, {}, false},
                                                {Oid{1, 2, 3}, {"http://cps"}, false}};
  const Extension extension = certificate_policies_extension(policies).value();
  EXPECT_FALSE(extension.critical);
  EXPECT_EQ(parse_certificate_policies(extension.value).value(), policies);
  EXPECT_EQ(to_hex(certificate_policies_extension({policies.data(), 1}).value().value),
            "300a3008060667810c010201");
}

TEST(CertificatePolicies, RefusesDuplicatesEmptinessAndForeignCharacters) {
  EXPECT_EQ(fault(parse_certificate_policies, "3000"), "extension_malformed");
  EXPECT_EQ(fault(parse_certificate_policies,
                  "300a"
                  "300306012a"
                  "300306012a"),
            "extension_malformed");
  EXPECT_EQ(fault(parse_certificate_policies,
                  "3007"
                  "3005"
                  "06012a"
                  "3000"),
            "extension_malformed");
  const std::vector<PolicyInformation> bad{{Oid{1, 2}, {"\n"}, false}};
  EXPECT_EQ(code_of(certificate_policies_extension(bad)), "extension_malformed");
  EXPECT_TRUE(parse_certificate_policies(hex("300e"
                                             "300c"
                                             "06012a"
                                             "3007"
                                             "3005"
                                             "06012a"
                                             "0500"))
                  .value()[0]
                  .has_other_qualifiers);
}

}  // namespace
}  // namespace chancery::x509
