#include "x509/tbs_certificate.h"

#include <gtest/gtest.h>

#include "crypto/private_key.h"
#include "der/time.h"
#include "x509/algorithm_identifier.h"
#include "x509/certificate.h"
#include "x509/errors.h"
#include "x509/peer_for_tests.h"

namespace chancery::x509 {
namespace {

using crypto::SignatureAlgorithm;

DistinguishedName name(std::string_view text) {
  return DistinguishedName::from_text(text).value();
}

const crypto::PrivateKey& a_key() {
  static const auto kKey = crypto::PrivateKey::generate(crypto::kP256).value();
  return kKey;
}

Extensions all_extensions() {
  const GeneralNames names{GeneralName(DnsName::parse("www.example.com").value()),
                           GeneralName(IpAddress::parse("2001:db8::1").value())};
  const std::vector<Oid> purposes{kServerAuth, kClientAuth};
  const std::vector<std::string> ocsp{"http://ocsp.example.com/"};
  const std::vector<std::string> ca{"http://ca.example.com/sub.cer"};
  const std::vector<std::string> crl{"http://crl.example.com/1.crl"};
  const std::vector<PolicyInformation> policies{{Oid{2, 23, 140, 1, 2, 1}, {}, false},
                                                {Oid{1, 2, 3, 4}, {"http://cps.example"}, false}};
  const auto key_id = key_id_sha1(a_key().public_key());
  return Extensions::make(
             {basic_constraints_extension({}), key_usage_extension({KeyUse::digital_signature}),
              extended_key_usage_extension(purposes), subject_alt_name_extension(names, false),
              subject_key_identifier_extension(key_id), authority_key_identifier_extension(key_id),
              authority_info_access_extension(ocsp, ca).value(),
              crl_distribution_points_extension(crl).value(),
              certificate_policies_extension(policies).value(), ocsp_no_check_extension()})
      .value();
}

TbsCertificate a_tbs() {
  TbsCertificate tbs;
  tbs.serial = Serial::parse("00c0ffee").value();
  tbs.signature_algorithm_der = to_bytes(algorithm_identifier(SignatureAlgorithm::ecdsa_sha256));
  tbs.issuer = name("CN=Issuer,C=KR");
  tbs.not_before = at_date(2026, 11, 21);
  tbs.not_after = at_date(2050, 1, 1);
  tbs.subject = name("CN=www.example.com");
  tbs.spki_der = to_bytes(a_key().public_key().spki_der());
  tbs.extensions = all_extensions();
  return tbs;
}

Bytes signed_with(const crypto::PrivateKey& key, SignatureAlgorithm algorithm,
                  const TbsCertificate& tbs) {
  const Bytes der = tbs.encode();
  return assemble(der, algorithm, key.sign(algorithm, der).value());
}

TEST(TbsCertificate, RoundTrips) {
  const TbsCertificate tbs = a_tbs();
  const auto read = TbsCertificate::parse(tbs.encode());
  ASSERT_TRUE(read) << read.error().message();
  EXPECT_EQ(*read, tbs);
  EXPECT_EQ(read->encode(), tbs.encode());
}

TEST(TbsCertificate, OpenSslReadsWhatWeMeant) {
  const OpenSslPeer peer;
  peer.write("c.der", signed_with(a_key(), SignatureAlgorithm::ecdsa_sha256, a_tbs()));
  const std::string seen =
      squeezed(peer.run("x509 -inform DER -in c.der -noout -text -nameopt RFC2253"));
  const std::string key_id = to_hex(key_id_sha1(a_key().public_key()));
  for (const std::string& expected : std::vector<std::string>{
           "Version: 3 (0x2)", "Serial Number: 12648430 (0xc0ffee)",
           "Signature Algorithm: ecdsa-with-SHA256", "Issuer: CN=Issuer,C=KR",
           "Not Before: Nov 21 00:00:00 2026 GMT", "Not After : Jan 1 00:00:00 2050 GMT",
           "Subject: CN=www.example.com", "ASN1 OID: prime256v1",
           "X509v3 Basic Constraints: critical CA:FALSE",
           "X509v3 Key Usage: critical Digital Signature",
           "TLS Web Server Authentication, TLS Web Client Authentication",
           "X509v3 Subject Alternative Name: DNS:www.example.com, IP Address:2001:DB8:0:0:0:0:0:1",
           "OCSP - URI:http://ocsp.example.com/", "CA Issuers - URI:http://ca.example.com/sub.cer",
           "X509v3 CRL Distribution Points: Full Name: URI:http://crl.example.com/1.crl",
           "Policy: 2.23.140.1.2.1", "Policy: 1.2.3.4 CPS: http://cps.example", "OCSP No Check:"}) {
    EXPECT_NE(seen.find(expected), seen.npos) << expected << "\nin\n" << seen;
  }
  const std::string ids =
      squeezed(peer.run("x509 -inform DER -in c.der -noout -ext "
                        "subjectKeyIdentifier,authorityKeyIdentifier"));
  std::string plain;
  for (const char c : ids) {
    plain += c == ':' ? "" : std::string(1, static_cast<char>(std::tolower(c)));
  }
  EXPECT_NE(plain.find("subject key identifier " + key_id), plain.npos) << plain;
  EXPECT_NE(plain.find("authority key identifier " + key_id), plain.npos) << plain;
}

TEST(TbsCertificate, OpenSslFindsNoSecondEncoding) {
  // OpenSSL reads and writes again: the same bytes come out, so it holds them for DER as well.
  const OpenSslPeer peer;
  const Bytes ours = signed_with(a_key(), SignatureAlgorithm::ecdsa_sha256, a_tbs());
  peer.write("c.der", ours);
  peer.run("x509 -inform DER -in c.der -outform PEM -out c.pem");
  EXPECT_EQ(parse_pem(as_text(peer.read("c.pem"))).value()[0].der, ours);
}

TEST(TbsCertificate, OpenSslVerifiesAChainOfOurs) {
  const OpenSslPeer peer;
  for (const auto spec :
       {crypto::kP256, crypto::kP384, crypto::kP521, crypto::kRsa2048, crypto::kEd25519}) {
    const auto ca_key = crypto::PrivateKey::generate(spec).value();
    const auto algorithm = crypto::default_signature_algorithm(spec);
    const auto ca_id = key_id_sha1(ca_key.public_key());
    TbsCertificate root = a_tbs();
    root.signature_algorithm_der = to_bytes(algorithm_identifier(algorithm));
    root.issuer = root.subject = name("CN=Root");
    root.spki_der = to_bytes(ca_key.public_key().spki_der());
    root.not_before = at_date(2020, 1, 1);
    root.extensions =
        Extensions::make({basic_constraints_extension({true, 0}),
                          key_usage_extension({KeyUse::key_cert_sign, KeyUse::crl_sign}),
                          subject_key_identifier_extension(ca_id),
                          name_constraints_extension(
                              {{GeneralName(DnsName::parse("example.com").value()),
                                GeneralName::ip_with_mask(hex("20010db8" + std::string(24, '0') +
                                                              "ffffffff" + std::string(24, '0')))
                                    .value()},
                               {}})})
            .value();
    TbsCertificate leaf = a_tbs();
    leaf.signature_algorithm_der = root.signature_algorithm_der;
    leaf.issuer = root.subject;
    leaf.not_before = at_date(2020, 1, 1);
    const std::vector<Oid> purposes{kServerAuth};
    leaf.extensions = Extensions::make({extended_key_usage_extension(purposes),
                                        *all_extensions().find(kSubjectAltName),
                                        authority_key_identifier_extension(ca_id)})
                          .value();
    peer.write("root.pem", as_bytes(to_pem("CERTIFICATE", signed_with(ca_key, algorithm, root))));
    peer.write("leaf.pem", as_bytes(to_pem("CERTIFICATE", signed_with(ca_key, algorithm, leaf))));
    EXPECT_EQ(peer.run("verify -x509_strict -purpose sslserver -verify_hostname www.example.com "
                       "-CAfile root.pem leaf.pem"),
              "leaf.pem: OK\n");
  }
}

TEST(TbsCertificate, OpenSslAcceptsOurRsaPssParameters) {
  const OpenSslPeer peer;
  const auto key = crypto::PrivateKey::generate(crypto::kRsa2048).value();
  for (const auto algorithm :
       {SignatureAlgorithm::rsa_pss_sha256, SignatureAlgorithm::rsa_pss_sha384,
        SignatureAlgorithm::rsa_pss_sha512, SignatureAlgorithm::rsa_sha384,
        SignatureAlgorithm::rsa_sha512}) {
    TbsCertificate tbs = a_tbs();
    tbs.signature_algorithm_der = to_bytes(algorithm_identifier(algorithm));
    tbs.issuer = tbs.subject = name("CN=Root");
    tbs.spki_der = to_bytes(key.public_key().spki_der());
    tbs.not_before = at_date(2020, 1, 1);
    tbs.extensions =
        Extensions::make({basic_constraints_extension({true, {}}),
                          subject_key_identifier_extension(key_id_sha1(key.public_key()))})
            .value();
    peer.write("root.pem", as_bytes(to_pem("CERTIFICATE", signed_with(key, algorithm, tbs))));
    EXPECT_EQ(peer.run("verify -check_ss_sig -CAfile root.pem root.pem"), "root.pem: OK\n");
  }
}

TEST(TbsCertificate, GeneralizedTimeBefore2050IsReadAndShowsInReencoding) {
  const TbsCertificate tbs = a_tbs();
  der::Writer w;
  w.sequence([&] {
    w.context(0, [&] { w.integer(2); });
    w.primitive(der::Tag::integer, tbs.serial.bytes());
    w.raw(tbs.signature_algorithm_der);
    w.raw(tbs.issuer.der());
    w.sequence([&] {
      w.generalized_time(tbs.not_before);
      w.time(tbs.not_after);
    });
    w.raw(tbs.subject.der());
    w.raw(tbs.spki_der);
    w.context(3, [&] { tbs.extensions.write(w); });
  });
  const Bytes odd = w.take();
  const auto read = TbsCertificate::parse(odd).value();
  EXPECT_EQ(read, tbs);
  EXPECT_NE(read.encode(), odd);
}

// A TBS written by hand, with one thing replaced by a case.
struct Pieces {
  std::string version = "a003020102";
  std::string serial = "020101";
  std::string algorithm = "300a06082a8648ce3d040302";
  std::string issuer = "3000";
  std::string validity =
      "301e"
      "170d3236303130313030303030305a"
      "170d3237303130313030303030305a";
  std::string subject = "3000";
  std::string spki =
      "300a"
      "300506032b6570"
      "030100";
  std::string rest;

  [[nodiscard]] Bytes der() const {
    der::Writer w;
    w.sequence([&] {
      w.raw(hex(version + serial + algorithm + issuer + validity + subject + spki + rest));
    });
    return w.take();
  }
};

template <class Change>
std::string_view fault(Change change) {
  Pieces pieces;
  change(pieces);
  return code_of(TbsCertificate::parse(pieces.der()));
}

TEST(TbsCertificate, RefusesEachFieldWhenMalformed) {
  EXPECT_EQ(fault([](Pieces&) {}), "");
  EXPECT_EQ(fault([](Pieces& p) { p.version = "a003020100"; }), "certificate_malformed");
  EXPECT_EQ(fault([](Pieces& p) { p.version = "a003020103"; }), "certificate_malformed");
  EXPECT_EQ(fault([](Pieces& p) { p.version = "a00402020002"; }), "der_integer");
  EXPECT_EQ(fault([](Pieces& p) { p.version = "a0050201020500"; }), "der_trailing");
  EXPECT_EQ(fault([](Pieces& p) { p.serial = "0201ff"; }), "serial_malformed");
  EXPECT_EQ(fault([](Pieces& p) { p.serial = "0200"; }), "der_integer");
  EXPECT_EQ(fault([](Pieces& p) { p.serial = "02020001"; }), "der_integer");
  EXPECT_EQ(fault([](Pieces& p) { p.serial = "0215" + std::string(42, '1'); }), "serial_malformed");
  EXPECT_EQ(fault([](Pieces& p) { p.algorithm = "3003010101"; }), "der_boolean");
  EXPECT_EQ(fault([](Pieces& p) { p.issuer = "30023100"; }), "distinguished_name_malformed");
  EXPECT_EQ(fault([](Pieces& p) { p.subject = "0500"; }), "der_unexpected_tag");
  EXPECT_EQ(fault([](Pieces& p) { p.spki = "3003010101"; }), "der_unexpected_tag");
  EXPECT_EQ(fault([](Pieces& p) { p.spki = "30083003010101030100"; }), "der_boolean");
  EXPECT_EQ(fault([](Pieces& p) { p.spki = "300c300506032b65700301000500"; }), "der_trailing");
  EXPECT_EQ(fault([](Pieces& p) { p.validity = "300f170d3236303130313030303030305a"; }),
            "der_unexpected_tag");
  EXPECT_EQ(fault([](Pieces& p) { p.validity.replace(0, 4, "3020") += "0500"; }), "der_trailing");
  EXPECT_EQ(fault([](Pieces& p) {
              p.validity =
                  "301c"
                  "170b323630313031303030305a"
                  "170d3237303130313030303030305a";
            }),
            "der_time");
  EXPECT_EQ(fault([](Pieces& p) { p.rest = "0500"; }), "der_trailing");
}

TEST(TbsCertificate, RefusesFieldsThatTheVersionDoesNotHave) {
  constexpr auto kExtensions = "a30f300d300b0603551d0f040403020780";
  EXPECT_EQ(fault([](Pieces& p) { p.rest = kExtensions; }), "");
  EXPECT_EQ(fault([](Pieces& p) { p.version = "a003020101", p.rest = kExtensions; }),
            "certificate_malformed");
  EXPECT_EQ(fault([](Pieces& p) { p.version = "", p.rest = kExtensions; }),
            "certificate_malformed");
  EXPECT_EQ(fault([](Pieces& p) { p.version = "", p.rest = "810100"; }), "certificate_malformed");
  EXPECT_EQ(fault([](Pieces& p) { p.rest = "a3023000"; }), "extension_malformed");
  EXPECT_EQ(fault([](Pieces& p) { p.rest = "a311300d300b0603551d0f0404030207800500"; }),
            "der_trailing");
}

TEST(TbsCertificate, KeepsUniqueIdentifiersAsTheyAre) {
  Pieces pieces;
  pieces.rest =
      "81020001"
      "820200ff";
  const Bytes der = pieces.der();
  const auto tbs = TbsCertificate::parse(der).value();
  EXPECT_EQ(to_hex(tbs.unique_ids_der), pieces.rest);
  EXPECT_EQ(tbs.encode(), der);
  EXPECT_EQ(fault([](Pieces& p) { p.rest = "810108"; }), "der_bit_string");
}

TEST(Interpret, NamesTheExtensionThatIsMalformed) {
  const auto extensions = Extensions::make({{kKeyUsage, true, hex("0500")}}).value();
  const auto error = interpret(extensions).error();
  EXPECT_EQ(error.code(), "der_unexpected_tag");
  EXPECT_EQ(error.parameter("extension"), "2.5.29.15");
}

TEST(Interpret, LeavesUnknownExtensionsAlone) {
  const auto extensions = Extensions::make({{Oid{1, 2, 3}, true, hex("ff")}}).value();
  EXPECT_FALSE(interpret(extensions).value().key_usage);
}

TEST(KeyId, IsTheSameFromKeyAndFromSpki) {
  const auto key = a_key().public_key();
  EXPECT_EQ(key_id_sha1(key), key_id_sha1(key.spki_der()).value());
  EXPECT_EQ(code_of(key_id_sha1(hex("3000"))), "der_unexpected_tag");
  EXPECT_EQ(code_of(key_id_sha1(hex("3005"
                                    "3000"
                                    "030107"))),
            "der_bit_string");
}

}  // namespace
}  // namespace chancery::x509
