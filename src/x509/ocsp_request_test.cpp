#include "x509/ocsp_request.h"

#include <gtest/gtest.h>

#include "x509/certificate.h"
#include "x509/errors.h"
#include "x509/peer_for_tests.h"

namespace chancery::x509 {
namespace {

using crypto::HashAlgorithm;

const Bytes& a_cert_id() {
  static const Bytes kId = [] {
    const Certificate sub = Certificate::parse(test_data("sub.der")).value();
    return encode_cert_id(HashAlgorithm::sha1, sub.subject().der(),
                          sub.public_key().value().key_bits(), Serial::parse("1002").value());
  }();
  return kId;
}

// tbsRequest with what the body writes in it, behind it what stands in `tail`.
template <class Body>
std::string_view fault(Body body, std::string_view tail = "") {
  der::Writer w;
  w.sequence([&] {
    w.sequence([&] { body(w); });
    w.raw(hex(tail));
  });
  return code_of(OcspRequest::parse(w.view()));
}

void write_list(der::Writer& w, int count = 1) {
  w.sequence([&] {
    for (int i = 0; i < count; ++i) {
      w.sequence([&] { w.raw(a_cert_id()); });
    }
  });
}

TEST(OcspRequest, ReadsOneThatOpenSslMade) {
  const Bytes der = test_data("ocsp-request-nonce.der");
  const auto request = OcspRequest::parse(der).value();
  ASSERT_EQ(request.cert_ids().size(), 1U);
  const CertId& id = request.cert_ids()[0];
  EXPECT_EQ(id.hash, HashAlgorithm::sha1);
  EXPECT_EQ(id.serial.hex(), "1002");
  EXPECT_TRUE(equal(id.der, a_cert_id())) << "our CertID differs from that of openssl";
  ASSERT_TRUE(request.nonce());
  EXPECT_EQ(request.nonce()->size(), 16U);
}

TEST(OcspRequest, ReadsOneWithoutNonce) {
  const Bytes der = test_data("ocsp-request.der");
  const auto request = OcspRequest::parse(der).value();
  EXPECT_FALSE(request.nonce());
  EXPECT_EQ(encode_ocsp_request(a_cert_id(), {}), der);
}

TEST(OcspRequest, ReadsASignedOneForTwoWithSha256) {
  const Bytes der = test_data("ocsp-request-signed-two.der");
  const auto request = OcspRequest::parse(der).value();
  ASSERT_EQ(request.cert_ids().size(), 2U);
  EXPECT_EQ(request.cert_ids()[0].hash, HashAlgorithm::sha256);
  EXPECT_EQ(request.cert_ids()[0].issuer_name_hash.size(), 32U);
  EXPECT_EQ(request.cert_ids()[1].serial.hex(), "1003");
}

TEST(OcspRequest, OpenSslReadsOurs) {
  const OpenSslPeer peer;
  peer.write("request.der", encode_ocsp_request(a_cert_id(), Bytes(32, 0xab)));
  const std::string seen = squeezed(peer.run("ocsp -reqin request.der -req_text"));
  EXPECT_NE(seen.find("Serial Number: 1002"), seen.npos) << seen;
  EXPECT_NE(seen.find("OCSP Nonce: 0420ABABABAB"), seen.npos) << seen;
}

TEST(OcspRequest, ACutOrExtendedOneIsRefused) {
  const Bytes good = test_data("ocsp-request-nonce.der");
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_FALSE(OcspRequest::parse(BytesView(good).first(size))) << size;
  }
  Bytes longer = good;
  longer.push_back(0);
  EXPECT_EQ(code_of(OcspRequest::parse(longer)), "der_trailing");
}

TEST(OcspRequest, NonceHas1To128OctetsByRfc9654) {
  for (const std::size_t size : {1, 32, 127, 128}) {
    const Bytes nonce(size, 7);
    const Bytes der = encode_ocsp_request(a_cert_id(), nonce);
    EXPECT_TRUE(equal(OcspRequest::parse(der).value().nonce().value(), nonce)) << size;
  }
  const Bytes der = encode_ocsp_request(a_cert_id(), Bytes(129));
  EXPECT_EQ(code_of(OcspRequest::parse(der)), "ocsp_nonce_length");
  EXPECT_EQ(fault([](der::Writer& w) {
              write_list(w);
              w.context(2, [&] { w.sequence([&] { nonce_extension({}).write(w); }); });
            }),
            "ocsp_nonce_length");
}

TEST(OcspRequest, RefusesTwoNoncesAndBareOnes) {
  const Bytes bytes(8, 7);
  EXPECT_EQ(fault([&](der::Writer& w) {
              write_list(w);
              w.context(2, [&] {
                w.sequence([&] {
                  nonce_extension(bytes).write(w);
                  nonce_extension(bytes).write(w);
                });
              });
            }),
            "extension_duplicate");
  EXPECT_EQ(
      fault([&](der::Writer& w) {
        write_list(w);
        w.context(2, [&] { w.sequence([&] { Extension{kOcspNonce, false, bytes}.write(w); }); });
      }),
      "der_unexpected_tag");
}

TEST(OcspRequest, RefusesUnknownCriticalExtensionsOnly) {
  const auto with = [](bool critical, bool in_single) {
    const Extension unknown{Oid{1, 2, 3}, critical, Bytes{5, 0}};
    return fault([&](der::Writer& w) {
      const auto write = [&] { w.sequence([&] { unknown.write(w); }); };
      w.sequence([&] {
        w.sequence([&] {
          w.raw(a_cert_id());
          if (in_single) {
            w.context(0, write);
          }
        });
      });
      if (!in_single) {
        w.context(2, write);
      }
    });
  };
  EXPECT_EQ(with(false, false), "");
  EXPECT_EQ(with(false, true), "");
  EXPECT_EQ(with(true, false), "extension_critical_unknown");
  EXPECT_EQ(with(true, true), "extension_critical_unknown");
}

TEST(OcspRequest, RefusesVersionsEmptyListsAndTrailers) {
  EXPECT_EQ(fault([](der::Writer& w) { write_list(w); }), "");
  EXPECT_EQ(fault([](der::Writer& w) {
              w.context(0, [&] { w.integer(0); });
              write_list(w);
            }),
            "ocsp_request_malformed");
  EXPECT_EQ(fault([](der::Writer& w) { write_list(w, 0); }), "ocsp_request_malformed");
  EXPECT_EQ(fault([](der::Writer& w) {
              write_list(w);
              w.null();
            }),
            "der_trailing");
  EXPECT_EQ(fault([](der::Writer& w) { write_list(w); }, "0500"), "der_trailing");
  EXPECT_EQ(fault([](der::Writer& w) {
              w.context(1, [&] { GeneralName(DistinguishedName()).write(w); });
              write_list(w);
            }),
            "");
}

TEST(OcspRequest, IsBoundedInSizeAndNumber) {
  EXPECT_EQ(fault([](der::Writer& w) { write_list(w, 64); }), "");
  EXPECT_EQ(fault([](der::Writer& w) { write_list(w, 65); }), "x509_too_large");
  EXPECT_EQ(code_of(OcspRequest::parse(Bytes(OcspRequest::kMaxSize + 1))), "x509_too_large");
}

std::string_view cert_id_fault(std::string_view text) {
  const Bytes der = hex(text);
  der::Reader in(der);
  return code_of(CertId::read(in));
}

TEST(CertId, RefusesMalformedOnes) {
  const std::string sha1 = "300906052b0e03021a0500";
  const std::string hash = "0414" + std::string(40, '0');
  EXPECT_EQ(cert_id_fault("303a" + sha1 + hash + hash + "020101"), "");
  EXPECT_EQ(cert_id_fault("3027" + sha1 + hash +
                          "0401"
                          "00"
                          "020101"),
            "ocsp_request_malformed");
  EXPECT_EQ(cert_id_fault("303a" + sha1 + hash + hash + "0201ff"), "serial_malformed");
  EXPECT_EQ(cert_id_fault("303d"
                          "300c06082a864886f70d02050500" +
                          hash + hash + "020101"),
            "algorithm_unsupported");
  EXPECT_EQ(cert_id_fault("303c" + sha1 + hash + hash +
                          "020101"
                          "0500"),
            "der_trailing");
  EXPECT_EQ(cert_id_fault("304e" + sha1 + hash + hash + "0215" + std::string(42, '1')),
            "serial_malformed");
}

TEST(CertId, ParametersMayBeAbsentAndAreEchoedSo) {
  const std::string hash = "0414" + std::string(40, '0');
  const Bytes der =
      hex("3038"
          "300706052b0e03021a" +
          hash + hash + "020101");
  der::Reader in(der);
  const CertId id = CertId::read(in).value();
  EXPECT_EQ(id.hash, HashAlgorithm::sha1);
  EXPECT_TRUE(equal(id.der, der));
}

}  // namespace
}  // namespace chancery::x509
