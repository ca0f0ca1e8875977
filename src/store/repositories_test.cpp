// The contracts of the small repositories, run against both back ends.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/errors.h"
#include "model/new_serial.h"
#include "store/certificate_repository.h"
#include "store/crl_repository.h"
#include "store/cross_certificate_repository.h"
#include "store/errors.h"
#include "store/idempotency_repository.h"
#include "store/issuer_repository.h"
#include "store/issuer_request_repository.h"
#include "store/revocation_repository.h"
#include "store/setting_repository.h"
#include "store/test_database.h"

namespace chancery::store {
namespace {

using testing::ElementsAre;
using x509::RevocationReason;

const Time kNow = at_date(2026, 11, 21);
constexpr model::IssuerId kIssuer(1);

class RepositoryContract : public testing::TestWithParam<BackEnd> {
 protected:
  void SetUp() override {
    if (!TestDatabase::available(GetParam())) {
      GTEST_SKIP() << "PostgreSQL is not installed";
    }
    db_ = std::make_unique<TestDatabase>(GetParam());
    db_->open();
  }
  Database& db() { return **db_; }

  template <class Work>
  auto write(Work work) {
    return db().write(work);
  }
  template <class Work>
  auto read(Work work) {
    return db().read(work);
  }

  x509::Serial serial(int number) {
    return x509::Serial::from_content(Bytes{0x10, static_cast<std::uint8_t>(number)}).value();
  }
  model::Revocation revocation(int number) {
    model::Revocation r;
    r.issuer = kIssuer;
    r.serial = serial(number);
    r.revoked_at = kNow;
    r.reason = RevocationReason::superseded;
    r.certificate_expires = kNow + std::chrono::hours(24 * number);
    r.change = number;
    return r;
  }
  Result<model::Revocation> revoke(const model::Revocation& r) {
    return write([&](Transaction& tx) { return RevocationRepository::revoke(tx, r); });
  }
  std::vector<std::string> for_crl(int shard, Time expired_before) {
    std::vector<std::string> serials;
    EXPECT_TRUE(read([&](Snapshot& s) {
      return RevocationRepository::for_crl(
          s, kIssuer, shard, expired_before,
          [&](const model::Revocation& r) { serials.push_back(r.serial.hex()); });
    }));
    return serials;
  }

  std::unique_ptr<TestDatabase> db_;
};

INSTANTIATE_TEST_SUITE_P(Both, RepositoryContract,
                         testing::Values(BackEnd::sqlite, BackEnd::postgres),
                         [](const auto& test) { return to_text(test.param); });

model::Issuer issuer(std::int64_t id, const std::string& name) {
  model::Issuer issuer;
  issuer.id = model::IssuerId(id);
  issuer.name = name;
  issuer.purpose = "private";
  issuer.subject = "CN=" + name;
  issuer.key_ref = "software:" + name;
  issuer.not_before = kNow;
  issuer.not_after = kNow + std::chrono::hours(1);
  issuer.spki_hash.fill(7);
  issuer.der = to_bytes("der of " + name);
  return issuer;
}

TEST_P(RepositoryContract, IssuersComeBackOldestFirst) {
  auto child = issuer(2, "child");
  child.parent = model::IssuerId(1);
  ASSERT_TRUE(write([&](Transaction& tx) -> Result<void> {
    TRY(IssuerRepository::insert(tx, child));
    return IssuerRepository::insert(tx, issuer(1, "root"));
  }));
  const auto all = read([](Snapshot& s) { return IssuerRepository::list(s); }).value();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].name, "root");
  EXPECT_TRUE(all[0].parent.empty());
  EXPECT_EQ(all[1].parent, model::IssuerId(1));
  EXPECT_EQ(all[1].key_ref, "software:child");
  EXPECT_EQ(all[1].spki_hash, child.spki_hash);
  EXPECT_EQ(all[1].der, child.der);
  EXPECT_EQ(read([](Snapshot& s) { return IssuerRepository::by_name(s, "child"); }).value()->id,
            model::IssuerId(2));
}

TEST_P(RepositoryContract, AnIssuersEndIsForGood) {
  auto child = issuer(2, "child");
  child.succeeds = model::IssuerId(1);
  child.first_crl_number = 7;
  const Time first = kNow;
  const Time later = kNow + std::chrono::hours(1);
  ASSERT_TRUE(write([&](Transaction& tx) -> Result<void> {
    TRY(IssuerRepository::insert(tx, child));
    for (const Time at : {first, later}) {
      TRY(IssuerRepository::set_terminated(tx, child.id, at));
      TRY(IssuerRepository::set_key_destroyed(tx, child.id, at));
    }
    return {};
  }));
  const auto seen = read([&](Snapshot& s) { return IssuerRepository::by_id(s, child.id); }).value();
  EXPECT_EQ(seen->succeeds, model::IssuerId(1));
  EXPECT_EQ(seen->first_crl_number, 7);
  EXPECT_EQ(seen->terminated_at, first);
  EXPECT_EQ(seen->key_destroyed_at, first);
  EXPECT_FALSE(write([](Transaction& tx) {
    return IssuerRepository::set_terminated(tx, model::IssuerId(9), kNow);
  }));
}

TEST_P(RepositoryContract, RequestsOfIssuersWaitUnderTheirNameAndGo) {
  model::IssuerRequest request;
  request.id = model::IssuerId(5);
  request.name = "front-1";
  request.purpose = "private";
  request.key_ref = "software:front-1";
  request.crl_shards = 3;
  request.created = kNow;
  request.csr_der = to_bytes(std::string_view("csr"));
  const auto insert = [&](Transaction& tx) { return IssuerRequestRepository::insert(tx, request); };
  ASSERT_TRUE(write(insert));
  const auto seen =
      read([](Snapshot& s) { return IssuerRequestRepository::by_name(s, "front-1"); }).value();
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->csr_der, request.csr_der);
  EXPECT_EQ(seen->crl_shards, 3);
  EXPECT_TRUE(seen->succeeds.empty());
  request.id = model::IssuerId(6);
  EXPECT_TRUE(write(insert).error().is(kIssuerNameTaken));
  const auto remove = [](Transaction& tx) {
    return IssuerRequestRepository::remove(tx, model::IssuerId(5));
  };
  EXPECT_TRUE(write(remove));
  EXPECT_TRUE(write(remove).error().is(kIssuerUnknown));
  EXPECT_TRUE(read([](Snapshot& s) { return IssuerRequestRepository::list(s); })->empty());
}

TEST_P(RepositoryContract, ACrossCertificateIsListedOnce) {
  model::CrossCertificate one{.subject = kIssuer, .signer = {}, .added = kNow};
  one.der = to_bytes(std::string_view("cross"));
  one.sha256.fill(7);
  const auto insert = [&](Transaction& tx) { return CrossCertificateRepository::insert(tx, one); };
  ASSERT_TRUE(write(insert));
  ASSERT_TRUE(write(insert)) << "again is no harm";
  one.sha256.fill(8);
  one.signer = model::IssuerId(9);
  one.added = kNow + std::chrono::seconds(1);
  ASSERT_TRUE(write(insert));
  const auto all = read([](Snapshot& s) { return CrossCertificateRepository::list(s); }).value();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_TRUE(all[0].signer.empty());
  EXPECT_EQ(all[0].der, one.der);
  EXPECT_EQ(all[0].added, kNow);
  EXPECT_EQ(all[1].signer, model::IssuerId(9));
}

TEST_P(RepositoryContract, IssuerNamesAreUnique) {
  ASSERT_TRUE(write([](Transaction& tx) { return IssuerRepository::insert(tx, issuer(1, "a")); }));
  const auto again =
      write([](Transaction& tx) { return IssuerRepository::insert(tx, issuer(2, "a")); });
  ASSERT_FALSE(again);
  EXPECT_TRUE(again.error().is(kIssuerNameTaken));
}

TEST_P(RepositoryContract, AnIssuersStateChangesAndItsShardsNeverBecomeFewer) {
  ASSERT_TRUE(write([](Transaction& tx) -> Result<void> {
    TRY(IssuerRepository::insert(tx, issuer(1, "a")));
    TRY(IssuerRepository::set_state(tx, kIssuer, model::IssuerState::retired));
    return IssuerRepository::set_crl_shards(tx, kIssuer, 4);
  }));
  EXPECT_FALSE(
      write([](Transaction& tx) { return IssuerRepository::set_crl_shards(tx, kIssuer, 2); }));
  EXPECT_FALSE(write([](Transaction& tx) {
    return IssuerRepository::set_state(tx, model::IssuerId(9), model::IssuerState::disabled);
  }));
  const auto now = read([](Snapshot& s) { return IssuerRepository::by_id(s, kIssuer); }).value();
  EXPECT_EQ(now->state, model::IssuerState::retired);
  EXPECT_EQ(now->crl_shards, 4);
}

TEST_P(RepositoryContract, ARevocationComesBackWhole) {
  auto r = revocation(1);
  r.certificate = model::CertificateId(5);
  r.invalid_since = kNow - std::chrono::hours(1);
  r.audit_leaf = 9;
  ASSERT_TRUE(revoke(r));
  const auto found =
      read([&](Snapshot& s) { return RevocationRepository::find(s, kIssuer, r.serial); }).value();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->revoked_at, r.revoked_at);
  EXPECT_EQ(found->reason, r.reason);
  EXPECT_EQ(found->invalid_since, r.invalid_since);
  EXPECT_EQ(found->certificate, r.certificate);
  EXPECT_EQ(found->certificate_expires, r.certificate_expires);
  EXPECT_EQ(found->audit_leaf, r.audit_leaf);
}

TEST_P(RepositoryContract, ARevokedCertificateStaysRevokedAndOnlyTightens) {
  ASSERT_TRUE(revoke(revocation(1)));
  const auto again = revoke(revocation(1));
  ASSERT_FALSE(again);
  EXPECT_TRUE(again.error().is(model::kRevocationFinal));

  auto compromise = revocation(1);
  compromise.reason = RevocationReason::key_compromise;
  compromise.revoked_at = kNow - std::chrono::hours(48);
  compromise.change = 50;
  ASSERT_TRUE(revoke(compromise));
  const auto now =
      read([&](Snapshot& s) { return RevocationRepository::find(s, kIssuer, serial(1)); }).value();
  EXPECT_EQ(now->reason, RevocationReason::key_compromise);
  EXPECT_EQ(now->revoked_at, compromise.revoked_at);
  EXPECT_EQ(now->change, 50);
}

TEST_P(RepositoryContract, HoldAndRemovalAreRefused) {
  for (const auto reason :
       {RevocationReason::certificate_hold, RevocationReason::remove_from_crl}) {
    auto r = revocation(1);
    r.reason = reason;
    const auto refused = revoke(r);
    ASSERT_FALSE(refused);
    EXPECT_TRUE(refused.error().is(model::kReasonNotPermanent));
  }
}

TEST_P(RepositoryContract, ACertificatesRevocationIsFoundInItsShard) {
  model::IssuedCertificate c;
  c.id = model::CertificateId(1);
  c.issuer = kIssuer;
  c.serial = serial(1);
  c.crl_shard = 3;
  ASSERT_TRUE(write([&](Transaction& tx) { return CertificateRepository::insert(tx, c); }));
  auto r = revocation(1);
  r.crl_shard = 3;
  ASSERT_TRUE(revoke(r));
  EXPECT_FALSE(revoke(r));
  EXPECT_THAT(for_crl(3, kNow), ElementsAre("1001"));
  EXPECT_THAT(for_crl(0, kNow), ElementsAre());
}

TEST_P(RepositoryContract, ACrlListsInOrderUntilOneCrlAfterExpiry) {
  for (const int number : {3, 1, 2}) {
    ASSERT_TRUE(revoke(revocation(number)));
  }
  EXPECT_THAT(for_crl(0, kNow), ElementsAre("1001", "1002", "1003"));
  // Expired exactly at the thisUpdate before: still listed once more.
  EXPECT_THAT(for_crl(0, kNow + std::chrono::hours(24)), ElementsAre("1001", "1002", "1003"));
  EXPECT_THAT(for_crl(0, kNow + std::chrono::hours(25)), ElementsAre("1002", "1003"));
  EXPECT_EQ(read([](Snapshot& s) {
              return RevocationRepository::count_for_crl(s, kIssuer, 0,
                                                         kNow + std::chrono::hours(25));
            }).value(),
            2);
}

TEST_P(RepositoryContract, ChangesAreFollowedInTheirOrder) {
  for (const int number : {1, 2, 3}) {
    ASSERT_TRUE(revoke(revocation(number)));
  }
  auto compromise = revocation(1);
  compromise.reason = RevocationReason::key_compromise;
  compromise.change = 4;
  ASSERT_TRUE(revoke(compromise));
  const auto changed =
      read([](Snapshot& s) { return RevocationRepository::changed_after(s, 2, 10); }).value();
  ASSERT_EQ(changed.size(), 2u);
  EXPECT_EQ(changed[0].serial, serial(3));
  EXPECT_EQ(changed[1].serial, serial(1));
}

model::Crl crl(int shard, std::int64_t number) {
  model::Crl crl;
  crl.issuer = kIssuer;
  crl.shard = shard;
  crl.number = number;
  crl.this_update = kNow;
  crl.next_update = kNow + std::chrono::hours(24);
  crl.entries = 12;
  crl.size = 345;
  crl.hash.fill(9);
  crl.path = "crl/1-" + std::to_string(number) + ".crl";
  return crl;
}

TEST_P(RepositoryContract, CrlNumbersOnlyEverIncreaseWithinAShard) {
  const auto insert = [&](const model::Crl& c) {
    return write([&](Transaction& tx) { return CrlRepository::insert(tx, c); });
  };
  auto owner = issuer(1, "a");
  owner.crl_shards = 2;
  ASSERT_TRUE(write([&](Transaction& tx) { return IssuerRepository::insert(tx, owner); }));
  ASSERT_TRUE(insert(crl(0, 5)));
  for (const int number : {5, 4}) {
    const auto refused = insert(crl(0, number));
    ASSERT_FALSE(refused);
    EXPECT_TRUE(refused.error().is(kCrlNumberNotIncreasing));
  }
  ASSERT_TRUE(insert(crl(0, 6)));
  ASSERT_TRUE(insert(crl(1, 1)));
  const auto latest =
      read([](Snapshot& s) { return CrlRepository::latest(s, kIssuer, 0); }).value();
  ASSERT_TRUE(latest);
  EXPECT_EQ(latest->number, 6);
  EXPECT_EQ(latest->next_update, crl(0, 6).next_update);
  EXPECT_EQ(latest->entries, 12);
  EXPECT_EQ(latest->size, 345);
  EXPECT_EQ(latest->hash, crl(0, 6).hash);
  EXPECT_EQ(latest->path, "crl/1-6.crl");
  EXPECT_EQ(read([](Snapshot& s) { return CrlRepository::latest_of_all(s); }).value().size(), 2u);
  EXPECT_FALSE(read([](Snapshot& s) { return CrlRepository::latest(s, kIssuer, 7); }).value());
}

TEST_P(RepositoryContract, SettingsAreReplacedOrKept) {
  ASSERT_TRUE(write([](Transaction& tx) -> Result<void> {
    TRY(SettingRepository::set(tx, "a", "1"));
    return SettingRepository::set(tx, "a", "2");
  }));
  EXPECT_EQ(
      write([](Transaction& tx) { return SettingRepository::set_once(tx, "a", "3"); }).value(),
      "2");
  EXPECT_EQ(
      write([](Transaction& tx) { return SettingRepository::set_once(tx, "b", "4"); }).value(),
      "4");
  EXPECT_EQ(read([](Snapshot& s) { return SettingRepository::get(s, "a"); }).value(), "2");
  EXPECT_FALSE(read([](Snapshot& s) { return SettingRepository::get(s, "c"); }).value());
}

class IdempotencyContract : public RepositoryContract {
 protected:
  IdempotencyContract() {
    request_.key = "key-1";
    request_.request_hash.fill(1);
    request_.expires = kNow + std::chrono::hours(24);
  }
  auto claim(const model::IdempotencyRecord& request, Time now = kNow) {
    return write([&](Transaction& tx) { return IdempotencyRepository::claim(tx, request, now); });
  }
  Result<void> answer(model::IdempotencyRecord request) {
    request.status = 201;
    request.response = to_bytes("{}");
    return write([&](Transaction& tx) { return IdempotencyRepository::answer(tx, request); });
  }
  model::IdempotencyRecord request_;
};

INSTANTIATE_TEST_SUITE_P(Both, IdempotencyContract,
                         testing::Values(BackEnd::sqlite, BackEnd::postgres),
                         [](const auto& test) { return to_text(test.param); });

TEST_P(IdempotencyContract, TheSameRequestGetsTheFirstAnswer) {
  EXPECT_FALSE(claim(request_).value());
  ASSERT_TRUE(answer(request_));
  const auto first = claim(request_).value();
  ASSERT_TRUE(first);
  EXPECT_EQ(first->status, 201);
  EXPECT_EQ(as_text(first->response), "{}");
}

TEST_P(IdempotencyContract, ARequestUnderWayIsNotStartedAgain) {
  ASSERT_TRUE(claim(request_));
  const auto second = claim(request_);
  ASSERT_FALSE(second);
  EXPECT_TRUE(second.error().is(kIdempotencyInProgress));
}

TEST_P(IdempotencyContract, AnotherRequestCannotHaveTheKey) {
  ASSERT_TRUE(claim(request_));
  ASSERT_TRUE(answer(request_));
  auto other = request_;
  other.request_hash.fill(2);
  const auto refused = claim(other);
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().is(kIdempotencyMismatch));
}

TEST_P(IdempotencyContract, AccountsDoNotMeet) {
  ASSERT_TRUE(claim(request_));
  auto other = request_;
  other.account = model::AccountId(5);
  other.request_hash.fill(2);
  EXPECT_FALSE(claim(other).value());
}

TEST_P(IdempotencyContract, AReleasedOrExpiredKeyIsFree) {
  ASSERT_TRUE(claim(request_));
  ASSERT_TRUE(write([&](Transaction& tx) {
    return IdempotencyRepository::release(tx, request_.account, request_.key);
  }));
  EXPECT_FALSE(claim(request_).value());
  EXPECT_FALSE(claim(request_, request_.expires).value());
}

TEST_P(IdempotencyContract, ExpiredRecordsAreDroppedAndOthersKept) {
  ASSERT_TRUE(claim(request_));
  auto lasting = request_;
  lasting.key = "key-2";
  lasting.expires += std::chrono::hours(1);
  ASSERT_TRUE(claim(lasting));
  EXPECT_EQ(write([&](Transaction& tx) {
              return IdempotencyRepository::drop_expired(tx, request_.expires, 10);
            }).value(),
            1);
  EXPECT_TRUE(read([&](Snapshot& s) {
                return IdempotencyRepository::find(s, lasting.account, "key-2", kNow);
              }).value());
}

}  // namespace
}  // namespace chancery::store
