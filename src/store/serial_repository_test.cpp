// The contract of SerialRepository, run against both back ends.
#include "store/serial_repository.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/certificate_repository.h"
#include "store/test_database.h"

namespace chancery::store {
namespace {

using model::CertificateId;
using model::IssuerId;
using testing::ElementsAre;
using testing::IsEmpty;

class SerialContract : public testing::TestWithParam<BackEnd> {
 protected:
  void SetUp() override {
    if (!TestDatabase::available(GetParam())) {
      GTEST_SKIP() << "PostgreSQL is not installed";
    }
    db_ = std::make_unique<TestDatabase>(GetParam());
    db_->open();
  }

  static x509::Serial serial(const Bytes& content) {
    return x509::Serial::from_content(content).value();
  }
  void add(std::int64_t id, std::int64_t issuer, const Bytes& serial_content) {
    model::IssuedCertificate c;
    c.id = CertificateId(id);
    c.issuer = IssuerId(issuer);
    c.serial = serial(serial_content);
    c.der = to_bytes("certificate " + std::to_string(id));
    ASSERT_TRUE(
        (*db_)->write([&](Transaction& tx) { return CertificateRepository::insert(tx, c); }));
  }
  /// "ISSUER:SERIAL:ID" of each.
  static std::vector<std::string> shown(const Result<std::vector<UsedSerial>>& found) {
    std::vector<std::string> texts;
    for (const auto& used : found.value()) {
      texts.push_back(std::to_string(used.issuer.value()) + ":" + used.serial.hex() + ":" +
                      std::to_string(used.certificate.value()));
    }
    return texts;
  }
  std::vector<std::string> in_order(IssuerId issuer, const x509::Serial& after, int limit) {
    return shown((*db_)->read([&](Snapshot& snapshot) {
      return SerialRepository::in_order(snapshot, issuer, after, limit);
    }));
  }
  std::vector<std::string> issued_after(std::int64_t id, int limit) {
    return shown((*db_)->read([&](Snapshot& snapshot) {
      return SerialRepository::issued_after(snapshot, CertificateId(id), limit);
    }));
  }

  std::unique_ptr<TestDatabase> db_;
};

TEST_P(SerialContract, PagesInTheOrderOfIssuerAndOctetsAndLeaveNothingOut) {
  add(1, 2, {0x01});
  add(2, 1, {0x7F});
  add(3, 1, {0x00, 0x80});  // its sign octet sorts it first
  add(4, 1, {0x10, 0x00});
  add(5, 1, {0x10});
  EXPECT_THAT(in_order({}, {}, 3), ElementsAre("1:80:0", "1:10:0", "1:1000:0"));
  EXPECT_THAT(in_order(IssuerId(1), serial({0x10, 0x00}), 3), ElementsAre("1:7f:0", "2:01:0"));
  EXPECT_THAT(in_order(IssuerId(2), serial({0x01}), 3), IsEmpty());
}

TEST_P(SerialContract, FollowsByIdWhateverTheIssuer) {
  add(30, 1, {0x30});
  add(10, 2, {0x10});
  add(20, 1, {0x20});
  EXPECT_THAT(issued_after(0, 2), ElementsAre("2:10:10", "1:20:20"));
  EXPECT_THAT(issued_after(20, 2), ElementsAre("1:30:30"));
  EXPECT_THAT(issued_after(30, 2), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(BackEnds, SerialContract,
                         testing::Values(BackEnd::sqlite, BackEnd::postgres),
                         [](const auto& back_end) { return to_text(back_end.param); });

}  // namespace
}  // namespace chancery::store
