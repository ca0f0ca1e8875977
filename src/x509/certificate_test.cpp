#include "x509/certificate.h"

#include <gtest/gtest.h>

#include "x509/errors.h"
#include "x509/peer_for_tests.h"

namespace chancery::x509 {
namespace {

Certificate from_file(const std::string& name) {
  return Certificate::parse(test_data(name)).value();
}

TEST(Certificate, ReadsEveryFieldOfALeafThatOpenSslMade) {
  const Certificate leaf = from_file("leaf.der");
  EXPECT_EQ(leaf.tbs().version, 3);
  EXPECT_EQ(leaf.serial().hex(), "1002");
  EXPECT_EQ(leaf.signature_algorithm().value(), crypto::SignatureAlgorithm::ecdsa_sha256);
  EXPECT_EQ(leaf.issuer().to_text(), "CN=Example Sub,O=Example,C=KR");
  EXPECT_EQ(leaf.subject().to_text(),
            "emailAddress=a@example.com,serialNumber=7+CN=www.example.com,DC=example,DC=com");
  EXPECT_EQ(leaf.not_after() - leaf.not_before(), std::chrono::hours(24) * 3650);
  EXPECT_EQ(leaf.public_key().value().spec(), crypto::kP256);
  EXPECT_FALSE(leaf.is_ca());
  EXPECT_FALSE(leaf.is_self_issued());
}

TEST(Certificate, ReadsEveryExtensionOfALeafThatOpenSslMade) {
  const Certificate leaf = from_file("leaf.der");
  const Certificate sub = from_file("sub.der");
  const KnownExtensions& known = leaf.known();
  EXPECT_EQ(known.basic_constraints, BasicConstraints());
  EXPECT_EQ(known.key_usage, (KeyUsage{KeyUse::digital_signature, KeyUse::key_encipherment}));
  EXPECT_TRUE(known.has_purpose(kServerAuth) && known.has_purpose(kClientAuth));
  EXPECT_FALSE(known.has_purpose(kOcspSigning));
  EXPECT_EQ(known.subject_key_identifier, to_bytes(key_id_sha1(leaf.spki_der()).value()));
  ASSERT_TRUE(known.authority_key_identifier);
  EXPECT_EQ(known.authority_key_identifier->key_id, sub.key_id());
  EXPECT_EQ(known.authority_key_identifier->serial, sub.serial());
  EXPECT_EQ(known.authority_key_identifier->issuer.at(0).directory_name().value(), sub.issuer());
  ASSERT_EQ(known.authority_info_access.value().size(), 2U);
  EXPECT_EQ(known.authority_info_access->at(1).location.text(), "http://ca.example.com/sub.cer");
  ASSERT_EQ(known.crl_distribution_points.value().size(), 2U);
  EXPECT_EQ(known.crl_distribution_points->at(0).full_name.at(0).text(),
            "http://crl.example.com/1.crl");
  ASSERT_EQ(known.certificate_policies.value().size(), 2U);
  EXPECT_EQ(known.certificate_policies->at(1).cps_uris.at(0), "https://example.com/cps");
  EXPECT_TRUE(known.certificate_policies->at(1).has_other_qualifiers);
}

TEST(Certificate, ReadsEveryKindOfAlternativeName) {
  std::string all;
  const Certificate leaf = from_file("leaf.der");
  for (const GeneralName& name : leaf.subject_alt_names()) {
    all += name.to_text() + ' ';
  }
  EXPECT_EQ(all.substr(0, all.find("other")),
            "DNS:www.example.com DNS:*.example.com IP:192.0.2.7 IP:2001:db8::7 "
            "email:someone@example.com URI:spiffe://example.com/a dirName:CN=Other ");
  EXPECT_EQ(leaf.subject_alt_names().size(), 9U);
}

TEST(Certificate, ReadsTheConstraintsOfACa) {
  const Certificate sub = from_file("sub.der");
  EXPECT_TRUE(sub.is_ca());
  EXPECT_EQ(sub.known().basic_constraints->path_length, 0);
  ASSERT_TRUE(sub.known().name_constraints);
  EXPECT_EQ(sub.known().name_constraints->permitted.at(0).text(), "example.com");
  EXPECT_EQ(to_hex(sub.known().name_constraints->permitted.at(1).value()), "c0000200ffffff00");
  EXPECT_EQ(sub.known().name_constraints->excluded.at(0).text(), "bad.example.com");
  EXPECT_EQ(sub.serial().hex(), "7f00000000000000000000000000000000000001");
}

TEST(Certificate, ChainOfOpenSslVerifies) {
  const Certificate root = from_file("root.der");
  const Certificate sub = from_file("sub.der");
  const Certificate leaf = from_file("leaf.der");
  EXPECT_TRUE(root.is_self_issued());
  EXPECT_TRUE(root.verify_signature(root.public_key().value()));
  EXPECT_TRUE(sub.verify_signature(root.public_key().value()));
  EXPECT_TRUE(leaf.verify_signature(sub.public_key().value()));
  EXPECT_EQ(code_of(leaf.verify_signature(root.public_key().value())),
            "signature_algorithm_mismatch");
  EXPECT_EQ(code_of(leaf.verify_signature(leaf.public_key().value())), "signature_invalid");
  EXPECT_EQ(leaf.issuer(), sub.subject());
}

TEST(Certificate, ReadsOtherSignatures) {
  for (const char* name : {"ed25519.der", "pss-sha256.der", "version1.der"}) {
    const Certificate certificate = from_file(name);
    EXPECT_TRUE(certificate.verify_signature(certificate.public_key().value())) << name;
  }
}

TEST(Certificate, Version1HasNoExtensionsAndSerialZeroIsRead) {
  const Certificate old = from_file("version1.der");
  EXPECT_EQ(old.tbs().version, 1);
  EXPECT_EQ(old.serial().hex(), "00");
  EXPECT_TRUE(old.extensions().empty());
  EXPECT_TRUE(old.subject_alt_names().empty());
  EXPECT_FALSE(old.is_ca());
  EXPECT_EQ(old.key_id(), to_bytes(key_id_sha1(old.spki_der()).value()));
}

TEST(Certificate, EveryTbsIsEncodedAsItWasRead) {
  for (const char* name : {"leaf.der", "sub.der", "root.der", "ocsp.der", "ed25519.der",
                           "pss-sha256.der", "version1.der"}) {
    const Certificate certificate = from_file(name);
    EXPECT_EQ(to_hex(certificate.tbs().encode()), to_hex(certificate.tbs_der())) << name;
  }
}

TEST(Certificate, NoChangedByteKeepsTheSignature) {
  const Bytes good = test_data("leaf.der");
  const auto key = from_file("sub.der").public_key().value();
  ASSERT_TRUE(Certificate::parse(good).value().verify_signature(key));
  for (std::size_t i = 0; i < good.size(); ++i) {
    Bytes changed = good;
    changed[i] ^= 0x20;
    const auto certificate = Certificate::parse(changed);
    if (certificate) {
      EXPECT_FALSE(certificate->verify_signature(key)) << "byte " << i;
    }
  }
}

TEST(Certificate, ACutOrExtendedFileIsRefused) {
  const Bytes good = test_data("leaf.der");
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_FALSE(Certificate::parse(BytesView(good).first(size))) << size;
  }
  Bytes longer = good;
  longer.push_back(0);
  const auto error = Certificate::parse(longer).error();
  EXPECT_EQ(error.code(), "der_trailing");
  EXPECT_EQ(error.parameter("in"), "certificate");
}

TEST(Certificate, IsBoundedInSize) {
  EXPECT_EQ(code_of(Certificate::parse(Bytes(TbsCertificate::kMaxSize + 1, 0x30))),
            "x509_too_large");
}

TEST(Certificate, StaysUsableAfterTheInputAndTheFirstHandleAreGone) {
  std::optional<Certificate> copy;
  {
    const Bytes der = test_data("leaf.der");
    const Certificate first = Certificate::parse(der).value();
    copy = first;
  }
  EXPECT_TRUE(equal(copy->der(), test_data("leaf.der")));
  EXPECT_EQ(copy->signature().back(), copy->der().back());
}

TEST(CertificatesPem, ReadsAChainAndSkipsOtherBlocks) {
  const std::string pem = to_pem("CERTIFICATE", test_data("leaf.der")) +
                          to_pem("PRIVATE KEY", Bytes{1}) +
                          to_pem("CERTIFICATE", test_data("sub.der"));
  const auto chain = parse_certificates_pem(pem).value();
  ASSERT_EQ(chain.size(), 2U);
  EXPECT_TRUE(chain[1].is_ca());
}

TEST(CertificatesPem, RefusesNoneAndTooMany) {
  EXPECT_EQ(code_of(parse_certificates_pem(to_pem("PRIVATE KEY", Bytes{1}))), "pem_malformed");
  EXPECT_EQ(code_of(parse_certificates_pem(to_pem("CERTIFICATE", Bytes{1}))), "der_unexpected_tag");
  std::string many;
  for (int i = 0; i < 101; ++i) {
    many += to_pem("CERTIFICATE", test_data("ed25519.der"));
  }
  EXPECT_EQ(code_of(parse_certificates_pem(many)), "x509_too_large");
}

}  // namespace
}  // namespace chancery::x509
