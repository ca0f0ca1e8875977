// The contract of CertificateRepository, run against both back ends.
#include "store/certificate_repository.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/new_serial.h"
#include "store/errors.h"
#include "store/issuer_repository.h"
#include "store/test_database.h"

namespace chancery::store {
namespace {

using model::NameType;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

const Time kNow = at_date(2026, 11, 21);

class CertificateContract : public testing::TestWithParam<BackEnd> {
 protected:
  void SetUp() override {
    if (!TestDatabase::available(GetParam())) {
      GTEST_SKIP() << "PostgreSQL is not installed";
    }
    db_ = std::make_unique<TestDatabase>(GetParam());
    db_->open();
    add_issuer(1, "one");
    add_issuer(2, "two");
  }
  Database& db() { return **db_; }

  void add_issuer(std::int64_t id, const char* name) {
    model::Issuer issuer;
    issuer.id = model::IssuerId(id);
    issuer.name = name;
    const auto stored =
        db().write([&](Transaction& tx) { return IssuerRepository::insert(tx, issuer); });
    ASSERT_TRUE(stored);
  }

  model::IssuedCertificate make(std::vector<model::CertificateName> names) {
    model::IssuedCertificate c;
    c.id = model::CertificateId(++last_id_);
    c.issuer = model::IssuerId(1);
    c.serial = model::new_serial(kNow + Duration(last_id_), random_);
    c.profile = "private-server";
    c.not_before = kNow;
    c.not_after = kNow + std::chrono::hours(24) * last_id_;
    random_.fill(c.spki_hash);
    c.names = std::move(names);
    c.der = to_bytes("certificate " + std::to_string(last_id_));
    return c;
  }
  model::IssuedCertificate make(const std::string& name) { return make({{NameType::dns, name}}); }

  Result<void> insert(const model::IssuedCertificate& c) {
    return db().write([&](Transaction& tx) { return CertificateRepository::insert(tx, c); });
  }
  model::CertificateId add(const std::string& name) {
    const auto c = make(name);
    EXPECT_TRUE(insert(c));
    return c.id;
  }

  Result<CertificatePage> page(const CertificateSearch& search, int limit,
                               const std::string& from) {
    return db().read(
        [&](Snapshot& s) { return CertificateRepository::search(s, search, limit, from); });
  }

  // The ids of all pages, in order; each page is `limit` long.
  std::vector<std::int64_t> find(const CertificateSearch& search, int limit = 2) {
    std::vector<std::int64_t> ids;
    std::string next;
    do {
      auto found = page(search, limit, next);
      EXPECT_TRUE(found);
      EXPECT_LE(found->certificates.size(), static_cast<std::size_t>(limit));
      for (const auto& c : found->certificates) {
        ids.push_back(c.id.value());
      }
      next = found->next;
    } while (!next.empty());
    return ids;
  }

  std::unique_ptr<TestDatabase> db_;
  SeededRandom random_{1};
  int last_id_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Both, CertificateContract,
                         testing::Values(BackEnd::sqlite, BackEnd::postgres),
                         [](const auto& test) { return to_text(test.param); });

TEST_P(CertificateContract, EveryFieldComesBack) {
  auto c = make({{NameType::dns, "*.example.com"}, {NameType::ip, "2001:db8::1"}});
  c.owner = model::AccountId(77);
  c.application = model::ApplicationId(78);
  c.crl_shard = 3;
  c.audit_leaf = 1'000'000'000'000;
  ASSERT_TRUE(insert(c));
  const auto found =
      db().read([&](Snapshot& s) { return CertificateRepository::by_id(s, c.id); }).value();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->issuer, c.issuer);
  EXPECT_EQ(found->serial, c.serial);
  EXPECT_EQ(found->profile, c.profile);
  EXPECT_EQ(found->not_before, c.not_before);
  EXPECT_EQ(found->not_after, c.not_after);
  EXPECT_EQ(found->spki_hash, c.spki_hash);
  EXPECT_EQ(found->names, c.names);
  EXPECT_EQ(found->owner, c.owner);
  EXPECT_EQ(found->application, c.application);
  EXPECT_EQ(found->crl_shard, 3);
  EXPECT_EQ(found->audit_leaf, c.audit_leaf);
  EXPECT_EQ(found->der, c.der);
}

TEST_P(CertificateContract, WhatIsAbsentComesBackAbsent) {
  const auto c = make(std::vector<model::CertificateName>{});
  ASSERT_TRUE(insert(c));
  const auto found = db().read([&](Snapshot& s) {
                           return CertificateRepository::by_serial(s, c.issuer, c.serial);
                         })
                         .value();
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->owner.empty());
  EXPECT_TRUE(found->application.empty());
  EXPECT_FALSE(found->audit_leaf);
  EXPECT_THAT(found->names, IsEmpty());
}

TEST_P(CertificateContract, OneIssuerNeverHasASerialTwice) {
  const auto first = make("a.example.com");
  auto second = make("b.example.com");
  second.serial = first.serial;
  ASSERT_TRUE(insert(first));
  const auto refused = insert(second);
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().is(kSerialTaken));
  EXPECT_THAT(find({.name = {{NameType::dns, "b.example.com"}}}), IsEmpty());
  second.issuer = model::IssuerId(2);
  EXPECT_TRUE(insert(second));
}

TEST_P(CertificateContract, SerialIsFoundUnderEveryIssuerOrUnderOne) {
  const auto first = make("a.example.com");
  auto second = make("b.example.com");
  second.serial = first.serial;
  second.issuer = model::IssuerId(2);
  ASSERT_TRUE(insert(first));
  ASSERT_TRUE(insert(second));
  EXPECT_THAT(find({.serial = first.serial}), ElementsAre(2, 1));
  EXPECT_THAT(find({.serial = first.serial, .issuer = model::IssuerId(2)}), ElementsAre(2));
}

TEST_P(CertificateContract, ExactNameFindsNeitherChildrenNorWildcards) {
  add("example.com");
  add("www.example.com");
  add("*.example.com");
  add("example.com");
  EXPECT_THAT(find({.name = {{NameType::dns, "example.com"}}}), ElementsAre(4, 1));
  EXPECT_THAT(find({.name = {{NameType::dns, "*.example.com"}}}), ElementsAre(3));
}

TEST_P(CertificateContract, BelowADomainFindsEveryDepthAndNothingBesides) {
  add("example.com");
  add("a.example.com");
  add("*.example.com");
  add("deep.down.example.com");
  add("a.example.com.evil.test");
  add("notexample.com");
  add("a.example.community");
  ASSERT_TRUE(insert(make({{NameType::ip, "192.0.2.1"}})));
  EXPECT_THAT(find({.below = "example.com"}), UnorderedElementsAre(2, 3, 4));
}

TEST_P(CertificateContract, EveryNameOfACertificateFindsIt) {
  ASSERT_TRUE(insert(make({{NameType::dns, "a.example.com"},
                           {NameType::dns, "b.example.com"},
                           {NameType::dns, "a.example.com"},
                           {NameType::ip, "192.0.2.1"}})));
  EXPECT_THAT(find({.name = {{NameType::dns, "b.example.com"}}}), ElementsAre(1));
  EXPECT_THAT(find({.name = {{NameType::ip, "192.0.2.1"}}}), ElementsAre(1));
  EXPECT_THAT(find({.below = "example.com"}, 10), ElementsAre(1));
}

TEST_P(CertificateContract, KeyHashIsComparedWhole) {
  const auto first = make("a.example.com");
  auto same = make("b.example.com");
  same.spki_hash = first.spki_hash;
  auto similar = make("c.example.com");
  similar.spki_hash = first.spki_hash;
  similar.spki_hash.back() ^= 1;
  for (const auto& c : {first, same, similar}) {
    ASSERT_TRUE(insert(c));
  }
  EXPECT_THAT(find({.spki_hash = first.spki_hash}), ElementsAre(2, 1));
}

TEST_P(CertificateContract, ExpiryWindowTakesItsStartAndNotItsEnd) {
  for (int i = 0; i < 6; ++i) {
    add("host.example.com");
  }
  const Time from = kNow + std::chrono::hours(24) * 2;
  EXPECT_THAT(find({.expires_from = from, .expires_until = from + std::chrono::hours(48)}),
              ElementsAre(2, 3));
  EXPECT_THAT(find({.expires_from = from + std::chrono::hours(48)}), ElementsAre(4, 5, 6));
  EXPECT_THAT(find({.expires_until = from}), ElementsAre(1));
}

TEST_P(CertificateContract, OwnerIssuerAndAllGoNewestFirst) {
  for (int i = 0; i < 6; ++i) {
    auto c = make("host.example.com");
    c.owner = model::AccountId(i % 2 + 1);
    c.issuer = model::IssuerId(i % 3 == 0 ? 2 : 1);
    ASSERT_TRUE(insert(c));
  }
  EXPECT_THAT(find({.owner = model::AccountId(1)}), ElementsAre(5, 3, 1));
  EXPECT_THAT(find({.issuer = model::IssuerId(1)}), ElementsAre(6, 5, 3, 2));
  EXPECT_THAT(find({}), ElementsAre(6, 5, 4, 3, 2, 1));
}

TEST_P(CertificateContract, CriteriaHoldTogether) {
  auto mine = make("a.example.com");
  mine.owner = model::AccountId(1);
  auto others = make("a.example.com");
  others.owner = model::AccountId(2);
  ASSERT_TRUE(insert(mine));
  ASSERT_TRUE(insert(others));
  EXPECT_THAT(find({.below = "example.com", .owner = model::AccountId(1)}), ElementsAre(1));
  EXPECT_THAT(find({.name = {{NameType::dns, "a.example.com"}},
                    .owner = model::AccountId(2),
                    .expires_until = kNow}),
              IsEmpty());
}

TEST_P(CertificateContract, APageInsertedIntoDoesNotRepeatOrSkip) {
  for (int i = 0; i < 4; ++i) {
    add("host.example.com");
  }
  const auto first = page({}, 2, "").value();
  add("new.example.com");
  const auto second = page({}, 10, first.next).value();
  ASSERT_EQ(second.certificates.size(), 2u);
  EXPECT_EQ(second.certificates[0].id, model::CertificateId(2));
  EXPECT_EQ(second.certificates[1].id, model::CertificateId(1));
}

TEST_P(CertificateContract, ATokenOfAnotherSearchOrOfNoneIsRefused) {
  for (int i = 0; i < 3; ++i) {
    add("host.example.com");
  }
  const auto next = page({}, 1, "").value().next;
  for (const auto& token : {next, std::string("x"), std::string("AAAA"), std::string(5000, 'A')}) {
    const auto refused = page({.below = "example.com"}, 1, token);
    ASSERT_FALSE(refused);
    EXPECT_TRUE(refused.error().is(kPageTokenMalformed));
  }
}

TEST_P(CertificateContract, IssuedAfterGoesOldestFirst) {
  for (int i = 0; i < 4; ++i) {
    add("host.example.com");
  }
  const auto found =
      db().read([](Snapshot& s) {
            return CertificateRepository::issued_after(s, model::CertificateId(1), 2);
          })
          .value();
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].id, model::CertificateId(2));
  EXPECT_EQ(found[1].id, model::CertificateId(3));
}

TEST_P(CertificateContract, ASearchThatMatchesLittleStillEnds) {
  ASSERT_TRUE(db().write([&](Transaction& tx) -> Result<void> {
    for (int i = 0; i < 6'000; ++i) {
      auto c = make(std::vector<model::CertificateName>{});
      c.owner = model::AccountId(i == 0 ? 2 : 1);
      c.issuer = model::IssuerId(1);
      TRY(CertificateRepository::insert(tx, c));
    }
    return {};
  }));
  // The only match is the oldest of 6,000 rows: not on the first page, but found.
  const CertificateSearch search{.issuer = model::IssuerId(1),
                                 .expires_until = kNow + std::chrono::hours(24) * 7000};
  auto rare = search;
  rare.spki_hash = std::nullopt;
  rare.owner = model::AccountId(2);
  EXPECT_THAT(find(rare, 10), ElementsAre(1));
  EXPECT_EQ(find(search, 1000).size(), 6'000u);
}

}  // namespace
}  // namespace chancery::store
