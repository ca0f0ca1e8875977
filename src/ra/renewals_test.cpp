#include "ra/renewals.h"

#include <gtest/gtest.h>

#include "ra/errors.h"
#include "ra/installation_for_tests.h"
#include "store/certificate_label_repository.h"
#include "store/certificate_repository.h"

namespace chancery::ra {
namespace {

using model::ApplicationStatus;
using std::chrono::days;
using std::chrono::hours;

class RenewalsTest : public ::testing::Test {
 protected:
  RenewalsTest() { house_.perspective.prove("shop.example.com"); }

  ApplicationRequest request(const std::string& name,
                             model::Family family = model::Family::cloud_basic) {
    ApplicationRequest r;
    r.account = tenant_;
    r.name = name;
    r.identifiers.push_back(identifier_from_text("shop.example.com").value());
    r.csr = make_csr(key_, "shop.example.com", {});
    r.agreement_version = house_.desks.settings().agreement_version;
    r.actor = "api-key:test";
    r.family = family;
    return r;
  }

  /// A certificate that was applied for, with its proofs.
  model::CertificateId issued(const std::string& name,
                              model::Family family = model::Family::cloud_basic) {
    const auto id = must(house_.desks.filing().file(request(name, family))).application.id;
    house_.advance(std::chrono::minutes(1));
    const auto view = must(house_.desks.applications().get(Scope::of(tenant_), id));
    EXPECT_EQ(view.application.status, ApplicationStatus::issued);
    return view.application.certificate;
  }
  template <class Work>
  auto read(Work work) {
    return must(house_.database->read(work));
  }
  Time end_of(model::CertificateId id) {
    return read([&](store::Snapshot& s) { return store::CertificateRepository::by_id(s, id); })
        ->not_after;
  }
  Renewal renewal(model::CertificateId id) {
    return read([&](store::Snapshot& s) -> Result<Renewal> {
      const auto found = TRY(store::CertificateRepository::by_id(s, id));
      return desk().renewal_of(s, *found);
    });
  }
  Result<void> edit(model::CertificateId id, const LabelChange& change) {
    return desk().edit(Scope::of(tenant_), id, change, "test");
  }
  /// The job at that time, and everything that follows from it.
  void look_at(Time time) {
    house_.clock.set(time);
    must(desk().run());
    house_.run_jobs();
    house_.advance(std::chrono::minutes(1));
  }
  ApplicationPage renewals() {
    ApplicationFilter filter;
    auto page = must(house_.desks.applications().list(Scope::of(tenant_), filter, "", 50));
    std::erase_if(page.applications, [](const auto& a) { return a.renews.empty(); });
    return page;
  }
  Renewals& desk() { return house_.desks.renewals(); }

  TestInstallation house_;
  model::AccountId tenant_ = house_.tenant();
  crypto::PrivateKey key_ = crypto::PrivateKey::generate(crypto::kP256).value();
};

TEST_F(RenewalsTest, IsRenewedWithoutAHandFromDay45AndNotBefore) {
  const auto id = issued("shop");
  const Time end = end_of(id);
  ASSERT_TRUE(edit(id, {.auto_renew = true}));
  look_at(end - days(46));
  EXPECT_TRUE(renewals().applications.empty());
  look_at(end - days(45) + hours(1));
  const auto found = renewals().applications;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].renews, id);
  EXPECT_EQ(found[0].status, ApplicationStatus::issued);
  EXPECT_NE(found[0].name, "shop");
  // The wish goes on with the new certificate, and the old one is done.
  look_at(end - days(44));
  EXPECT_FALSE(renewal(id).label.auto_renew);
  EXPECT_TRUE(renewal(found[0].certificate).label.auto_renew);
  EXPECT_EQ(renewal(id).renewed_by, found[0].id);
  look_at(end - days(43));
  EXPECT_EQ(renewals().applications.size(), 1U);
}

TEST_F(RenewalsTest, TheRenewedCertificateIsSwappedInWhereTheOldOneWasInUse) {  // NC-x3
  const auto id = issued("shop");
  const Time end = end_of(id);
  ASSERT_TRUE(edit(id, {.auto_renew = true}));
  auto& placements = house_.desks.placements();
  must(placements.put({tenant_, "lb-1", id, {}, true}, "test"));
  must(placements.keep_key(tenant_, id, key_.to_encrypted_pem(Secret("theirs")).value(), "test"));
  look_at(end - days(45));
  look_at(end - days(44));
  const auto view = must(placements.get(tenant_, "lb-1"));
  EXPECT_EQ(view.placement.certificate, renewals().applications.at(0).certificate);
  EXPECT_GE(view.placement.since, end - days(44));
  EXPECT_EQ(view.key, KeyRegistration::registered) << "it is the same key";
}

TEST_F(RenewalsTest, ARefusedTryIsRepeatedOnceADayAndEndsAtDay30) {
  const auto id = issued("shop");
  const Time end = end_of(id);
  ASSERT_TRUE(edit(id, {.auto_renew = true}));
  must(house_.desks.accounts().close(tenant_, model::AccountStatus::revoked, "test"));
  look_at(end - days(45));
  const auto first = renewal(id).label;
  EXPECT_EQ(first.outcome, kAccountNotValid.code);
  look_at(end - days(45) + hours(5));
  EXPECT_EQ(renewal(id).label.tried_at, first.tried_at);
  look_at(end - days(44) + hours(5));
  EXPECT_GT(renewal(id).label.tried_at, first.tried_at);
  const auto last = renewal(id).label.tried_at;
  look_at(end - days(29));
  EXPECT_EQ(renewal(id).label.tried_at, last);
  EXPECT_EQ(renewal(id).eligibility.reason, "too_late");
}

TEST_F(RenewalsTest, OnlyCloudBasicThatIsInForceIsEligibleAndTheReasonIsSaid) {
  const auto advanced = issued("advanced", model::Family::advanced_dv);
  EXPECT_EQ(renewal(advanced).eligibility.reason, "not_cloud_basic");
  const auto refused = edit(advanced, {.auto_renew = true});
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().is(kAutoRenewalNotEligible));
  const auto basic = issued("basic");
  EXPECT_TRUE(renewal(basic).eligibility.eligible);
  EXPECT_EQ(renewal(basic).from, end_of(basic) - days(45));
  must(house_.desks.revocations().revoke(Scope::of(tenant_), basic, std::nullopt, "test"));
  EXPECT_EQ(renewal(basic).eligibility.reason, "revoked");
}

TEST_F(RenewalsTest, ANameOfACertificateIsUniqueInTheEnterprise) {
  const auto first = issued("one");
  const auto second = issued("two");
  EXPECT_TRUE(edit(first, {.name = "front door", .note = "the shop's"}));
  for (const char* taken : {"front door", "one"}) {
    const auto refused = edit(second, {.name = taken});
    ASSERT_FALSE(refused) << taken;
    EXPECT_TRUE(refused.error().is(kCertificateNameTaken)) << taken;
  }
  EXPECT_TRUE(edit(second, {.name = "two"}));  // its own application's
  const auto filed = house_.desks.filing().file(request("front door"));
  ASSERT_FALSE(filed);
  EXPECT_TRUE(filed.error().is(kApplicationNameTaken));
  EXPECT_TRUE(edit(first, {.note = ""}));
  EXPECT_EQ(renewal(first).label.name, "front door");
  EXPECT_FALSE(edit(first, {.note = std::string(2001, 'x')}));
}

TEST_F(RenewalsTest, NobodyLabelsWhatBelongsToAnother) {
  const auto id = issued("shop");
  const auto other = desk().edit(Scope::of(house_.tenant("Other")), id, {.note = "mine"}, "test");
  ASSERT_FALSE(other);
  EXPECT_TRUE(other.error().is(kCertificateNotFound));
}

/// NC-32: it shows Timeout from that second on; the job that writes it down may come later.
TEST_F(RenewalsTest, WhatShowsTimeoutCanBeAppliedForAgainAtOnce) {
  ApplicationRequest again = request("shop");
  again.identifiers = {identifier_from_text("late.example.com").value()};
  again.csr = make_csr(key_, "late.example.com", {});
  const auto first = must(house_.desks.filing().file(again)).application;
  again.apply_again_of = first.id;
  house_.clock.advance(first.expires - house_.clock.now());
  EXPECT_EQ(must(house_.desks.filing().file(again)).application.name, "shop");
  // Proven too late, the old one never issues.
  house_.perspective.prove("late.example.com");
  house_.advance(hours(1));
  const auto old = must(house_.desks.applications().get(Scope::of(tenant_), first.id)).application;
  EXPECT_EQ(old.status, ApplicationStatus::timeout);
  EXPECT_TRUE(old.certificate.empty());
}

TEST_F(RenewalsTest, WhoAppliesAgainGetsTheNameOfWhatEnded) {
  house_.perspective.fail_with(va::kTxtMissing);
  ApplicationRequest again = request("shop");
  again.identifiers = {identifier_from_text("late.example.com").value()};
  again.csr = make_csr(key_, "late.example.com", {});
  const auto first = must(house_.desks.filing().file(again)).application;
  again.apply_again_of = first.id;
  const auto early = house_.desks.filing().file(again);
  ASSERT_FALSE(early);
  EXPECT_TRUE(early.error().is(kApplyAgainNotEnded));
  house_.advance(hours(73));
  const auto second = must(house_.desks.filing().file(again)).application;
  EXPECT_EQ(second.name, "shop");
  EXPECT_EQ(second.apply_again_of, first.id);
  EXPECT_EQ(second.family, model::Family::cloud_basic);
  const auto old = must(house_.desks.applications().get(Scope::of(tenant_), first.id)).application;
  EXPECT_EQ(old.name, "shop (" + to_text(first.id) + ")");
  EXPECT_EQ(old.status, ApplicationStatus::timeout);
  // Of another enterprise: as if it were not there.
  again.account = house_.tenant("Other");
  const auto foreign = house_.desks.filing().file(again);
  ASSERT_FALSE(foreign);
  EXPECT_TRUE(foreign.error().is(kApplicationNotFound));
}

TEST_F(RenewalsTest, ARenewalIsOfAnOwnCertificate) {
  const auto id = issued("shop");
  ApplicationRequest wish = request("next");
  wish.account = house_.tenant("Other");
  wish.renews = id;
  const auto refused = house_.desks.filing().file(wish);
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().is(kCertificateNotFound));
}

}  // namespace
}  // namespace chancery::ra
