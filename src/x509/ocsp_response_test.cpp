#include "x509/ocsp_response.h"

#include <gtest/gtest.h>

#include "crypto/private_key.h"
#include "x509/errors.h"
#include "x509/ocsp_request.h"
#include "x509/peer_for_tests.h"
#include "x509/pkcs7.h"

namespace chancery::x509 {
namespace {

using crypto::SignatureAlgorithm;

OcspResponse from_file(const std::string& name) {
  return OcspResponse::parse(test_data(name)).value();
}

Certificate certificate(const std::string& name) {
  return Certificate::parse(test_data(name)).value();
}

DistinguishedName name(std::string_view text) {
  return DistinguishedName::from_text(text).value();
}

// A CA and a delegated responder of our own, and a folder in which openssl knows them.
class OcspPeerTest : public ::testing::Test {
 protected:
  OcspPeerTest() {
    peer_.write("ca.pem", as_bytes(to_pem("CERTIFICATE", ca_der_)));
    peer_.write("responder.pem", as_bytes(to_pem("CERTIFICATE", responder_der_)));
  }

  Bytes make_certificate(const DistinguishedName& subject, const crypto::PrivateKey& key,
                         std::string_view serial, Extensions extensions) {
    TbsCertificate tbs;
    tbs.serial = Serial::parse(serial).value();
    tbs.signature_algorithm_der = hex("300a06082a8648ce3d040302");
    tbs.issuer = name("CN=CA");
    tbs.not_before = at_date(2020, 1, 1);
    tbs.not_after = at_date(2060, 1, 1);
    tbs.subject = subject;
    tbs.spki_der = to_bytes(key.public_key().spki_der());
    tbs.extensions = std::move(extensions);
    const Bytes der = tbs.encode();
    return assemble(der, SignatureAlgorithm::ecdsa_sha256,
                    ca_key_.sign(SignatureAlgorithm::ecdsa_sha256, der).value());
  }

  Bytes make_response(const SingleResponse& single, BytesView nonce) {
    const Bytes data = encode_response_data(key_id_sha1(responder_key_.public_key()),
                                            at_date(2026, 11, 21), {&single, 1}, nonce);
    const BytesView certificates[] = {responder_der_};
    return assemble_ocsp_response(
        data, SignatureAlgorithm::ecdsa_sha256,
        responder_key_.sign(SignatureAlgorithm::ecdsa_sha256, data).value(), certificates);
  }

  Bytes cert_id(std::string_view serial) {
    return encode_cert_id(crypto::HashAlgorithm::sha1, name("CN=CA").der(),
                          ca_key_.public_key().key_bits(), Serial::parse(serial).value());
  }

  OpenSslPeer peer_;
  crypto::PrivateKey ca_key_ = crypto::PrivateKey::generate(crypto::kP256).value();
  crypto::PrivateKey responder_key_ = crypto::PrivateKey::generate(crypto::kP256).value();
  std::vector<Oid> purposes_{kOcspSigning};
  Bytes ca_der_ = make_certificate(
      name("CN=CA"), ca_key_, "01",
      Extensions::make({basic_constraints_extension({true, {}}),
                        subject_key_identifier_extension(key_id_sha1(ca_key_.public_key()))})
          .value());
  Bytes responder_der_ = make_certificate(
      name("CN=Responder"), responder_key_, "02",
      Extensions::make({key_usage_extension({KeyUse::digital_signature}),
                        extended_key_usage_extension(purposes_), ocsp_no_check_extension(),
                        authority_key_identifier_extension(key_id_sha1(ca_key_.public_key()))})
          .value());
};

TEST(OcspResponse, ReadsARevokedOneOfOpenSslByKey) {
  const OcspResponse response = from_file("ocsp-response-revoked.der");
  const Certificate responder = certificate("ocsp.der");
  const Bytes request_der = test_data("ocsp-request-nonce.der");
  const auto request = OcspRequest::parse(request_der).value();
  EXPECT_EQ(response.status(), OcspStatus::successful);
  EXPECT_TRUE(equal(response.responder_key_hash(), key_id_sha1(responder.spki_der()).value()));
  EXPECT_TRUE(response.responder_name_der().empty());
  ASSERT_EQ(response.responses().size(), 1U);
  const SingleResponse& single = response.responses()[0];
  EXPECT_TRUE(equal(single.cert_id_der, request.cert_ids()[0].der));
  EXPECT_EQ(single.status, CertStatus::revoked);
  EXPECT_EQ(single.reason, RevocationReason::key_compromise);
  EXPECT_EQ(single.revoked_at, at_date(2026, 1, 2) + std::chrono::hours(3) +
                                   std::chrono::minutes(4) + std::chrono::seconds(5));
  EXPECT_EQ(single.next_update.value() - single.this_update, std::chrono::hours(48));
  EXPECT_GE(response.produced_at(), single.this_update);
  EXPECT_TRUE(equal(response.nonce(), *request.nonce()));
  ASSERT_EQ(response.certificates().size(), 1U);
  EXPECT_TRUE(equal(response.certificates()[0].der(), responder.der()));
  EXPECT_TRUE(response.verify_signature(responder.public_key().value()));
}

TEST(OcspResponse, ReadsAnUnknownOneOfOpenSslByName) {
  const OcspResponse response = from_file("ocsp-response-unknown.der");
  EXPECT_EQ(response.responses()[0].status, CertStatus::unknown);
  EXPECT_TRUE(response.responder_key_hash().empty());
  EXPECT_TRUE(equal(response.responder_name_der(), certificate("ocsp.der").subject().der()));
  EXPECT_TRUE(response.nonce().empty());
}

TEST(OcspResponse, ReadsAGoodOneSignedByTheCaItself) {
  const OcspResponse response = from_file("ocsp-response-good.der");
  EXPECT_EQ(response.responses()[0].status, CertStatus::good);
  EXPECT_EQ(response.responses()[0].reason, std::nullopt);
  EXPECT_TRUE(response.certificates().empty());
  EXPECT_TRUE(response.verify_signature(certificate("sub.der").public_key().value()));
  EXPECT_EQ(code_of(response.verify_signature(certificate("ocsp.der").public_key().value())),
            "signature_invalid");
}

TEST(OcspResponse, EncodesTheDataThatItRead) {
  const Bytes whole = test_data("ocsp-response-revoked.der");
  const OcspResponse response = OcspResponse::parse(whole).value();
  const Bytes data = encode_response_data(response.responder_key_hash(), response.produced_at(),
                                          response.responses(), response.nonce());
  EXPECT_NE(to_hex(whole).find(to_hex(data)), std::string::npos)
      << "our ResponseData differs from that of openssl";
}

TEST_F(OcspPeerTest, OpenSslBelievesAGoodAnswerWithItsNonce) {
  const Bytes nonce(32, 0x5a);
  peer_.write("request.der", encode_ocsp_request(cert_id("77"), nonce));
  SingleResponse single{cert_id("77"),       CertStatus::good,   {}, {},
                        at_date(2026, 1, 1), at_date(2059, 1, 1)};
  peer_.write("response.der", make_response(single, nonce));
  const std::string seen =
      squeezed(peer_.run("ocsp -respin response.der -reqin request.der -CAfile ca.pem "
                         "-resp_text -attime 1800000000"));
  EXPECT_NE(seen.find("Response verify OK"), seen.npos) << seen;
  EXPECT_NE(seen.find("OCSP Response Status: successful (0x0)"), seen.npos) << seen;
  EXPECT_NE(seen.find("Produced At: Nov 21 00:00:00 2026 GMT"), seen.npos) << seen;
  EXPECT_NE(seen.find("Cert Status: good"), seen.npos) << seen;
  EXPECT_NE(seen.find("Next Update: Jan 1 00:00:00 2059 GMT"), seen.npos) << seen;
  EXPECT_EQ(seen.find("WARNING"), seen.npos) << seen;
}

TEST_F(OcspPeerTest, OpenSslBelievesRevokedAndUnknown) {
  SingleResponse single{cert_id("77"),       CertStatus::revoked,
                        at_date(2026, 1, 2), RevocationReason::superseded,
                        at_date(2026, 1, 3), std::nullopt};
  peer_.write("response.der", make_response(single, {}));
  const std::string revoked =
      squeezed(peer_.run("ocsp -respin response.der -CAfile ca.pem -resp_text -attime 1800000000"));
  EXPECT_NE(revoked.find("Response verify OK"), revoked.npos) << revoked;
  EXPECT_NE(revoked.find("Cert Status: revoked Revocation Time: Jan 2 00:00:00 2026 GMT "
                         "Revocation Reason: superseded (0x4)"),
            revoked.npos)
      << revoked;
  single.status = CertStatus::unknown;
  peer_.write("response.der", make_response(single, {}));
  const std::string unknown =
      squeezed(peer_.run("ocsp -respin response.der -CAfile ca.pem -resp_text -attime 1800000000"));
  EXPECT_NE(unknown.find("Cert Status: unknown"), unknown.npos) << unknown;
}

TEST_F(OcspPeerTest, WhatItWritesIsReadBack) {
  const SingleResponse singles[] = {
      {cert_id("01"), CertStatus::good, {}, {}, at_date(2026, 1, 1), at_date(2026, 1, 8)},
      {cert_id("02"), CertStatus::revoked, at_date(2025, 1, 1), std::nullopt, at_date(2026, 1, 1),
       std::nullopt},
      {cert_id("03"), CertStatus::unknown, {}, {}, at_date(2026, 1, 1), std::nullopt}};
  const Bytes data = encode_response_data(hex("0102"), at_date(2026, 1, 1), singles, hex("aa"));
  const Bytes whole = assemble_ocsp_response(data, SignatureAlgorithm::ed25519, Bytes(64), {});
  const OcspResponse response = OcspResponse::parse(whole).value();
  ASSERT_EQ(response.responses().size(), 3U);
  EXPECT_TRUE(std::ranges::equal(response.responses(), singles));
  EXPECT_EQ(to_hex(response.nonce()), "aa");
  EXPECT_EQ(to_hex(response.responder_key_hash()), "0102");
}

TEST_F(OcspPeerTest, NeverWritesReasonUnspecified) {
  SingleResponse single{cert_id("02"),       CertStatus::revoked,
                        at_date(2025, 1, 1), RevocationReason::unspecified,
                        at_date(2026, 1, 1), std::nullopt};
  const Bytes whole = make_response(single, {});
  EXPECT_EQ(OcspResponse::parse(whole).value().responses()[0].reason, std::nullopt);
}

TEST(OcspError, IsFiveBytesWithoutSignature) {
  EXPECT_EQ(to_hex(encode_ocsp_error(OcspStatus::unauthorized)), "30030a0106");
  EXPECT_EQ(to_hex(encode_ocsp_error(OcspStatus::malformed_request)), "30030a0101");
  const auto error = OcspResponse::parse(hex("30030a0103")).value();
  EXPECT_EQ(error.status(), OcspStatus::try_later);
  EXPECT_TRUE(error.responses().empty());
  const auto key = crypto::PrivateKey::generate(crypto::kP256).value();
  EXPECT_EQ(code_of(error.verify_signature(key.public_key())), "ocsp_response_malformed");
}

TEST(OcspResponse, RefusesStatusesThatAreNone) {
  EXPECT_EQ(code_of(OcspResponse::parse(hex("30030a0104"))), "ocsp_response_malformed");
  EXPECT_EQ(code_of(OcspResponse::parse(hex("30030a0107"))), "ocsp_response_malformed");
  EXPECT_EQ(code_of(OcspResponse::parse(hex("30030a0100"))), "der_unexpected_tag");
  EXPECT_EQ(code_of(OcspResponse::parse(hex("30050a01010500"))), "der_trailing");
  EXPECT_EQ(code_of(OcspResponse::parse(hex("3018"
                                            "0a0100"
                                            "a013"
                                            "3011"
                                            "06092b0601050507300101"
                                            "04023000"
                                            "0500"))),
            "der_trailing");
  EXPECT_EQ(code_of(OcspResponse::parse(hex("300f"
                                            "0a0100"
                                            "a00a"
                                            "3008"
                                            "06022a03"
                                            "04023000"))),
            "ocsp_response_malformed");
}

TEST(OcspResponse, ACutExtendedOrChangedOneIsRefused) {
  const Bytes good = test_data("ocsp-response-revoked.der");
  const auto key = certificate("ocsp.der").public_key().value();
  const Bytes data = to_bytes(from_file("ocsp-response-revoked.der").responses()[0].cert_id_der);
  for (std::size_t i = 0; i < good.size(); ++i) {
    EXPECT_FALSE(OcspResponse::parse(BytesView(good).first(i))) << i;
  }
  Bytes longer = good;
  longer.push_back(0);
  EXPECT_EQ(code_of(OcspResponse::parse(longer)), "der_trailing");
  const std::size_t in_cert_id =
      to_hex(good).find(to_hex(data)) / 2 + 20;  // a byte of the issuer's name hash
  Bytes changed = good;
  changed[in_cert_id] ^= 1;
  EXPECT_EQ(code_of(OcspResponse::parse(changed).value().verify_signature(key)),
            "signature_invalid");
  EXPECT_EQ(code_of(OcspResponse::parse(Bytes(OcspResponse::kMaxSize + 1))), "x509_too_large");
}

TEST(OcspResponse, RefusesAnAnswerAboutNothing) {
  const Bytes data = encode_response_data(hex("01"), at_date(2026, 1, 1), {}, {});
  const Bytes whole = assemble_ocsp_response(data, SignatureAlgorithm::ed25519, Bytes(64), {});
  EXPECT_EQ(code_of(OcspResponse::parse(whole)), "ocsp_response_malformed");
}

TEST(Pkcs7, OpenSslFindsTheCertificatesInTheirOrder) {
  const OpenSslPeer peer;
  const Bytes leaf = test_data("leaf.der");
  const Bytes sub = test_data("sub.der");
  const BytesView both[] = {leaf, sub};
  peer.write("chain.p7b", pkcs7_certs_only(both));
  peer.run("pkcs7 -inform DER -in chain.p7b -print_certs -out chain.pem");
  const Bytes pem = peer.read("chain.pem");
  const auto blocks = parse_pem(as_text(pem)).value();
  ASSERT_EQ(blocks.size(), 2U);
  EXPECT_EQ(blocks[0].der, leaf);
  EXPECT_EQ(blocks[1].der, sub);
}

TEST(Pkcs7, IsWhatOpenSslWrites) {
  const OpenSslPeer peer;
  const Bytes leaf = test_data("leaf.der");
  peer.write("leaf.pem", as_bytes(to_pem("CERTIFICATE", leaf)));
  peer.run("crl2pkcs7 -nocrl -certfile leaf.pem -outform DER -out theirs.p7b");
  const BytesView one[] = {leaf};
  EXPECT_EQ(to_hex(pkcs7_certs_only(one)), to_hex(peer.read("theirs.p7b")));
}

}  // namespace
}  // namespace chancery::x509
