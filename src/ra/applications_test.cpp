#include "ra/applications.h"

#include <gtest/gtest.h>

#include "net/errors.h"
#include "ra/errors.h"
#include "ra/installation_for_tests.h"
#include "ra/proofs.h"
#include "store/application_repository.h"
#include "x509/certificate.h"
#include "x509/errors.h"

namespace chancery::ra {
namespace {

using model::ApplicationStatus;
using model::AuthorizationStatus;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// Applications as they come through REST, for the public profile.
class ApplicationsTest : public ::testing::Test {
 protected:
  [[nodiscard]] ApplicationRequest request(const std::vector<std::string>& domains,
                                           const std::string& name = "shop") {
    ApplicationRequest r;
    r.account = tenant_;
    r.name = name;
    for (const auto& domain : domains) {
      r.identifiers.push_back(identifier_from_text(domain).value());
    }
    r.csr = make_csr(key_, domains.front(), {});
    r.agreement_version = house_->desks.settings().agreement_version;
    r.actor = "api-key:test";
    return r;
  }
  [[nodiscard]] Result<model::ApplicationView> file(const std::vector<std::string>& domains,
                                                    const std::string& name = "shop") {
    return house_->desks.filing().file(request(domains, name));
  }
  [[nodiscard]] std::string code_of(const ApplicationRequest& r) {
    const auto filed = house_->desks.filing().file(r);
    return filed ? "" : std::string(filed.error().code());
  }
  [[nodiscard]] model::ApplicationView look(model::ApplicationId id) {
    return desk().get(Scope::of(tenant_), id).value();
  }
  void set_ca(model::IssuerState state) {
    const auto ca = house_->issuers.by_name("tls-sub").value()->record().id;
    house_->hierarchy.set_state(ca, state, "test").value();
  }
  [[nodiscard]] Applications& desk() { return house_->desks.applications(); }

  void restart() {
    const auto folder = house_->folder;
    const Time now = house_->clock.now();
    house_.reset();
    house_ = std::make_unique<TestInstallation>(folder, now);
  }

  std::unique_ptr<TestInstallation> house_ = std::make_unique<TestInstallation>();
  model::AccountId tenant_ = house_->tenant();
  crypto::PrivateKey key_ = crypto::PrivateKey::generate(crypto::kP256).value();
};

TEST_F(ApplicationsTest, ShowsOneDnsValuePerDomainAndWaits) {  // NC-20..22, NC-24
  const auto filed = file({"shop.acme-tests.net", "*.acme-tests.net"});
  ASSERT_TRUE(filed.has_value()) << filed.error().log_line();
  const auto view = look(filed->application.id);
  EXPECT_EQ(model::display_status(view.application.status), "In progress");
  ASSERT_EQ(view.authorizations.size(), 2U);
  for (const auto& authorization : view.authorizations) {
    EXPECT_EQ(model::validation_status(authorization.status), "In progress");
    EXPECT_EQ(authorization.offered.size(), 1U);
    EXPECT_EQ(authorization.token.size(), 43U);
  }
  EXPECT_NE(view.authorizations[0].token, view.authorizations[1].token);
  const DnsRecord record = dns_record_of(view.authorizations[1]);
  EXPECT_EQ(record.type, "TXT");
  EXPECT_EQ(record.name, "_chancery-challenge.acme-tests.net");
  EXPECT_EQ(record.value, view.authorizations[1].token);
}

TEST_F(ApplicationsTest, LooksAfter30SecondsThenEvery5AndEvery15Minutes) {  // NC-28
  const auto filed = file({"shop.acme-tests.net"});
  house_->run_jobs();
  EXPECT_EQ(house_->perspective.validations(), 0) << "not before 30 s";
  house_->advance(seconds(30));
  EXPECT_EQ(house_->perspective.validations(), 1);
  house_->advance(minutes(4));
  EXPECT_EQ(house_->perspective.validations(), 1);
  house_->advance(minutes(1));
  EXPECT_EQ(house_->perspective.validations(), 2);
  EXPECT_EQ(look(filed->application.id).authorizations[0].next_check,
            house_->clock.now() + minutes(5));
  house_->advance(hours(1));
  const int before = house_->perspective.validations();
  house_->advance(minutes(14));
  EXPECT_EQ(house_->perspective.validations(), before);
  house_->advance(minutes(1));
  EXPECT_EQ(house_->perspective.validations(), before + 1);
}

TEST_F(ApplicationsTest, IsIssuedAfterTheLastProofAndNeverBefore) {  // NC-29..31
  const auto filed = file({"shop.acme-tests.net", "www.acme-tests.net"});
  house_->perspective.prove("shop.acme-tests.net");
  house_->advance(seconds(30));
  auto view = look(filed->application.id);
  EXPECT_EQ(view.authorizations[0].status, AuthorizationStatus::valid);
  EXPECT_EQ(view.application.status, ApplicationStatus::pending);
  EXPECT_TRUE(view.application.certificate.empty());

  house_->perspective.prove("www.acme-tests.net");
  house_->advance(minutes(5));
  view = look(filed->application.id);
  EXPECT_EQ(model::display_status(view.application.status), "Normal");
  const auto stored =
      house_->desks.certificates().get(Scope::of(tenant_), view.application.certificate);
  ASSERT_TRUE(stored.has_value());
  const auto certificate = x509::Certificate::parse((*stored)->der).value();
  EXPECT_EQ(certificate.subject_alt_names().size(), 2U);
  EXPECT_EQ(certificate.spki_der().size(), key_.public_key().spki_der().size());
  EXPECT_EQ((*stored)->application, filed->application.id);
}

TEST_F(ApplicationsTest, TimesOutAt72HoursForGood) {  // NC-26, NC-32
  const auto filed = file({"shop.acme-tests.net"});
  for (int quarter = 0; quarter < 72 * 4 - 1; ++quarter) {
    house_->advance(minutes(15));
  }
  EXPECT_EQ(look(filed->application.id).application.status, ApplicationStatus::pending);
  EXPECT_GT(house_->perspective.validations(), 280) << "it must not stop looking";
  house_->advance(minutes(15));
  auto view = look(filed->application.id);
  EXPECT_EQ(model::display_status(view.application.status), "Timeout");
  EXPECT_EQ(model::validation_status(view.authorizations[0].status), "Timeout");
  EXPECT_EQ(view.application.refusals.front().code, "validation_txt_missing");

  house_->perspective.prove("shop.acme-tests.net");
  house_->advance(hours(24));
  EXPECT_EQ(look(filed->application.id).application.status, ApplicationStatus::timeout);
  EXPECT_TRUE(
      desk().check_now(Scope::of(tenant_), filed->application.id).error().is(kApplicationClosed));
}

TEST_F(ApplicationsTest, FailsAtOnceWhereNoValueCanBeMade) {  // NC-27
  const std::string label(60, 'a');
  const std::string host = label + "." + label + "." + label + "." + label.substr(0, 38);
  ApplicationRequest wish = request({host + ".acme-tests.net", "shop.acme-tests.net"});
  wish.csr = make_csr(key_, "", {host + ".acme-tests.net", "shop.acme-tests.net"});
  const auto filed = house_->desks.filing().file(wish).value();
  EXPECT_EQ(model::display_status(filed.application.status), "Failed");
  EXPECT_EQ(model::validation_status(filed.authorizations[0].status), "Failed");
  EXPECT_EQ(filed.authorizations[0].refusal->code, kDnsRecordTooLong.code);
  EXPECT_EQ(filed.application.refusals.front().identifier, "dns:" + host + ".acme-tests.net");
  house_->perspective.prove("shop.acme-tests.net");
  house_->advance(hours(80));
  const auto later = look(filed.application.id);
  EXPECT_EQ(model::display_status(later.application.status), "Failed") << "it is no time-out";
  EXPECT_EQ(model::validation_status(later.authorizations[0].status), "Failed");
  EXPECT_TRUE(later.application.certificate.empty());
}

TEST_F(ApplicationsTest, GoesOnAfterARestart) {
  const auto filed = file({"shop.acme-tests.net"});
  restart();
  house_->perspective.prove("shop.acme-tests.net");
  house_->advance(seconds(30));
  EXPECT_EQ(look(filed->application.id).application.status, ApplicationStatus::issued);
}

TEST_F(ApplicationsTest, IsIssuedAfterARestartBetweenProofAndCertificate) {
  const auto filed = file({"shop.acme-tests.net"});
  house_->perspective.prove("shop.acme-tests.net");
  house_->perspective.forbid("shop.acme-tests.net", va::kCaaLookupFailed);
  house_->advance(seconds(30));
  EXPECT_EQ(look(filed->application.id).application.status, ApplicationStatus::pending);
  restart();
  house_->advance(minutes(1));
  EXPECT_EQ(look(filed->application.id).application.status, ApplicationStatus::issued);
}

TEST_F(ApplicationsTest, CheckNowDoesNotWaitForTheNextDate) {
  const auto filed = file({"shop.acme-tests.net"});
  house_->perspective.prove("shop.acme-tests.net");
  ASSERT_TRUE(desk().check_now(Scope::of(tenant_), filed->application.id).has_value());
  house_->run_jobs();
  EXPECT_EQ(look(filed->application.id).application.status, ApplicationStatus::issued);
}

TEST_F(ApplicationsTest, UsesAProofAgainWithinTheDatedLimitAndNotBeyond) {
  house_->perspective.prove("shop.acme-tests.net");
  ASSERT_TRUE(file({"shop.acme-tests.net"}).has_value());
  house_->advance(seconds(30));
  const auto second = file({"shop.acme-tests.net"}, "second");
  house_->run_jobs();
  EXPECT_EQ(look(second->application.id).application.status, ApplicationStatus::issued);
  EXPECT_EQ(house_->perspective.validations(), 1);

  house_->clock.advance(hours(24 * 99));
  const auto third = file({"shop.acme-tests.net"}, "third");
  EXPECT_EQ(third->authorizations[0].status, AuthorizationStatus::valid);
  house_->clock.set(at_date(2027, 3, 16));  // 100 days from 2027-03-15 on
  const auto fourth = file({"shop.acme-tests.net"}, "fourth");
  EXPECT_EQ(fourth->authorizations[0].status, AuthorizationStatus::pending);
}

TEST_F(ApplicationsTest, AProofOfOneAccountServesNoOther) {
  house_->perspective.prove("shop.acme-tests.net");
  ASSERT_TRUE(file({"shop.acme-tests.net"}).has_value());
  house_->advance(seconds(30));
  auto other = request({"shop.acme-tests.net"});
  other.account = house_->tenant("Other");
  const auto filed = house_->desks.filing().file(other);
  ASSERT_TRUE(filed.has_value());
  EXPECT_EQ(filed->authorizations[0].status, AuthorizationStatus::pending);
  EXPECT_TRUE(
      desk().get(Scope::of(tenant_), filed->application.id).error().is(kApplicationNotFound));
}

TEST_F(ApplicationsTest, ANameIsUniqueInAnAccount) {  // NC-4
  ASSERT_TRUE(file({"shop.acme-tests.net"}).has_value());
  EXPECT_EQ(code_of(request({"www.acme-tests.net"})), "application_name_taken");
  EXPECT_EQ(code_of(request({"www.acme-tests.net"}, "")), "application_name_missing");
  EXPECT_EQ(code_of(request({"www.acme-tests.net"}, std::string(101, 'x'))),
            "application_name_missing");
  EXPECT_EQ(code_of(request({"www.acme-tests.net"}, " x")), "application_name_missing");
}

TEST_F(ApplicationsTest, TakesTheThreeFormsOfDomainsAndNothingElse) {  // NC-5..8
  EXPECT_EQ(code_of(request({"www.acme-tests.net"}, "full")), "");
  EXPECT_EQ(code_of(request({"acme-tests.net"}, "apex")), "");
  EXPECT_EQ(code_of(request({"*.acme-tests.net"}, "wildcard")), "");
  for (const char* bad : {"", "acme tests.net", "www.*.net", "*", "-a.net", "a..net",
                          "http://a.net", "a.net.", "user@a.net", "\xc3\xa4.net"}) {
    EXPECT_FALSE(identifier_from_text(bad).has_value()) << bad;
  }
  EXPECT_EQ(code_of(request({"*.co.uk"}, "wide")), "name_wildcard_too_wide");
  EXPECT_EQ(code_of(request({"printer.local"}, "internal")), "name_reserved");
}

TEST_F(ApplicationsTest, RefusesWhatCannotBecomeACertificateAtFiling) {
  auto r = request({"www.acme-tests.net"});
  r.csr.clear();
  EXPECT_EQ(code_of(r), "application_csr_missing");
  r = request({"www.acme-tests.net"});
  r.csr = make_csr(key_, "other.acme-tests.net", {});
  EXPECT_EQ(code_of(r), "csr_common_name_differs");
  r = request({"www.acme-tests.net"});
  r.agreement_version = "1999";
  EXPECT_EQ(code_of(r), "agreement_required");
  r.agreement_version.clear();
  EXPECT_EQ(code_of(r), "agreement_required");
  r = request({"www.acme-tests.net"});
  r.identifiers.clear();
  EXPECT_EQ(code_of(r), "application_without_names");
  r = request({"www.acme-tests.net"});
  r.profile = "tls-root-ca";
  EXPECT_EQ(code_of(r), "profile_not_offered");
  r.profile = "nonsense";
  EXPECT_EQ(code_of(r), "profile_unknown");
  r = request({"www.acme-tests.net"});
  r.not_after = house_->clock.now() + hours(24 * 4000);
  EXPECT_EQ(code_of(r), "validity_not_offered");
  r = request({"*.acme-tests.net"});
  r.method = model::ValidationMethod::http_01;
  EXPECT_EQ(code_of(r), "method_not_offered");
  r = request({"www.acme-tests.net"});
  for (int i = 0; i < 200; ++i) {
    r.identifiers.push_back(
        identifier_from_text("n" + std::to_string(i) + ".acme-tests.net").value());
  }
  EXPECT_EQ(code_of(r), "application_too_many_names");
  EXPECT_TRUE(desk().list(Scope::of(tenant_), {}, "", 10)->applications.empty())
      << "nothing of a refused application may be stored";
}

TEST_F(ApplicationsTest, IsNotTakenWhereNoCaWouldIssueIt) {
  set_ca(model::IssuerState::disabled);
  EXPECT_EQ(code_of(request({"www.acme-tests.net"})), "no_issuer_for_profile");
  EXPECT_TRUE(desk().list(Scope::of(tenant_), {}, "", 10)->applications.empty());
  set_ca(model::IssuerState::enabled);
  EXPECT_EQ(code_of(request({"www.acme-tests.net"})), "");
}

TEST_F(ApplicationsTest, WaitsWhileNoCaIsEnabledAndDoesNotFail) {
  const auto filed = file({"www.acme-tests.net"});
  set_ca(model::IssuerState::disabled);
  house_->perspective.prove("www.acme-tests.net");
  house_->advance(seconds(30));
  house_->advance(hours(1));
  EXPECT_NE(look(filed->application.id).application.status, ApplicationStatus::failed);
  set_ca(model::IssuerState::enabled);
  house_->advance(minutes(1));
  EXPECT_EQ(look(filed->application.id).application.status, ApplicationStatus::issued);
}

TEST_F(ApplicationsTest, ACsrCanBeCheckedWithoutApplying) {  // NC-16
  EXPECT_TRUE(house_->desks.filing().check_csr_only(request({"www.acme-tests.net"})));
  auto r = request({"www.acme-tests.net"});
  r.csr = make_csr(key_, "other.net", {});
  EXPECT_TRUE(house_->desks.filing().check_csr_only(r).error().is(kCsrCommonNameDiffers));
}

TEST_F(ApplicationsTest, ACaaRecordOfSomebodyElseEndsItWithTheReason) {  // NT-56
  house_->perspective.prove("shop.acme-tests.net");
  house_->perspective.forbid("shop.acme-tests.net", va::kCaaForbids);
  const auto filed = file({"shop.acme-tests.net"});
  house_->advance(seconds(30));
  const auto view = look(filed->application.id);
  EXPECT_EQ(view.application.status, ApplicationStatus::failed);
  ASSERT_EQ(view.application.refusals.size(), 1U);
  EXPECT_EQ(view.application.refusals[0].code, "caa_forbids");
  EXPECT_EQ(view.application.refusals[0].identifier, "dns:shop.acme-tests.net");
}

TEST_F(ApplicationsTest, ACaaLookupThatFailsIsTriedAgainAndIsNoPermission) {
  house_->perspective.prove("shop.acme-tests.net");
  house_->perspective.forbid("shop.acme-tests.net", va::kCaaLookupFailed);
  const auto filed = file({"shop.acme-tests.net"});
  house_->advance(seconds(30));
  house_->advance(minutes(10));
  EXPECT_EQ(look(filed->application.id).application.status, ApplicationStatus::pending);
  house_->perspective.allow("shop.acme-tests.net");
  house_->advance(minutes(1));
  EXPECT_EQ(look(filed->application.id).application.status, ApplicationStatus::issued);
}

TEST_F(ApplicationsTest, CaaIsAskedWithTheAccountAndTheMethod) {  // RFC 8657
  house_->perspective.prove("acme-tests.net");
  ASSERT_TRUE(file({"*.acme-tests.net"}).has_value());
  house_->advance(seconds(30));
  const auto questions = house_->perspective.caa_questions();
  ASSERT_EQ(questions.size(), 1U);
  EXPECT_EQ(questions[0].name.text(), "*.acme-tests.net");
  EXPECT_EQ(questions[0].account_uri, "acct:" + to_text(tenant_) + "@localhost");
  EXPECT_EQ(questions[0].method, va::Method::dns_change);
}

TEST_F(ApplicationsTest, ACancelledApplicationIsNeverIssued) {
  const auto filed = file({"shop.acme-tests.net"});
  const auto cancelled = desk().cancel(Scope::of(tenant_), filed->application.id, "api-key:test");
  ASSERT_TRUE(cancelled.has_value());
  house_->perspective.prove("shop.acme-tests.net");
  house_->advance(hours(1));
  EXPECT_EQ(look(filed->application.id).application.status, ApplicationStatus::cancelled);
  EXPECT_EQ(house_->perspective.validations(), 0);
  EXPECT_TRUE(
      desk().cancel(Scope::of(tenant_), filed->application.id, "x").error().is(kApplicationClosed));
}

TEST_F(ApplicationsTest, ARejectedApplicationIsNeverIssuedAndTellsTheGround) {
  const auto filed = file({"shop.acme-tests.net"});
  const auto id = filed->application.id;
  const GroundedDecision dispute{Ground::trademark_dispute, "The owner of ACME has written to us."};
  EXPECT_TRUE(desk().reject(id, {Ground::other, " "}, "user:a").error().is(kGroundWithoutComment));
  const auto rejected = desk().reject(id, dispute, "user:a");
  ASSERT_TRUE(rejected.has_value());
  house_->perspective.prove("shop.acme-tests.net");
  house_->advance(hours(1));
  const auto ended = look(id).application;
  EXPECT_EQ(ended.status, ApplicationStatus::failed);
  EXPECT_TRUE(ended.certificate.empty());
  EXPECT_EQ(house_->perspective.validations(), 0);
  ASSERT_EQ(ended.refusals.size(), 1U);
  EXPECT_EQ(ended.refusals[0].code, "application_rejected");
  EXPECT_NE(ended.refusals[0].detail.find("trademark-dispute (CPS 1.0.6 section 3.1.6; NT-31): The "
                                          "owner of ACME has written to us."),
            std::string::npos)
      << ended.refusals[0].detail;
  EXPECT_TRUE(desk().reject(id, dispute, "user:a").error().is(kApplicationClosed));
}

TEST_F(ApplicationsTest, AClosedAccountGetsNoCertificateAnyMore) {
  const auto filed = file({"shop.acme-tests.net"});
  ASSERT_TRUE(house_->desks.accounts().close(tenant_, model::AccountStatus::revoked, "staff:a"));
  house_->perspective.prove("shop.acme-tests.net");
  house_->advance(hours(1));
  EXPECT_TRUE(look(filed->application.id).application.certificate.empty());
  EXPECT_EQ(code_of(request({"www.acme-tests.net"}, "next")), "account_not_valid");
}

TEST_F(ApplicationsTest, ListsTheOwnersApplicationsInPages) {
  for (const char* name : {"a", "b", "c"}) {
    ASSERT_TRUE(file({"shop.acme-tests.net"}, name).has_value());
  }
  const auto first = desk().list(Scope::of(tenant_), {}, "", 2).value();
  ASSERT_EQ(first.applications.size(), 2U);
  EXPECT_EQ(first.applications[0].name, "c");
  const auto second = desk().list(Scope::of(tenant_), {}, first.next, 2).value();
  ASSERT_EQ(second.applications.size(), 1U);
  EXPECT_EQ(second.applications[0].name, "a");
  EXPECT_TRUE(second.next.empty());
  EXPECT_TRUE(desk().list(Scope::of(tenant_), {}, "!", 2).error().is(kApplicationFilterMalformed));
  EXPECT_TRUE(desk().list(Scope::of(model::AccountId(1)), {}, "", 2)->applications.empty());
  EXPECT_EQ(desk().list(Scope::staff(), {}, "", 10)->applications.size(), 3U);
}

TEST_F(ApplicationsTest, QuotasCountOrdersOfAnAccountAndCertificatesOfADomain) {
  Settings settings;
  settings.orders_per_account = {10, hours(1)};
  settings.certificates_per_name = {2, hours(1)};
  house_ = std::make_unique<TestInstallation>(std::move(settings));
  tenant_ = house_->tenant();
  EXPECT_EQ(code_of(request({"a.acme-tests.net"}, "1")), "");
  EXPECT_EQ(code_of(request({"b.acme-tests.net"}, "2")), "");
  EXPECT_EQ(code_of(request({"c.acme-tests.net"}, "3")), "rate_limited")
      << "names of one registered domain share its quota";
  EXPECT_EQ(code_of(request({"other-tests.net"}, "4")), "");
}

TEST_F(ApplicationsTest, TheSweepDropsWhatIsOverAndKeepsTheSubscribersRecords) {
  const auto filed = file({"shop.acme-tests.net"});
  auto nameless = request({"www.acme-tests.net"});
  nameless.source = model::ApplicationSource::acme;
  const auto order = house_->desks.filing().file(nameless).value().application.id;
  ASSERT_TRUE(house_->desks.schedule());
  house_->advance(
      hours(24 * 20));  // the server was off: what timed out meanwhile is recorded first
  EXPECT_EQ(look(filed->application.id).authorizations.size(), 1U);
  house_->advance(hours(2));
  EXPECT_TRUE(desk().get(Scope::of(tenant_), order).error().is(kApplicationNotFound));
  const auto view = look(filed->application.id);
  EXPECT_EQ(view.application.status, ApplicationStatus::timeout);
  EXPECT_TRUE(view.authorizations.empty());
}

TEST(NextCheckAfter, NeverLiesBeyondTheEnd) {
  const Time created = at_date(2026, 11, 21);
  EXPECT_EQ(next_check_after(created, created, created + hours(72)), created + seconds(30));
  EXPECT_EQ(next_check_after(created, created + hours(72) - seconds(1), created + hours(72)),
            created + hours(72));
}

}  // namespace
}  // namespace chancery::ra
