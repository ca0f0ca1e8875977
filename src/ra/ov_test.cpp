// The road of an application that names an organization (NC-9, NC-10, NC-12, NC-15, NC-x6).
#include <gtest/gtest.h>

#include "ra/errors.h"
#include "ra/installation_for_tests.h"
#include "vetting/errors.h"
#include "x509/certificate.h"

namespace chancery::ra {
namespace {

using model::ApplicationStatus;
using std::chrono::hours;

class OvTest : public testing::Test {
 protected:
  OvTest() { ca_.perspective.prove("www.example.net"); }

  model::OrganizationId validated(model::AccountId enterprise) {
    using enum model::SourceKind;
    constexpr std::array kKinds{government_agency, tax_document, organization_office, phone_call};
    auto& desk = ca_.desks.organizations();
    const model::OrganizationFacts facts{
        .name = "Example GmbH",
        .country = "DE",
        .state_or_province = {},
        .locality = "Altona",
        .street = {},
        .postal_code = {},
        .registration_number = {},
        .website = {},
        .representative = {"Erika Mustermann", {}, "erika@example.com", "+49 40 123456"}};
    const auto id = must(desk.file(enterprise, facts, "user:anna")).organization.id;
    for (std::size_t i = 0; i < model::kVettingChecks; ++i) {
      (void)must(desk.judge(
          id, {static_cast<model::VettingCheck>(i), true, {kKinds.at(i), "register", "HRB 1"}, {}},
          "user:vera"));
    }
    (void)must(desk.approve(id, "user:vera"));
    return id;
  }

  ApplicationRequest wish(model::OrganizationId organization,
                          const std::string& subject = "O=Example GmbH,L=Altona,C=DE") {
    static int number = 0;
    const auto name = x509::DistinguishedName::from_text("CN=www.example.net," + subject).value();
    ApplicationRequest request;
    request.account = tenant_;
    request.name = "site " + std::to_string(++number);
    request.identifiers = {identifier_from_text("www.example.net").value()};
    request.csr = x509::make_certification_request(key_, name, x509::Extensions()).value();
    request.agreement_version = ca_.desks.settings().agreement_version;
    request.actor = "test";
    request.family = model::Family::advanced_ov;
    request.organization = organization;
    return request;
  }
  std::string refused(const ApplicationRequest& request) {
    const auto filed = ca_.desks.filing().file(request);
    return filed ? "" : std::string(filed.error().code());
  }
  model::Application ended(model::ApplicationId id) {
    ca_.advance(std::chrono::seconds(31));
    return must(ca_.desks.applications().get(Scope::of(tenant_), id)).application;
  }

  TestInstallation ca_;
  model::AccountId tenant_ = ca_.tenant();
  crypto::PrivateKey key_ = crypto::PrivateKey::generate(crypto::kP256).value();
};

TEST_F(OvTest, ACertificateSaysWhatWasVerified) {
  const auto filed = must(ca_.desks.filing().file(wish(validated(tenant_))));
  EXPECT_EQ(filed.application.profile, profile::kTlsOv);
  EXPECT_EQ(filed.application.organization_name, "Example GmbH");
  const auto done = ended(filed.application.id);
  ASSERT_EQ(done.status, ApplicationStatus::issued);
  const auto made = must(ca_.desks.certificates().get(Scope::of(tenant_), done.certificate));
  EXPECT_EQ(must(x509::Certificate::parse(made->der)).subject().to_text(),
            "O=Example GmbH,L=Altona,C=DE");
}

TEST_F(OvTest, NobodyElsesOrganizationIsNamedAndNoneWithoutItsFamily) {
  const auto id = validated(tenant_);
  ApplicationRequest other = wish(validated(ca_.tenant("Other AG")));
  EXPECT_EQ(refused(other), vetting::kOrganizationNotFound.code);
  EXPECT_EQ(refused(wish({})), kOrganizationNeeded.code);
  ApplicationRequest dv = wish(id);
  dv.family = model::Family::advanced_dv;
  EXPECT_EQ(refused(dv), kOrganizationNotTaken.code);
  ApplicationRequest wrong = wish(id);
  wrong.profile = std::string(profile::kTlsEv);
  EXPECT_EQ(refused(wrong), kProfileNotOffered.code);
  EXPECT_EQ(refused(wish(id, "O=Example AG,L=Altona,C=DE")), kCsrOrganizationDiffers.code);
}

TEST_F(OvTest, NothingIsSignedForAnOrganizationWhoseValidationEnded) {
  const auto id = validated(tenant_);
  const auto filed = must(ca_.desks.filing().file(wish(id)));
  (void)must(ca_.desks.organizations().reject(id, "It was dissolved.", "user:vera"));
  const auto done = ended(filed.application.id);
  EXPECT_EQ(done.status, ApplicationStatus::failed);
  ASSERT_EQ(done.refusals.size(), 1U);
  EXPECT_EQ(done.refusals[0].code, vetting::kOrganizationNotValid.code);
}

TEST_F(OvTest, NothingIsFiledFromTheEndOfAValidationOn) {
  const auto id = validated(tenant_);
  ca_.clock.advance(std::chrono::days(395) - hours(1));
  EXPECT_EQ(refused(wish(id)), "");
  ca_.clock.advance(hours(1));
  EXPECT_EQ(refused(wish(id)), vetting::kOrganizationNotValid.code);
}

TEST_F(OvTest, WhatFollowsKeepsTheOrganization) {
  const auto id = validated(tenant_);
  const auto first = ended(must(ca_.desks.filing().file(wish(id))).application.id);
  ApplicationRequest next = wish({});
  next.renews = first.certificate;
  EXPECT_EQ(must(ca_.desks.filing().file(next)).application.organization, id);
}

TEST_F(OvTest, ADomainKeptForOneOrganizationServesNoOther) {
  const auto ours = validated(tenant_);
  const auto other = validated(tenant_);
  const auto domain = must(ca_.desks.domains().add(tenant_, {"www.example.net", ours}, "test"));
  EXPECT_EQ(domain.organization, ours);
  ca_.advance(std::chrono::seconds(31));
  EXPECT_EQ(refused(wish(other)), kDomainOfOther.code);
  EXPECT_EQ(refused(wish(ours)), "");
  const auto stranger = ca_.desks.domains().add(ca_.tenant("Other AG"), {"b.net", ours}, "test");
  EXPECT_EQ(stranger.error().code(), vetting::kOrganizationNotFound.code);
}

}  // namespace
}  // namespace chancery::ra
