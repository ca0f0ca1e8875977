// Each lint of the folder: the sample passes, the spoilt sample does not.
#include <gtest/gtest.h>

#include "lint/registry.h"
#include "lint/testing/sample.h"

namespace chancery::lint::testing {
namespace {

using namespace std::string_literals;
using std::chrono::seconds;

void live(Sample& s, std::int64_t days) {
  s.not_after = policy::validity_of_days(s.not_before, days).not_after;
}
void at(Sample& s, Seconds time) {
  s.at = time;
  s.not_before = time;
  live(s, 10);
}

/// A SEQUENCE with what that SEQUENCE holds, twice.
Bytes twice(const Bytes& sequence) {
  const BytesView content = BytesView(sequence).subspan(2);
  return encode([&](Writer& w) {
    w.sequence([&] {
      w.raw(content);
      w.raw(content);
    });
  });
}

std::vector<Case> names_and_subject_cases() {
  using namespace cabf_br;  // NOLINT(google-build-using-namespace): this folder's names
  return {
      {&kSanPresent, tls_leaf(), [](Sample& s) { s.drop(x509::kSubjectAltName); }},
      {&kSanKinds, tls_leaf(),
       [](Sample& s) {
         s.names({{kRfc822Name, "a@example.com"}});
       }},
      {&kSanLowerCase, tls_leaf(),
       [](Sample& s) {
         s.names({{kDnsName, "WWW.example.com"}});
       }},
      {&kWildcardWholeLabel, tls_leaf(),
       [](Sample& s) {
         s.names({{kDnsName, "w*.a.com"}});
       }},
      {&kWildcardWholeLabel, tls_leaf(),
       [](Sample& s) {
         s.names({{kDnsName, "a.*.b.com"}});
       }},
      {&kWildcardWholeLabel, tls_leaf(),
       [](Sample& s) {
         s.names({{kDnsName, "*.*.b.com"}});
       }},
      {&kWildcardWholeLabel, tls_leaf(),
       [](Sample& s) {
         s.names({{kDnsName, "*"}});
       }},
      {&kSanCriticality, tls_leaf(),
       [](Sample& s) {
         s.subject = {attribute(x509::kCountry, "KR")};
         s.extension(x509::kSubjectAltName).critical = true;
       }},
      {&kReservedLabels, tls_leaf(),
       [](Sample& s) {
         s.names({{kDnsName, "www.ab--c.com"}});
       }},
      {&kReservedLabels, tls_leaf(),
       [](Sample& s) {
         s.names({{kDnsName, "*.xx--a.example.com"}});
       }},
      {&kSanNamesAllowed, tls_leaf(),
       [](Sample& s) {
         s.names({{kDnsName, "db.internal"}});
       }},
      {&kSanNamesAllowed, tls_leaf(),
       [](Sample& s) {
         s.names({{kDnsName, "server.corp"}});
       }},
      {&kSanNamesAllowed, tls_leaf(),
       [](Sample& s) {
         s.names({{kDnsName, "*.co.kr"}});
       }},
      {&kSanNamesAllowed, tls_leaf(),
       [](Sample& s) {
         s.names({{kDnsName, "xn--a.com"}});
       }},
      {&kSanNamesAllowed, private_leaf(),
       [](Sample& s) {
         s.names({{kDnsName, "*.com"}});
       }},
      {&kSanAddressesAllowed, tls_leaf(),
       [](Sample& s) {
         s.names({{kIpAddress, "\x0a\x00\x00\x01"s}});
       }},
      {&kCommonNameInSan, tls_leaf(),
       [](Sample& s) { s.subject = {attribute(x509::kCommonName, "other.example.com")}; }},
      {&kCommonNameInSan, tls_leaf(),
       [](Sample& s) { s.subject = {attribute(x509::kCommonName, "WWW.example.com")}; }},
      {&kCommonNameDiscouraged, tls_leaf(),
       [](Sample& s) { s.subject = {attribute(x509::kCommonName, "www.example.com")}; }},
      {&kDvSubjectAttributes, tls_leaf(),
       [](Sample& s) { s.subject = {attribute(x509::kOrganization, "Acme")}; }},
      {&kOrganizationalUnitForbidden, tls_leaf(),
       [](Sample& s) { s.subject = {attribute(x509::kOrganizationalUnit, "Lab")}; }},
      {&kSingleValuedRdns, private_leaf(), [](Sample& s) { s.subject.back().same_rdn = true; }},
      {&kAttributesOnce, private_leaf(), [](Sample& s) { s.subject.push_back(s.subject.front()); }},
      {&kAttributeOrder, subordinate_ca(), [](Sample& s) { std::ranges::reverse(s.subject); }},
      {&kNoFiller, private_leaf(), [](Sample& s) { s.subject.front().value = " - "; }},
      {&kCountryCode, subordinate_ca(), [](Sample& s) { s.subject.front().value = "kr"; }},
      {&kCountryCode, subordinate_ca(), [](Sample& s) { s.subject.front().value = "KOR"; }},
      {&kCaSubject, root_ca(), [](Sample& s) { s.subject.erase(s.subject.begin()); }},
      {&kCaSubject, responder(), [](Sample& s) { s.subject.pop_back(); }},
  };
}

std::vector<Case> time_serial_and_key_cases() {
  using namespace cabf_br;  // NOLINT(google-build-using-namespace): this folder's names
  return {
      {&kValidityDays, tls_leaf(), [](Sample& s) { live(s, 201); }},
      {&kValidityDays, tls_leaf(),
       [](Sample& s) {
         live(s, 200);
         s.not_after += seconds(1);
       }},
      {&kValidityDays, tls_leaf(),
       [](Sample& s) {
         at(s, at_date(2027, 3, 15));
         live(s, 101);
       }},
      {&kValidityDays, tls_leaf(),
       [](Sample& s) {
         at(s, at_date(2029, 3, 15));
         live(s, 48);
       }},
      {&kNotBeforeNearSigning, tls_leaf(),
       [](Sample& s) { s.not_before = to_seconds(kNow) - seconds(48 * 3600 + 1); }},
      {&kNotBeforeNearSigning, tls_leaf(),
       [](Sample& s) { s.not_before = to_seconds(kNow) + seconds(48 * 3600 + 1); }},
      {&kRootValidity, root_ca(), [](Sample& s) { live(s, 2921); }},
      {&kRootValidity, root_ca(), [](Sample& s) { live(s, 9133); }},
      {&kSerialEntropy, tls_leaf(), [](Sample& s) { s.serial = Bytes(7, 1); }},
      {&kSignatureAlgorithmBytes, tls_leaf(),
       [](Sample& s) { s.algorithm = from_hex("300c06082a8648ce3d0403030500").value(); }},
      {&kSignatureAlgorithmBytes, tls_leaf(),
       [](Sample& s) { s.algorithm = from_hex("300d06092a864886f70d0101050500").value(); }},
      {&kSignatureFitsKey, tls_leaf(),
       [](Sample& s) { s.algorithm = from_hex("300a06082a8648ce3d040302").value(); }},
      {&kSignatureFitsKey, tls_leaf(), [](Sample& s) { s.issuer_spki = rsa_key(2048); }},
      {&kSignatureFitsKey, private_leaf(), [](Sample& s) { s.issuer_spki = ed25519_key(); }},
      {&kSpkiAlgorithmBytes, tls_leaf(), [](Sample& s) { s.spki = ed25519_key(); }},
      {&kRsaKeySize, tls_leaf(), [](Sample& s) { s.spki = rsa_key(2040); }},
      {&kRsaKeySize, tls_leaf(), [](Sample& s) { s.spki = rsa_key(2052); }},
      {&kRsaExponentRange, tls_leaf(), [](Sample& s) { s.spki = rsa_key(2048, {3}); }},
      {&kRsaExponentRange, tls_leaf(),
       [](Sample& s) {
         s.spki = rsa_key(2048, {1, 0, 0});
       }},
      {&kKeyUsageRsa, tls_leaf(),
       [](Sample& s) {
         s.spki = rsa_key(2048);
         s.put(x509::kKeyUsage, true, usage({x509::KeyUse::non_repudiation}));
       }},
      {&kKeyUsageEcdsa, tls_leaf(),
       [](Sample& s) {
         s.put(x509::kKeyUsage, true,
               usage({x509::KeyUse::digital_signature, x509::KeyUse::key_encipherment}));
       }},
      {&kKeyUsageEcdsa, tls_leaf(),
       [](Sample& s) { s.put(x509::kKeyUsage, true, usage({x509::KeyUse::key_agreement})); }},
  };
}

std::vector<Case> extension_cases() {
  using namespace cabf_br;  // NOLINT(google-build-using-namespace): this folder's names
  const Oid ov{2, 23, 140, 1, 2, 2};
  return {
      {&kEkuServerAuth, tls_leaf(),
       [](Sample& s) { s.put(x509::kExtendedKeyUsage, false, oid_list({x509::kClientAuth})); }},
      {&kEkuForbidden, tls_leaf(),
       [](Sample& s) {
         s.put(x509::kExtendedKeyUsage, false,
               oid_list({x509::kServerAuth, x509::kAnyExtendedKeyUsage}));
       }},
      {&kEkuForbidden, subordinate_ca(),
       [](Sample& s) {
         s.put(x509::kExtendedKeyUsage, false, oid_list({x509::kServerAuth, x509::kOcspSigning}));
       }},
      {&kPrecertificateSigningCa, subordinate_ca(),
       [](Sample& s) {
         s.put(x509::kExtendedKeyUsage, false, oid_list({x509::kPrecertificateSigning}));
       }},
      {&kPrecertificatePoison, tls_precertificate(),
       [](Sample& s) { s.drop(x509::kPrecertificatePoison); }},
      {&kPrecertificatePoison, tls_precertificate(),
       [](Sample& s) { s.extension(x509::kPrecertificatePoison).critical = false; }},
      {&kPrecertificatePoison, tls_precertificate(),
       [](Sample& s) {
         s.put(x509::kPrecertificatePoison, true, {4, 0});
       }},
      {&kPrecertificatePoison, tls_precertificate(),
       [](Sample& s) { s.put(x509::kSctList, false, sct_list()); }},
      {&kPrecertificatePoison, tls_leaf(),
       [](Sample& s) {
         s.put(x509::kPrecertificatePoison, true, {5, 0});
       }},
      {&kSctListContent, tls_leaf(), [](Sample& s) { s.put(x509::kSctList, true, sct_list()); }},
      {&kSctListContent, tls_leaf(),
       [](Sample& s) {
         s.put(x509::kSctList, false, {4, 0});
       }},
      {&kSubscriberCriticality, tls_leaf(),
       [](Sample& s) { s.extension(x509::kExtendedKeyUsage).critical = true; }},
      {&kSubscriberCriticality, tls_leaf(),
       [](Sample& s) { s.extension(x509::kCertificatePolicies).critical = true; }},
      {&kAccessLocationsUnique, tls_leaf(),
       [](Sample& s) {
         s.put(x509::kAuthorityInfoAccess, false,
               twice(access_list(x509::kAccessOcsp, "http://ca.example/ocsp")));
       }},
      {&kKeyUsagePresent, tls_leaf(), [](Sample& s) { s.drop(x509::kKeyUsage); }},
      {&kKeyUsageCritical, tls_leaf(),
       [](Sample& s) { s.extension(x509::kKeyUsage).critical = false; }},
      {&kCaKeyUsage, subordinate_ca(),
       [](Sample& s) { s.put(x509::kKeyUsage, true, usage({x509::KeyUse::key_cert_sign})); }},
      {&kCaKeyUsage, root_ca(),
       [](Sample& s) {
         s.put(x509::kKeyUsage, true,
               usage({x509::KeyUse::key_cert_sign, x509::KeyUse::crl_sign,
                      x509::KeyUse::key_encipherment}));
       }},
      {&kOcspResponderKeyUsage, responder(), [](Sample& s) { s.drop(x509::kKeyUsage); }},
      {&kOcspResponderExtensions, responder(),
       [](Sample& s) {
         s.names({{kDnsName, "ocsp.example.com"}});
       }},
      {&kOneReservedPolicy, tls_leaf(), [](Sample& s) { s.drop(x509::kCertificatePolicies); }},
      {&kOneReservedPolicy, tls_leaf(),
       [=](Sample& s) {
         s.put(x509::kCertificatePolicies, false, policy_list({kDomainValidated, ov}));
       }},
      {&kOneReservedPolicy, tls_leaf(),
       [](Sample& s) {
         s.put(x509::kCertificatePolicies, false, policy_list({Oid{2, 25, 7}}));
       }},
      {&kAnyPolicyForbidden, tls_leaf(),
       [](Sample& s) {
         s.put(x509::kCertificatePolicies, false,
               policy_list({kDomainValidated, x509::kAnyPolicy}));
       }},
      {&kPolicyQualifiers, tls_leaf(),
       [](Sample& s) {
         s.put(x509::kCertificatePolicies, false,
               policy_list({kDomainValidated}, Oid{1, 3, 6, 1, 5, 5, 7, 2, 2}));
       }},
      {&kCaPolicies, subordinate_ca(), [](Sample& s) { s.drop(x509::kCertificatePolicies); }},
      {&kCaPolicies, subordinate_ca(),
       [](Sample& s) {
         s.put(x509::kCertificatePolicies, false,
               policy_list({kDomainValidated, x509::kAnyPolicy}));
       }},
      {&kAiaPresent, tls_leaf(), [](Sample& s) { s.drop(x509::kAuthorityInfoAccess); }},
      {&kAiaContent, tls_leaf(),
       [](Sample& s) {
         s.put(x509::kAuthorityInfoAccess, false, access_list(x509::kAccessOcsp, "https://a.b/"));
       }},
      {&kAiaContent, tls_leaf(),
       [](Sample& s) {
         s.put(x509::kAuthorityInfoAccess, false, access_list(Oid{2, 25, 9}, "http://a.b/"));
       }},
      {&kAiaContent, tls_leaf(),
       [](Sample& s) {
         s.put(x509::kAuthorityInfoAccess, false,
               access_list(x509::kAccessOcsp, "http://a.b/", kDnsName));
       }},
      {&kCrlDistributionPointsPresent, subordinate_ca(),
       [](Sample& s) { s.drop(x509::kCrlDistributionPoints); }},
      {&kCrlDistributionPointsPresent, tls_leaf(),
       [](Sample& s) {
         s.drop(x509::kCrlDistributionPoints);
         s.put(x509::kAuthorityInfoAccess, false,
               access_list(x509::kAccessCaIssuers, "http://ca.example/1.der"));
       }},
      {&kCrlDistributionPointsContent, tls_leaf(),
       [](Sample& s) { s.put(x509::kCrlDistributionPoints, false, points({"ldap://a/b"})); }},
      {&kCrlDistributionPointsContent, tls_leaf(),
       [](Sample& s) {
         s.put(x509::kCrlDistributionPoints, false, points({"http://a.b/c"}, [](Writer& w) {
                 w.context_primitive(1, Bytes{1, 2});
               }));
       }},
      {&kCrlDistributionPointsOne, tls_leaf(),
       [](Sample& s) {
         s.put(x509::kCrlDistributionPoints, false, points({"http://a.b/c", "http://a.b/d"}));
       }},
      {&kAuthorityKeyIdOnly, tls_leaf(),
       [](Sample& s) {
         s.put(x509::kAuthorityKeyIdentifier, false, authority_key_id(s.issuer_key_id, true));
       }},
      {&kSubjectKeyIdDiscouraged, tls_leaf(),
       [](Sample& s) { s.put(x509::kSubjectKeyIdentifier, false, subject_key_id(Bytes{1})); }},
      {&kSubscriberExtensions, tls_leaf(),
       [](Sample& s) {
         s.put(x509::kNameConstraints, true, {0x30, 0x00});
       }},
      {&kSubscriberExtensions, tls_leaf(),
       [](Sample& s) {
         s.put(Oid{2, 25, 1}, false, {5, 0});
       }},
      {&kSubscriberBasicConstraints, tls_leaf(),
       [](Sample& s) { s.put(x509::kBasicConstraints, true, constraints(true)); }},
      {&kSubscriberBasicConstraints, tls_leaf(),
       [](Sample& s) { s.extension(x509::kBasicConstraints).critical = false; }},
      {&kSubordinateCaEku, subordinate_ca(), [](Sample& s) { s.drop(x509::kExtendedKeyUsage); }},
      {&kRootEkuForbidden, root_ca(),
       [](Sample& s) { s.put(x509::kExtendedKeyUsage, false, oid_list({x509::kServerAuth})); }},
      {&kRootAuthorityKeyId, root_ca(),
       [](Sample& s) {
         s.put(x509::kAuthorityKeyIdentifier, false, authority_key_id(Bytes(20, 9)));
       }},
  };
}

std::vector<Case> cases() {
  std::vector<Case> all = names_and_subject_cases();
  for (const auto& more : {time_serial_and_key_cases(), extension_cases()}) {
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

class CabfBrLint : public ::testing::TestWithParam<Case> {};

TEST_P(CabfBrLint, PassesTheGoodAndNeverTheSpoilt) {
  const std::string name(GetParam().lint->name);
  EXPECT_FALSE(GetParam().good.findings(true).contains(name));
  Sample spoilt = GetParam().good;
  GetParam().spoil(spoilt);
  EXPECT_TRUE(spoilt.findings(true).contains(name)) << spoilt.report().to_text();
}

INSTANTIATE_TEST_SUITE_P(Cases, CabfBrLint, ::testing::ValuesIn(numbered(cases())), name_of);

TEST(CabfBrLints, NoneIsWithoutACase) {
  const auto all = cases();
  for (const Lint* lint : all_lints()) {
    EXPECT_TRUE(lint->source != Source::cabf_br ||
                std::ranges::find(all, lint, &Case::lint) != all.end())
        << lint->name;
  }
}

TEST(CabfBrLints, TheLastAllowedSecondPasses) {
  for (const auto& [time, days] : {std::pair{at_date(2026, 11, 21), 200},
                                   {at_date(2027, 3, 15), 100},
                                   {at_date(2029, 3, 15), 47}}) {
    Sample s = tls_leaf();
    at(s, time);
    live(s, days);
    EXPECT_TRUE(s.findings().empty()) << s.report().to_text();
  }
}

TEST(CabfBrLints, AShortLivedCertificateNeedsNoCrl) {
  Sample s = tls_leaf();
  s.drop(x509::kCrlDistributionPoints);
  s.put(x509::kAuthorityInfoAccess, false,
        access_list(x509::kAccessCaIssuers, "http://ca.example/1.der"));
  live(s, 7);
  EXPECT_TRUE(s.findings().empty()) << s.report().to_text();
  live(s, 8);
  EXPECT_FALSE(s.findings().empty());
}

TEST(CabfBrLints, RsaWithEverythingAllowedPasses) {
  Sample s = tls_leaf();
  s.spki = rsa_key(2048);
  s.issuer_spki = rsa_key(4096);
  s.algorithm = from_hex("300d06092a864886f70d01010b0500").value();
  s.put(x509::kKeyUsage, true,
        usage({x509::KeyUse::digital_signature, x509::KeyUse::key_encipherment}));
  EXPECT_TRUE(s.findings().empty()) << s.report().to_text();
}

}  // namespace
}  // namespace chancery::lint::testing
