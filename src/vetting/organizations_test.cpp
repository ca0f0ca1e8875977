#include "vetting/organizations.h"

#include <gtest/gtest.h>

#include "vetting/desk_for_tests.h"
#include "vetting/errors.h"
#include "vetting/identity.h"
#include "vetting/sources.h"
#include "x509/oids.h"

namespace chancery::vetting {
namespace {

using model::OrganizationStatus;
using model::VettingCheck;
using std::chrono::days;
using std::chrono::seconds;
using store::Tenant;

const model::AccountId kOurs(7);
const model::AccountId kTheirs(8);

class OrganizationsTest : public testing::Test {
 protected:
  template <class T>
  static std::string code(const Result<T>& result) {
    return result ? "done" : std::string(result.error().code());
  }
  Result<model::OrganizationView> valid_now(model::AccountId enterprise, model::OrganizationId id) {
    return house_.database->read([&](store::Snapshot& snapshot) {
      return validated(snapshot, enterprise, id, house_.clock.now());
    });
  }
  void run_jobs() {
    while (house_.runner.run_due().value() > 0) {
    }
  }
  void SetUp() override {
    house_.runner.handle(std::string(kExpireJob),
                         [this](const jobs::Job& job) { return house_.desk.run(job); });
  }

  TestDesk house_;
};

TEST_F(OrganizationsTest, AreValidatedByFourVerdictsAndAnApproval) {
  const auto id = house_.filed(kOurs);
  EXPECT_EQ(house_.status(id), OrganizationStatus::pending);
  EXPECT_EQ(code(house_.desk.approve(id, "user:vera")), "organization_checks_missing");
  house_.pass_all(id);
  EXPECT_EQ(house_.status(id), OrganizationStatus::pending);
  const auto approved = house_.desk.approve(id, "user:vera").value();
  EXPECT_EQ(house_.status(id), OrganizationStatus::validated);
  EXPECT_EQ(approved.verdicts.size(), model::kVettingChecks);
  EXPECT_EQ(approved.organization.validation->until, house_.clock.now() + days(395));
  EXPECT_EQ(approved.organization.validation->approver, "user:vera");
  EXPECT_EQ(house_.log(),
            (std::vector<std::string>{
                "organization.filed user:anna", "organization.verdict user:vera",
                "organization.verdict user:vera", "organization.verdict user:vera",
                "organization.verdict user:vera", "organization.approved user:vera"}));
}

TEST_F(OrganizationsTest, AreNotApprovedWithACheckThatFailed) {
  const auto id = house_.filed(kOurs);
  house_.pass_all(id);
  ASSERT_TRUE(house_.desk.judge(id, finding_of(VettingCheck::address, false), "user:vera"));
  EXPECT_EQ(code(house_.desk.approve(id, "user:vera")), "organization_checks_missing");
  ASSERT_TRUE(house_.desk.judge(id, finding_of(VettingCheck::address), "user:vera"));
  EXPECT_EQ(code(house_.desk.approve(id, "user:vera")), "done");
}

TEST_F(OrganizationsTest, AreNeverJudgedByWhoWroteTheFacts) {
  const auto id = house_.filed(kOurs);
  ASSERT_TRUE(house_.desk.edit(Tenant::of(kOurs), id, {.locality = "Eimsbüttel"}, "user:otto"));
  for (const char* author : {"user:anna", "user:otto"}) {
    EXPECT_EQ(code(house_.desk.judge(id, finding_of(VettingCheck::identity), author)),
              "vetting_own_organization");
    EXPECT_EQ(code(house_.desk.approve(id, author)), "vetting_own_organization");
    EXPECT_EQ(code(house_.desk.reject(id, "no", author)), "vetting_own_organization");
  }
}

TEST_F(OrganizationsTest, ForgetNoAuthorAndTakeNoMoreThanAHundred) {
  const auto id = house_.filed(kOurs);
  const auto edit = [&](const std::string& actor) {
    return code(house_.desk.edit(Tenant::of(kOurs), id, {.locality = "Wandsbek"}, actor));
  };
  for (int i = 1; i < 100; ++i) {
    ASSERT_EQ(edit("user:" + std::to_string(i)), "done");
  }
  EXPECT_EQ(edit("user:100"), "organization_authors_too_many");
  EXPECT_EQ(edit("user:99"), "done");
  EXPECT_EQ(code(house_.desk.approve(id, "user:anna")), "vetting_own_organization");
}

TEST_F(OrganizationsTest, AreNotThereForAnotherEnterprise) {
  const auto id = house_.validated(kOurs);
  EXPECT_EQ(code(house_.desk.get(Tenant::of(kTheirs), id)), "organization_not_found");
  EXPECT_EQ(code(house_.desk.edit(Tenant::of(kTheirs), id, {}, "user:eve")),
            "organization_not_found");
  EXPECT_EQ(code(house_.desk.remove(Tenant::of(kTheirs), id, "user:eve")),
            "organization_not_found");
  EXPECT_EQ(code(house_.desk.renew(Tenant::of(kTheirs), id, "user:eve")), "organization_not_found");
  EXPECT_EQ(code(valid_now(kTheirs, id)), "organization_not_found");
  EXPECT_TRUE(house_.desk.list(Tenant::of(kTheirs), {}).value().organizations.empty());
  EXPECT_EQ(house_.desk.list(Tenant::anybody(), {}).value().organizations.size(), 1U);
}

TEST_F(OrganizationsTest, ExpireAfter395DaysAndAreRecordedOnce) {
  const auto id = house_.validated(kOurs);
  house_.clock.advance(days(395) - seconds(1));
  EXPECT_EQ(house_.status(id), OrganizationStatus::validated);
  run_jobs();
  house_.clock.advance(seconds(1));
  EXPECT_EQ(house_.status(id), OrganizationStatus::expired);  // before any job has run
  EXPECT_EQ(code(valid_now(kOurs, id)), "organization_not_validated");
  run_jobs();
  house_.clock.advance(days(1));
  run_jobs();
  const auto log = house_.log();
  EXPECT_EQ(std::ranges::count(log, "organization.expired system"), 1);
}

TEST_F(OrganizationsTest, EndWhenTheOldestVerdictMayNotBeUsedAgain) {
  const auto id = house_.filed(kOurs);
  ASSERT_TRUE(house_.desk.judge(id, finding_of(VettingCheck::identity), "user:vera"));
  const Time oldest = house_.clock.now();
  house_.clock.advance(days(30));
  for (const auto check :
       {VettingCheck::address, VettingCheck::representative, VettingCheck::contact}) {
    ASSERT_TRUE(house_.desk.judge(id, finding_of(check), "user:vera"));
  }
  const auto view = house_.desk.approve(id, "user:vera").value();
  EXPECT_EQ(view.organization.validation->verified, oldest);
  EXPECT_EQ(view.organization.validation->until, oldest + days(397));  // CPS 3.2.2.7
}

TEST_F(OrganizationsTest, AreNotApprovedOnVerdictsThatAreTooOld) {
  const auto id = house_.filed(kOurs);
  house_.pass_all(id);
  house_.clock.advance(days(397));
  EXPECT_EQ(code(house_.desk.approve(id, "user:vera")), "organization_verdicts_too_old");
}

TEST_F(OrganizationsTest, LoseEveryVerdictWhenTheirFactsChange) {
  const auto id = house_.filed(kOurs);
  house_.pass_all(id);
  ASSERT_TRUE(house_.desk.edit(Tenant::of(kOurs), id, {.name = "Other GmbH"}, "user:anna"));
  EXPECT_TRUE(house_.desk.get(Tenant::of(kOurs), id).value().verdicts.empty());
  EXPECT_EQ(code(house_.desk.approve(id, "user:vera")), "organization_checks_missing");
}

TEST_F(OrganizationsTest, AreNotChangedOrDeletedOnceValidated) {
  const auto id = house_.validated(kOurs);
  EXPECT_EQ(code(house_.desk.edit(Tenant::of(kOurs), id, {.name = "Other GmbH"}, "user:anna")),
            "organization_fixed");
  EXPECT_EQ(code(house_.desk.remove(Tenant::of(kOurs), id, "user:anna")), "organization_kept");
  const auto other = house_.filed(kOurs);
  EXPECT_EQ(code(house_.desk.remove(Tenant::of(kOurs), other, "user:anna")), "done");
  EXPECT_EQ(code(house_.desk.get(Tenant::of(kOurs), other)), "organization_not_found");
}

TEST_F(OrganizationsTest, StayValidWhileTheyAreRenewed) {
  const auto id = house_.validated(kOurs);
  const auto first = house_.desk.get(Tenant::of(kOurs), id).value().organization.validation;
  house_.clock.advance(days(300));
  ASSERT_TRUE(house_.desk.renew(Tenant::of(kOurs), id, "user:anna"));
  EXPECT_EQ(code(house_.desk.renew(Tenant::of(kOurs), id, "user:anna")),
            "organization_review_open");
  EXPECT_EQ(house_.status(id), OrganizationStatus::validated);
  EXPECT_EQ(code(house_.desk.approve(id, "user:vera")), "organization_checks_missing");
  EXPECT_EQ(valid_now(kOurs, id).value().verdicts.size(), 4U);  // those that it rests on
  house_.pass_all(id);
  const auto again = house_.desk.approve(id, "user:vera").value();
  EXPECT_EQ(again.organization.validation->until, house_.clock.now() + days(395));
  house_.clock.set(first->until);
  run_jobs();
  EXPECT_EQ(house_.status(id), OrganizationStatus::validated);
  house_.clock.set(again.organization.validation->until);
  run_jobs();
  EXPECT_EQ(house_.log().back(), "organization.expired system");
}

TEST_F(OrganizationsTest, ArePendingAgainWhenARenewalTakesTooLong) {
  const auto id = house_.validated(kOurs);
  ASSERT_TRUE(house_.desk.renew(Tenant::of(kOurs), id, "user:anna"));
  house_.clock.advance(days(395));
  EXPECT_EQ(house_.status(id), OrganizationStatus::pending);
  EXPECT_EQ(code(valid_now(kOurs, id)), "organization_not_validated");
}

TEST_F(OrganizationsTest, AreNothingToRestOnOnceRejected) {
  const auto id = house_.validated(kOurs);
  ASSERT_TRUE(house_.desk.reject(id, "The company was dissolved.", "user:vera"));
  EXPECT_EQ(house_.status(id), OrganizationStatus::rejected);
  EXPECT_EQ(code(valid_now(kOurs, id)), "organization_not_validated");
  EXPECT_EQ(code(house_.desk.judge(id, finding_of(VettingCheck::identity), "user:vera")),
            "organization_review_closed");
  EXPECT_EQ(code(house_.desk.reject(id, "Again.", "user:vera")), "organization_review_rejected");
  house_.clock.advance(days(400));
  run_jobs();
  EXPECT_EQ(house_.log().back(), "organization.rejected user:vera");
  ASSERT_TRUE(house_.desk.edit(Tenant::of(kOurs), id, {.name = "Successor GmbH"}, "user:anna"));
  EXPECT_EQ(house_.status(id), OrganizationStatus::pending);
}

TEST_F(OrganizationsTest, RestOnSourcesThatMayDecideTheCheckAlone) {
  const auto id = house_.filed(kOurs);
  Finding finding = finding_of(VettingCheck::identity);
  finding.source.kind = model::SourceKind::utility_bill;
  const auto refused = house_.desk.judge(id, finding, "user:vera");
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().is(kSourceNotAllowed));
  EXPECT_NE(refused.error().parameter("citation").find("TLS BR 3.2.2.1"), std::string::npos);
  finding.check = VettingCheck::address;
  EXPECT_EQ(code(house_.desk.judge(id, finding, "user:vera")), "done");
  finding.source.reference = " - ";
  EXPECT_EQ(code(house_.desk.judge(id, finding, "user:vera")), "organization_fact_malformed");
}

TEST_F(OrganizationsTest, AreNotReachedByWhatTheApplicationNames) {
  const auto id = house_.filed(kOurs);
  Finding finding = finding_of(VettingCheck::contact);
  for (const char* reference : {"+49 (40) 12 34 56", "Erika@Example.com"}) {
    finding.source.reference = reference;
    EXPECT_EQ(code(house_.desk.judge(id, finding, "user:vera")), "vetting_contact_not_independent");
  }
  finding.comment = "The register gives the same number.";
  EXPECT_EQ(code(house_.desk.judge(id, finding, "user:vera")), "done");
}

TEST_F(OrganizationsTest, ExplainACountryWithoutACode) {
  const auto id = house_.filed(kOurs);
  ASSERT_TRUE(house_.desk.edit(Tenant::of(kOurs), id, {.country = "XX", .state_or_province = ""},
                               "user:anna"));
  Finding finding = finding_of(VettingCheck::address);
  EXPECT_EQ(code(house_.desk.judge(id, finding, "user:vera")), "vetting_country_unexplained");
  finding.comment = "No code is assigned to this territory.";
  EXPECT_EQ(code(house_.desk.judge(id, finding, "user:vera")), "done");
}

TEST_F(OrganizationsTest, GiveTheirFactsToTheSubjectAndNothingElse) {
  const auto id = house_.validated(kOurs);
  const auto identity = identity_of(valid_now(kOurs, id).value().organization).value();
  std::vector<std::string> texts;
  for (const auto& attribute : identity.attributes()) {
    texts.push_back(x509::attribute_name(attribute.type) + "=" + attribute.text);
  }
  EXPECT_EQ(texts, (std::vector<std::string>{"C=DE", "ST=Hamburg", "L=Altona", "O=Example GmbH"}));
  EXPECT_EQ(identity.verified_at(), house_.clock.now());
  EXPECT_EQ(identity.evidence(), "organization:" + to_text(id) + " round 1");
}

TEST_F(OrganizationsTest, AreFoundByStatusAndPartOfTheirName) {
  (void)house_.validated(kOurs);
  (void)house_.filed(kOurs);
  const auto found = [&](store::OrganizationSearch search) {
    return house_.desk.list(Tenant::of(kOurs), std::move(search)).value().organizations.size();
  };
  EXPECT_EQ(found({}), 2U);
  EXPECT_EQ(found({.status = OrganizationStatus::pending}), 1U);
  EXPECT_EQ(found({.status = OrganizationStatus::validated}), 1U);
  EXPECT_EQ(found({.status = OrganizationStatus::expired}), 0U);
  EXPECT_EQ(found({.text = "EXAMPLE g"}), 2U);
  EXPECT_EQ(found({.text = "hrb 123"}), 2U);
  EXPECT_EQ(found({.text = "nothing"}), 0U);
  EXPECT_EQ(found({.enterprise = kTheirs}), 0U);
}

TEST(SourceRules, HaveACitationForEveryCheck) {
  std::size_t check = 0;
  for (const auto& rule : source_rules()) {
    EXPECT_EQ(static_cast<std::size_t>(rule.check), check++);
    EXPECT_NE(rule.citation.find("TLS BR"), rule.citation.npos);
    EXPECT_EQ(rule.effective_from, at_date(2025, 6, 19));
    EXPECT_FALSE(rule.kinds.empty());
  }
  EXPECT_EQ(check, model::kVettingChecks);
}

}  // namespace
}  // namespace chancery::vetting
