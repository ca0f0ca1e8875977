// Each lint of the folder: the sample passes, the spoilt sample does not.
#include <gtest/gtest.h>

#include "lint/registry.h"
#include "lint/testing/sample.h"

namespace chancery::lint::testing {
namespace {

using namespace std::string_literals;

std::vector<Case> cases() {
  using namespace rfc5280;  // NOLINT(google-build-using-namespace): this folder's names
  return {
      {&kVersion3, tls_leaf(), [](Sample& s) { s.version = -1; }},
      {&kVersion3, tls_leaf(), [](Sample& s) { s.version = 1; }},
      {&kSerialPositive, tls_leaf(), [](Sample& s) { s.serial = {0}; }},
      {&kSerialPositive, tls_leaf(), [](Sample& s) { s.serial.front() = 0x80; }},
      {&kSerialLength, tls_leaf(), [](Sample& s) { s.serial = Bytes(21, 1); }},
      {&kIssuerNotEmpty, tls_leaf(), [](Sample& s) { s.issuer.clear(); }},
      {&kIssuerMatches, tls_leaf(),
       [](Sample& s) {
         s.true_issuer = s.issuer;
         s.issuer.back().value = "issuing ca 1";
       }},
      {&kIssuerMatches, root_ca(), [](Sample& s) { s.issuer.pop_back(); }},
      {&kTimeEncoding, tls_leaf(), [](Sample& s) { s.time_tag = Tag::generalized_time; }},
      {&kValidityOrder, tls_leaf(),
       [](Sample& s) { s.not_after = s.not_before - std::chrono::seconds(1); }},
      {&kCaSubjectNotEmpty, subordinate_ca(), [](Sample& s) { s.subject.clear(); }},
      {&kSubjectIdentified, tls_leaf(), [](Sample& s) { s.drop(x509::kSubjectAltName); }},
      {&kEmptySubjectCriticalSan, tls_leaf(),
       [](Sample& s) { s.extension(x509::kSubjectAltName).critical = false; }},
      {&kNoUniqueIds, tls_leaf(), [](Sample& s) { s.unique_id = true; }},
      {&kExtensionsUnique, tls_leaf(),
       [](Sample& s) { s.extensions.push_back(s.extensions.front()); }},
      {&kDefaultNotEncoded, tls_leaf(),
       [](Sample& s) { s.extensions.front().write_default = true; }},
      {&kExtensionValueIsDer, tls_leaf(),
       [](Sample& s) {
         s.put(Oid{2, 25, 1}, false, {0x30, 0x05, 0x00});
       }},
      {&kCriticalKnown, tls_leaf(),
       [](Sample& s) {
         s.put(Oid{2, 25, 1}, true, {5, 0});
       }},
      {&kNeverCritical, tls_leaf(),
       [](Sample& s) { s.extension(x509::kAuthorityInfoAccess).critical = true; }},
      {&kAuthorityKeyIdPresent, tls_leaf(),
       [](Sample& s) { s.drop(x509::kAuthorityKeyIdentifier); }},
      {&kAuthorityKeyIdMatches, tls_leaf(),
       [](Sample& s) {
         s.put(x509::kAuthorityKeyIdentifier, false, authority_key_id(Bytes(20, 1)));
       }},
      {&kCaSubjectKeyIdPresent, root_ca(), [](Sample& s) { s.drop(x509::kSubjectKeyIdentifier); }},
      {&kKeyUsageNotEmpty, tls_leaf(), [](Sample& s) { s.put(x509::kKeyUsage, true, usage(0)); }},
      // Digital signature, with the last octet's zero bits said to be used.
      {&kKeyUsageEncoding, tls_leaf(),
       [](Sample& s) {
         s.put(x509::kKeyUsage, true, {3, 2, 0, 0x80});
       }},
      {&kKeyUsageEncoding, tls_leaf(),
       [](Sample& s) {
         s.put(x509::kKeyUsage, true, {3, 3, 7, 0x80, 0});
       }},
      {&kCertSignNeedsCa, tls_leaf(),
       [](Sample& s) { s.put(x509::kKeyUsage, true, usage({x509::KeyUse::key_cert_sign})); }},
      {&kCaBasicConstraints, subordinate_ca(),
       [](Sample& s) { s.put(x509::kBasicConstraints, true, constraints(false)); }},
      {&kCaBasicConstraints, root_ca(),
       [](Sample& s) { s.extension(x509::kBasicConstraints).critical = false; }},
      {&kCaBasicConstraints, root_ca(), [](Sample& s) { s.drop(x509::kBasicConstraints); }},
      {&kPathLengthNeedsCa, tls_leaf(),
       [](Sample& s) { s.put(x509::kBasicConstraints, true, constraints(false, 0)); }},
      {&kSanNotEmpty, tls_leaf(), [](Sample& s) { s.names({}); }},
      {&kSanDnsSyntax, tls_leaf(),
       [](Sample& s) {
         s.names({{kDnsName, "a_b.example.com"}});
       }},
      {&kSanDnsSyntax, tls_leaf(),
       [](Sample& s) {
         s.names({{kDnsName, "example.com."}});
       }},
      {&kSanDnsSyntax, tls_leaf(),
       [](Sample& s) {
         s.names({{kDnsName, "-a.example.com"}});
       }},
      {&kSanDnsSyntax, tls_leaf(),
       [](Sample& s) {
         s.names({{kDnsName, "a..example.com"}});
       }},
      {&kSanDnsSyntax, tls_leaf(),
       [](Sample& s) {
         s.names({{kDnsName, "ex ample.com"}});
       }},
      {&kSanDnsSyntax, tls_leaf(),
       [](Sample& s) {
         s.names({{kDnsName, "b\xc3\xbc.de"}});
       }},
      {&kSanDnsSyntax, tls_leaf(),
       [](Sample& s) {
         s.names({{kDnsName, std::string(64, 'a') + ".com"}});
       }},
      {&kSanDnsSyntax, tls_leaf(),
       [](Sample& s) {
         s.names({{kDnsName, "a.com\0.b.com"s}});
       }},
      {&kSanIpLength, private_leaf(),
       [](Sample& s) {
         s.names({{kIpAddress, "abc"}});
       }},
      {&kSanEmailSyntax, private_leaf(),
       [](Sample& s) {
         s.names({{kRfc822Name, "nobody"}});
       }},
      {&kSanEmailSyntax, private_leaf(),
       [](Sample& s) {
         s.names({{kRfc822Name, "a@b_c.de"}});
       }},
      {&kSanUriAbsolute, private_leaf(),
       [](Sample& s) {
         s.names({{kUri, "//host/path"}});
       }},
      {&kSanUriAbsolute, private_leaf(),
       [](Sample& s) {
         s.names({{kUri, "urn:a b"}});
       }},
      {&kSanNamesUnique, tls_leaf(),
       [](Sample& s) {
         s.names({{kDnsName, "example.com"}, {kDnsName, "example.com"}});
       }},
      {&kStringBounds, private_leaf(),
       [](Sample& s) { s.subject.front().value = std::string(65, 'a'); }},
      {&kStringTypes, private_leaf(),
       [](Sample& s) { s.subject.front().tag = Tag::teletex_string; }},
      {&kStringTypes, subordinate_ca(),
       [](Sample& s) { s.subject.front().tag = Tag::utf8_string; }},
      {&kStringTypes, private_leaf(),
       [](Sample& s) {
         s.subject.front() = {x509::kOrganization, Tag::printable_string, "a@b"};
       }},
      {&kStringTypes, private_leaf(), [](Sample& s) { s.subject.front().value.clear(); }},
      {&kEkuContent, tls_leaf(),
       [](Sample& s) { s.put(x509::kExtendedKeyUsage, false, oid_list({})); }},
      {&kEkuContent, tls_leaf(),
       [](Sample& s) {
         s.put(x509::kExtendedKeyUsage, false, oid_list({x509::kServerAuth, x509::kServerAuth}));
       }},
      {&kPoliciesUnique, tls_leaf(),
       [](Sample& s) {
         s.put(x509::kCertificatePolicies, false, policy_list({Oid{2, 25, 1}, Oid{2, 25, 1}}));
       }},
      {&kOcspResponderNoCheck, responder(), [](Sample& s) { s.drop(x509::kOcspNoCheck); }},
      {&kOcspResponderNoCheck, responder(),
       [](Sample& s) {
         s.put(x509::kOcspNoCheck, false, {4, 0});
       }},
      {&kOcspResponderPurpose, responder(),
       [](Sample& s) {
         s.put(x509::kExtendedKeyUsage, false, oid_list({x509::kOcspSigning, x509::kServerAuth}));
       }},
  };
}

class Rfc5280Lint : public ::testing::TestWithParam<Case> {};

TEST_P(Rfc5280Lint, PassesTheGoodAndNeverTheSpoilt) {
  const std::string name(GetParam().lint->name);
  EXPECT_FALSE(GetParam().good.findings(true).contains(name));
  Sample spoilt = GetParam().good;
  GetParam().spoil(spoilt);
  EXPECT_TRUE(spoilt.findings(true).contains(name)) << spoilt.report().to_text();
}

INSTANTIATE_TEST_SUITE_P(Cases, Rfc5280Lint, ::testing::ValuesIn(numbered(cases())), name_of);

TEST(Rfc5280Lints, NoneIsWithoutACase) {
  for (const Lint* lint : all_lints()) {
    const auto all = cases();
    EXPECT_TRUE(lint->source != Source::rfc5280 ||
                std::ranges::find(all, lint, &Case::lint) != all.end())
        << lint->name;
  }
}

}  // namespace
}  // namespace chancery::lint::testing
