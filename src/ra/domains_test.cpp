#include "ra/domains.h"

#include <gtest/gtest.h>

#include "ra/errors.h"
#include "ra/installation_for_tests.h"

namespace chancery::ra {
namespace {

using model::ApplicationStatus;
using model::AuthorizationStatus;
using std::chrono::days;
using std::chrono::hours;

class DomainsTest : public ::testing::Test {
 protected:
  model::AuthorizationId validated(const std::string& domain) {
    house_.perspective.prove(domain);
    const auto id = must(desk().add(tenant_, {domain}, "test")).id;
    house_.advance(std::chrono::minutes(1));
    return id;
  }
  /// The status of a fresh application once everything that is due was done.
  ApplicationStatus applied(const std::vector<std::string>& names, model::AccountId account) {
    ApplicationRequest r;
    r.account = account;
    r.name = "application " + std::to_string(++number_);
    for (const auto& name : names) {
      r.identifiers.push_back(identifier_from_text(name).value());
    }
    r.csr = make_csr(key_, names.front(), {});
    if (names.size() > 1) {
      r.csr = make_csr(key_, names.front(), names);
    }
    r.agreement_version = house_.desks.settings().agreement_version;
    r.actor = "test";
    const auto id = must(house_.desks.filing().file(r)).application.id;
    house_.run_jobs();
    return must(house_.desks.applications().get(Scope::of(account), id)).application.status;
  }
  ApplicationStatus applied(const std::vector<std::string>& names) {
    return applied(names, tenant_);
  }
  std::string code_of(const std::string& domain) {
    const auto added = desk().add(tenant_, {domain}, "test");
    return added ? "" : std::string(added.error().code());
  }
  Domains& desk() { return house_.desks.domains(); }

  TestInstallation house_;
  model::AccountId tenant_ = house_.tenant();
  crypto::PrivateKey key_ = crypto::PrivateKey::generate(crypto::kP256).value();
  int number_ = 0;
};

TEST_F(DomainsTest, CoversItselfWhatIsBelowAndTheWildcardWithoutFurtherProof) {
  validated("example.com");
  EXPECT_EQ(applied({"example.com"}), ApplicationStatus::issued);
  EXPECT_EQ(applied({"a.b.example.com", "*.example.com", "*.c.example.com"}),
            ApplicationStatus::issued);
}

TEST_F(DomainsTest, CoversNothingBesideOrAboveAndNobodyElse) {
  validated("shop.example.com");
  EXPECT_EQ(applied({"example.com"}), ApplicationStatus::pending);
  EXPECT_EQ(applied({"myshop.example.com"}), ApplicationStatus::pending);
  EXPECT_EQ(applied({"*.example.com"}), ApplicationStatus::pending);
  EXPECT_EQ(applied({"www.shop.example.com"}, house_.tenant("Other")), ApplicationStatus::pending);
}

TEST_F(DomainsTest, CoversNothingBeforeItIsProvenAfterItRanOutOrWasGivenUp) {
  const auto begun = must(desk().add(tenant_, {"example.com"}, "test"));
  EXPECT_TRUE(begun.covers_subdomains);
  EXPECT_EQ(applied({"www.example.com"}), ApplicationStatus::pending);
  const auto id = validated("example.net");
  EXPECT_EQ(applied({"a.example.net"}), ApplicationStatus::issued);
  EXPECT_TRUE(desk().remove(tenant_, id, "test"));
  house_.perspective.fail_with(va::kTxtMissing);
  EXPECT_EQ(applied({"b.example.net"}), ApplicationStatus::pending);
  validated("example.org");
  EXPECT_EQ(applied({"a.example.org"}), ApplicationStatus::issued);
  house_.clock.advance(days(200));  // BR 4.2.1: no proof of 2026-11 can be used again for longer
  EXPECT_EQ(applied({"c.example.org"}), ApplicationStatus::pending);
}

TEST_F(DomainsTest, IsAddedOnceWhileItLives) {
  validated("example.com");
  EXPECT_EQ(code_of("example.com"), "domain_known");
  EXPECT_EQ(code_of("EXAMPLE.com"), "domain_known");
  EXPECT_EQ(code_of("*.example.com"), "domain_is_wildcard");
  EXPECT_NE(code_of("com"), "");
  EXPECT_NE(code_of("host.internal"), "");
  EXPECT_NE(code_of("192.0.2.1"), "");
  EXPECT_NE(code_of("a b"), "");
  house_.clock.advance(days(210));
  EXPECT_EQ(code_of("example.com"), "");
}

TEST_F(DomainsTest, TimesOutAfter72HoursAndBelongsToOneEnterprise) {
  house_.perspective.fail_with(va::kTxtMissing);
  const auto id = must(desk().add(tenant_, {"example.com"}, "test")).id;
  const auto other = house_.tenant("Other");
  EXPECT_FALSE(desk().check_now(other, id));
  EXPECT_FALSE(desk().remove(other, id, "test"));
  EXPECT_TRUE(must(desk().list(other)).empty());
  EXPECT_TRUE(desk().check_now(tenant_, id));
  house_.advance(hours(73));
  ASSERT_EQ(must(desk().list(tenant_)).size(), 1U);
  EXPECT_EQ(must(desk().list(tenant_))[0].status, AuthorizationStatus::timeout);
  const auto late = desk().check_now(tenant_, id);
  ASSERT_FALSE(late);
  EXPECT_TRUE(late.error().is(kAuthorizationClosed));
}

}  // namespace
}  // namespace chancery::ra
