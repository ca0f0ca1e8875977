// Every profile, over the whole road: our own lints find no error in what it yields, and OpenSSL,
// GnuTLS and, where it is there, Go read it.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

#include "base/encoding.h"
#include "issuance/errors.h"
#include "issuance/testing/road.h"
#include "profile/sample_for_tests.h"

namespace chancery::issuance::testing {
namespace {

using policy::PolicySet;
using profile::CertificateKind;

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

// A subordinate for any policy, so that all types of subscribers may stand below it.
Hierarchy hierarchy_of(PolicySet set, crypto::KeySpec root, crypto::KeySpec subordinate,
                       const der::Oid& policy = x509::kAnyPolicy) {
  const auto& catalogue = profile::built_in();
  const auto& below = catalogue.find(CertificateKind::subordinate_ca, set);
  Hierarchy h{signer(root), signer(subordinate), nullptr, nullptr};
  h.root = Issuer::make(make_root(catalogue.find(CertificateKind::root_ca, set).name(), h.root_key),
                        h.root_key, rules(set))
               .value();
  profile::Content content{
      .key = h.subordinate_key->public_key(), .names = {}, .subject = ca_subject("Issuing CA 1")};
  if (policy::is_public(set)) {
    content.policies = {policy};
  }
  auto certificate = issue(*h.root, vet(below.name(), content).value()).value();
  h.subordinate = Issuer::make(std::move(certificate), h.subordinate_key, rules(set)).value();
  return h;
}

struct Keys {
  crypto::KeySpec root;
  crypto::KeySpec subordinate;
  crypto::KeySpec subject;
};

class Families : public ::testing::TestWithParam<Keys> {};

Result<x509::Certificate> certificate_for(const Hierarchy& h, const profile::Profile& profile,
                                          const crypto::PublicKey& key) {
  const bool below_root = profile::is_ca(profile.kind());
  const auto request =
      TRY(vet(profile.name(), profile::testing::sample_content(
                                  profile, below_root ? subscriber_key() : key, kNow)));
  return issue(below_root ? *h.root : *h.subordinate, request);
}

bool is_made_by_another(const profile::Profile& profile) {
  return profile.kind() != CertificateKind::root_ca &&
         profile.kind() != CertificateKind::precertificate;
}

std::string folder_for_files() {
  const auto folder = std::filesystem::path(::testing::TempDir()) / "issuance_families";
  std::filesystem::create_directories(folder);
  return folder;
}

std::string write(const std::string& folder, const profile::Profile& profile,
                  const x509::Certificate& certificate) {
  const std::string path = folder + "/" + profile.name() + ".pem";
  std::ofstream(path) << to_pem("CERTIFICATE", certificate.der());
  return path;
}

TEST_P(Families, PassOurLintsAndAreReadByOthers) {
  const std::string folder = folder_for_files();
  const auto key = crypto::PrivateKey::generate(GetParam().subject).value().public_key();
  for (const PolicySet set :
       {PolicySet::public_trust, PolicySet::smime_trust, PolicySet::private_trust}) {
    const Hierarchy h = hierarchy_of(set, GetParam().root, GetParam().subordinate);
    for (const profile::Profile& profile : profile::built_in().profiles()) {
      if (profile.set() != set || !is_made_by_another(profile)) {
        continue;
      }
      const auto certificate = certificate_for(h, profile, key);
      ASSERT_TRUE(certificate) << profile.name() << ": " << certificate.error().message() << " "
                               << certificate.error().parameter("findings");
      const std::string path = write(folder, profile, *certificate);
      const auto openssl = run("openssl x509 -noout -text -in " + path);
      EXPECT_EQ(openssl.status, 0) << profile.name() << openssl.text;
      EXPECT_EQ(openssl.text.find("<INVALID>"), std::string::npos) << openssl.text;
      const auto gnutls = run("certtool --certificate-info --infile " + path);
      EXPECT_EQ(gnutls.status, 0) << profile.name() << gnutls.text;
      EXPECT_EQ(gnutls.text.find("error:"), std::string::npos) << gnutls.text;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(KeyKinds, Families,
                         ::testing::Values(Keys{crypto::kP384, crypto::kP256, crypto::kP256},
                                           Keys{crypto::kP521, crypto::kP384, crypto::kRsa2048}));

TEST(FamiliesBelowACa, OfOnePolicyAreOfThatTypeAlone) {
  const der::Oid domain_validated{2, 23, 140, 1, 2, 1};
  const Hierarchy h =
      hierarchy_of(PolicySet::public_trust, crypto::kP384, crypto::kP256, domain_validated);
  EXPECT_TRUE(certificate_for(h, profile_of(profile::kTlsDv), subscriber_key()));
  const auto other = certificate_for(h, profile_of(profile::kTlsOv), subscriber_key());
  ASSERT_FALSE(other);
  EXPECT_TRUE(other.error().is(kIssuerUnfit)) << other.error().message();
}

TEST(FamiliesUnderConstraints, AreRefusedByOpensslOutsideOfThem) {
  const auto root_key = signer(crypto::kP384);
  const auto root = Issuer::make(make_root(profile::kTlsRootCa, root_key), root_key,
                                 rules(PolicySet::public_trust))
                        .value();
  const auto sub_key = signer(crypto::kP256);
  const auto constrained =
      issue(*root, vet(profile::kTlsConstrainedCa,
                       profile::testing::sample_content(profile_of(profile::kTlsConstrainedCa),
                                                        sub_key->public_key(), kNow))
                       .value())
          .value();
  const auto issuer = Issuer::make(constrained, sub_key, rules(PolicySet::public_trust)).value();
  const std::string folder = folder_for_files();
  const std::string ca = write(folder, profile_of(profile::kTlsRootCa), *root->certificate());
  const std::string sub = write(folder, profile_of(profile::kTlsConstrainedCa), constrained);
  const auto verified = [&](std::string_view host) {
    const auto leaf =
        issue(*issuer,
              vet(profile::kTlsDv, {.key = subscriber_key(), .names = {dns(host)}}).value())
            .value();
    return run("openssl verify -x509_strict -attime " + std::to_string(to_millis(kNow) / 1000) +
               " -CAfile " + ca + " -untrusted " + sub + " " +
               write(folder, profile_of(profile::kTlsDv), leaf));
  };
  EXPECT_EQ(verified("www.example.com").status, 0);
  const auto outside = verified("www.example.net");
  EXPECT_NE(outside.status, 0);
  EXPECT_NE(outside.text.find("permitted subtree violation"), std::string::npos) << outside.text;
}

TEST(FamiliesInGo, AreReadWithoutAnError) {
  const char* const go = "/usr/local/go/bin/go";
  if (!std::filesystem::exists(go)) {
    GTEST_SKIP() << "no Go here";
  }
  const std::string folder = folder_for_files();
  std::ofstream(folder + "/read.go") << R"(package main

import ("crypto/x509"; "encoding/pem"; "fmt"; "os")

func main() {
  for _, file := range os.Args[1:] {
    text, err := os.ReadFile(file)
    if err != nil { panic(err) }
    block, _ := pem.Decode(text)
    c, err := x509.ParseCertificate(block.Bytes)
    if err != nil { fmt.Println(file, err); os.Exit(1) }
    if len(c.UnhandledCriticalExtensions) > 0 && !c.IsCA { fmt.Println(file, "critical"); os.Exit(1) }
  }
}
)";
  const auto result = run("cd " + folder + " && GO111MODULE=off " + go + " run read.go *.pem");
  EXPECT_EQ(result.status, 0) << result.text;
}

}  // namespace
}  // namespace chancery::issuance::testing
