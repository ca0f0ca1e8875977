// The contract of ManagedKeyRepository, on both back ends.
#include "store/managed_key_repository.h"

#include <gtest/gtest.h>

#include "store/test_database.h"

namespace chancery::store {
namespace {

constexpr model::CertificateId kCertificate(41);
constexpr model::CertificateId kOther(42);
const Bytes kSealed{1, 0, 2, 255};

class ManagedKeys : public testing::TestWithParam<BackEnd> {
 protected:
  void SetUp() override {
    if (!TestDatabase::available(GetParam())) {
      GTEST_SKIP() << "PostgreSQL is not installed";
    }
    database_ = std::make_unique<TestDatabase>(GetParam());
    database_->open();
  }
  Result<void> insert(model::CertificateId certificate) {
    return (*database_)->write([&](Transaction& tx) {
      return ManagedKeyRepository::insert(tx, certificate, kSealed, at_date(2026, 11, 21));
    });
  }
  std::optional<Bytes> find(model::CertificateId certificate) {
    return (*database_)
        ->read(
            [&](Snapshot& snapshot) { return ManagedKeyRepository::find(snapshot, certificate); })
        .value();
  }

  std::unique_ptr<TestDatabase> database_;
};

INSTANTIATE_TEST_SUITE_P(Both, ManagedKeys, testing::Values(BackEnd::sqlite, BackEnd::postgres),
                         [](const auto& test) {
                           return test.param == BackEnd::sqlite ? "sqlite" : "postgres";
                         });

TEST_P(ManagedKeys, AreFoundByTheirCertificateAlone) {
  ASSERT_TRUE(insert(kCertificate));
  EXPECT_EQ(find(kCertificate), kSealed);
  EXPECT_EQ(find(kOther), std::nullopt);
  const auto exist = (*database_)->read([](Snapshot& snapshot) -> Result<std::pair<bool, bool>> {
    return std::pair(TRY(ManagedKeyRepository::exists(snapshot, kCertificate)),
                     TRY(ManagedKeyRepository::exists(snapshot, kOther)));
  });
  EXPECT_EQ(exist.value(), std::pair(true, false));
}

TEST_P(ManagedKeys, AreNeverReplaced) {
  ASSERT_TRUE(insert(kCertificate));
  EXPECT_FALSE(insert(kCertificate));
  EXPECT_EQ(find(kCertificate), kSealed);
}

}  // namespace
}  // namespace chancery::store
