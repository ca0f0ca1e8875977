// The other side of each border: what is just allowed must never be refused.
#include <gtest/gtest.h>

#include "lint/testing/sample.h"

namespace chancery::lint::testing {
namespace {

using namespace std::string_literals;
using std::chrono::seconds;

struct Allowed {
  const char* what;
  Sample sample;
  std::function<void(Sample&)> change;
};

void PrintTo(const Allowed& allowed, std::ostream* out) {
  *out << allowed.what;
}

std::vector<Allowed> names() {
  const std::string label(63, 'a');
  return {
      {"the longest label", tls_leaf(),
       [=](Sample& s) {
         s.names({{kDnsName, label + ".example.com"}});
       }},
      {"the longest name", tls_leaf(),
       [=](Sample& s) {
         s.names(
             {{kDnsName, label + "." + label + "." + label + "." + std::string(57, 'b') + ".de"}});
       }},
      {"a label of digits", tls_leaf(),
       [](Sample& s) {
         s.names({{kDnsName, "1.example.com"}});
       }},
      {"inner hyphens", tls_leaf(),
       [](Sample& s) {
         s.names({{kDnsName, "a-b.c--d.com"}});
       }},
      {"an A-label", tls_leaf(),
       [](Sample& s) {
         s.names({{kDnsName, "xn--mnchen-3ya.de"}});
       }},
      {"a wildcard below a registrable domain", tls_leaf(),
       [](Sample& s) {
         s.names({{kDnsName, "*.example.co.kr"}});
       }},
      {"a wildcard below a private suffix", tls_leaf(),
       [](Sample& s) {
         s.names({{kDnsName, "*.github.io"}});
       }},
      {"an IPv4 address", tls_leaf(),
       [](Sample& s) {
         s.names({{kIpAddress, "\x08\x08\x08\x08"}});
       }},
      {"an IPv6 address", tls_leaf(),
       [](Sample& s) {
         s.names({{kIpAddress, "\x26\x06\x47\x00\0\0\0\0\0\0\0\0\0\0\x11\x11"s}});
       }},
      {"the same text as name and as address", private_leaf(),
       [](Sample& s) {
         s.names({{kDnsName, "abcd"}, {kIpAddress, "abcd"}});
       }},
      {"a mailbox with the longest local part", private_leaf(),
       [](Sample& s) {
         s.names({{kRfc822Name, std::string(64, 'a') + "@example.com"}});
       }},
      {"a mailbox at a host of one label", private_leaf(),
       [](Sample& s) {
         s.names({{kRfc822Name, "root@corp"}});
       }},
      {"a URN", private_leaf(),
       [](Sample& s) {
         s.names({{kUri, "urn:x:y"}});
       }},
      {"a public name in a private hierarchy", private_leaf(),
       [](Sample& s) {
         s.names({{kDnsName, "www.example.com"}});
       }},
      {"a single label in a private hierarchy", private_leaf(),
       [](Sample& s) {
         s.names({{kDnsName, "localhost"}, {kIpAddress, "\x7f\0\0\x01"s}});
       }},
  };
}

std::vector<Allowed> subjects() {
  return {
      {"64 characters of two octets", private_leaf(),
       [](Sample& s) {
         std::string wide;
         for (int i = 0; i < 64; ++i) {
           wide += "\xc3\xbc";
         }
         s.subject.front().value = wide;
       }},
      {"a PrintableString", private_leaf(),
       [](Sample& s) {
         s.subject.front() = {x509::kOrganization, Tag::printable_string, "A (b) 'c', d/e:f=g?h"};
       }},
      {"street addresses twice", private_leaf(),
       [](Sample& s) {
         s.subject.push_back(attribute(x509::kStreetAddress, "1"));
         s.subject.push_back(attribute(x509::kStreetAddress, "2"));
       }},
      {"domain components", private_leaf(),
       [](Sample& s) {
         s.subject = {{x509::kDomainComponent, Tag::ia5_string, "corp"},
                      {x509::kDomainComponent, Tag::ia5_string, "acme"}};
       }},
      {"the user-assigned country XX", subordinate_ca(),
       [](Sample& s) { s.subject.front().value = "XX"; }},
      {"a locality of 128 characters", private_leaf(),
       [](Sample& s) { s.subject.push_back(attribute(x509::kLocality, std::string(128, 'x'))); }},
      {"filler signs inside of text", private_leaf(),
       [](Sample& s) { s.subject.front().value = "A. - B."; }},
      {"a country in a DV subject", tls_leaf(),
       [](Sample& s) {
         s.subject = {attribute(x509::kCountry, "KR")};
         s.names({{kDnsName, "www.example.com"}});
       }},
  };
}

std::vector<Allowed> numbers_and_times() {
  return {
      {"a serial of 20 octets", tls_leaf(), [](Sample& s) { s.serial = Bytes(20, 0x7f); }},
      {"a serial with a sign octet", tls_leaf(),
       [](Sample& s) {
         s.serial.insert(s.serial.begin(), {0x00, 0xff});
       }},
      {"notBefore 48 hours ago", tls_leaf(),
       [](Sample& s) { s.not_before = to_seconds(kNow) - seconds(48 * 3600); }},
      {"notBefore in 48 hours", tls_leaf(),
       [](Sample& s) { s.not_before = to_seconds(kNow) + seconds(48 * 3600); }},
      {"one day", tls_leaf(),
       [](Sample& s) {
         s.not_before = to_seconds(kNow);
         s.not_after = s.not_before + seconds(86399);
       }},
      {"the end of its issuer", private_leaf(), [](Sample& s) { s.not_after = *s.issuer_end; }},
      {"beyond 2050 as GeneralizedTime", root_ca(),
       [](Sample& s) {
         s.at = at_date(2049, 12, 1);
         s.not_before = at_date(2049, 12, 1);
         s.not_after = policy::validity_of_days(s.not_before, 7305).not_after;
       }},
      {"a root of 2922 days", root_ca(),
       [](Sample& s) { s.not_after = policy::validity_of_days(s.not_before, 2922).not_after; }},
      {"a root of 9132 days", root_ca(),
       [](Sample& s) { s.not_after = policy::validity_of_days(s.not_before, 9132).not_after; }},
      {"825 days in a private hierarchy", private_leaf(),
       [](Sample& s) { s.not_after = policy::validity_of_days(s.not_before, 825).not_after; }},
  };
}

std::vector<Allowed> keys_and_extensions() {
  return {
      {"P-521 signed by P-521", tls_leaf(),
       [](Sample& s) {
         s.spki = ec_key(kCurveP521, 66, 1);
         s.issuer_spki = ec_key(kCurveP521, 66, 2);
         s.algorithm = from_hex("300a06082a8648ce3d040304").value();
       }},
      {"Ed25519 in a private hierarchy", private_leaf(),
       [](Sample& s) {
         s.spki = ed25519_key();
         s.issuer_spki = ec_key(kCurveP256, 32, 2);
         s.algorithm = from_hex("300a06082a8648ce3d040302").value();
       }},
      {"RSA of an odd number of octets", tls_leaf(), [](Sample& s) { s.spki = rsa_key(2056); }},
      {"the exponent 2^16+1", tls_leaf(),
       [](Sample& s) {
         s.spki = rsa_key(2048, {1, 0, 1});
       }},
      {"the exponent 2^256-1", tls_leaf(),
       [](Sample& s) { s.spki = rsa_key(2048, Bytes(32, 0xff)); }},
      {"an RSA root of 4096 bits", root_ca(),
       [](Sample& s) {
         s.spki = s.issuer_spki = rsa_key(4096);
         s.algorithm = from_hex("300d06092a864886f70d01010c0500").value();
       }},
      {"no basicConstraints in a leaf", tls_leaf(),
       [](Sample& s) { s.drop(x509::kBasicConstraints); }},
      {"an OCSP URL instead of a CRL", tls_leaf(),
       [](Sample& s) { s.drop(x509::kCrlDistributionPoints); }},
      {"an own policy beside the reserved one", tls_leaf(),
       [](Sample& s) {
         s.put(x509::kCertificatePolicies, false,
               policy_list({kDomainValidated, Oid{1, 3, 6, 1, 4, 1, 99999, 1}}));
       }},
      {"a CPS qualifier", tls_leaf(),
       [](Sample& s) {
         s.put(x509::kCertificatePolicies, false,
               policy_list({kDomainValidated}, x509::kCpsQualifier));
       }},
      {"anyPolicy alone in a subordinate CA", subordinate_ca(),
       [](Sample& s) {
         s.put(x509::kCertificatePolicies, false, policy_list({x509::kAnyPolicy}));
       }},
      {"a list of SCTs", tls_leaf(), [](Sample& s) { s.put(x509::kSctList, false, sct_list()); }},
      {"the poison in a precertificate", tls_precertificate(), [](Sample&) {}},
      {"digitalSignature in a CA", root_ca(),
       [](Sample& s) {
         s.put(x509::kKeyUsage, true,
               usage({x509::KeyUse::key_cert_sign, x509::KeyUse::crl_sign,
                      x509::KeyUse::digital_signature}));
       }},
      {"a root without authorityKeyIdentifier", root_ca(),
       [](Sample& s) { s.drop(x509::kAuthorityKeyIdentifier); }},
      {"an extension of its own in a private hierarchy", private_leaf(),
       [](Sample& s) {
         s.put(Oid{1, 3, 6, 1, 4, 1, 99999, 2}, false, {5, 0});
       }},
      {"cA FALSE in a responder", responder(),
       [](Sample& s) { s.put(x509::kBasicConstraints, true, constraints(false)); }},
  };
}

class AllowedCase : public ::testing::TestWithParam<Allowed> {};

TEST_P(AllowedCase, IsNotRefused) {
  Sample s = GetParam().sample;
  GetParam().change(s);
  EXPECT_TRUE(s.findings().empty()) << GetParam().what << "\n" << s.report().to_text();
}

INSTANTIATE_TEST_SUITE_P(Names, AllowedCase, ::testing::ValuesIn(names()));
INSTANTIATE_TEST_SUITE_P(Subjects, AllowedCase, ::testing::ValuesIn(subjects()));
INSTANTIATE_TEST_SUITE_P(NumbersAndTimes, AllowedCase, ::testing::ValuesIn(numbers_and_times()));
INSTANTIATE_TEST_SUITE_P(KeysAndExtensions, AllowedCase,
                         ::testing::ValuesIn(keys_and_extensions()));

}  // namespace
}  // namespace chancery::lint::testing
