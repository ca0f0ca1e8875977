// The contracts of organizations and their verdicts (0100_organizations.sql), on both back ends.
#include "store/organization_repository.h"

#include <gtest/gtest.h>

#include "store/test_database.h"

namespace chancery::store {
namespace {

const Time kNow = at_date(2026, 11, 22);
const model::AccountId kOwner(7);
const model::AccountId kOther(8);

class OrganizationContract : public testing::TestWithParam<BackEnd> {
 protected:
  void SetUp() override {
    if (!TestDatabase::available(GetParam())) {
      GTEST_SKIP() << "PostgreSQL is not installed";
    }
    db_ = std::make_unique<TestDatabase>(GetParam());
    db_->open();
  }
  template <class Unit>
  auto write(Unit unit) {
    return (*db_)->write(unit).value();
  }
  auto find(const Tenant& tenant) {
    return (*db_)
        ->read([&](Snapshot& s) { return OrganizationRepository::find(s, tenant, made_.id); })
        .value();
  }
  bool insert(std::int64_t id) {
    made_.id = model::OrganizationId(id);
    return write([&](Transaction& tx) { return OrganizationRepository::insert(tx, made_); });
  }
  model::Verdict verdict(bool passed) {
    return {model::VettingCheck::contact,
            passed,
            {model::SourceKind::phone_call, "register", "+49 40 1"},
            "said so",
            "user:vera",
            kNow};
  }

  std::unique_ptr<TestDatabase> db_;
  model::Organization made_{.id = {},
                            .enterprise = kOwner,
                            .facts = {"Example GmbH",
                                      "DE",
                                      "Hamburg",
                                      "Altona",
                                      "Straße 1",
                                      "22767",
                                      "HRB 1",
                                      "https://example.com",
                                      {"Erika", "Head", "e@example.com", "+49 40 1"}},
                            .authors = {"user:anna", "user:otto"},
                            .why = {},
                            .created = kNow};
};

INSTANTIATE_TEST_SUITE_P(Both, OrganizationContract,
                         testing::Values(BackEnd::sqlite, BackEnd::postgres),
                         [](const auto& test) { return to_text(test.param); });

TEST_P(OrganizationContract, ComesBackToItsEnterpriseAloneAsItWas) {
  ASSERT_TRUE(insert(1));
  made_.review = model::Review::approved;
  made_.round = 3;
  made_.why = "because";
  made_.validation =
      model::OrganizationValidation{kNow, kNow - Duration(5), kNow + Duration(9), 2, "user:vera"};
  ASSERT_TRUE(
      (*db_)->write([&](Transaction& tx) { return OrganizationRepository::update(tx, made_); }));
  const auto found = find(Tenant::of(kOwner));
  ASSERT_TRUE(found);
  const auto& organization = found->organization;
  EXPECT_EQ(organization.facts.name, made_.facts.name);
  EXPECT_EQ(organization.facts.street, made_.facts.street);
  EXPECT_EQ(organization.facts.representative.phone, made_.facts.representative.phone);
  EXPECT_EQ(organization.authors, made_.authors);
  EXPECT_EQ(organization.review, made_.review);
  EXPECT_EQ(organization.round, 3);
  EXPECT_EQ(organization.why, "because");
  ASSERT_TRUE(organization.validation);
  EXPECT_EQ(organization.validation->verified, kNow - Duration(5));
  EXPECT_EQ(organization.validation->until, kNow + Duration(9));
  EXPECT_EQ(organization.validation->round, 2);
  EXPECT_TRUE(find(Tenant::anybody()));
  EXPECT_FALSE(find(Tenant::of(kOther)));
  EXPECT_FALSE(find(Tenant::of({})));
}

TEST_P(OrganizationContract, KeepsOneVerdictACheckAndRoundAndTheOldRounds) {
  ASSERT_TRUE(insert(1));
  for (const bool passed : {false, true}) {
    ASSERT_TRUE((*db_)->write([&](Transaction& tx) {
      return OrganizationRepository::put_verdict(tx, made_.id, 1, verdict(passed));
    }));
  }
  const auto first = find(Tenant::of(kOwner));
  ASSERT_EQ(first->verdicts.size(), 1U);
  EXPECT_TRUE(first->verdicts[0].passed);
  EXPECT_EQ(first->verdicts[0].source.reference, "+49 40 1");
  EXPECT_EQ(first->verdicts[0].actor, "user:vera");
  made_.round = 2;
  ASSERT_TRUE(
      (*db_)->write([&](Transaction& tx) { return OrganizationRepository::update(tx, made_); }));
  EXPECT_TRUE(find(Tenant::of(kOwner))->verdicts.empty());
  const auto old =
      (*db_)->read([&](Snapshot& s) { return OrganizationRepository::verdicts(s, made_.id, 1); });
  EXPECT_EQ(old.value().size(), 1U);
}

TEST_P(OrganizationContract, FindsWhatIsLookedIntoAgainWithinTheTenant) {
  const auto validated = [&](std::int64_t id, model::Review review, Duration left) {
    ASSERT_TRUE(insert(id));
    made_.review = review;
    made_.validation = model::OrganizationValidation{kNow, kNow, kNow + left, 1};
    ASSERT_TRUE(
        (*db_)->write([&](Transaction& tx) { return OrganizationRepository::update(tx, made_); }));
    made_.review = model::Review::open;
    made_.validation.reset();
  };
  ASSERT_TRUE(insert(1));
  validated(2, model::Review::open, Duration(9));
  validated(3, model::Review::approved, Duration(9));
  validated(4, model::Review::open, Duration(-9));
  const auto found = [&](const Tenant& tenant, OrganizationSearch search) {
    search.now = kNow;
    std::vector<std::int64_t> ids;
    const auto look = [&](Snapshot& s) {
      return OrganizationRepository::search(s, tenant, search);
    };
    const auto page = (*db_)->read(look).value();
    for (const auto& view : page.organizations) {
      ids.push_back(view.organization.id.value());
    }
    return ids;
  };
  using model::OrganizationStatus;
  using Ids = std::vector<std::int64_t>;
  const auto anybody = Tenant::anybody();
  EXPECT_EQ(found(anybody, {.review = model::Review::open}), (Ids{4, 2, 1}));
  EXPECT_EQ(found(anybody, {.status = OrganizationStatus::pending}), (Ids{4, 1}));
  const OrganizationSearch again{.status = OrganizationStatus::validated,
                                 .review = model::Review::open};
  EXPECT_EQ(found(anybody, again), Ids{2});
  EXPECT_EQ(found(Tenant::of(kOwner), again), Ids{2});
  EXPECT_EQ(found(Tenant::of(kOther), again), Ids{});
}

TEST_P(OrganizationContract, IsRemovedByItsEnterpriseAlone) {
  ASSERT_TRUE(insert(1));
  const auto remove = [&](const Tenant& tenant) {
    return write(
        [&](Transaction& tx) { return OrganizationRepository::remove(tx, tenant, made_.id); });
  };
  EXPECT_FALSE(remove(Tenant::of(kOther)));
  EXPECT_TRUE(remove(Tenant::of(kOwner)));
  EXPECT_FALSE(find(Tenant::anybody()));
}

TEST_P(OrganizationContract, IsListedPageByPage) {
  for (std::int64_t id = 1; id <= 5; ++id) {
    ASSERT_TRUE(insert(id));
  }
  std::vector<std::int64_t> seen;
  OrganizationSearch search{.text = "example", .limit = 2, .now = kNow};
  do {
    const auto page = (*db_)->read(
        [&](Snapshot& s) { return OrganizationRepository::search(s, Tenant::of(kOwner), search); });
    for (const auto& view : page.value().organizations) {
      seen.push_back(view.organization.id.value());
    }
    search.before = page.value().last_seen;
  } while (!search.before.empty());
  EXPECT_EQ(seen, (std::vector<std::int64_t>{5, 4, 3, 2, 1}));
}

TEST_P(OrganizationContract, AnEnterpriseKeepsSoManyAndNoMore) {
  for (std::int64_t id = 1; id <= OrganizationRepository::kMostOfEnterprise; ++id) {
    ASSERT_TRUE(insert(id));
  }
  EXPECT_FALSE(insert(1000));
  made_.enterprise = kOther;
  EXPECT_TRUE(insert(1000));
}

}  // namespace
}  // namespace chancery::store
