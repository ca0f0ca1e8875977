// The contracts of accounts, applications and authorizations, run against both back ends.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/account_repository.h"
#include "store/application_repository.h"
#include "store/authorization_repository.h"
#include "store/errors.h"
#include "store/packed_text.h"
#include "store/test_database.h"

namespace chancery::store {
namespace {

using std::chrono::hours;
using testing::ElementsAre;
using testing::IsEmpty;

const Time kNow = at_date(2026, 11, 21);
constexpr model::AccountId kAccount(7);

class ApplicantContract : public testing::TestWithParam<BackEnd> {
 protected:
  void SetUp() override {
    if (!TestDatabase::available(GetParam())) {
      GTEST_SKIP() << "PostgreSQL is not installed";
    }
    db_ = std::make_unique<TestDatabase>(GetParam());
    db_->open();
  }
  template <class Work>
  auto write(Work work) {
    return (**db_).write(work);
  }
  template <class Work>
  auto read(Work work) {
    return (**db_).read(work);
  }

  static model::Account account(int number) {
    model::Account a;
    a.id = model::AccountId(number);
    a.key_spki = Bytes{1, 2, static_cast<std::uint8_t>(number)};
    a.key_thumbprint = "thumb" + std::to_string(number);
    a.contacts = {"mailto:a@example.com", "mailto:b@example.com"};
    a.agreement = model::Agreement{"2026-11", kNow};
    a.created = kNow;
    return a;
  }
  static model::Application application(int number) {
    model::Application a;
    a.id = model::ApplicationId(number);
    a.account = kAccount;
    a.source = model::ApplicationSource::rest;
    a.name = "site " + std::to_string(number);
    a.profile = "tls-dv";
    a.identifiers = {{model::NameType::dns, "*.example.com"}, {model::NameType::ip, "2001:db8::1"}};
    a.authorizations = {model::AuthorizationId(11), model::AuthorizationId(12)};
    a.csr = Bytes{0x30, 0x00};
    a.created = kNow;
    a.expires = kNow + hours(72);
    return a;
  }
  static model::Authorization authorization(int number) {
    model::Authorization a;
    a.id = model::AuthorizationId(number);
    a.account = kAccount;
    a.application = model::ApplicationId(1);
    a.identifier = {model::NameType::dns, "example.com"};
    a.token = "token";
    a.offered = {model::ValidationMethod::http_01, model::ValidationMethod::dns_01};
    a.created = kNow;
    a.expires = kNow + hours(24);
    return a;
  }
  bool insert(const model::Account& a) {
    return write([&](Transaction& tx) { return AccountRepository::insert(tx, a); }).value();
  }
  bool insert(const model::Application& a) {
    return write([&](Transaction& tx) { return ApplicationRepository::insert(tx, a); }).value();
  }
  void insert(const model::Authorization& a) {
    ASSERT_TRUE(write([&](Transaction& tx) { return AuthorizationRepository::insert(tx, a); }));
  }
  std::vector<std::int64_t> found(const ApplicationSearch& search) {
    std::vector<std::int64_t> ids;
    const auto page =
        read([&](Snapshot& s) { return ApplicationRepository::search(s, search); }).value();
    for (const auto& one : page.applications) {
      ids.push_back(one.id.value());
    }
    return ids;
  }

  std::unique_ptr<TestDatabase> db_;
};

TEST_P(ApplicantContract, AnAccountComesBackAsItWasStored) {
  ASSERT_TRUE(insert(account(7)));
  const auto stored =
      read([](Snapshot& s) { return AccountRepository::by_thumbprint(s, "thumb7"); }).value();
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->id, kAccount);
  EXPECT_EQ(stored->kind, model::AccountKind::acme);
  EXPECT_EQ(stored->key_spki, (Bytes{1, 2, 7}));
  EXPECT_THAT(stored->contacts, ElementsAre("mailto:a@example.com", "mailto:b@example.com"));
  EXPECT_EQ(stored->agreement, (model::Agreement{"2026-11", kNow}));
  EXPECT_EQ(stored->created, kNow);
}

TEST_P(ApplicantContract, ASecondAccountWithTheSameKeyIsNotStored) {
  ASSERT_TRUE(insert(account(7)));
  model::Account second = account(8);
  second.key_thumbprint = "thumb7";
  EXPECT_FALSE(insert(second));
  EXPECT_FALSE(
      read([](Snapshot& s) { return AccountRepository::by_id(s, model::AccountId(8)); }).value());
}

TEST_P(ApplicantContract, EnterprisesAreFoundByNameAndNeedNoKey) {
  model::Account acme = account(1);
  model::Account tenant;
  tenant.id = model::AccountId(2);
  tenant.kind = model::AccountKind::enterprise;
  tenant.name = "Example GmbH";
  model::Account other = tenant;
  other.id = model::AccountId(3);
  other.name = "Other";
  ASSERT_TRUE(insert(acme));
  ASSERT_TRUE(insert(tenant));
  EXPECT_TRUE(insert(other)) << "two accounts without a key must not clash";
  const auto stored =
      read([](Snapshot& s) { return AccountRepository::by_name(s, "Example GmbH"); }).value();
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->id.value(), 2);
  EXPECT_THAT(stored->contacts, IsEmpty());
  EXPECT_FALSE(stored->agreement);
}

TEST_P(ApplicantContract, AnAccountThatIsGoneCannotBeChanged) {
  model::Account changed = account(7);
  EXPECT_TRUE(write([&](Transaction& tx) { return AccountRepository::update(tx, changed); })
                  .error()
                  .is(kRecordGone));
  ASSERT_TRUE(insert(changed));
  changed.status = model::AccountStatus::deactivated;
  changed.contacts.clear();
  ASSERT_TRUE(write([&](Transaction& tx) { return AccountRepository::update(tx, changed); }));
  const auto stored =
      read([](Snapshot& s) { return AccountRepository::by_id(s, kAccount); }).value();
  EXPECT_EQ(stored->status, model::AccountStatus::deactivated);
  EXPECT_THAT(stored->contacts, IsEmpty());
}

TEST_P(ApplicantContract, AnExternalKeyBindsOneAccountOnceAndNotAfterItsTime) {
  const model::ExternalAccountKey key{
      model::ExternalAccountKeyId(5), "ops", {}, kNow, kNow + hours(1), {}};
  ASSERT_TRUE(
      write([&](Transaction& tx) { return AccountRepository::insert_external_key(tx, key); }));
  const auto use = [&](Time now) {
    return write([&](Transaction& tx) {
             return AccountRepository::use_external_key(tx, key.id, kAccount, now);
           })
        .value();
  };
  EXPECT_FALSE(use(kNow + hours(1)));
  EXPECT_TRUE(use(kNow));
  EXPECT_FALSE(use(kNow));
  const auto listed =
      read([](Snapshot& s) { return AccountRepository::external_keys(s, 10); }).value();
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_EQ(listed[0].account, kAccount);
}

TEST_P(ApplicantContract, ARevokedExternalKeyBindsNobodyAndIsRevokedOnce) {
  const model::ExternalAccountKey key{
      model::ExternalAccountKeyId(6), "ops", {}, kNow, kNow + hours(1), {}};
  ASSERT_TRUE(
      write([&](Transaction& tx) { return AccountRepository::insert_external_key(tx, key); }));
  const auto revoke = [&](model::ExternalAccountKeyId id, Time now) {
    return write(
               [&](Transaction& tx) { return AccountRepository::revoke_external_key(tx, id, now); })
        .value();
  };
  EXPECT_FALSE(revoke(model::ExternalAccountKeyId(7), kNow));
  EXPECT_TRUE(revoke(key.id, kNow));
  EXPECT_FALSE(revoke(key.id, kNow + hours(1)));
  EXPECT_FALSE(write([&](Transaction& tx) {
                 return AccountRepository::use_external_key(tx, key.id, kAccount, kNow);
               }).value());
  const auto stored =
      read([&](Snapshot& s) { return AccountRepository::external_key(s, key.id); }).value();
  EXPECT_EQ(stored->revoked, kNow);
  EXPECT_TRUE(stored->account.empty());
}

TEST_P(ApplicantContract, AnApplicationComesBackAsItWasStored) {
  model::Application a = application(1);
  a.not_after = kNow + hours(9);
  a.refusals = {{"caa_forbids", "CAA\nforbids", "dns:example.com"}, {"x", "y", ""}};
  ASSERT_TRUE(insert(a));
  const auto stored =
      read([&](Snapshot& s) { return ApplicationRepository::by_id(s, a.id); }).value();
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->name, "site 1");
  EXPECT_EQ(stored->identifiers, a.identifiers);
  EXPECT_EQ(stored->authorizations, a.authorizations);
  EXPECT_EQ(stored->csr, a.csr);
  EXPECT_EQ(stored->not_before, std::nullopt);
  EXPECT_EQ(stored->not_after, a.not_after);
  EXPECT_EQ(stored->expires, a.expires);
  EXPECT_THAT(stored->refusals,
              ElementsAre(model::Refusal{"caa_forbids", "CAA forbids", "dns:example.com"},
                          model::Refusal{"x", "y", ""}));
}

TEST_P(ApplicantContract, ANameIsTakenOncePerAccount) {  // NC-4
  ASSERT_TRUE(insert(application(1)));
  model::Application same = application(2);
  same.name = "site 1";
  EXPECT_FALSE(insert(same));
  same.account = model::AccountId(8);
  EXPECT_TRUE(insert(same)) << "another account's names must not matter";
  model::Application nameless = application(3);
  nameless.name.clear();
  EXPECT_TRUE(insert(nameless));
  nameless.id = model::ApplicationId(4);
  EXPECT_TRUE(insert(nameless)) << "applications without a name must not clash";
}

TEST_P(ApplicantContract, OnlyWhatMayChangeIsChanged) {
  model::Application a = application(1);
  ASSERT_TRUE(insert(a));
  a.status = model::ApplicationStatus::issued;
  a.certificate = model::CertificateId(99);
  a.name = "another";
  ASSERT_TRUE(write([&](Transaction& tx) { return ApplicationRepository::update(tx, a); }));
  const auto stored =
      write([&](Transaction& tx) { return ApplicationRepository::locked(tx, a.id); }).value();
  EXPECT_EQ(stored->status, model::ApplicationStatus::issued);
  EXPECT_EQ(stored->certificate, model::CertificateId(99));
  EXPECT_EQ(stored->name, "site 1");
}

TEST_P(ApplicantContract, ApplicationsAreListedNewestFirstInPages) {
  for (int i = 1; i <= 5; ++i) {
    ASSERT_TRUE(insert(application(i)));
  }
  ApplicationSearch search;
  search.account = kAccount;
  search.limit = 2;
  EXPECT_THAT(found(search), ElementsAre(5, 4));
  search.older_than = model::ApplicationId(4);
  EXPECT_THAT(found(search), ElementsAre(3, 2));
  search.account = model::AccountId(8);
  EXPECT_THAT(found(search), IsEmpty());
}

TEST_P(ApplicantContract, ApplicationsAreFoundByStatusNameAndIdentifier) {
  for (int i = 1; i <= 3; ++i) {
    model::Application a = application(i);
    a.status = i == 2 ? model::ApplicationStatus::issued : model::ApplicationStatus::pending;
    a.identifiers.front().value = "n" + std::to_string(i) + ".example.com";
    ASSERT_TRUE(insert(a));
  }
  ApplicationSearch by_status;
  by_status.status = model::ApplicationStatus::issued;
  EXPECT_THAT(found(by_status), ElementsAre(2));
  ApplicationSearch by_name;
  by_name.name = "site 3";
  EXPECT_THAT(found(by_name), ElementsAre(3));
  ApplicationSearch by_identifier;
  by_identifier.identifier = "n1.example.com";
  EXPECT_THAT(found(by_identifier), ElementsAre(1));
}

TEST_P(ApplicantContract, TheLastPageSaysSo) {
  for (int i = 1; i <= 3; ++i) {
    ASSERT_TRUE(insert(application(i)));
  }
  ApplicationSearch search;
  search.limit = 2;
  const auto first =
      read([&](Snapshot& s) { return ApplicationRepository::search(s, search); }).value();
  EXPECT_EQ(first.last_seen.value(), 2);
  search.older_than = first.last_seen;
  const auto last =
      read([&](Snapshot& s) { return ApplicationRepository::search(s, search); }).value();
  EXPECT_EQ(last.applications.size(), 1U);
  EXPECT_TRUE(last.last_seen.empty());
}

TEST_P(ApplicantContract, NamedApplicationsAreNeverDropped) {
  model::Application named = application(1);
  model::Application nameless = application(2);
  nameless.name.clear();
  model::Application fresh = nameless;
  fresh.id = model::ApplicationId(3);
  fresh.expires = kNow + hours(1000);
  for (const auto& a : {named, nameless, fresh}) {
    ASSERT_TRUE(insert(a));
  }
  const auto dropped = write([&](Transaction& tx) {
    return ApplicationRepository::drop_expired(tx, kNow + hours(500), 10);
  });
  EXPECT_EQ(dropped.value(), 1);
  EXPECT_THAT(found({}), ElementsAre(3, 1));
}

TEST_P(ApplicantContract, AnAuthorizationComesBackAsItWasChanged) {
  model::Authorization a = authorization(1);
  insert(a);
  a.status = model::AuthorizationStatus::valid;
  a.chosen = model::ValidationMethod::dns_01;
  a.key_authorization = "token.thumb";
  a.attempted_at = kNow;
  a.validated_at = kNow + hours(1);
  a.next_check = kNow + hours(2);
  a.attempts = 3;
  a.evidence = R"({"seen":1})";
  a.refusal = model::Refusal{"dns_timeout", "no answer", ""};
  ASSERT_TRUE(write([&](Transaction& tx) { return AuthorizationRepository::update(tx, a); }));
  const auto stored =
      read([&](Snapshot& s) { return AuthorizationRepository::by_id(s, a.id); }).value();
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->status, a.status);
  EXPECT_EQ(stored->chosen, a.chosen);
  EXPECT_EQ(stored->offered, a.offered);
  EXPECT_EQ(stored->key_authorization, a.key_authorization);
  EXPECT_EQ(stored->validated_at, a.validated_at);
  EXPECT_EQ(stored->next_check, a.next_check);
  EXPECT_EQ(stored->attempts, 3);
  EXPECT_EQ(stored->evidence, a.evidence);
  EXPECT_EQ(stored->refusal, a.refusal);
}

TEST_P(ApplicantContract, OnlyAValidAuthorizationOfTheSameNameAndAccountIsReusable) {
  const auto reusable = [&](std::string name, bool wildcard, Time beyond, std::int64_t account) {
    const auto one = read([&](Snapshot& s) {
                       return AuthorizationRepository::reusable(
                           s, model::AccountId(account), {model::NameType::dns, std::move(name)},
                           wildcard, beyond);
                     }).value();
    return one ? one->id.value() : 0;
  };
  insert(authorization(1));  // pending
  EXPECT_EQ(reusable("example.com", false, kNow, 7), 0);
  model::Authorization valid = authorization(2);
  valid.status = model::AuthorizationStatus::valid;
  insert(valid);
  model::Authorization longer = authorization(3);
  longer.status = model::AuthorizationStatus::valid;
  longer.expires = kNow + hours(48);
  insert(longer);
  EXPECT_EQ(reusable("example.com", false, kNow, 7), 3);
  EXPECT_EQ(reusable("example.com", true, kNow, 7), 0);
  EXPECT_EQ(reusable("www.example.com", false, kNow, 7), 0);
  EXPECT_EQ(reusable("example.com", false, kNow, 8), 0);
  EXPECT_EQ(reusable("example.com", false, kNow + hours(48), 7), 0);
}

TEST_P(ApplicantContract, AMissingAuthorizationIsAnError) {
  insert(authorization(1));
  const std::array ids{model::AuthorizationId(1), model::AuthorizationId(2)};
  EXPECT_TRUE(read([&](Snapshot& s) { return AuthorizationRepository::by_ids(s, ids); })
                  .error()
                  .is(kRecordGone));
}

TEST_P(ApplicantContract, ExpiredAuthorizationsAreDroppedUpToALimit) {
  for (int i = 1; i <= 3; ++i) {
    insert(authorization(i));
  }
  model::Authorization checked = authorization(4);
  checked.next_check = kNow + hours(24);
  insert(checked);
  const auto drop = [&](int limit) {
    return write([&](Transaction& tx) {
             return AuthorizationRepository::drop_expired(tx, kNow + hours(25), limit);
           })
        .value();
  };
  EXPECT_EQ(drop(2), 2);
  EXPECT_EQ(drop(2), 1);
  EXPECT_EQ(drop(2), 0);
}

TEST(PackedText, NoPartCanForgeAnother) {
  const std::vector<std::string> parts{
      "a\x1e"
      "b",
      "", "c\n"};
  EXPECT_THAT(unpack(pack(parts)), ElementsAre("a b", "", "c "));
  EXPECT_THAT(unpack(pack({})), IsEmpty());
  const model::Refusal refusal{"code", "de\x1ftail\x1e", "dns:x"};
  EXPECT_THAT(unpack_refusals(pack_refusals({refusal})),
              ElementsAre(model::Refusal{"code", "de tail ", "dns:x"}));
  EXPECT_EQ(unpack_name(pack_name({model::NameType::ip, "2001:db8::1"})).value, "2001:db8::1");
}

INSTANTIATE_TEST_SUITE_P(BackEnds, ApplicantContract,
                         testing::Values(BackEnd::sqlite, BackEnd::postgres),
                         [](const auto& test) { return to_text(test.param); });

}  // namespace
}  // namespace chancery::store
