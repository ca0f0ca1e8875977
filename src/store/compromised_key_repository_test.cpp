// The contract of CompromisedKeyRepository, on both back ends.
#include "store/compromised_key_repository.h"

#include <gtest/gtest.h>

#include "store/test_database.h"

namespace chancery::store {
namespace {

constexpr Time kToday = at_date(2026, 11, 21);

class CompromisedKeys : public testing::TestWithParam<BackEnd> {
 protected:
  void SetUp() override {
    if (!TestDatabase::available(GetParam())) {
      GTEST_SKIP() << "PostgreSQL is not installed";
    }
    database_ = std::make_unique<TestDatabase>(GetParam());
    database_->open();
  }
  void add(const CompromisedKey& key) {
    const auto added = (*database_)->write([&](Transaction& tx) {
      return CompromisedKeyRepository::add(tx, key);
    });
    ASSERT_TRUE(added) << added.error().code();
  }
  std::optional<CompromisedKey> find(const model::Digest& hash) {
    return (*database_)
        ->read([&](Snapshot& snapshot) { return CompromisedKeyRepository::find(snapshot, hash); })
        .value();
  }

  std::unique_ptr<TestDatabase> database_;
};

INSTANTIATE_TEST_SUITE_P(Both, CompromisedKeys, testing::Values(BackEnd::sqlite, BackEnd::postgres),
                         [](const auto& test) {
                           return test.param == BackEnd::sqlite ? "sqlite" : "postgres";
                         });

TEST_P(CompromisedKeys, AreFoundByTheirHashAlone) {
  add({{1, 2, 3}, kToday, model::CertificateId(41)});
  const auto found = find({1, 2, 3});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->reported_at, kToday);
  EXPECT_EQ(found->certificate, model::CertificateId(41));
  EXPECT_FALSE(find({1, 2, 4}));
}

TEST_P(CompromisedKeys, KeepTheirFirstReport) {
  add({{1}, kToday, model::CertificateId(41)});
  add({{1}, kToday + std::chrono::hours(1), model::CertificateId(42)});
  EXPECT_EQ(find({1})->reported_at, kToday);
  EXPECT_EQ(find({1})->certificate, model::CertificateId(41));
}

TEST_P(CompromisedKeys, NeedNoCertificate) {
  add({{1}, kToday, {}});
  EXPECT_TRUE(find({1})->certificate.empty());
}

}  // namespace
}  // namespace chancery::store
