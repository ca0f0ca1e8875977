#include "acme/revocation_acts.h"

#include <gtest/gtest.h>

#include "acme/door_for_tests.h"
#include "store/revocation_repository.h"

namespace chancery::acme {
namespace {

using testing::Answer;
using testing::kBase;
using testing::TestClient;
using testing::TestDoor;
namespace json = boost::json;

class RevocationActs : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(owner_.open().status(), 201);
    certificate_ = owner_.certificate({"www.acme-tests.net"}, key_.key());
  }
  [[nodiscard]] json::object payload(std::optional<int> reason = {}) const {
    json::object object{{"certificate", to_base64url(certificate_)}};
    if (reason) {
      object["reason"] = *reason;
    }
    return object;
  }
  [[nodiscard]] Answer revoke(TestClient& by, std::optional<int> reason = {}) {
    return by.post(url_, payload(reason));
  }
  /// Signed with the certificate's own key, as `jwk`.
  [[nodiscard]] Answer revoke_with(const testing::TestKey& key, std::optional<int> reason = {}) {
    const json::object header{
        {"alg", key.algorithm()}, {"jwk", key.jwk()}, {"nonce", door_.nonce()}, {"url", url_}};
    return door_.send(http::Method::post, url_,
                      json::serialize(key.sign(header, json::serialize(payload(reason)))));
  }

  TestDoor door_;
  TestClient owner_{door_};
  testing::TestKey key_;
  Bytes certificate_;
  const std::string url_ = std::string(kBase) + std::string(kRevokePath);
};

TEST_F(RevocationActs, TheOwnerRevokesOnceAndNeverTwice) {
  const Answer done = revoke(owner_, 4);
  EXPECT_EQ(done.status(), 200) << done.raw();
  EXPECT_TRUE(done.raw().empty());
  const Answer again = revoke(owner_, 4);
  EXPECT_EQ(again.status(), 400);
  EXPECT_EQ(again.problem(), "alreadyRevoked");
  EXPECT_EQ(revoke(owner_, 1).status(), 200) << "evidence of compromise may come later";
}

TEST_F(RevocationActs, TheKeyOfTheCertificateIsEnough) {
  EXPECT_EQ(revoke_with(key_, 1).status(), 200);
}

TEST_F(RevocationActs, AnotherKeyOrAccountIsNot) {
  EXPECT_EQ(revoke_with(testing::TestKey()).problem(), "unauthorized");
  TestClient stranger(door_);
  ASSERT_EQ(stranger.open().status(), 201);
  const Answer refused = revoke(stranger);
  EXPECT_EQ(refused.status(), 403);
  EXPECT_EQ(refused.problem(), "unauthorized");
}

TEST_F(RevocationActs, AnAccountThatIsAuthorizedForAllNamesIs) {
  TestClient successor(door_);
  ASSERT_EQ(successor.open().status(), 201);
  successor.prove(successor.order({"www.acme-tests.net"}));
  EXPECT_EQ(revoke(successor).status(), 200);
}

TEST_F(RevocationActs, OneAuthorizedNameOfTwoIsNotEnough) {
  certificate_ = owner_.certificate({"a.acme-tests.net", "b.acme-tests.net"}, key_.key());
  TestClient half(door_);
  ASSERT_EQ(half.open().status(), 201);
  half.prove(half.order({"a.acme-tests.net"}));
  EXPECT_EQ(revoke(half).problem(), "unauthorized");
}

TEST_F(RevocationActs, ReasonsThatSubscribersDoNotHaveAreRefused) {  // NT-187, NT-193
  for (const int reason : {2, 6, 7, 8, 9, 10, 11, -1, 256}) {
    EXPECT_EQ(revoke(owner_, reason).problem(), "badRevocationReason") << reason;
  }
  EXPECT_EQ(revoke(owner_, 0).status(), 200);
}

TEST_F(RevocationActs, CertificatesFromElsewhereAreNotThere) {
  certificate_[certificate_.size() - 1] ^= 1;
  EXPECT_EQ(revoke(owner_).status(), 404);
  certificate_ = to_bytes("junk");
  EXPECT_EQ(revoke(owner_).problem(), "malformed");
  EXPECT_EQ(owner_.post(url_, json::object{}).problem(), "malformed");
  EXPECT_EQ(owner_.post(url_, json::object{{"certificate", "!"}}).problem(), "malformed");
}

}  // namespace
}  // namespace chancery::acme
