#include "ca/responders.h"

#include <gmock/gmock.h>
#include <thread>

#include "ca/house_for_tests.h"
#include "keys/errors.h"

namespace chancery::ca {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using testing::HasSubstr;

/// Of a certificate of a responder: 90 days (profile/catalogue.cpp).
constexpr auto kFresh = days(59);
constexpr auto kDue = days(61);

class OcspResponders : public testing::Test {
 protected:
  Result<ResponderPtr> of_sub() { return house_->responders.of(current("t-sub")); }
  IssuerPtr current(std::string_view label) { return house_->issuers.by_name(label).value(); }
  void take_key_away() {
    house_->keys.watch([](BytesView) -> Result<void> { return fail(keys::kTokenUnavailable); });
  }

  House house_;
  IssuerPtr root_ = house_.root("t-root", kTlsPurpose, crypto::kP384);
  IssuerPtr sub_ = house_.subordinate("t-sub", root_);
};

TEST_F(OcspResponders, AreCertifiedByTheIssuerThatTheyAnswerFor) {
  const auto credential = of_sub().value();
  EXPECT_TRUE(
      house_.chain_is_accepted(root_, sub_, credential->certificate.der(), "-purpose ocsphelper"));
  const auto text = house_.openssl("x509 -in leaf.pem -noout -text").output;
  EXPECT_THAT(text, HasSubstr("OCSP Signing"));
  EXPECT_THAT(text, HasSubstr("OCSP No Check"));
  EXPECT_EQ(credential->signer->public_key(), credential->certificate.public_key().value());
  const auto of_root = house_->responders.of(root_).value();
  EXPECT_EQ(of_root->certificate.issuer(), root_->certificate().subject());
}

TEST_F(OcspResponders, AreMadeOnceAndFoundAgainAfterARestart) {
  const auto first = of_sub().value();
  EXPECT_EQ(of_sub().value(), first);
  house_.restart();
  const int keys = house_->keys.generated;
  const auto again = of_sub().value();
  EXPECT_TRUE(equal(again->certificate.der(), first->certificate.der()));
  EXPECT_EQ(house_->keys.generated, keys);
}

TEST_F(OcspResponders, AreMadeOnceForManyThreads) {
  const int keys = house_->keys.generated;
  std::vector<std::jthread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] { EXPECT_TRUE(of_sub()); });
  }
  threads.clear();
  EXPECT_EQ(house_->keys.generated, keys + 1);
}

TEST_F(OcspResponders, AreReplacedAfterTwoThirdsOfTheirLife) {
  const auto first = of_sub().value();
  house_.clock.advance(kFresh);
  EXPECT_EQ(of_sub().value(), first);
  house_.clock.set(kToday + kDue);
  const auto second = of_sub().value();
  EXPECT_FALSE(equal(second->certificate.der(), first->certificate.der()));
  EXPECT_NE(second->signer->public_key(), first->signer->public_key()) << "a key of its own";
  house_.restart();
  EXPECT_TRUE(equal(of_sub().value()->certificate.der(), second->certificate.der()));
}

TEST_F(OcspResponders, GoOnToTheirEndWhileNoNewOneCanBeMade) {
  const auto first = of_sub().value();
  house_.clock.set(kToday + kDue);
  take_key_away();
  EXPECT_EQ(of_sub().value(), first);
  house_.clock.set(first->certificate.not_after() + 1s);
  EXPECT_EQ(code_of(of_sub()), keys::kTokenUnavailable.code);
  house_->keys.watch({});
  house_.clock.advance(Responders::kPause);
  EXPECT_TRUE(of_sub());
}

TEST_F(OcspResponders, AreNotTriedAgainForEveryRequestNorLeaveAKeyEach) {
  take_key_away();
  const int keys = house_->keys.generated;
  for (int i = 0; i < 50; ++i) {
    EXPECT_FALSE(of_sub());
  }
  house_.clock.advance(Responders::kPause);
  EXPECT_FALSE(of_sub());
  house_.clock.advance(Responders::kPause);
  house_->keys.watch({});
  EXPECT_TRUE(of_sub());
  EXPECT_EQ(house_->keys.generated, keys + 1);
}

TEST_F(OcspResponders, CostNoKeyWhenTheIssuersKeyIsAway) {
  house_.restart();
  house_->keys.away = Error(keys::kTokenUnavailable);
  const int keys = house_->keys.generated;
  EXPECT_EQ(code_of(of_sub()), keys::kTokenUnavailable.code);
  EXPECT_EQ(house_->keys.generated, keys);
  house_->keys.away.reset();
}

TEST_F(OcspResponders, AreMadeForIssuersThatIssueNoMore) {
  for (const auto state : {model::IssuerState::disabled, model::IssuerState::retired}) {
    house_->hierarchy.set_state(sub_->record().id, state, "t").value();
    EXPECT_TRUE(of_sub());
    house_.clock.advance(kDue);
  }
}

TEST_F(OcspResponders, EndWithTheirIssuer) {
  house_.clock.set(sub_->record().not_after - days(5));
  const auto last = of_sub().value();
  EXPECT_EQ(last->certificate.not_after(), sub_->certificate().not_after());
  house_.clock.advance(days(4));
  EXPECT_EQ(of_sub().value(), last) << "no other would live longer";
  house_.clock.advance(days(2));
  EXPECT_FALSE(of_sub());
}

TEST_F(OcspResponders, WhoseKeyIsLostAreReplaced) {
  const auto first = of_sub().value();
  house_.restart();
  for (const auto& file : std::filesystem::directory_iterator(house_.path() / "keys")) {
    if (file.path().filename().string().starts_with("ocsp-")) {
      std::filesystem::remove(file);
    }
  }
  const auto second = of_sub().value();
  EXPECT_FALSE(equal(second->certificate.der(), first->certificate.der()));
}

}  // namespace
}  // namespace chancery::ca
