// The contracts of CertificateRegister and CertificateIndex, run against both back ends.
#include "store/certificate_register.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/new_serial.h"
#include "store/certificate_index.h"
#include "store/certificate_keys.h"
#include "store/certificate_repository.h"
#include "store/certificate_row.h"
#include "store/errors.h"
#include "store/revocation_repository.h"
#include "store/test_database.h"

namespace chancery::store {
namespace {

using model::NameType;
using std::chrono::days;
using std::chrono::hours;
using testing::ElementsAre;
using testing::IsEmpty;

const Time kNow = at_date(2026, 11, 21);

class RegisterContract : public testing::TestWithParam<BackEnd> {
 protected:
  void SetUp() override {
    if (!TestDatabase::available(GetParam())) {
      GTEST_SKIP() << "PostgreSQL is not installed";
    }
    db_ = std::make_unique<TestDatabase>(GetParam());
    db_->open();
  }
  Database& db() { return **db_; }

  model::IssuedCertificate make(const std::string& name) {
    model::IssuedCertificate c;
    c.id = model::CertificateId(++last_id_);
    c.issuer = model::IssuerId(1);
    c.serial = model::new_serial(kNow + Duration(last_id_), random_);
    c.profile = "private-server";
    c.not_before = kNow - hours(1);
    c.not_after = kNow + days(last_id_ % 100);
    c.names = {{NameType::dns, name}};
    c.der = to_bytes("der");
    return c;
  }
  model::CertificateId add(const model::IssuedCertificate& c) {
    EXPECT_TRUE(db().write([&](Transaction& tx) { return CertificateRepository::insert(tx, c); }));
    return c.id;
  }
  model::CertificateId add(const std::string& name) { return add(make(name)); }

  /// A block's worth and a few more, in as few commits as possible: "host-N.example.com".
  void add_many(int count) {
    const auto unit = [&](Transaction& tx) -> Result<void> {
      for (int i = 0; i < count; ++i) {
        TRY(CertificateRepository::insert(
            tx, make("host-" + std::to_string(last_id_ + 1) + ".example.com")));
      }
      return {};
    };
    ASSERT_TRUE(db().write(unit));
  }

  void revoke(const model::IssuedCertificate& c) {
    model::Revocation wish;
    wish.issuer = c.issuer;
    wish.serial = c.serial;
    wish.certificate = c.id;
    wish.revoked_at = kNow;
    wish.reason = x509::RevocationReason::superseded;
    wish.certificate_expires = c.not_after;
    wish.change = ++last_change_;
    ASSERT_TRUE(
        db().write([&](Transaction& tx) { return RevocationRepository::revoke(tx, wish); }));
  }

  /// What the job does; how many blocks it made.
  int index() {
    int sealed = 0;
    while (const auto draft =
               db().read([&](Snapshot& s) { return CertificateIndex::draft(s, kNow); }).value()) {
      EXPECT_TRUE(
          db().write([&](Transaction& tx) { return CertificateIndex::seal(tx, *draft); }).value());
      ++sealed;
    }
    const auto unit = [&](Transaction& tx) -> Result<void> {
      std::int64_t from = TRY(CertificateIndex::revocations_taken(tx));
      while (const auto last = TRY(CertificateIndex::take_revocations(tx, from))) {
        from = *last;
      }
      return CertificateIndex::set_revocations_taken(tx, from);
    };
    EXPECT_TRUE(db().write(unit));
    return sealed;
  }

  Result<RegisterPage> page(const CertificateFilter& filter, CertificateOrder order, int limit,
                            const std::string& cursor = {}) {
    auto found = db().read([&](Snapshot& s) {
      return CertificateRegister::page(s, filter, order, kNow, limit, cursor);
    });
    if (!found) {
      ADD_FAILURE() << found.error().log_line();
    }
    return found;
  }

  static std::vector<std::int64_t> ids(const RegisterPage& page) {
    std::vector<std::int64_t> ids;
    for (const auto& c : page.certificates) {
      ids.push_back(c.id.value());
    }
    return ids;
  }

  /// All pages forth, and the same back again, which must agree.
  std::vector<std::int64_t> walk(const CertificateFilter& filter, CertificateOrder order,
                                 int limit) {
    std::vector<std::vector<std::int64_t>> forth;
    std::string cursor;
    std::string previous;
    do {
      const auto found = page(filter, order, limit, cursor).value();
      forth.push_back(ids(found));
      cursor = found.next;
      previous = found.previous;
    } while (!cursor.empty());
    for (auto expected = forth.rbegin() + 1; expected != forth.rend(); ++expected) {
      const auto found = page(filter, order, limit, previous).value();
      EXPECT_EQ(ids(found), *expected);
      previous = found.previous;
    }
    EXPECT_EQ(previous, "");
    std::vector<std::int64_t> all;
    for (const auto& one : forth) {
      all.insert(all.end(), one.begin(), one.end());
    }
    return all;
  }

  std::unique_ptr<TestDatabase> db_;
  SeededRandom random_{1};
  int last_id_ = 0;
  std::int64_t last_change_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Both, RegisterContract,
                         testing::Values(BackEnd::sqlite, BackEnd::postgres),
                         [](const auto& test) { return to_text(test.param); });

TEST_P(RegisterContract, EveryOrderPagesForthAndBackWithoutGapOrRepetition) {
  for (int i = 0; i < 7; ++i) {
    auto c = make("a.example");
    c.not_after = kNow + days(i % 3);
    add(c);
  }
  EXPECT_THAT(walk({}, CertificateOrder::newest, 2), ElementsAre(7, 6, 5, 4, 3, 2, 1));
  EXPECT_THAT(walk({}, CertificateOrder::oldest, 3), ElementsAre(1, 2, 3, 4, 5, 6, 7));
  EXPECT_THAT(walk({}, CertificateOrder::expires_first, 2), ElementsAre(1, 4, 7, 2, 5, 3, 6));
  EXPECT_THAT(walk({}, CertificateOrder::expires_last, 3), ElementsAre(6, 3, 5, 2, 7, 4, 1));
  const CertificateFilter scanned{.part = "example"};
  EXPECT_THAT(walk(scanned, CertificateOrder::newest, 2), ElementsAre(7, 6, 5, 4, 3, 2, 1));
  EXPECT_THAT(walk(scanned, CertificateOrder::oldest, 3), ElementsAre(1, 2, 3, 4, 5, 6, 7));
  EXPECT_THAT(walk(scanned, CertificateOrder::expires_first, 2), ElementsAre(1, 4, 7, 2, 5, 3, 6));
  EXPECT_THAT(walk(scanned, CertificateOrder::expires_last, 3), ElementsAre(6, 3, 5, 2, 7, 4, 1));
}

TEST_P(RegisterContract, AnyPartOfAnyNameFindsTheCertificateAtOnce) {
  auto c = make("www.Bank.example");
  c.names.push_back({NameType::ip, "192.0.2.17"});
  c.names.push_back({NameType::dns, "*.shop.example"});
  const auto id = add(c).value();
  add("other.test");
  for (const char* part : {"w", "bank", "k.exa", "2.17", "*.sh", "example", "www.bank.example"}) {
    EXPECT_THAT(ids(page({.part = part}, CertificateOrder::newest, 10).value()), ElementsAre(id))
        << part;
  }
  // Not across two names.
  EXPECT_THAT(ids(page({.part = "example192"}, CertificateOrder::newest, 10).value()), IsEmpty());
}

TEST_P(RegisterContract, WhatIsIndexedAndWhatIsNotAreFoundAlike) {
  add_many(2 * CertificateIndex::kBlockSize + 100);
  const auto before = walk({.part = "7.example"}, CertificateOrder::newest, 1000);
  ASSERT_EQ(index(), 2);
  EXPECT_EQ(walk({.part = "7.example"}, CertificateOrder::newest, 1000), before);
  EXPECT_EQ(before.size(), 829U);
  auto upwards = walk({.part = "7.example"}, CertificateOrder::oldest, 100);
  std::ranges::reverse(upwards);
  EXPECT_EQ(upwards, before);
  EXPECT_THAT(walk({.part = "host-4097.example.com"}, CertificateOrder::expires_first, 5),
              ElementsAre(4097));
}

TEST_P(RegisterContract, ACertificateThatHasNotSettledIsNotIndexedYetButFound) {
  add_many(CertificateIndex::kBlockSize - 1);
  auto late = make("late.example");
  late.id = model::CertificateId(first_id_at(kNow - std::chrono::seconds(30)));
  add(late);
  EXPECT_EQ(index(), 0);
  EXPECT_THAT(ids(page({.part = "late"}, CertificateOrder::newest, 5).value()),
              ElementsAre(late.id.value()));
}

TEST_P(RegisterContract, FiltersHoldTogether) {
  auto mine = make("a.example");
  mine.owner = model::AccountId(7);
  mine.profile = "tls-dv";
  mine.issuer = model::IssuerId(3);
  mine.not_after = kNow + days(5);
  add(mine);
  auto other = mine;
  other.id = model::CertificateId(++last_id_);
  other.serial = model::new_serial(kNow + hours(1), random_);
  other.owner = model::AccountId(8);
  add(other);
  add("b.example");
  const CertificateFilter filter{.part = "a.",
                                 .status = CertificateStatus::valid,
                                 .profile = "tls-dv",
                                 .issuer = model::IssuerId(3),
                                 .owner = model::AccountId(7),
                                 .expires_from = kNow + days(5),
                                 .expires_until = kNow + days(6)};
  const auto find = [&](const CertificateFilter& changed) {
    return ids(page(changed, CertificateOrder::newest, 5).value());
  };
  EXPECT_THAT(find(filter), ElementsAre(mine.id.value()));
  auto no_owner = filter;
  no_owner.owner = {};
  EXPECT_THAT(find(no_owner), ElementsAre(other.id.value(), mine.id.value()));
  auto wrong = filter;
  wrong.profile = "other";
  EXPECT_THAT(find(wrong), IsEmpty());
  wrong = filter;
  wrong.issuer = model::IssuerId(4);
  EXPECT_THAT(find(wrong), IsEmpty());
  wrong = filter;
  wrong.expires_until = kNow + days(5);
  EXPECT_THAT(find(wrong), IsEmpty());
  wrong = filter;
  wrong.expires_from = kNow + days(5) + Duration(1);
  EXPECT_THAT(find(wrong), IsEmpty());
}

TEST_P(RegisterContract, ARevocationIsSeenBeforeAndAfterItIsTakenOver) {
  const auto first = make("one.example");
  add(first);
  const auto second = make("two.example");
  add(second);
  revoke(first);
  const auto expect = [&](const char* when) {
    EXPECT_THAT(
        ids(page({.status = CertificateStatus::revoked}, CertificateOrder::newest, 5).value()),
        ElementsAre(first.id.value()))
        << when;
    EXPECT_THAT(
        ids(page({.status = CertificateStatus::valid}, CertificateOrder::newest, 5).value()),
        ElementsAre(second.id.value()))
        << when;
  };
  expect("before");
  index();
  expect("after");
}

TEST_P(RegisterContract, WhatHappensAfterASearchIsSeenByTheNext) {
  add_many(CertificateIndex::kBlockSize);
  auto first = make("first.example");
  add(first);
  revoke(first);
  ASSERT_EQ(index(), 1);
  const CertificateFilter revoked{.status = CertificateStatus::revoked};
  ASSERT_THAT(walk(revoked, CertificateOrder::newest, 5), ElementsAre(first.id.value()));

  auto second = make("second.example");
  add(second);
  revoke(second);
  index();
  add_many(CertificateIndex::kBlockSize);
  ASSERT_EQ(index(), 1);
  auto third = make("third.example");
  add(third);
  revoke(third);

  EXPECT_THAT(walk(revoked, CertificateOrder::newest, 5),
              ElementsAre(third.id.value(), second.id.value(), first.id.value()));
  EXPECT_THAT(walk({.part = "d.example"}, CertificateOrder::oldest, 5),
              ElementsAre(second.id.value(), third.id.value()));
}

TEST_P(RegisterContract, AStatusIsThatOfTheMoment) {
  auto early = make("early.example");
  early.not_before = kNow + hours(1);
  early.not_after = kNow + days(2);
  add(early);
  auto last_second = make("now.example");
  last_second.not_after = kNow;
  add(last_second);
  auto late = make("late.example");
  late.not_after = kNow - std::chrono::seconds(1);
  add(late);
  const auto find = [&](CertificateStatus status) {
    return ids(page({.status = status}, CertificateOrder::newest, 5).value());
  };
  EXPECT_THAT(find(CertificateStatus::not_yet_valid), ElementsAre(1));
  EXPECT_THAT(find(CertificateStatus::valid), ElementsAre(2));
  EXPECT_THAT(find(CertificateStatus::expired), ElementsAre(3));
}

TEST_P(RegisterContract, CountsAgreeBeforeAndAfterIndexing) {
  add_many(CertificateIndex::kBlockSize);
  auto mine = make("mine.example");
  mine.owner = model::AccountId(7);
  mine.not_after = kNow - days(1);
  add(mine);
  auto bad = make("bad.example");
  bad.owner = model::AccountId(7);
  bad.not_after = kNow + days(3);
  add(bad);
  revoke(bad);
  const auto counts = [&](model::AccountId owner) {
    return db()
        .read([&](Snapshot& s) { return CertificateRegister::counts(s, owner, kNow); })
        .value();
  };
  ASSERT_EQ(index(), 1);
  EXPECT_EQ(index(), 0);  // a second run counts nothing twice
  const auto all = counts({});
  EXPECT_EQ(all.issued, CertificateIndex::kBlockSize + 2);
  EXPECT_EQ(all.valid, CertificateIndex::kBlockSize);
  EXPECT_EQ(all.revoked, 1);
  EXPECT_EQ(all.expired, 1);
  const auto of_mine = counts(model::AccountId(7));
  EXPECT_EQ(of_mine.issued, 2);
  EXPECT_EQ(of_mine.valid, 0);
  EXPECT_EQ(of_mine.revoked, 1);
  EXPECT_EQ(counts(model::AccountId(9)).issued, 0);
}

TEST_P(RegisterContract, TheForecastHasTheDaysOnWhichSomethingEnds) {
  for (const int day : {3, 3, 10, 40}) {
    auto c = make("a.example");
    c.not_after = kNow + days(day) + hours(5);
    add(c);
  }
  const auto days_of = [&] {
    return db()
        .read([&](Snapshot& s) {
          return CertificateRegister::expiring(s, {}, kNow, kNow + days(30));
        })
        .value();
  };
  const auto found = days_of();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].day, std::chrono::floor<days>(kNow) + days(3));
  EXPECT_EQ(found[0].certificates, 2);
  EXPECT_EQ(found[1].certificates, 1);
}

TEST_P(RegisterContract, ACursorOfAnotherOrderIsRefused) {
  add("a.example");
  add("b.example");
  const auto next = page({}, CertificateOrder::newest, 1).value().next;
  ASSERT_NE(next, "");
  for (const auto& cursor : {next, std::string("garbage"), std::string("AAAA")}) {
    const auto found = db().read([&](Snapshot& s) {
      return CertificateRegister::page(s, {}, CertificateOrder::expires_first, kNow, 1, cursor);
    });
    ASSERT_FALSE(found);
    EXPECT_TRUE(found.error().is(kPageTokenMalformed));
  }
}

TEST(CertificateBlock, WhatWasAddedComesBack) {
  CertificateBlockBuilder builder;
  builder.add({model::CertificateId(5), model::AccountId(6), model::IssuerId(7), "tls-dv", kNow,
               kNow + days(90), "a.example\nb.example\n"});
  builder.add(
      {model::CertificateId(8), {}, model::IssuerId(7), "other", kNow, kNow, "c.example\n"});
  const Bytes facts = builder.facts();
  const auto block = CertificateBlock::open(facts, builder.names()).value();
  ASSERT_EQ(block.size(), 2U);
  EXPECT_EQ(block.at(0).owner, model::AccountId(6));
  EXPECT_EQ(block.at(0).not_before, kNow);
  EXPECT_EQ(block.at(0).names, "a.example\nb.example\n");
  EXPECT_EQ(block.at(1).profile, "other");
  EXPECT_TRUE(block.at(1).owner.empty());
  EXPECT_THAT(block.having("b.ex"), ElementsAre(0));
  EXPECT_THAT(block.having("example"), ElementsAre(0, 1));
  EXPECT_THAT(block.having("nothing"), IsEmpty());
}

TEST(CertificateBlock, DamageIsRefusedAndNeverRead) {
  CertificateBlockBuilder builder;
  builder.add({model::CertificateId(5), {}, model::IssuerId(7), "tls-dv", kNow, kNow, "a.test\n"});
  const Bytes facts = builder.facts();
  for (std::size_t length = 0; length < facts.size(); ++length) {
    EXPECT_FALSE(CertificateBlock::open(BytesView(facts).first(length), builder.names()));
  }
  EXPECT_FALSE(CertificateBlock::open(facts, as_bytes("other names")));
}

TEST_P(RegisterContract, CertificatesOfAKeyAreFoundInBlocksAndBeforeThem) {
  const auto with_key = [&](std::uint8_t key) {
    auto c = make("www.example.com");
    c.spki_hash.fill(key);
    return add(c).value();
  };
  const auto find = [&](std::uint8_t key, int limit, const std::string& token = {}) {
    CertificateSearch search;
    search.spki_hash.emplace().fill(key);
    return db()
        .read([&](Snapshot& s) { return CertificateRepository::search(s, search, limit, token); })
        .value();
  };
  const auto ids_of = [](const CertificatePage& page) {
    std::vector<std::int64_t> ids;
    for (const auto& c : page.certificates) {
      ids.push_back(c.id.value());
    }
    return ids;
  };
  const auto first = with_key(7);
  add_many(CertificateIndex::kBlockSize);
  const auto second = with_key(7);
  add_many(CertificateIndex::kBlockSize);
  ASSERT_EQ(index(), 2);
  const auto newest = with_key(7);
  EXPECT_THAT(ids_of(find(7, 10)), ElementsAre(newest, second, first));
  const auto page = find(7, 2);
  EXPECT_THAT(ids_of(page), ElementsAre(newest, second));
  EXPECT_THAT(ids_of(find(7, 2, page.next)), ElementsAre(first));
  EXPECT_THAT(ids_of(find(8, 10)), IsEmpty());
}

TEST_P(RegisterContract, OfManyCertificatesOutsideOfBlocksSomeAreLookedAtAtATime) {
  const auto with_key = [&](std::uint8_t key) {
    auto c = make("www.example.com");
    c.spki_hash.fill(key);
    return add(c).value();
  };
  const auto oldest = with_key(7);
  add_many(CertificateIndex::kBlockSize - 1);
  ASSERT_EQ(index(), 1);
  const auto other = with_key(8);
  const auto newest = with_key(7);
  model::Digest hash;
  hash.fill(7);
  std::vector<std::vector<std::int64_t>> calls;
  std::optional<std::int64_t> below = INT64_MAX;
  while (below && calls.size() < 5) {
    const auto hits = db().read(
        [&](Snapshot& s) { return certificates_with_key(s, key_prefix(hash), *below, 10, 1); });
    calls.push_back(hits.value().ids);
    below = hits.value().rest;
  }
  EXPECT_LT(other, newest);
  EXPECT_THAT(calls, ElementsAre(ElementsAre(newest), IsEmpty(), ElementsAre(oldest)));
}

}  // namespace
}  // namespace chancery::store
