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

const std::vector<model::LogSubmission> kAnswers{
    {"bG9n", "Log a 2026", kNow, Duration(120), model::SubmissionOutcome::sct, ""},
    {"Z29s", "Log b 2026", kNow, Duration(3000), model::SubmissionOutcome::failed,
     "ct_log_refused (HTTP 500)"}};

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
    return write([&](Transaction& tx) {
      return PrecertificateRepository::complete(tx, one, 9, kAnswers, kLater);
    });
  }
  std::string leave_unfinished(const model::IssuedCertificate& one) {
    return write([&](Transaction& tx) {
      return PrecertificateRepository::leave_unfinished(tx, one.id, "ct_too_few_scts", {}, kLater);
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

TEST_P(Precertificates, WaitForTheirLogsAndAreShownAgainByOneOnly) {
  auto one = announced();
  one.application = model::ApplicationId(77);
  ASSERT_EQ(insert(one), "");
  const auto wait = [&] {
    return write(
        [&](Transaction& tx) { return PrecertificateRepository::wait(tx, one.id, kAnswers); });
  };
  const auto show_again = [&] {
    return write([&](Transaction& tx) { return PrecertificateRepository::show_again(tx, one.id); });
  };
  EXPECT_EQ(show_again(), "precertificate_ended") << "it is being shown";
  ASSERT_EQ(wait(), "");
  EXPECT_EQ(find(one.id)->state, PrecertificateState::waiting);
  EXPECT_EQ(find(one.id)->submissions, kAnswers);
  EXPECT_EQ(find(one.id)->application, one.application);
  EXPECT_EQ(left_behind(one), std::nullopt) << "no crash left it";
  EXPECT_EQ(complete(one), "precertificate_ended");
  ASSERT_EQ(show_again(), "");
  EXPECT_EQ(show_again(), "precertificate_ended");
  ASSERT_EQ(complete(one), "");
  EXPECT_EQ(wait(), "precertificate_ended");
}

TEST_P(Precertificates, OfOneApplicationAreNeverOpenTwice) {
  auto one = announced(61);
  auto two = announced(62);
  one.application = two.application = model::ApplicationId(78);
  const auto open = [&] {
    return read([&](Snapshot& s) { return PrecertificateRepository::open_of(s, one.application); });
  };
  EXPECT_EQ(open(), std::nullopt);
  ASSERT_EQ(insert(one), "");
  EXPECT_EQ(open()->certificate, one.id);
  EXPECT_EQ(insert(two), "precertificate_open");
  EXPECT_EQ(find(two.id), std::nullopt);
  ASSERT_EQ(leave_unfinished(one), "");
  EXPECT_EQ(open(), std::nullopt);
  EXPECT_EQ(insert(two), "");
  EXPECT_EQ(insert(announced(63)), "") << "of no application";
  EXPECT_EQ(insert(announced(64)), "") << "of no application either";
}

TEST_P(Precertificates, KeepTheLatestAnswersOnly) {
  const auto one = announced();
  ASSERT_EQ(insert(one), "");
  std::vector<model::LogSubmission> many(PrecertificateRepository::kMaxSubmissions, kAnswers[0]);
  many.insert(many.begin(), kAnswers[1]);
  ASSERT_EQ(write([&](Transaction& tx) {
              return PrecertificateRepository::leave_unfinished(tx, one.id, "x", many, kLater);
            }),
            "");
  EXPECT_EQ(find(one.id)->submissions.size(), PrecertificateRepository::kMaxSubmissions);
  EXPECT_EQ(find(one.id)->submissions.front(), kAnswers[0]);
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
