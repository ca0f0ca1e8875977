// The road that no thread waits on: `Issuing::issue_async`.
#include <future>
#include <gmock/gmock.h>
#include <set>

#include "base/task_pool.h"
#include "ca/errors.h"
#include "ca/house_for_tests.h"
#include "ca/issuing.h"

namespace chancery::ca {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class AsyncIssuing : public testing::Test {
 protected:
  using Outcome = Result<model::IssuedCertificate>;

  std::future<Outcome> begin(IssueOrder order, AlongsideIssuance alongside = {}) {
    auto promise = std::make_shared<std::promise<Outcome>>();
    auto future = promise->get_future();
    house_->issuing.issue_async(
        std::move(order), std::move(alongside), pool_,
        [promise](Outcome outcome) { promise->set_value(std::move(outcome)); });
    return future;
  }
  Outcome issue(AlongsideIssuance alongside = {}) {
    return begin(house_.private_order(), std::move(alongside)).get();
  }

  TaskPool pool_{4};
  House house_;
  IssuerPtr root_ = house_.root("p-root", kPrivatePurpose);
  IssuerPtr sub_ = house_.subordinate("p-sub", root_);
};

TEST_F(AsyncIssuing, TellsOfACertificateThatIsStoredAndThatOpenSslAccepts) {
  const auto issued = issue().value();
  EXPECT_TRUE(house_.chain_is_accepted(root_, sub_, issued.der, ""));
  const auto stored = house_.read([&](store::Snapshot& snapshot) {
    return store::CertificateRepository::by_serial(snapshot, sub_->record().id, issued.serial);
  });
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->audit_leaf, issued.audit_leaf);
  EXPECT_THAT(house_.intents(), IsEmpty());
}

TEST_F(AsyncIssuing, HasSerialAndBodyStoredBeforeTheKeyIsUsed) {
  std::vector<store::OutstandingIntent> seen;
  Bytes signed_body;
  house_->keys.watch([&](BytesView message) -> Result<void> {
    seen = house_.intents();
    signed_body = to_bytes(message);
    return {};
  });
  const auto issued = issue().value();
  ASSERT_THAT(seen, SizeIs(1));
  EXPECT_EQ(seen[0].intent.serial, issued.serial);
  EXPECT_EQ(seen[0].intent.tbs_der, signed_body);
}

TEST_F(AsyncIssuing, RunsTheCallersPartsInTheirOrder) {
  std::vector<std::string> order;
  const auto issued =
      issue({.with_intent = [&](store::Transaction&) -> Result<void> {
               order.emplace_back("intent");
               return {};
             },
             .with_certificate = [&](store::Transaction&, const auto&) -> Result<void> {
               order.emplace_back("certificate");
               return {};
             },
             .when_signed = [&](const auto&) { order.emplace_back("signed"); }});
  ASSERT_TRUE(issued);
  EXPECT_THAT(order, testing::ElementsAre("intent", "signed", "certificate"));
}

TEST_F(AsyncIssuing, OfAnOrderThatIsRefusedTellsWhyAndTouchesNothing) {
  bool touched = false;
  house_->keys.watch([&](BytesView) -> Result<void> {
    touched = true;
    return {};
  });
  EXPECT_FALSE(begin(house_.order(profile::kPrivateServer, {})).get());
  EXPECT_EQ(code_of(issue({.with_intent = [](store::Transaction&) -> Result<void> {
              return fail(kAgreementMissing);
            }})),
            kAgreementMissing.code);
  EXPECT_FALSE(touched);
  EXPECT_THAT(house_.intents(), IsEmpty());
}

TEST_F(AsyncIssuing, WithAKeyThatFailsAbandonsTheSerialOnRecordBeforeItTells) {
  const auto before = house_.certificates().size();
  house_->keys.watch([](BytesView) -> Result<void> { return fail(keys::kTokenUnavailable); });
  EXPECT_EQ(code_of(issue()), keys::kTokenUnavailable.code);
  EXPECT_THAT(house_.certificates(), SizeIs(before));
  const auto abandoned = house_.audit_records("serial.abandoned");
  ASSERT_THAT(abandoned, SizeIs(1));
  EXPECT_THAT(abandoned[0].details, HasSubstr(keys::kTokenUnavailable.code));
}

TEST_F(AsyncIssuing, StoresNothingOfItWhenTheCallersRowsFail) {
  const auto before = house_.certificates().size();
  EXPECT_EQ(
      code_of(issue({.with_certificate = [](store::Transaction&, const auto&) -> Result<void> {
        return fail(kAgreementMissing);
      }})),
      kAgreementMissing.code);
  EXPECT_THAT(house_.certificates(), SizeIs(before));
  EXPECT_THAT(house_.audit_records("serial.abandoned"), SizeIs(1));
}

TEST_F(AsyncIssuing, ManyAtOnceEachGetASerialOfTheirOwn) {
  constexpr int kMany = 200;
  const auto before = house_.certificates().size();
  std::vector<std::future<Outcome>> under_way;
  for (int i = 0; i < kMany; ++i) {
    under_way.push_back(begin(house_.private_order()));
  }
  std::set<std::string> serials;
  for (auto& one : under_way) {
    serials.insert(one.get().value().serial.hex());
  }
  EXPECT_THAT(serials, SizeIs(kMany));
  EXPECT_THAT(house_.certificates(), SizeIs(before + kMany));
  EXPECT_THAT(house_.audit_records("certificate.issued"), SizeIs(before + kMany));
}

}  // namespace
}  // namespace chancery::ca
