// The contract of keyless_certificates (NC-x1), on both back ends.
#include "store/keyless_certificates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/new_serial.h"
#include "store/certificate_repository.h"
#include "store/placement_repository.h"
#include "store/revocation_repository.h"
#include "store/test_database.h"

namespace chancery::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Time kNow = at_date(2026, 11, 22);
const model::AccountId kOwner(7);
const model::AccountId kOther(8);

class KeylessContract : public testing::TestWithParam<BackEnd> {
 protected:
  void SetUp() override {
    if (!TestDatabase::available(GetParam())) {
      GTEST_SKIP() << "PostgreSQL is not installed";
    }
    db_ = std::make_unique<TestDatabase>(GetParam());
    db_->open();
  }
  template <class Unit>
  void write(Unit unit) {
    ASSERT_TRUE((*db_)->write(unit));
  }
  /// At a place that hosts its key, unless told otherwise. The id is the number of its place.
  model::IssuedCertificate placed(model::AccountId owner, Duration left = std::chrono::hours(1),
                                  bool hosts_key = true) {
    model::IssuedCertificate c;
    c.id = model::CertificateId(++last_id_);
    c.issuer = model::IssuerId(1);
    c.serial = model::new_serial(kNow + Duration(last_id_), random_);
    c.profile = "private-server";
    c.not_before = kNow - std::chrono::hours(1);
    c.not_after = kNow + left;
    c.owner = owner;
    c.spki_hash[0] = static_cast<std::uint8_t>(last_id_);
    c.names = {{model::NameType::dns, "host-" + std::to_string(last_id_) + ".example.com"}};
    c.der = to_bytes("der");
    write([&](Transaction& tx) { return CertificateRepository::insert(tx, c); });
    place(c, std::to_string(last_id_), hosts_key);
    return c;
  }
  void place(const model::IssuedCertificate& c, const std::string& name, bool hosts_key) {
    write([&](Transaction& tx) {
      return PlacementRepository::put(tx, {c.owner, name, c.id, {}, hosts_key, kNow});
    });
  }
  RegisterPage page(const CertificateFilter& filter, int limit = 10,
                    const std::string& cursor = {}) {
    return (*db_)
        ->read([&](Snapshot& s) { return keyless_certificates(s, filter, kNow, limit, cursor); })
        .value();
  }
  std::vector<std::int64_t> found(const CertificateFilter& filter) { return ids(page(filter)); }
  static std::vector<std::int64_t> ids(const RegisterPage& page) {
    std::vector<std::int64_t> ids;
    for (const auto& c : page.certificates) {
      ids.push_back(c.id.value());
    }
    return ids;
  }

  std::unique_ptr<TestDatabase> db_;
  SystemRandom random_;
  std::int64_t last_id_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Both, KeylessContract, testing::Values(BackEnd::sqlite, BackEnd::postgres),
                         [](const auto& test) { return to_text(test.param); });

TEST_P(KeylessContract, ShowsAnEnterpriseItsOwnAlone) {
  placed(kOwner);
  placed(kOther);
  placed({});
  EXPECT_THAT(found({.owner = kOwner}), ElementsAre(1));
  EXPECT_THAT(found({.owner = model::AccountId(9)}), IsEmpty());
  EXPECT_THAT(found({}), ElementsAre(3, 2, 1));
}

TEST_P(KeylessContract, LeavesOutWhatNeedsNoKeyAnyMore) {
  placed(kOwner, std::chrono::hours(1), false);
  placed(kOwner, -std::chrono::hours(1));
  const auto revoked = placed(kOwner);
  const auto registered = placed(kOwner);
  const auto waiting = placed(kOwner);
  place(waiting, "a second place", true);
  write([&](Transaction& tx) -> Result<void> {
    model::Revocation wish;
    wish.issuer = revoked.issuer;
    wish.serial = revoked.serial;
    wish.certificate = revoked.id;
    wish.revoked_at = kNow;
    wish.reason = x509::RevocationReason::superseded;
    wish.certificate_expires = revoked.not_after;
    (void)TRY(RevocationRepository::revoke(tx, wish));
    return SealedKeyRepository::put(tx, {kOwner, registered.spki_hash, "sealed", kNow});
  });
  EXPECT_THAT(found({.owner = kOwner}), ElementsAre(waiting.id.value()));
}

TEST_P(KeylessContract, IsNarrowedDownAndReadPageByPage) {
  for (int i = 0; i < 5; ++i) {
    placed(kOwner);
  }
  EXPECT_THAT(found({.part = "host-3"}), ElementsAre(3));
  EXPECT_THAT(found({.profile = "tls-dv"}), IsEmpty());
  EXPECT_THAT(found({.expires_until = kNow}), IsEmpty());
  const auto first = page({.owner = kOwner}, 3);
  EXPECT_THAT(ids(first), ElementsAre(5, 4, 3));
  const auto second = page({.owner = kOwner}, 3, first.next);
  EXPECT_THAT(ids(second), ElementsAre(2, 1));
  EXPECT_EQ(second.next, "");
}

}  // namespace
}  // namespace chancery::store
