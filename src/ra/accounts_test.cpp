#include "ra/accounts.h"

#include <gtest/gtest.h>

#include "base/encoding.h"
#include "ra/errors.h"
#include "ra/installation_for_tests.h"

namespace chancery::ra {
namespace {

Settings with_external_accounts() {
  Settings settings;
  settings.require_external_account = true;
  settings.external_account_secret = Secret(Bytes(32, 9));
  return settings;
}

AccountRequest request_for(const crypto::PrivateKey& key, const std::string& thumbprint) {
  return {.key = key.public_key(),
          .thumbprint = thumbprint,
          .contacts = {"mailto:ops@example.net"},
          .agrees_to_terms = true,
          .external_key = {}};
}

class AccountsTest : public ::testing::Test {
 protected:
  TestInstallation house_;
  Accounts& accounts_ = house_.desks.accounts();
  crypto::PrivateKey key_ = crypto::PrivateKey::generate(crypto::kP256).value();
};

TEST_F(AccountsTest, AKeyHasOneAccountHoweverOftenItAsks) {
  const auto first = accounts_.open(request_for(key_, "t1"));
  ASSERT_TRUE(first.has_value());
  EXPECT_TRUE(first->created);
  const auto second = accounts_.open(request_for(key_, "t1"));
  ASSERT_TRUE(second.has_value());
  EXPECT_FALSE(second->created);
  EXPECT_EQ(second->account->account.id, first->account->account.id);
}

TEST_F(AccountsTest, NoAccountIsOpenedWithoutTheAgreement) {  // NT-45
  auto request = request_for(key_, "t1");
  request.agrees_to_terms = false;
  const auto refused = accounts_.open(request);
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().is(kAgreementRequired));
  EXPECT_TRUE(accounts_.find_by_thumbprint("t1").error().is(kAccountNotFound));
}

TEST_F(AccountsTest, TheAcceptedVersionIsOnRecord) {  // NT-46
  const auto opened = accounts_.open(request_for(key_, "t1")).value();
  const auto stored = accounts_.find_by_thumbprint("t1").value();
  ASSERT_TRUE(stored->account.agreement);
  EXPECT_EQ(stored->account.agreement->version, house_.desks.settings().agreement_version);
  EXPECT_EQ(stored->account.agreement->accepted_at, house_.clock.now());
}

TEST_F(AccountsTest, KeysThatAreWeakOrDearAreRefused) {
  const auto p521 = crypto::PrivateKey::generate(crypto::kP521).value();
  EXPECT_TRUE(accounts_.open(request_for(p521, "t")).error().is(kAccountKeyForbidden));
}

TEST_F(AccountsTest, AChangeIsSeenAtOnceAndInTheCacheToo) {
  const auto id = accounts_.open(request_for(key_, "t1")).value().account->account.id;
  ASSERT_TRUE(accounts_.update_contacts(id, {"mailto:new@example.net"}));
  EXPECT_EQ(accounts_.find(id).value()->account.contacts.front(), "mailto:new@example.net");
  EXPECT_FALSE(accounts_.update_contacts(id, {"ftp://x"}));
}

TEST_F(AccountsTest, AClosedAccountCannotBeChangedAnyMore) {
  const auto id = accounts_.open(request_for(key_, "t1")).value().account->account.id;
  ASSERT_TRUE(accounts_.close(id, model::AccountStatus::deactivated, {}));
  EXPECT_EQ(accounts_.find(id).value()->account.status, model::AccountStatus::deactivated);
  EXPECT_TRUE(accounts_.update_contacts(id, {}).error().is(kAccountNotValid));
  EXPECT_TRUE(accounts_.close(id, model::AccountStatus::revoked, {}).error().is(kAccountNotValid));
}

TEST_F(AccountsTest, AKeyChangeMovesTheAccountToTheNewKey) {
  const auto id = accounts_.open(request_for(key_, "t1")).value().account->account.id;
  const auto next = crypto::PrivateKey::generate(crypto::kP384).value();
  const auto changed = accounts_.change_key(id, next.public_key(), "t2");
  ASSERT_TRUE(changed.has_value());
  EXPECT_EQ(*(*changed)->key, next.public_key());
  EXPECT_TRUE(accounts_.find_by_thumbprint("t1").error().is(kAccountNotFound));
  EXPECT_EQ(accounts_.find_by_thumbprint("t2").value()->account.id, id);
}

TEST_F(AccountsTest, AKeyOfAnotherAccountCannotBeTaken) {
  const auto id = accounts_.open(request_for(key_, "t1")).value().account->account.id;
  const auto other = crypto::PrivateKey::generate(crypto::kP256).value();
  const auto owner = accounts_.open(request_for(other, "t2")).value().account->account.id;
  const auto refused = accounts_.change_key(id, other.public_key(), "t2");
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().is(kAccountKeyTaken));
  EXPECT_EQ(refused.error().parameter("account"), to_text(owner));
  EXPECT_EQ(accounts_.find(id).value()->account.key_thumbprint, "t1");
}

TEST_F(AccountsTest, NoExternalKeyLooksLikeAnOptionOfACommand) {
  auto& keys = house_.desks.external_accounts();
  for (int i = 0; i < 300; ++i) {
    const auto handed = keys.hand_out("many", std::chrono::hours(1), "cli").value();
    ASSERT_NE(to_base64url(handed.hmac_key.reveal()).front(), '-');
  }
}

TEST_F(AccountsTest, AnEnterpriseIsTheSameByTheSameName) {
  const auto first = accounts_.open_enterprise("Example GmbH").value();
  EXPECT_EQ(accounts_.open_enterprise("Example GmbH").value()->account.id, first->account.id);
  EXPECT_NE(accounts_.open_enterprise("Other").value()->account.id, first->account.id);
  EXPECT_FALSE(first->key.has_value());
}

TEST(ExternalAccountsTest, AKeyOpensOneAccountAndNoSecond) {
  TestInstallation house(with_external_accounts());
  Accounts& accounts = house.desks.accounts();
  const auto key = crypto::PrivateKey::generate(crypto::kP256).value();
  const auto other = crypto::PrivateKey::generate(crypto::kP256).value();
  EXPECT_TRUE(accounts.open(request_for(key, "t1")).error().is(kExternalAccountRequired));

  const auto handed =
      house.desks.external_accounts().hand_out("ops", std::chrono::hours(1), "staff:alice");
  ASSERT_TRUE(handed.has_value());
  EXPECT_TRUE(
      constant_time_equal(handed->hmac_key.reveal(),
                          house.desks.external_accounts().hmac_key(handed->key.id).reveal()));
  auto request = request_for(key, "t1");
  request.external_key = handed->key.id;
  ASSERT_TRUE(accounts.open(request).has_value());
  auto second = request_for(other, "t2");
  second.external_key = handed->key.id;
  EXPECT_TRUE(accounts.open(second).error().is(kExternalAccountUnknown));
  EXPECT_TRUE(accounts.find_by_thumbprint("t2").error().is(kAccountNotFound))
      << "a refused account must leave nothing behind";
  EXPECT_EQ(house.desks.external_accounts().list().value().front().account,
            accounts.find_by_thumbprint("t1").value()->account.id);
}

TEST(ExternalAccountsTest, ARevokedKeyOpensNoAccount) {
  TestInstallation house(with_external_accounts());
  ExternalAccounts& keys = house.desks.external_accounts();
  const auto handed = keys.hand_out("ops", std::chrono::hours(1), "staff:alice").value();
  ASSERT_TRUE(keys.revoke(handed.key.id, "staff:alice").has_value());

  auto request = request_for(crypto::PrivateKey::generate(crypto::kP256).value(), "t1");
  request.external_key = handed.key.id;
  EXPECT_TRUE(house.desks.accounts().open(request).error().is(kExternalAccountUnknown));
  EXPECT_TRUE(keys.list().value().front().revoked.has_value());
  EXPECT_TRUE(keys.revoke(handed.key.id, "staff:bob").error().is(kExternalAccountKeyRevoked));
  EXPECT_TRUE(keys.revoke(model::ExternalAccountKeyId(1), "staff:bob")
                  .error()
                  .is(kExternalAccountKeyNotFound));
}

TEST(ExternalAccountsTest, AKeyDoesNotOpenAnAccountAfterItsTime) {
  TestInstallation house(with_external_accounts());
  const auto handed =
      house.desks.external_accounts().hand_out("ops", std::chrono::hours(1), "staff:alice").value();
  house.clock.advance(std::chrono::hours(1));
  const auto key = crypto::PrivateKey::generate(crypto::kP256).value();
  auto request = request_for(key, "t1");
  request.external_key = handed.key.id;
  EXPECT_TRUE(house.desks.accounts().open(request).error().is(kExternalAccountUnknown));
}

}  // namespace
}  // namespace chancery::ra
