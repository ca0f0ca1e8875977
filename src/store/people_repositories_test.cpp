// The contracts of the repositories of people, on both back ends: users within tenants, sessions,
// invitations, second factors, enterprises.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/account_repository.h"
#include "store/api_key_repository.h"
#include "store/console_session_repository.h"
#include "store/enterprise_repository.h"
#include "store/factor_repository.h"
#include "store/invitation_repository.h"
#include "store/mail_repository.h"
#include "store/passkey_repository.h"
#include "store/test_database.h"
#include "store/user_repository.h"

namespace chancery::store {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr Time kNow = at_date(2026, 11, 21);
constexpr model::AccountId kOurs(7);
constexpr model::AccountId kTheirs(8);
constexpr model::UserId kLast(INT64_MAX);

model::Digest digest(int fill) {
  model::Digest made;
  made.fill(static_cast<std::uint8_t>(fill));
  return made;
}

class PeopleRepositories : public testing::TestWithParam<BackEnd> {
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
  template <class Work>
  auto read(Work&& work) {
    return (*database_)->read(std::forward<Work>(work));
  }

  static model::User user(std::int64_t id, model::AccountId enterprise = {}) {
    model::User made;
    made.id = model::UserId(id);
    made.name = "user" + std::to_string(id);
    made.display_name = "Ann \xea\xb9\x80";
    made.email = "ann@example.net";
    made.role = "applicant";
    made.enterprise = enterprise;
    made.status = model::UserStatus::invited;
    made.created = kNow;
    return made;
  }
  void insert(const model::User& made) {
    ASSERT_TRUE(write([&](Transaction& tx) { return UserRepository::insert(tx, made); }).value());
  }
  std::optional<model::User> by_id(std::int64_t id, const Tenant& tenant) {
    return read([&](Snapshot& s) { return UserRepository::by_id(s, model::UserId(id), tenant); })
        .value();
  }
  std::vector<std::int64_t> list(const Tenant& tenant, model::UserId before = kLast,
                                 int limit = 10) {
    std::vector<std::int64_t> ids;
    const auto found =
        read([&](Snapshot& s) { return UserRepository::list(s, tenant, before, limit); });
    for (const auto& one : *found) {
      ids.push_back(one.id.value());
    }
    return ids;
  }

  static model::ConsoleSession session(std::int64_t id, std::int64_t owner) {
    model::ConsoleSession made;
    made.id = model::ConsoleSessionId(id);
    made.user = model::UserId(owner);
    made.token_hash = digest(static_cast<int>(id));
    made.created = kNow;
    made.last_used = kNow + 1min;
    made.ends = kNow + std::chrono::hours(id);
    made.address = "192.0.2.1";
    made.agent = "a browser";
    return made;
  }
  void insert(const model::ConsoleSession& made) {
    ASSERT_TRUE(write([&](Transaction& tx) { return ConsoleSessionRepository::insert(tx, made); }));
  }
  std::optional<model::ConsoleSession> by_token(const model::Digest& hash) {
    return read([&](Snapshot& s) { return ConsoleSessionRepository::by_token(s, hash); }).value();
  }

  void insert_enterprise(model::AccountId id, std::string name) {
    model::Account account;
    account.id = id;
    account.kind = model::AccountKind::enterprise;
    account.name = std::move(name);
    account.created = kNow;
    ASSERT_TRUE(
        write([&](Transaction& tx) { return AccountRepository::insert(tx, account); }).value());
  }

  std::unique_ptr<TestDatabase> database_;
};

INSTANTIATE_TEST_SUITE_P(Both, PeopleRepositories,
                         testing::Values(BackEnd::sqlite, BackEnd::postgres),
                         [](const auto& test) { return to_text(test.param); });

TEST_P(PeopleRepositories, KeepAllThatIsKnownOfAUser) {
  auto full = user(1, kOurs);
  full.last_sign_in = kNow + 1h;
  full.status = model::UserStatus::suspended;
  insert(full);
  const auto found = by_id(1, Tenant::anybody());
  ASSERT_TRUE(found);
  EXPECT_EQ(found->display_name, full.display_name);
  EXPECT_EQ(found->email, full.email);
  EXPECT_EQ(found->enterprise, kOurs);
  EXPECT_EQ(found->status, model::UserStatus::suspended);
  EXPECT_EQ(found->last_sign_in, kNow + 1h);
  auto changed = *found;
  changed.role = "enterprise-operator";
  changed.email = "bob@example.net";
  changed.status = model::UserStatus::active;
  changed.last_sign_in = {};
  ASSERT_TRUE(write([&](Transaction& tx) { return UserRepository::update(tx, changed); }));
  const auto again = by_id(1, Tenant::anybody());
  EXPECT_EQ(again->role, "enterprise-operator");
  EXPECT_EQ(again->email, "bob@example.net");
  EXPECT_EQ(again->last_sign_in, std::nullopt);
}

TEST_P(PeopleRepositories, ShowATenantItsOwnUsersAlone) {
  insert(user(1, kOurs));
  insert(user(2, kTheirs));
  insert(user(3));
  insert(user(4, kOurs));
  EXPECT_THAT(list(Tenant::anybody()), ElementsAre(4, 3, 2, 1));
  EXPECT_THAT(list(Tenant::of(kOurs)), ElementsAre(4, 1));
  EXPECT_THAT(list(Tenant::of({})), IsEmpty()) << "no enterprise is not every enterprise";
  EXPECT_THAT(list(Tenant::anybody(), model::UserId(4), 2), ElementsAre(3, 2));
  EXPECT_TRUE(by_id(1, Tenant::of(kOurs)));
  for (const int foreign : {2, 3, 5}) {
    EXPECT_FALSE(by_id(foreign, Tenant::of(kOurs))) << foreign;
  }
  EXPECT_FALSE(by_id(3, Tenant::of({})));
}

TEST_P(PeopleRepositories, FindEverybodyWithAnAddress) {
  insert(user(1));
  insert(user(2, kOurs));
  auto other = user(3);
  other.email = "bob@example.net";
  insert(other);
  const auto found =
      read([](Snapshot& s) { return UserRepository::by_email(s, "ann@example.net"); }).value();
  EXPECT_EQ(found.size(), 2U);
}

TEST_P(PeopleRepositories, FindASessionByItsTokenWithAllThatWasStored) {
  auto made = session(1, 5);
  made.verified = kNow + 2min;
  insert(made);
  const auto found = by_token(digest(1));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->id, made.id);
  EXPECT_EQ(found->user, made.user);
  EXPECT_EQ(found->created, made.created);
  EXPECT_EQ(found->last_used, made.last_used);
  EXPECT_EQ(found->ends, made.ends);
  EXPECT_EQ(found->verified, made.verified);
  EXPECT_EQ(found->address, made.address);
  EXPECT_EQ(found->agent, made.agent);
  EXPECT_FALSE(by_token(digest(2)));
}

TEST_P(PeopleRepositories, ReplaceATokenSoThatTheOldOneOpensNothing) {
  insert(session(1, 5));
  const auto replace = [&](std::int64_t id) {
    return write([&](Transaction& tx) {
      return ConsoleSessionRepository::replace_token(tx, model::ConsoleSessionId(id), digest(9),
                                                     kNow);
    });
  };
  ASSERT_TRUE(replace(1));
  EXPECT_FALSE(by_token(digest(1)));
  EXPECT_EQ(by_token(digest(9))->verified, kNow);
  EXPECT_FALSE(replace(2)) << "one that has ended meanwhile";
}

TEST_P(PeopleRepositories, EndSessionsOfTheirOwnerAlone) {
  for (const int id : {1, 2, 3}) {
    insert(session(id, 5));
  }
  insert(session(4, 6));
  const auto end = [&](std::int64_t id, std::int64_t owner) {
    return write([&](Transaction& tx) {
             return ConsoleSessionRepository::end(tx, model::ConsoleSessionId(id),
                                                  model::UserId(owner));
           })
        .value();
  };
  EXPECT_FALSE(end(4, 5));
  EXPECT_TRUE(end(1, 5));
  EXPECT_FALSE(end(1, 5));
  ASSERT_TRUE(write([](Transaction& tx) {
    return ConsoleSessionRepository::end_all(tx, model::UserId(5), model::ConsoleSessionId(3));
  }));
  EXPECT_FALSE(by_token(digest(2)));
  EXPECT_TRUE(by_token(digest(3)));
  ASSERT_TRUE(write(
      [](Transaction& tx) { return ConsoleSessionRepository::end_all(tx, model::UserId(5), {}); }));
  EXPECT_FALSE(by_token(digest(3)));
  EXPECT_TRUE(by_token(digest(4)));
}

TEST_P(PeopleRepositories, DropSessionsThatAreOver) {
  for (const int id : {1, 2, 3}) {
    insert(session(id, 5));
  }
  ASSERT_TRUE(write([](Transaction& tx) {
    return ConsoleSessionRepository::touch(tx, model::ConsoleSessionId(3), kNow + 2h);
  }));
  const auto dropped = write([](Transaction& tx) {
    return ConsoleSessionRepository::drop_expired(tx, kNow + 2h + 1ms, 10);
  });
  EXPECT_EQ(dropped.value(), 2);
  const auto left = read([](Snapshot& s) {
                      return ConsoleSessionRepository::of_user(s, model::UserId(5));
                    }).value();
  ASSERT_EQ(left.size(), 1U);
  EXPECT_EQ(left[0].last_used, kNow + 2h);
}

TEST_P(PeopleRepositories, KeepLinksUntilTheyAreUsedReplacedOrTooOld) {
  const auto insert_link = [&](int fill, std::int64_t owner, Time expires) {
    ASSERT_TRUE(write([&](Transaction& tx) {
      return InvitationRepository::insert(
          tx, {digest(fill), model::UserId(owner), model::InvitationKind::password_reset, expires});
    }));
  };
  const auto find = [&](int fill) {
    return read([&](Snapshot& s) { return InvitationRepository::by_token(s, digest(fill)); })
        .value();
  };
  insert_link(1, 5, kNow);
  insert_link(2, 5, kNow + 1h);
  insert_link(3, 6, kNow + 1h);
  EXPECT_EQ(find(2)->user, model::UserId(5));
  EXPECT_EQ(find(2)->kind, model::InvitationKind::password_reset);
  EXPECT_EQ(find(2)->expires, kNow + 1h);
  EXPECT_EQ(write([](Transaction& tx) {
              return InvitationRepository::drop_expired(tx, kNow + 1ms, 10);
            }).value(),
            1);
  EXPECT_FALSE(find(1));
  ASSERT_TRUE(
      write([](Transaction& tx) { return InvitationRepository::drop_of(tx, model::UserId(5)); }));
  EXPECT_FALSE(find(2));
  EXPECT_TRUE(find(3));
}

TEST_P(PeopleRepositories, KeepAGeneratorBesideTheOneThatIsOffered) {
  const model::UserId ann(5);
  const auto row = [&] {
    return read([&](Snapshot& s) { return FactorRepository::totp(s, ann); }).value();
  };
  const auto offer = [&](int fill) {
    return write(
        [&](Transaction& tx) { return FactorRepository::offer_totp(tx, ann, digest(fill)); });
  };
  const auto accept = [&] {
    return write([&](Transaction& tx) { return FactorRepository::accept_totp(tx, ann); });
  };
  const auto spend = [&](std::int64_t step) {
    return write([&](Transaction& tx) { return FactorRepository::spend_step(tx, ann, step); })
        .value();
  };
  const auto drop = [&] {
    return write([&](Transaction& tx) { return FactorRepository::drop_totp(tx, ann); }).value();
  };
  EXPECT_FALSE(row());
  EXPECT_FALSE(accept());
  ASSERT_TRUE(offer(1));
  EXPECT_FALSE(drop()) << "an offer is no generator";
  ASSERT_TRUE(accept());
  EXPECT_TRUE(equal(row()->secret, digest(1)));
  EXPECT_TRUE(row()->offered.empty());
  EXPECT_TRUE(spend(10));
  EXPECT_FALSE(spend(10));
  EXPECT_FALSE(spend(9));
  EXPECT_TRUE(spend(11));
  ASSERT_TRUE(offer(2));
  EXPECT_TRUE(equal(row()->secret, digest(1)));
  EXPECT_TRUE(read([&](Snapshot& s) { return FactorRepository::count(s, ann); }).value().totp);
  EXPECT_TRUE(drop());
  EXPECT_FALSE(row());
}

TEST_P(PeopleRepositories, SpendARecoveryCodeOnce) {
  const model::UserId ann(5);
  const auto replace = [&](std::vector<model::Digest> hashes) {
    return write([&](Transaction& tx) { return FactorRepository::replace_codes(tx, ann, hashes); });
  };
  const auto spend = [&](std::int64_t owner, int fill) {
    return write([&](Transaction& tx) {
             return FactorRepository::spend_code(tx, model::UserId(owner), digest(fill));
           })
        .value();
  };
  ASSERT_TRUE(replace({digest(1), digest(2)}));
  EXPECT_FALSE(spend(6, 1));
  EXPECT_TRUE(spend(5, 1));
  EXPECT_FALSE(spend(5, 1));
  EXPECT_EQ(read([&](Snapshot& s) { return FactorRepository::count(s, ann); })->recovery_codes, 1);
  ASSERT_TRUE(replace({digest(3)}));
  EXPECT_FALSE(spend(5, 2));
  ASSERT_TRUE(write([&](Transaction& tx) { return FactorRepository::drop_all(tx, ann); }));
  EXPECT_FALSE(spend(5, 3));
}

TEST_P(PeopleRepositories, KeepPasskeysOfTheirOwnerAlone) {
  model::Passkey passkey;
  passkey.id = model::PasskeyId(1);
  passkey.user = model::UserId(5);
  passkey.credential_id = {1, 0, 255};
  passkey.public_key = {2};
  passkey.algorithm = -257;
  passkey.sign_count = 4'000'000'000;
  passkey.name = "laptop";
  passkey.created = kNow;
  const auto insert_one = [&] {
    return write([&](Transaction& tx) { return PasskeyRepository::insert(tx, passkey); }).value();
  };
  ASSERT_TRUE(insert_one());
  passkey.id = model::PasskeyId(2);
  EXPECT_FALSE(insert_one()) << "one credential, one passkey";
  const auto found = read([&](Snapshot& s) {
                       return PasskeyRepository::by_credential(s, passkey.credential_id);
                     }).value();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->id, model::PasskeyId(1));
  EXPECT_EQ(found->user, passkey.user);
  EXPECT_EQ(found->public_key, passkey.public_key);
  EXPECT_EQ(found->algorithm, -257);
  EXPECT_EQ(found->sign_count, 4'000'000'000U);
  EXPECT_EQ(found->name, "laptop");
  EXPECT_EQ(found->last_used, std::nullopt);
  EXPECT_EQ(
      read([](Snapshot& s) { return FactorRepository::count(s, model::UserId(5)); })->passkeys, 1);
  const auto drop = [&](std::int64_t owner) {
    return write([&](Transaction& tx) {
             return PasskeyRepository::drop(tx, model::PasskeyId(1), model::UserId(owner));
           })
        .value();
  };
  EXPECT_FALSE(drop(6));
  EXPECT_TRUE(drop(5));
  EXPECT_FALSE(drop(5));
}

TEST_P(PeopleRepositories, LetACounterOfAPasskeyGrowOnly) {
  model::Passkey passkey;
  passkey.id = model::PasskeyId(1);
  passkey.user = model::UserId(5);
  passkey.credential_id = {1};
  passkey.created = kNow;
  ASSERT_TRUE(
      write([&](Transaction& tx) { return PasskeyRepository::insert(tx, passkey); }).value());
  const auto use = [&](std::uint32_t count) {
    return write([&](Transaction& tx) {
             return PasskeyRepository::used(tx, passkey.id, count, kNow + 1h);
           })
        .value();
  };
  EXPECT_TRUE(use(0)) << "one that does not count";
  EXPECT_TRUE(use(5));
  EXPECT_FALSE(use(5));
  EXPECT_FALSE(use(0));
  EXPECT_TRUE(use(6));
  const auto mine =
      read([](Snapshot& s) { return PasskeyRepository::of_user(s, model::UserId(5)); }).value();
  ASSERT_EQ(mine.size(), 1U);
  EXPECT_EQ(mine[0].sign_count, 6U);
  EXPECT_EQ(mine[0].last_used, kNow + 1h);
}

TEST_P(PeopleRepositories, SpendAChallengeOnce) {
  const auto spend = [&](int fill) {
    return write([&](Transaction& tx) { return PasskeyRepository::spend(tx, digest(fill), kNow); })
        .value();
  };
  EXPECT_TRUE(spend(1));
  EXPECT_FALSE(spend(1));
  EXPECT_TRUE(spend(2));
  EXPECT_EQ(write([](Transaction& tx) {
              return PasskeyRepository::drop_spent(tx, kNow + 1ms, 10);
            }).value(),
            2);
}

TEST_P(PeopleRepositories, KeepAMailUntilItWent) {
  const OutgoingMail mail{OutgoingMailId(1), {1, 0, 2}, kNow};
  ASSERT_TRUE(write([&](Transaction& tx) { return MailRepository::insert(tx, mail); }));
  const auto waiting = [&] {
    return read([](Snapshot& s) { return MailRepository::waiting(s, OutgoingMailId(1)); }).value();
  };
  EXPECT_EQ(waiting()->content, mail.content);
  EXPECT_EQ(waiting()->created, kNow);
  ASSERT_TRUE(write([](Transaction& tx) { return MailRepository::drop(tx, OutgoingMailId(1)); }));
  EXPECT_FALSE(waiting());
}

TEST_P(PeopleRepositories, ShowATenantItsOwnEnterpriseAlone) {
  insert_enterprise(kOurs, "Ours");
  insert_enterprise(kTheirs, "Theirs");
  const auto find = [&](model::AccountId id, const Tenant& tenant) {
    return read([&](Snapshot& s) { return EnterpriseRepository::by_id(s, id, tenant); }).value();
  };
  EXPECT_EQ(find(kOurs, Tenant::of(kOurs))->name, "Ours");
  EXPECT_FALSE(find(kTheirs, Tenant::of(kOurs)));
  EXPECT_FALSE(find(kTheirs, Tenant::of({})));
  EXPECT_EQ(find(kTheirs, Tenant::anybody())->name, "Theirs");
  const auto ids = [&](const Tenant& tenant) {
    std::vector<model::AccountId> found;
    const auto listed = read([&](Snapshot& s) {
      return EnterpriseRepository::list(s, tenant, model::AccountId(INT64_MAX), 10);
    });
    for (const auto& one : *listed) {
      found.push_back(one.id);
    }
    return found;
  };
  EXPECT_THAT(ids(Tenant::anybody()), ElementsAre(kTheirs, kOurs));
  EXPECT_THAT(ids(Tenant::of(kOurs)), ElementsAre(kOurs));
}

TEST_P(PeopleRepositories, RenameAnEnterpriseOnlyToAFreeName) {
  insert_enterprise(kOurs, "Ours");
  insert_enterprise(kTheirs, "Theirs");
  const auto update = [&](model::AccountId id, std::string name) {
    const Enterprise changed{id, std::move(name), model::AccountStatus::suspended, kNow};
    return write([&](Transaction& tx) { return EnterpriseRepository::update(tx, changed); })
        .value();
  };
  EXPECT_FALSE(update(kOurs, "Theirs"));
  EXPECT_TRUE(update(kOurs, "Ours"));
  EXPECT_TRUE(update(kOurs, "Other"));
  EXPECT_FALSE(update(model::AccountId(9), "Nobody"));
  const auto found = read([](Snapshot& s) {
                       return EnterpriseRepository::by_id(s, kOurs, Tenant::anybody());
                     }).value();
  EXPECT_EQ(found->name, "Other");
  EXPECT_EQ(found->status, model::AccountStatus::suspended);
}

TEST_P(PeopleRepositories, FindNoKeyOfASuspendedEnterprise) {
  insert_enterprise(kOurs, "Ours");
  model::ApiKey key;
  key.id = model::ApiKeyId(1);
  key.account = kOurs;
  key.name = "x";
  key.role = "applicant";
  key.scopes = {"read-issuers", "file-applications"};
  key.key_hash = digest(1);
  key.created = kNow;
  ASSERT_TRUE(write([&](Transaction& tx) { return ApiKeyRepository::insert(tx, key); }));
  const auto find = [&] {
    return read([](Snapshot& s) { return ApiKeyRepository::by_hash(s, digest(1)); }).value();
  };
  EXPECT_EQ(find()->scopes, key.scopes);
  ASSERT_TRUE(write([](Transaction& tx) {
                return EnterpriseRepository::update(
                    tx, {kOurs, "Ours", model::AccountStatus::suspended, kNow});
              }).value());
  EXPECT_FALSE(find());
}

}  // namespace
}  // namespace chancery::store
