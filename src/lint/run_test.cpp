#include "lint/run.h"

#include <gtest/gtest.h>

#include "lint/registry.h"
#include "lint/testing/sample.h"
#include "x509/signed_data.h"

namespace chancery::lint::testing {
namespace {

TEST(Run, GoodSamplesOfEveryKindHaveNoFinding) {
  for (const Sample& s : {tls_leaf(), private_leaf(), subordinate_ca(), root_ca(), responder()}) {
    EXPECT_TRUE(s.findings(true).empty()) << s.report().to_text();
    EXPECT_GE(s.report().lints_run, 40);
  }
}

TEST(Run, EveryLintHasItsOwnNameUnderItsSourceAndACitation) {
  EXPECT_GE(all_lints().size(), 40U);
  std::set<std::string_view> names;
  for (const Lint* lint : all_lints()) {
    EXPECT_TRUE(names.insert(lint->name).second) << lint->name;
    const auto prefix = lint->source == Source::rfc5280        ? "rfc5280_"
                        : lint->source == Source::cabf_br      ? "cabf_br_"
                        : lint->source == Source::root_program ? "root_program_"
                                                               : "cps_";
    EXPECT_TRUE(lint->name.starts_with(prefix)) << lint->name;
    EXPECT_FALSE(lint->citation.empty()) << lint->name;
    EXPECT_NE(lint->scope & kAnyKind, 0U) << lint->name;
    EXPECT_NE(lint->scope & kAnyTrust, 0U) << lint->name;
  }
}

TEST(Run, AnErrorStopsIssuanceAndAWarningDoesNot) {
  Sample warned = tls_leaf();
  warned.drop(x509::kKeyUsage);
  EXPECT_FALSE(warned.findings().empty());
  EXPECT_FALSE(warned.report().stops_issuance());
  Sample refused = tls_leaf();
  refused.serial = {0};
  EXPECT_TRUE(refused.report().stops_issuance());
}

TEST(Run, BytesThatCannotBeReadNeverPass) {
  static const auto suffixes = policy::PublicSuffixList::load().value();
  const policy::NameRules names(policy::PolicySet::public_trust, suffixes);
  const Context context{
      profile::CertificateKind::subscriber, policy::PolicySet::public_trust, kNow, {}, &names};
  const Bytes good = tls_leaf().tbs();
  for (std::size_t length = 0; length < good.size(); ++length) {
    const Report report = run(BytesView(good).first(length), context);
    ASSERT_TRUE(report.stops_issuance()) << length;
    ASSERT_EQ(report.findings.front().lint->name, "rfc5280_well_formed");
  }
  Bytes longer = good;
  longer.push_back(0);
  EXPECT_TRUE(run(longer, context).stops_issuance());
}

TEST(Run, AnExtensionThatCannotBeDecodedIsAnError) {
  Sample s = tls_leaf();
  s.put(x509::kKeyUsage, true, {0x30, 0x00});
  EXPECT_TRUE(s.findings().contains("rfc5280_well_formed"));
}

TEST(Run, TooManyExtensionsAreAnError) {
  Sample s = tls_leaf();
  s.extensions.insert(s.extensions.end(), 60, SampleExtension{Oid{2, 25, 1}, false, {5, 0}});
  EXPECT_TRUE(s.findings().contains("rfc5280_well_formed"));
}

TEST(Run, ALintIsSilentBeforeItsDate) {
  Sample s = tls_leaf();
  s.at = at_date(2023, 9, 14);
  s.drop(x509::kAuthorityInfoAccess);
  EXPECT_FALSE(s.findings().contains("cabf_br_aia_present"));
  s.at = at_date(2023, 9, 15);
  EXPECT_TRUE(s.findings().contains("cabf_br_aia_present"));
}

TEST(Run, PublicRulesDoNotBindPrivateHierarchies) {
  Sample s = private_leaf();
  s.put(x509::kNameConstraints, true, {0x30, 0x00});
  s.subject.push_back(attribute(x509::kOrganizationalUnit, "Lab"));
  EXPECT_TRUE(s.findings().empty()) << s.report().to_text();
}

LoneReport alone(const Sample& s) {
  const policy::NameRules names(s.set, policy::PublicSuffixList::load().value());
  const Bytes certificate =
      x509::assemble(s.tbs(), crypto::SignatureAlgorithm::ecdsa_sha384, Bytes(64, 1));
  return run_alone(certificate, s.set, names);
}

TEST(RunAlone, TakesACertificateForWhatItsExtensionsMakeOfIt) {
  EXPECT_EQ(alone(tls_leaf()).kind, profile::CertificateKind::subscriber);
  EXPECT_EQ(alone(subordinate_ca()).kind, profile::CertificateKind::subordinate_ca);
  EXPECT_EQ(alone(root_ca()).kind, profile::CertificateKind::root_ca);
  EXPECT_EQ(alone(responder()).kind, profile::CertificateKind::ocsp_responder);
  EXPECT_EQ(alone(tls_leaf()).not_before, tls_leaf().not_before);
}

TEST(RunAlone, DoesNotAskAboutAnIssuerAndAMomentThatNobodyKnows) {
  Sample old = tls_leaf();
  old.true_issuer = SampleName{attribute(x509::kCommonName, "somebody else")};
  old.issuer_key_id = Bytes(20, 1);
  EXPECT_TRUE(alone(old).report.findings.empty()) << alone(old).report.to_text();
}

TEST(RunAlone, SeesWhatStandsInTheCertificate) {
  Sample spoilt = tls_leaf();
  spoilt.serial = {0};
  EXPECT_TRUE(alone(spoilt).report.stops_issuance());
}

TEST(RunAlone, OfBytesThatAreNoCertificateIsAnError) {
  const policy::NameRules names(policy::PolicySet::public_trust,
                                policy::PublicSuffixList::load().value());
  EXPECT_TRUE(
      run_alone(Bytes(100, 0x30), policy::PolicySet::public_trust, names).report.stops_issuance());
  EXPECT_TRUE(run_alone({}, policy::PolicySet::public_trust, names).report.stops_issuance());
}

TEST(Report, ShowsSeverityNameCitationAndWhatWasSeen) {
  Sample s = tls_leaf();
  s.serial = {0};
  const std::string text = s.report().to_text();
  EXPECT_NE(text.find("error rfc5280_serial_positive (RFC 5280 4.1.2.2): serial is 00\n"),
            std::string::npos)
      << text;
}

TEST(Facts, AFindingShowsNoControlCharacters) {
  EXPECT_EQ(printable(as_bytes("a\nb\x7f\xff")), "a?b??");
  EXPECT_EQ(printable(Bytes(300, 'a')).size(), 100U);
}

}  // namespace
}  // namespace chancery::lint::testing
