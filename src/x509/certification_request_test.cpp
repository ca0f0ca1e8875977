#include "x509/certification_request.h"

#include <gtest/gtest.h>

#include "der/writer.h"
#include "x509/algorithm_identifier.h"
#include "x509/errors.h"
#include "x509/key_usage.h"
#include "x509/peer_for_tests.h"

namespace chancery::x509 {
namespace {

using crypto::SignatureAlgorithm;

Result<CertificationRequest> parse_file(const std::string& name) {
  return CertificationRequest::parse(test_data(name));
}

const crypto::PrivateKey& a_key() {
  static const auto kKey = crypto::PrivateKey::generate(crypto::kP256).value();
  return kKey;
}

// A request whose info the body writes; signed rightly, so that only its form can be at fault.
template <class Body>
Bytes request_with(Body body) {
  der::Writer w;
  w.sequence([&] { body(w); });
  const Bytes info = w.take();
  return assemble(info, SignatureAlgorithm::ecdsa_sha256,
                  a_key().sign(SignatureAlgorithm::ecdsa_sha256, info).value());
}

// The same with `attributes` written by the body.
template <class Body>
std::string_view fault_of_attributes(Body attributes) {
  return code_of(CertificationRequest::parse(request_with([&](der::Writer& w) {
    w.integer(0);
    w.sequence([] {});
    w.raw(a_key().public_key().spki_der());
    w.context(0, [&] { attributes(w); });
  })));
}

void write_attribute(der::Writer& w, const Oid& type, std::string_view values) {
  w.sequence([&] {
    w.oid(type);
    w.set([&] { w.raw(hex(values)); });
  });
}

TEST(Csr, ReadsEveryKindOfKeyThatOpenSslMakes) {
  const std::pair<const char*, crypto::KeySpec> rows[] = {
      {"rsa2048", crypto::kRsa2048}, {"rsa8192", {crypto::KeyType::rsa, 8192}},
      {"p256", crypto::kP256},       {"p384", crypto::kP384},
      {"p521", crypto::kP521},       {"ed25519", crypto::kEd25519}};
  for (const auto& [name, spec] : rows) {
    const auto csr = parse_file(std::string("csr-") + name + ".der");
    ASSERT_TRUE(csr) << name << ' ' << csr.error().message();
    EXPECT_EQ(csr->public_key().spec(), spec) << name;
    EXPECT_EQ(csr->subject().to_text(),
              "CN=www.example.com,O=Pr\xc3\xbc"
              "fung GmbH,C=KR");
    EXPECT_TRUE(csr->verify_signature()) << name;
    ASSERT_EQ(csr->subject_alt_names().size(), 3U);
    EXPECT_EQ(csr->subject_alt_names()[1].to_text(), "DNS:*.example.com");
    EXPECT_EQ(csr->subject_alt_names()[2].to_text(), "IP:192.0.2.7");
    const Extension* const usage = csr->requested_extensions().find(kKeyUsage);
    ASSERT_NE(usage, nullptr);
    EXPECT_EQ(parse_key_usage(usage->value).value(), KeyUsage{KeyUse::digital_signature});
  }
}

TEST(Csr, ReadsOtherSignatureAlgorithms) {
  const std::pair<const char*, SignatureAlgorithm> rows[] = {
      {"csr-pss-sha384.der", SignatureAlgorithm::rsa_pss_sha384},
      {"csr-p384-sha384.der", SignatureAlgorithm::ecdsa_sha384},
      {"csr-p521-sha512.der", SignatureAlgorithm::ecdsa_sha512},
      {"csr-ed25519.der", SignatureAlgorithm::ed25519},
      {"csr-bare.der", SignatureAlgorithm::rsa_sha256}};
  for (const auto& [name, algorithm] : rows) {
    const auto csr = parse_file(name).value();
    EXPECT_EQ(csr.signature_algorithm().value(), algorithm) << name;
    EXPECT_TRUE(csr.verify_signature()) << name;
  }
}

TEST(Csr, WithoutNamesIsEmptyNotWrong) {
  const auto csr = parse_file("csr-bare.der").value();
  EXPECT_TRUE(csr.subject().empty());
  EXPECT_TRUE(csr.requested_extensions().empty());
  EXPECT_TRUE(csr.subject_alt_names().empty());
}

TEST(Csr, PassesOverAChallengePassword) {
  EXPECT_TRUE(parse_file("csr-challenge.der").value().verify_signature());
}

TEST(Csr, RefusesSha1SignaturesWhenChecked) {
  const auto csr = parse_file("csr-sha1.der").value();
  EXPECT_EQ(code_of(csr.verify_signature()), "algorithm_unsupported");
  EXPECT_FALSE(csr.signature_algorithm());
}

TEST(Csr, RefusesCurvesThatAreNotSupported) {
  const auto csr = parse_file("csr-secp256k1.der");
  EXPECT_EQ(code_of(csr), "key_unsupported");
  EXPECT_EQ(csr.error().parameter("in"), "certificate signing request");
}

TEST(Csr, NoChangedByteKeepsTheSignature) {
  const Bytes good = test_data("csr-p256.der");
  for (std::size_t i = 0; i < good.size(); ++i) {
    Bytes changed = good;
    changed[i] ^= 0x01;
    const auto csr = CertificationRequest::parse(changed);
    if (csr) {
      EXPECT_FALSE(csr->verify_signature()) << "byte " << i;
    }
  }
}

TEST(Csr, ACutOrExtendedFileIsRefused) {
  const Bytes good = test_data("csr-rsa2048.der");
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_FALSE(CertificationRequest::parse(BytesView(good).first(size))) << size;
  }
  Bytes longer = good;
  longer.push_back(0);
  EXPECT_EQ(code_of(CertificationRequest::parse(longer)), "der_trailing");
}

TEST(Csr, AWrongSignatureSaysWhatToDo) {
  const auto other = crypto::PrivateKey::generate(crypto::kP256).value();
  const Bytes info = encode_certification_request_info({}, a_key().public_key().spki_der(), {});
  const Bytes csr = assemble(info, SignatureAlgorithm::ecdsa_sha256,
                             other.sign(SignatureAlgorithm::ecdsa_sha256, info).value());
  EXPECT_EQ(code_of(CertificationRequest::parse(csr).value().verify_signature()), "csr_signature");
}

TEST(Csr, IsReadFromPemOrDer) {
  const Bytes der = test_data("csr-p256.der");
  EXPECT_TRUE(CertificationRequest::parse_pem_or_der(der));
  for (const char* label : {"CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"}) {
    const std::string pem = "text before\n" + to_pem(label, der);
    EXPECT_TRUE(equal(CertificationRequest::parse_pem_or_der(as_bytes(pem)).value().der(), der));
  }
  const std::string two = to_pem("CERTIFICATE REQUEST", der) + to_pem("CERTIFICATE REQUEST", der);
  EXPECT_EQ(code_of(CertificationRequest::parse_pem_or_der(as_bytes(two))), "pem_malformed");
  const std::string wrong = to_pem("CERTIFICATE", der);
  EXPECT_EQ(code_of(CertificationRequest::parse_pem_or_der(as_bytes(wrong))), "pem_malformed");
  EXPECT_EQ(code_of(CertificationRequest::parse_pem_or_der({})), "pem_malformed");
}

TEST(Csr, IsBoundedInSize) {
  Bytes large(CertificationRequest::kMaxSize + 1, 0x30);
  EXPECT_EQ(code_of(CertificationRequest::parse(large)), "x509_too_large");
  large.assign(3 * CertificationRequest::kMaxSize, 'a');
  EXPECT_EQ(code_of(CertificationRequest::parse_pem_or_der(large)), "x509_too_large");
}

TEST(Csr, AttributesMayBeLeftOutAsOldClientsDo) {
  const auto csr = CertificationRequest::parse(request_with([](der::Writer& w) {
    w.integer(0);
    w.sequence([] {});
    w.raw(a_key().public_key().spki_der());
  }));
  EXPECT_TRUE(csr.value().verify_signature());
}

TEST(Csr, RefusesOtherVersions) {
  EXPECT_EQ(code_of(CertificationRequest::parse(request_with([](der::Writer& w) {
              w.integer(1);
              w.sequence([] {});
              w.raw(a_key().public_key().spki_der());
              w.context(0, [] {});
            }))),
            "csr_malformed");
}

TEST(Csr, RefusesHugeAndEvenRsaExponents) {
  const auto with_exponent = [](const Bytes& exponent) {
    Bytes modulus(256, 0xc5);
    der::Writer w;
    w.sequence([&] {
      w.sequence([&] {
        w.oid(Oid{1, 2, 840, 113549, 1, 1, 1});
        w.null();
      });
      w.bit_string([&] {
        w.sequence([&] {
          w.unsigned_integer(modulus);
          w.unsigned_integer(exponent);
        });
      });
    });
    const Bytes info = encode_certification_request_info({}, w.view(), {});
    return CertificationRequest::parse(assemble(info, SignatureAlgorithm::rsa_sha256, Bytes(256)));
  };
  EXPECT_TRUE(with_exponent({1, 0, 1}));
  EXPECT_FALSE(with_exponent({2}));
  EXPECT_FALSE(with_exponent({1}));
  Bytes huge(300, 0xff);
  const auto csr = with_exponent(huge);
  if (csr) {  // read or not, it must cost no time to check
    EXPECT_FALSE(csr->verify_signature());
  }
}

TEST(CsrAttributes, RefusesDuplicatesAndEmptySets) {
  EXPECT_EQ(fault_of_attributes([](der::Writer& w) {
              write_attribute(w, kChallengePassword, "0c0161");
              write_attribute(w, kChallengePassword, "0c0162");
            }),
            "csr_malformed");
  EXPECT_EQ(fault_of_attributes([](der::Writer& w) { write_attribute(w, kChallengePassword, ""); }),
            "csr_malformed");
  EXPECT_EQ(fault_of_attributes([](der::Writer& w) { w.raw(hex("3006060355040331")); }),
            "der_truncated");
}

TEST(CsrAttributes, RefusesMalformedUnknownOnes) {
  EXPECT_EQ(fault_of_attributes([](der::Writer& w) {
              write_attribute(w, Oid{1, 2, 3}, "010101");
            }),
            "der_boolean");
  EXPECT_EQ(fault_of_attributes([](der::Writer& w) {
              write_attribute(w, Oid{1, 2, 3}, "0500");
            }),
            "");
}

TEST(CsrAttributes, RefusesDuplicateExtensionsAndTwoLists) {
  constexpr auto kUsage = "300b0603551d0f040403020780";
  const std::string twice = std::string("301a") + kUsage + kUsage;
  EXPECT_EQ(
      fault_of_attributes([&](der::Writer& w) { write_attribute(w, kExtensionRequest, twice); }),
      "extension_duplicate");
  const std::string one = std::string("300d") + kUsage;
  EXPECT_EQ(fault_of_attributes(
                [&](der::Writer& w) { write_attribute(w, kExtensionRequest, one + one); }),
            "der_trailing");
  EXPECT_EQ(
      fault_of_attributes([&](der::Writer& w) { write_attribute(w, kExtensionRequest, one); }), "");
  EXPECT_EQ(
      fault_of_attributes([](der::Writer& w) { write_attribute(w, kExtensionRequest, "3000"); }),
      "");
}

TEST(CsrAttributes, RefusesNulInASubjectAltName) {
  // dNSName "a\0b"
  EXPECT_EQ(fault_of_attributes([](der::Writer& w) {
              write_attribute(w, kExtensionRequest,
                              "3010"
                              "300e0603551d11040730058203610062");
            }),
            "general_name_malformed");
}

TEST(CsrAttributes, AreBoundedInNumber) {
  EXPECT_EQ(fault_of_attributes([](der::Writer& w) {
              for (int i = 0; i < 33; ++i) {
                write_attribute(w, Oid::parse("1.2." + std::to_string(i)).value(), "0500");
              }
            }),
            "csr_malformed");
}

TEST(MakeCsr, OpenSslAcceptsAndReadsOurs) {
  const OpenSslPeer peer;
  const GeneralNames names{GeneralName(DnsName::parse("*.example.com").value()),
                           GeneralName(IpAddress::parse("2001:db8::1").value())};
  const auto requested = Extensions::make({subject_alt_name_extension(names, false)}).value();
  const auto subject = DistinguishedName::from_text("CN=www.example.com,O=Example,C=KR").value();
  for (const auto spec :
       {crypto::kP256, crypto::kP384, crypto::kP521, crypto::kEd25519, crypto::kRsa2048}) {
    const auto key = crypto::PrivateKey::generate(spec).value();
    const Bytes csr = make_certification_request(key, subject, requested).value();
    peer.write("csr.der", csr);
    const std::string seen =
        squeezed(peer.run("req -inform DER -in csr.der -noout -verify -text -nameopt RFC2253"));
    EXPECT_NE(seen.find("verify OK"), seen.npos) << seen;
    EXPECT_NE(seen.find("Subject: CN=www.example.com,O=Example,C=KR"), seen.npos) << seen;
    EXPECT_NE(seen.find("DNS:*.example.com, IP Address:2001:DB8:0:0:0:0:0:1"), seen.npos) << seen;
    EXPECT_TRUE(CertificationRequest::parse(csr).value().verify_signature());
  }
}

TEST(MakeCsr, WithoutExtensionsHasEmptyAttributes) {
  const OpenSslPeer peer;
  const Bytes csr = make_certification_request(a_key(), {}, {}).value();
  peer.write("csr.der", csr);
  EXPECT_NE(peer.run("req -inform DER -in csr.der -noout -verify").find("verify OK"),
            std::string::npos);
}

}  // namespace
}  // namespace chancery::x509
