// The contracts of what the console keeps (0032_console.sql), run against both back ends.
#include <gtest/gtest.h>

#include "store/application_repository.h"
#include "store/certificate_label_repository.h"
#include "store/draft_repository.h"
#include "store/errors.h"
#include "store/imported_certificate_repository.h"
#include "store/saved_view_repository.h"
#include "store/test_database.h"

namespace chancery::store {
namespace {

const Time kNow = at_date(2026, 11, 21);
const model::AccountId kOwner(7);
const model::AccountId kOther(8);

class ConsoleContract : public testing::TestWithParam<BackEnd> {
 protected:
  void SetUp() override {
    if (!TestDatabase::available(GetParam())) {
      GTEST_SKIP() << "PostgreSQL is not installed";
    }
    db_ = std::make_unique<TestDatabase>(GetParam());
    db_->open();
  }
  template <class Unit>
  auto write(Unit unit) {
    return (*db_)->write(unit).value();
  }
  template <class Work>
  auto read(Work work) {
    return (*db_)->read(work).value();
  }

  std::unique_ptr<TestDatabase> db_;
};

INSTANTIATE_TEST_SUITE_P(Both, ConsoleContract, testing::Values(BackEnd::sqlite, BackEnd::postgres),
                         [](const auto& test) { return to_text(test.param); });

TEST_P(ConsoleContract, ADraftComesBackToItsAccountAlone) {
  model::Draft draft{model::DraftId(1), kOwner, "shop", "cloud-basic", "{\"a\":1}", kNow, kNow};
  EXPECT_TRUE(write([&](Transaction& tx) { return DraftRepository::insert(tx, draft); }));
  const auto find = [&](model::AccountId account) {
    return read([&](Snapshot& s) { return DraftRepository::find(s, account, draft.id); });
  };
  ASSERT_TRUE(find(kOwner));
  EXPECT_EQ(find(kOwner)->content, "{\"a\":1}");
  EXPECT_FALSE(find(kOther));
  draft.name = "other";
  draft.updated = kNow + Duration(1);
  EXPECT_TRUE(write([&](Transaction& tx) { return DraftRepository::update(tx, draft); }));
  const auto list = read([&](Snapshot& s) { return DraftRepository::list(s, kOwner); });
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].name, "other");
  EXPECT_EQ(list[0].content, "");
  EXPECT_FALSE(
      write([&](Transaction& tx) { return DraftRepository::remove(tx, kOther, draft.id); }));
  EXPECT_TRUE(
      write([&](Transaction& tx) { return DraftRepository::remove(tx, kOwner, draft.id); }));
}

TEST_P(ConsoleContract, ASavedViewIsUniqueByPageAndName) {
  const auto put = [&](std::int64_t id, model::AccountId account, const std::string& query) {
    return write([&](Transaction& tx) {
      return SavedViewRepository::put(
          tx, {model::SavedViewId(id), account, "certificates", "mine", query});
    });
  };
  EXPECT_TRUE(put(1, kOwner, "a"));
  EXPECT_TRUE(put(2, kOwner, "b"));
  EXPECT_TRUE(put(3, {}, "staff"));
  const auto list = read([&](Snapshot& s) { return SavedViewRepository::list(s, kOwner); });
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].query, "b");
  EXPECT_EQ(read([&](Snapshot& s) { return SavedViewRepository::list(s, {}); }).size(), 1U);
}

TEST_P(ConsoleContract, ALabelIsReplacedAndItsNameIsUniquePerOwner) {
  model::CertificateLabel label;
  label.certificate = model::CertificateId(5);
  label.owner = kOwner;
  label.name = "front";
  label.note = "note";
  label.auto_renew = true;
  label.tried_at = kNow;
  label.outcome = "filed";
  const auto put = [&](const model::CertificateLabel& one) {
    return (*db_)->write([&](Transaction& tx) { return CertificateLabelRepository::put(tx, one); });
  };
  ASSERT_TRUE(put(label));
  label.note = "other";
  ASSERT_TRUE(put(label));
  const auto found =
      read([&](Snapshot& s) { return CertificateLabelRepository::find(s, label.certificate); });
  ASSERT_TRUE(found);
  EXPECT_EQ(found->note, "other");
  EXPECT_EQ(found->tried_at, kNow);
  EXPECT_TRUE(found->auto_renew);
  auto second = label;
  second.certificate = model::CertificateId(6);
  const auto conflict = put(second);
  ASSERT_FALSE(conflict);
  EXPECT_TRUE(conflict.error().is(kStoreConflict));
  second.owner = kOther;
  second.auto_renew = false;
  EXPECT_TRUE(put(second));
  const auto renewing =
      read([&](Snapshot& s) { return CertificateLabelRepository::renewing(s, {}, 10); });
  ASSERT_EQ(renewing.size(), 1U);
  EXPECT_EQ(renewing[0].certificate, label.certificate);
  EXPECT_TRUE(read([&](Snapshot& s) {
    return CertificateLabelRepository::name_taken(s, kOwner, "front", second.certificate);
  }));
  EXPECT_FALSE(read([&](Snapshot& s) {
    return CertificateLabelRepository::name_taken(s, kOwner, "front", label.certificate);
  }));
}

TEST_P(ConsoleContract, AnImportedCertificateIsWatchedOncePerAccount) {
  model::ImportedCertificate row;
  row.id = model::ImportedCertificateId(1);
  row.account = kOwner;
  row.name = "old";
  row.fingerprint.fill(3);
  row.not_after = kNow;
  row.der = to_bytes("der");
  row.chain = to_bytes("chain");
  row.created = kNow;
  const auto insert = [&] {
    return write([&](Transaction& tx) { return ImportedCertificateRepository::insert(tx, row); });
  };
  EXPECT_TRUE(insert());
  row.id = model::ImportedCertificateId(2);
  EXPECT_FALSE(insert());
  row.account = {};
  EXPECT_TRUE(insert());
  const auto list =
      read([&](Snapshot& s) { return ImportedCertificateRepository::list(s, kOwner, {}, 10); });
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].chain, to_bytes("chain"));
  EXPECT_EQ(list[0].fingerprint, row.fingerprint);
  EXPECT_FALSE(read([&](Snapshot& s) {
    return ImportedCertificateRepository::find(s, kOther, model::ImportedCertificateId(1));
  }));
}

TEST_P(ConsoleContract, AnApplicationKeepsWhatItFollowsAndCanGiveUpItsName) {
  model::Application application;
  application.id = model::ApplicationId(1);
  application.account = kOwner;
  application.source = model::ApplicationSource::rest;
  application.name = "shop";
  application.profile = "tls-dv";
  application.family = model::Family::cloud_basic;
  application.apply_again_of = model::ApplicationId(9);
  application.renews = model::CertificateId(10);
  EXPECT_TRUE(
      write([&](Transaction& tx) { return ApplicationRepository::insert(tx, application); }));
  const auto found = read(
      [](Snapshot& s) { return ApplicationRepository::renewal_of(s, model::CertificateId(10)); });
  ASSERT_TRUE(found);
  EXPECT_EQ(found->family, model::Family::cloud_basic);
  EXPECT_EQ(found->apply_again_of, model::ApplicationId(9));
  EXPECT_EQ(read([](Snapshot& s) { return ApplicationRepository::count_open(s, kOwner); }), 1);
  EXPECT_EQ(read([](Snapshot& s) { return ApplicationRepository::count_open(s, {}); }), 1);
  EXPECT_EQ(read([](Snapshot& s) { return ApplicationRepository::count_open(s, kOther); }), 0);
  EXPECT_TRUE(write([&](Transaction& tx) {
    return ApplicationRepository::rename(tx, application.id, "shop (old)");
  }));
  EXPECT_FALSE(
      read([](Snapshot& s) { return ApplicationRepository::name_taken(s, kOwner, "shop"); }));
}

}  // namespace
}  // namespace chancery::store
