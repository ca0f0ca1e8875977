#include "ra/placements.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ra/errors.h"
#include "ra/installation_for_tests.h"
#include "store/certificate_repository.h"

namespace chancery::ra {
namespace {

using testing::ElementsAre;

class PlacementsTest : public ::testing::Test {
 protected:
  model::IssuedCertificate issued(model::AccountId account, const std::string& host) {
    return issue_private(house_, account, key_, host);
  }
  Result<PlacementView> put(const std::string& place, model::CertificateId certificate,
                            bool hosts_key = false) {
    return desk().put({tenant_, place, certificate, {}, hosts_key}, "test");
  }
  KeyRegistration registration(const model::IssuedCertificate& certificate) {
    return must(house_.database->read([&](store::Snapshot& snapshot) {
      return Placements::key_registration_of(snapshot, certificate);
    }));
  }
  std::string code_of_key(const std::string& pem) {
    const auto kept = desk().keep_key(tenant_, shop_.id, pem, "test");
    return kept ? "" : std::string(kept.error().code());
  }
  Placements& desk() { return house_.desks.placements(); }

  crypto::PrivateKey key_ = crypto::PrivateKey::generate(crypto::kP256).value();
  TestInstallation house_;
  model::AccountId tenant_ = house_.tenant();
  model::IssuedCertificate shop_ = issued(tenant_, "shop.internal");
  std::string sealed_ = key_.to_encrypted_pem(Secret("a password of theirs")).value();
};

TEST_F(PlacementsTest, AHostedServiceNeedsTheKeyUntilItIsRegistered) {  // NC-x1
  EXPECT_EQ(must(put("server-1", shop_.id)).key, KeyRegistration::not_needed);
  EXPECT_EQ(registration(shop_), KeyRegistration::not_needed);
  EXPECT_EQ(must(put("lb-1:443", shop_.id, true)).key, KeyRegistration::required);
  EXPECT_EQ(registration(shop_), KeyRegistration::required);
  must(desk().keep_key(tenant_, shop_.id, sealed_, "test"));
  EXPECT_EQ(must(desk().get(tenant_, "lb-1:443")).key, KeyRegistration::registered);
  EXPECT_EQ(must(desk().key_of(tenant_, shop_.id)).pem, sealed_);
  must(desk().drop_key(tenant_, shop_.id, "test"));
  EXPECT_EQ(registration(shop_), KeyRegistration::required);
  EXPECT_TRUE(desk().drop_key(tenant_, shop_.id, "test").error().is(kSealedKeyNotFound));
}

TEST_F(PlacementsTest, AnOpenKeyIsNeverKept) {  // NC-17
  EXPECT_EQ(code_of_key(std::string(key_.to_pem()->reveal_text())), kSealedKeyOpen.code);
  must(desk().keep_key(tenant_, shop_.id, "<b>around</b>\n" + sealed_, "test"));
  EXPECT_EQ(must(desk().key_of(tenant_, shop_.id)).pem, sealed_) << "nothing around it is kept";
  must(desk().drop_key(tenant_, shop_.id, "test"));
  EXPECT_EQ(code_of_key("hello"), kSealedKeyMalformed.code);
  EXPECT_EQ(code_of_key(sealed_ + sealed_), kSealedKeyMalformed.code);
  EXPECT_EQ(code_of_key(std::string(17 * 1024, 'x')), kSealedKeyTooLong.code);
  EXPECT_TRUE(desk().key_of(tenant_, shop_.id).error().is(kSealedKeyNotFound));
}

TEST_F(PlacementsTest, APlaceUsesOneCertificateAtATime) {
  const auto other = issued(tenant_, "other.internal");
  const Time first = must(put("lb-1", shop_.id)).placement.since;
  house_.clock.advance(std::chrono::hours(1));
  EXPECT_EQ(must(put("lb-1", shop_.id)).placement.since, first) << "the same again is no news";
  EXPECT_GT(must(put("lb-1", other.id)).placement.since, first);
  must(put("lb-0", shop_.id));
  std::vector<std::string> places;
  for (const auto& view : must(desk().list(tenant_, "", 10))) {
    places.push_back(view.placement.place);
  }
  EXPECT_THAT(places, ElementsAre("lb-0", "lb-1"));
  must(desk().remove(tenant_, "lb-1", "test"));
  EXPECT_TRUE(desk().get(tenant_, "lb-1").error().is(kPlacementNotFound));
  EXPECT_TRUE(put("no such/place", shop_.id).error().is(kPlaceMalformed));
  EXPECT_TRUE(put("", shop_.id).error().is(kPlaceMalformed));
}

TEST_F(PlacementsTest, NobodyPlacesOrReadsWhatBelongsToAnother) {
  must(put("lb-1", shop_.id, true));
  must(desk().keep_key(tenant_, shop_.id, sealed_, "test"));
  const auto other = house_.tenant("Other");
  EXPECT_TRUE(desk().get(other, "lb-1").error().is(kPlacementNotFound));
  EXPECT_TRUE(desk().remove(other, "lb-1", "test").error().is(kPlacementNotFound));
  EXPECT_TRUE(must(desk().list(other, "", 10)).empty());
  EXPECT_TRUE(desk().put({other, "lb-1", shop_.id}, "test").error().is(kCertificateNotFound));
  EXPECT_TRUE(desk().key_of(other, shop_.id).error().is(kCertificateNotFound));
  EXPECT_TRUE(desk().keep_key(other, shop_.id, sealed_, "test").error().is(kCertificateNotFound));
  EXPECT_TRUE(desk().drop_key(other, shop_.id, "test").error().is(kCertificateNotFound));
}

TEST_F(PlacementsTest, AnImportedCertificateInUseCannotBeDeleted) {  // NC-x7
  TestInstallation other_ca;
  ImportRequest request;
  request.account = tenant_;
  request.certificate_pem =
      to_pem("CERTIFICATE", issue_private(other_ca, other_ca.tenant(), key_, "host.internal").der);
  request.actor = "test";
  const auto imported = must(house_.desks.imports().add(request));
  must(desk().put({tenant_, "lb-9", {}, imported.id}, "test"));
  EXPECT_TRUE(desk()
                  .put({tenant_, "lb-9", {}, imported.id, true}, "test")
                  .error()
                  .is(kPlacementKeyOfImported));
  const auto refused = house_.desks.imports().remove(tenant_, imported.id, "test");
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().is(kImportInUse));
  EXPECT_EQ(refused.error().parameter("place"), "lb-9");
  must(desk().remove(tenant_, "lb-9", "test"));
  must(house_.desks.imports().remove(tenant_, imported.id, "test"));
}

}  // namespace
}  // namespace chancery::ra
