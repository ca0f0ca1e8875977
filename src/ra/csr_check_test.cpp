#include "ra/csr_check.h"

#include <gtest/gtest.h>

#include "policy/errors.h"
#include "ra/errors.h"
#include "ra/installation_for_tests.h"
#include "x509/errors.h"

namespace chancery::ra {
namespace {

const Time kNow = at_date(2026, 11, 21);

class CsrCheck : public ::testing::Test {
 protected:
  static std::vector<x509::Identifier> names(const std::vector<std::string>& texts) {
    std::vector<x509::Identifier> identifiers;
    for (const auto& text : texts) {
      identifiers.push_back(identifier_from_text(text).value());
    }
    return identifiers;
  }
  [[nodiscard]] std::string checked(const std::string& common_name,
                                    const std::vector<std::string>& in_csr,
                                    const std::vector<std::string>& applied_for, bool acme) const {
    const Bytes csr = make_csr(key_, common_name, in_csr);
    const auto result = check_csr(csr, names(applied_for), {.acme = acme}, kNow);
    return result ? "" : std::string(result.error().code());
  }

  crypto::PrivateKey key_ = crypto::PrivateKey::generate(crypto::kP256).value();
};

TEST_F(CsrCheck, InAcmeTheNamesMustBeExactlyThoseOfTheOrder) {
  EXPECT_EQ(checked("", {"a.net", "b.net"}, {"b.net", "a.net"}, true), "");
  EXPECT_EQ(checked("a.net", {}, {"a.net"}, true), "");
  EXPECT_EQ(checked("A.NET", {"b.net"}, {"a.net", "b.net"}, true), "");
  EXPECT_EQ(checked("", {"a.net"}, {"a.net", "b.net"}, true), "csr_names_differ");
  EXPECT_EQ(checked("", {"a.net", "b.net"}, {"a.net"}, true), "csr_names_differ");
  EXPECT_EQ(checked("", {}, {"a.net"}, true), "csr_names_differ");
  EXPECT_EQ(checked("c.net", {"a.net"}, {"a.net"}, true), "csr_common_name_differs");
  EXPECT_EQ(checked("not a name", {"a.net"}, {"a.net"}, true), "csr_common_name_differs");
  EXPECT_EQ(checked("", {"*.a.net"}, {"a.net"}, true), "csr_names_differ");
  EXPECT_EQ(checked("", {"192.0.2.1"}, {"192.0.2.1"}, true), "");
}

TEST_F(CsrCheck, ElsewhereTheCommonNameMustBeTheFirstDomain) {  // NC-14
  EXPECT_EQ(checked("a.net", {}, {"a.net", "b.net"}, false), "");
  EXPECT_EQ(checked("a.net", {"a.net", "b.net"}, {"a.net", "b.net"}, false), "");
  EXPECT_EQ(checked("b.net", {}, {"a.net", "b.net"}, false), "csr_common_name_differs");
  EXPECT_EQ(checked("www.a.net", {}, {"a.net"}, false), "csr_common_name_differs");
  EXPECT_EQ(checked("a.net", {"c.net"}, {"a.net"}, false), "csr_names_differ");
  EXPECT_EQ(checked("", {}, {"a.net"}, false), "csr_names_differ");
}

TEST_F(CsrCheck, EachFieldOfTheOrganizationIsCompared) {  // NC-15
  model::OrganizationFacts facts;
  facts.name = "Example GmbH";
  facts.country = "DE";
  facts.locality = "Altona";
  const auto mismatches = [&](const std::string& subject) {
    const auto name = x509::DistinguishedName::from_text(subject).value();
    const auto der = x509::make_certification_request(key_, name, x509::Extensions()).value();
    const auto csr = x509::CertificationRequest::parse(der).value();
    std::string told;
    for (const Error& error : organization_mismatches(csr, facts)) {
      EXPECT_TRUE(error.is(kCsrOrganizationDiffers));
      told +=
          std::string(error.parameter("field")) + ":" + std::string(error.parameter("seen")) + ";";
    }
    EXPECT_EQ(check_organization(csr, facts).has_value(), told.empty());
    return told;
  };
  EXPECT_EQ(mismatches("CN=a.net,O=Example GmbH,L=Altona,C=DE"), "");
  EXPECT_EQ(mismatches("OU=Research,O=Example GmbH,L=Altona,C=DE"), "");
  EXPECT_EQ(mismatches("CN=a.net"), "O:nothing;C:nothing;L:nothing;");
  EXPECT_EQ(mismatches("O=Example Gmbh,L=Altona,C=DE"), "O:Example Gmbh;");
  EXPECT_EQ(mismatches("O=Example GmbH,L=Altona,C=DK"), "C:DK;");
  EXPECT_EQ(mismatches("O=Example GmbH,L=Altona,ST=Hamburg,C=DE"), "ST:Hamburg;");
  EXPECT_EQ(mismatches("O=Example GmbH,L=altona,C=DE"), "L:altona;");
  EXPECT_EQ(mismatches("O=Example GmbH,O=Other,L=Altona,C=DE"), "O:Other + Example GmbH;");
}

TEST_F(CsrCheck, RefusesTheAccountKey) {
  const Bytes csr = make_csr(key_, "", {"a.net"});
  const auto result =
      check_csr(csr, names({"a.net"}), {.account_spki = key_.public_key().spki_der()}, kNow);
  EXPECT_TRUE(result.error().is(kCsrKeyIsAccountKey));
}

TEST_F(CsrCheck, RefusesAKeyThatPolicyForbids) {
  const auto ed = crypto::PrivateKey::generate(crypto::kEd25519).value();
  const auto result = check_csr(make_csr(ed, "", {"a.net"}), names({"a.net"}), {}, kNow);
  EXPECT_TRUE(result.error().is(policy::kKeyTypeForbidden));
}

TEST_F(CsrCheck, RefusesAProofOfPossessionThatDoesNotVerify) {
  Bytes csr = make_csr(key_, "", {"a.net"});
  const Bytes other = make_csr(crypto::PrivateKey::generate(crypto::kP256).value(), "", {"a.net"});
  // The same names with the key of another: everything matches but the signature.
  csr.back() ^= 1;
  const auto result = check_csr(csr, names({"a.net"}), {}, kNow);
  ASSERT_FALSE(result);
  EXPECT_TRUE(check_csr(other, names({"a.net"}), {}, kNow).has_value());
}

TEST_F(CsrCheck, RefusesWhatIsNoCsr) {
  EXPECT_FALSE(check_csr(as_bytes("not DER"), names({"a.net"}), {}, kNow));
  EXPECT_FALSE(check_csr({}, names({"a.net"}), {}, kNow));
}

}  // namespace
}  // namespace chancery::ra
