// The contract of PrecertificateRepository, on both back ends.
#include "store/precertificate_repository.h"

#include <gtest/gtest.h>

#include "store/certificate_repository.h"
#include "store/test_database.h"

namespace chancery::store {
namespace {

using model::PrecertificateState;

constexpr Time kNow = at_date(2026, 11, 21);
constexpr Time kLater = kNow + std::chrono::seconds(3);

class Precertificates : public testing::TestWithParam<BackEnd> {
 protected:
  void SetUp() override {
    if (!TestDatabase::available(GetParam())) {
      GTEST_SKIP() << "PostgreSQL is not installed";
    }
    database_ = std::make_unique<TestDatabase>(GetParam());
    database_->open();
  }
  static model::IssuedCertificate announced(std::int64_t id = 41) {
    model::IssuedCertificate one;
    one.id = model::CertificateId(id);
    one.issuer = model::IssuerId(7);
    one.serial = x509::Serial::parse("4f0" + std::to_string(id)).value();
    one.profile = "tls-dv";
    one.not_before = kNow;
    one.not_after = kNow + std::chrono::days(90);
    one.names = {{model::NameType::dns, "www.example.com"}};
    one.der = {1, 2, 3};
    return one;
  }
  template <class Unit>
  std::string write(Unit&& unit) {
    const auto done = (*database_)->write(std::forward<Unit>(unit));
    return done ? "" : std::string(done.error().code());
  }
  std::string insert(const model::IssuedCertificate& one) {
    return write([&](Transaction& tx) { return PrecertificateRepository::insert(tx, one, kNow); });
  }
  std::string complete(model::IssuedCertificate one) {
    one.der = {4, 5};
    return write(
        [&](Transaction& tx) { return PrecertificateRepository::complete(tx, one, 9, kLater); });
  }
  std::string leave_unfinished(const model::IssuedCertificate& one) {
    return write([&](Transaction& tx) {
      return PrecertificateRepository::leave_unfinished(tx, one.id, "ct_too_few_scts", kLater);
    });
  }
  template <class Work>
  auto read(Work&& work) {
    return (*database_)->read(std::forward<Work>(work)).value();
  }
  std::optional<model::Precertificate> find(model::CertificateId id) {
    return read([&](Snapshot& snapshot) { return PrecertificateRepository::find(snapshot, id); });
  }
  Bytes der_of(const model::IssuedCertificate& one) {
    return read([&](Snapshot& snapshot) {
             return CertificateRepository::by_serial(snapshot, one.issuer, one.serial);
           })
        ->der;
  }
  std::optional<model::CertificateId> left_behind(const model::IssuedCertificate& one) {
    return read([&](Snapshot& snapshot) {
      return PrecertificateRepository::left_behind(snapshot, {one.issuer, one.serial, {}});
    });
  }

  std::unique_ptr<TestDatabase> database_;
};

INSTANTIATE_TEST_SUITE_P(Both, Precertificates, testing::Values(BackEnd::sqlite, BackEnd::postgres),
                         [](const auto& test) {
                           return test.param == BackEnd::sqlite ? "sqlite" : "postgres";
                         });

TEST_P(Precertificates, AreCertificatesFromTheMomentTheyWereSigned) {
  const auto one = announced();
  ASSERT_EQ(insert(one), "");
  EXPECT_EQ(der_of(one), one.der);
  const auto found = find(one.id);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->state, PrecertificateState::shown);
  EXPECT_EQ(found->der, one.der);
  EXPECT_EQ(found->signed_at, kNow);
  EXPECT_EQ(left_behind(one), one.id);
  EXPECT_EQ(insert(one), "serial_taken");
}

TEST_P(Precertificates, GiveWayToTheCertificateOnceAndAreKept) {
  const auto one = announced();
  ASSERT_EQ(insert(one), "");
  ASSERT_EQ(complete(one), "");
  EXPECT_EQ(der_of(one), (Bytes{4, 5}));
  const auto found = find(one.id);
  EXPECT_EQ(found->state, PrecertificateState::completed);
  EXPECT_EQ(found->der, one.der);
  EXPECT_EQ(found->ended_at, kLater);
  EXPECT_EQ(found->issued_leaf, 9);
  EXPECT_EQ(left_behind(one), std::nullopt);
  EXPECT_EQ(complete(one), "precertificate_ended");
  EXPECT_EQ(leave_unfinished(one), "precertificate_ended");
}

TEST_P(Precertificates, AreNeverCompletedOnceTheyWereGivenUp) {
  const auto one = announced();
  ASSERT_EQ(insert(one), "");
  ASSERT_EQ(leave_unfinished(one), "");
  EXPECT_EQ(complete(one), "precertificate_ended");
  EXPECT_EQ(der_of(one), one.der);
  EXPECT_EQ(find(one.id)->why, "ct_too_few_scts");
}

TEST_P(Precertificates, AreListedWhileTheyAreNotCompleted) {
  for (const std::int64_t id : {51, 52, 53}) {
    ASSERT_EQ(insert(announced(id)), "");
  }
  ASSERT_EQ(complete(announced(51)), "");
  ASSERT_EQ(leave_unfinished(announced(52)), "");
  const auto list = read([](Snapshot& s) { return PrecertificateRepository::not_completed(s, 9); });
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0].certificate, model::CertificateId(53));
  EXPECT_EQ(list[1].certificate, model::CertificateId(52));
  EXPECT_EQ(find(model::CertificateId(99)), std::nullopt);
}

}  // namespace
}  // namespace chancery::store
