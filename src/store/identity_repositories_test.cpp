// The contracts of ApiKeyRepository and UserRepository, on both back ends.
#include <gtest/gtest.h>

#include "store/api_key_repository.h"
#include "store/test_database.h"
#include "store/user_repository.h"

namespace chancery::store {
namespace {

constexpr Time kNow = at_date(2026, 11, 21);

class IdentityRepositories : public testing::TestWithParam<BackEnd> {
 protected:
  void SetUp() override {
    if (!TestDatabase::available(GetParam())) {
      GTEST_SKIP() << "PostgreSQL is not installed";
    }
    database_ = std::make_unique<TestDatabase>(GetParam());
    database_->open();
  }
  template <class Unit>
  auto write(Unit&& unit) {
    return (*database_)->write(std::forward<Unit>(unit));
  }

  // API keys.

  static model::ApiKey key(std::int64_t id) {
    model::ApiKey made;
    made.id = model::ApiKeyId(id);
    made.account = model::AccountId(7);
    made.name = "deploy \xea\xb9\x80";
    made.role = "applicant";
    made.key_hash.fill(static_cast<std::uint8_t>(id));
    made.created = kNow;
    return made;
  }
  Result<void> insert(const model::ApiKey& made) {
    return write([&](Transaction& tx) { return ApiKeyRepository::insert(tx, made); });
  }
  std::optional<model::ApiKey> by_hash(const model::Digest& hash) {
    return (*database_)
        ->read([&](Snapshot& s) { return ApiKeyRepository::by_hash(s, hash); })
        .value();
  }
  bool withdraw(model::ApiKeyId id, Time now) {
    return write([&](Transaction& tx) {
             return ApiKeyRepository::withdraw(tx, id, Tenant::anybody(), now);
           })
        .value();
  }

  // Users.

  static model::User user(std::string name) {
    model::User made;
    made.id = model::UserId(41);
    made.name = std::move(name);
    made.role = "ca-administrator";
    made.password_salt = {0, 1, 2};
    made.password_hash = {3, 0, 255};
    made.one_time = true;
    made.failed_attempts = 2;
    made.created = kNow;
    return made;
  }
  bool insert(const model::User& made) {
    return write([&](Transaction& tx) { return UserRepository::insert(tx, made); }).value();
  }
  std::optional<model::User> by_name(std::string_view name) {
    return (*database_)
        ->read([&](Snapshot& s) { return UserRepository::by_name(s, name); })
        .value();
  }

  std::unique_ptr<TestDatabase> database_;
};

INSTANTIATE_TEST_SUITE_P(Both, IdentityRepositories,
                         testing::Values(BackEnd::sqlite, BackEnd::postgres),
                         [](const auto& test) { return to_text(test.param); });

TEST_P(IdentityRepositories, FindAKeyByItsHashWithAllThatWasStored) {
  auto full = key(1);
  full.expires = kNow + std::chrono::hours(1);
  full.withdrawn = kNow + std::chrono::hours(2);
  ASSERT_TRUE(insert(full));
  const auto found = by_hash(full.key_hash);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->id, full.id);
  EXPECT_EQ(found->account, full.account);
  EXPECT_EQ(found->name, full.name);
  EXPECT_EQ(found->role, full.role);
  EXPECT_EQ(found->key_hash, full.key_hash);
  EXPECT_EQ(found->created, full.created);
  EXPECT_EQ(found->expires, full.expires);
  EXPECT_EQ(found->withdrawn, full.withdrawn);
  EXPECT_EQ(by_hash(key(2).key_hash), std::nullopt);
}

TEST_P(IdentityRepositories, TellAnEmptyAccountAndNoDatesFromOnesThatAreSet) {
  auto plain = key(1);
  plain.account = {};
  ASSERT_TRUE(insert(plain));
  const auto found = by_hash(plain.key_hash);
  EXPECT_TRUE(found->account.empty());
  EXPECT_EQ(found->expires, std::nullopt);
  EXPECT_EQ(found->withdrawn, std::nullopt);
}

TEST_P(IdentityRepositories, NeverTakeOneHashForTwoKeys) {
  ASSERT_TRUE(insert(key(1)));
  auto other = key(2);
  other.key_hash = key(1).key_hash;
  EXPECT_FALSE(insert(other));
  EXPECT_EQ(by_hash(other.key_hash)->id, model::ApiKeyId(1));
}

TEST_P(IdentityRepositories, WithdrawAKeyOnce) {
  ASSERT_TRUE(insert(key(1)));
  EXPECT_TRUE(withdraw(model::ApiKeyId(1), kNow));
  EXPECT_FALSE(withdraw(model::ApiKeyId(1), kNow + std::chrono::hours(1)));
  EXPECT_FALSE(withdraw(model::ApiKeyId(2), kNow));
  EXPECT_EQ(by_hash(key(1).key_hash)->withdrawn, kNow) << "the first time counts";
}

TEST_P(IdentityRepositories, ListKeysNewestFirstAndNoMoreThanAsked) {
  for (const int id : {2, 1, 3}) {
    ASSERT_TRUE(insert(key(id)));
  }
  const auto listed =
      (*database_)
          ->read([](Snapshot& s) { return ApiKeyRepository::list(s, Tenant::anybody(), 2); })
          .value();
  ASSERT_EQ(listed.size(), 2U);
  EXPECT_EQ(listed[0].id, model::ApiKeyId(3));
  EXPECT_EQ(listed[1].id, model::ApiKeyId(2));
}

TEST_P(IdentityRepositories, FindAUserByNameWithAllThatWasStored) {
  ASSERT_TRUE(insert(user("admin")));
  const auto found = by_name("admin");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->id, model::UserId(41));
  EXPECT_EQ(found->name, "admin");
  EXPECT_EQ(found->role, "ca-administrator");
  EXPECT_EQ(found->password_salt, (Bytes{0, 1, 2}));
  EXPECT_EQ(found->password_hash, (Bytes{3, 0, 255}));
  EXPECT_TRUE(found->one_time);
  EXPECT_EQ(found->failed_attempts, 2);
  EXPECT_EQ(found->created, kNow);
  EXPECT_EQ(by_name("Admin"), std::nullopt);
}

TEST_P(IdentityRepositories, ChangeNothingWhenAUserIsThereAlready) {
  ASSERT_TRUE(insert(user("admin")));
  auto other = user("admin");
  other.id = model::UserId(42);
  other.password_hash = {9};
  EXPECT_FALSE(insert(other));
  EXPECT_EQ(by_name("admin")->id, model::UserId(41));
  EXPECT_EQ(by_name("admin")->password_hash, (Bytes{3, 0, 255}));
}

TEST_P(IdentityRepositories, KeepTheNameThatAUserWasMadeWith) {
  ASSERT_TRUE(insert(user("admin")));
  auto changed = user("somebody else");
  changed.password_salt = {7};
  changed.password_hash = {8};
  changed.one_time = false;
  changed.failed_attempts = 0;
  ASSERT_TRUE(write([&](Transaction& tx) { return UserRepository::update(tx, changed); }));
  const auto found = by_name("admin");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->password_salt, Bytes{7});
  EXPECT_EQ(found->password_hash, Bytes{8});
  EXPECT_FALSE(found->one_time);
  EXPECT_EQ(found->failed_attempts, 0);
}

}  // namespace
}  // namespace chancery::store
