// What another implementation makes of our certificates: the openssl command verifies each chain.
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

#include "base/encoding.h"
#include "issuance/testing/road.h"

namespace chancery::issuance::testing {
namespace {

struct Output {
  int status;
  std::string text;
};

Output run(const std::string& command) {
  Output out{0, {}};
  FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  std::array<char, 4096> buffer{};
  while (const std::size_t count = fread(buffer.data(), 1, buffer.size(), pipe)) {
    out.text.append(buffer.data(), count);
  }
  out.status = pclose(pipe);
  return out;
}

std::string write_pem(const std::string& name, const x509::Certificate& certificate) {
  const auto path = std::filesystem::path(::testing::TempDir()) / ("issuance_" + name + ".pem");
  std::ofstream(path) << to_pem("CERTIFICATE", certificate.der());
  return path;
}

Output verify(const Hierarchy& h, const x509::Certificate& leaf, const std::string& options) {
  const auto at = std::to_string(to_millis(kNow) / 1000);
  return run("openssl verify -x509_strict -check_ss_sig -attime " + at + " " + options +
             " -CAfile " + write_pem("root", *h.root->certificate()) + " -untrusted " +
             write_pem("sub", *h.subordinate->certificate()) + " " + write_pem("leaf", leaf));
}

struct Keys {
  crypto::KeySpec root;
  crypto::KeySpec subordinate;
};

class OpensslAgrees : public ::testing::TestWithParam<Keys> {};

TEST_P(OpensslAgrees, WithATlsChain) {
  const Hierarchy h = tls_hierarchy(GetParam().root, GetParam().subordinate);
  const auto leaf = issue(*h.subordinate, leaf_request()).value();
  const auto good = verify(h, leaf, "-purpose sslserver -verify_hostname www.example.com");
  EXPECT_EQ(good.status, 0) << good.text;
  const auto other_name = verify(h, leaf, "-purpose sslserver -verify_hostname www.example.net");
  EXPECT_NE(other_name.status, 0) << other_name.text;
  const auto other_use = verify(h, leaf, "-purpose sslclient");
  EXPECT_NE(other_use.status, 0) << other_use.text;
}

INSTANTIATE_TEST_SUITE_P(KeyKinds, OpensslAgrees,
                         ::testing::Values(Keys{crypto::kP384, crypto::kP256},
                                           Keys{crypto::kP521, crypto::kP384},
                                           Keys{crypto::kRsa4096, crypto::kRsa2048},
                                           Keys{crypto::kP384, crypto::kP521}));

TEST(OpensslAgreesPrivately, WithServersClientsAndEd25519) {
  const Hierarchy h = private_hierarchy(crypto::kP256, crypto::kEd25519);
  const auto server =
      vet(profile::kPrivateServer,
          {.key = subscriber_key(),
           .names = {dns("localhost"), x509::GeneralName(x509::IpAddress::parse("::1").value())}});
  const auto server_certificate = issue(*h.subordinate, server.value()).value();
  const auto served = verify(h, server_certificate, "-purpose sslserver -verify_ip ::1");
  EXPECT_EQ(served.status, 0) << served.text;

  const auto client = vet(
      profile::kPrivateClient,
      {.key = subscriber_key(),
       .names = {x509::GeneralName::from_text(x509::GeneralName::Kind::email, "a@corp").value()},
       .subject = {{x509::kCommonName, "Ann"}}});
  const auto asked = verify(h, issue(*h.subordinate, client.value()).value(),
                            "-purpose sslclient -verify_email a@corp");
  EXPECT_EQ(asked.status, 0) << asked.text;
}

TEST(OpensslAgreesOnStatus, WithADelegatedResponder) {
  const Hierarchy h = tls_hierarchy();
  const auto request =
      vet(profile::kTlsOcspResponder,
          {.key = subscriber_key(), .names = {}, .subject = ca_subject("Responder 1")});
  const auto responder = issue(*h.subordinate, request.value()).value();
  const auto result = verify(h, responder, "-purpose ocsphelper");
  EXPECT_EQ(result.status, 0) << result.text;
  const auto text = run("openssl x509 -noout -text -in " + write_pem("leaf", responder)).text;
  EXPECT_NE(text.find("OCSP No Check"), std::string::npos) << text;
  EXPECT_NE(text.find("OCSP Signing"), std::string::npos) << text;
}

TEST(OpensslAgreesOnText, WithWhatTheProfileMeant) {
  const Hierarchy h = tls_hierarchy();
  const auto leaf = issue(*h.subordinate, leaf_request()).value();
  const auto text = run("openssl x509 -noout -text -in " + write_pem("leaf", leaf)).text;
  for (const auto* part :
       {"Version: 3 (0x2)", "Signature Algorithm: ecdsa-with-SHA256",
        "Not Before: Nov 20 23:00:00 2026 GMT", "Not After : Feb 18 22:59:59 2027 GMT",
        "X509v3 Subject Alternative Name: critical", "DNS:www.example.com", "CA:FALSE",
        "X509v3 Key Usage: critical", "Digital Signature", "TLS Web Server Authentication",
        "Policy: 2.23.140.1.2.1", "CA Issuers - URI:http://ca.example/ca/1.der",
        "OCSP - URI:http://ca.example/ocsp", "URI:http://ca.example/1.crl"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
  EXPECT_EQ(text.find("Subject Key Identifier"), std::string::npos) << text;
}

}  // namespace
}  // namespace chancery::issuance::testing
