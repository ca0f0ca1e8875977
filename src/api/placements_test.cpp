#include "api/placements.h"

#include <gmock/gmock.h>

#include "api/door_for_tests.h"

namespace chancery::api {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class PlacementsDoor : public DoorTest {
 protected:
  Answer put(const std::string& target, json::value body) {
    return send({http::Method::put, target, applicant, std::move(body)});
  }
  Answer remove(const std::string& target) {
    return send({.method = http::Method::del, .target = target, .key = applicant});
  }

  const std::string id =
      issue(make_key(identity::Role::registration_officer, account), {"shop.internal"})
          .string("id");
};

TEST_F(PlacementsDoor, AHostedPlaceAsksForTheKeyUntilASealedOneIsThere) {
  const std::string certificate = "/api/v1/certificates/" + id;
  EXPECT_EQ(get(certificate, applicant).string("key_registration"), "not_needed");
  const auto placed =
      put("/api/v1/placements/lb-1:443", {{"certificate_id", id}, {"hosts_key", true}});
  ASSERT_EQ(placed.status, 200) << placed.text;
  EXPECT_EQ(placed.string("key_registration"), "required");
  EXPECT_EQ(get(certificate, applicant).string("key_registration"), "required");
  EXPECT_THAT(get(certificate, applicant).string("why"), HasSubstr("has to be registered"));

  const auto key = crypto::PrivateKey::generate(crypto::kP256).value();
  const std::string open(key.to_pem()->reveal_text());
  const auto refused = put(certificate + "/sealed-key", {{"sealed_key_pem", open}});
  EXPECT_EQ(refused.code(), "sealed_key_open");
  EXPECT_EQ(refused.text.find("PRIVATE KEY---"), std::string::npos) << "it must not come back";
  const std::string sealed = key.to_encrypted_pem(Secret("theirs")).value();
  EXPECT_EQ(put(certificate + "/sealed-key", {{"sealed_key_pem", sealed}}).status, 204);
  EXPECT_EQ(get(certificate + "/sealed-key", applicant).string("sealed_key_pem"), sealed);
  EXPECT_EQ(get(certificate, applicant).string("key_registration"), "registered");
  EXPECT_EQ(remove(certificate + "/sealed-key").status, 204);
  EXPECT_EQ(get("/api/v1/placements/lb-1:443", applicant).string("key_registration"), "required");
}

TEST_F(PlacementsDoor, TheListShowsAndFindsWhoseKeyIsMissing) {
  const std::string other =
      issue(make_key(identity::Role::registration_officer, account), {"other.internal"})
          .string("id");
  put("/api/v1/placements/lb-1:443", {{"certificate_id", id}, {"hosts_key", true}});
  const auto all = get("/api/v1/certificates", applicant);
  EXPECT_THAT(each(all.at("items"), "id"), ElementsAre(other, id));
  EXPECT_EQ(all.at("items").as_array().front().as_object().contains("key_registration"), false);
  const auto found = get("/api/v1/certificates?key_registration=required", applicant);
  EXPECT_THAT(each(found.at("items"), "id"), ElementsAre(id));
  EXPECT_THAT(each(found.at("items"), "key_registration"), ElementsAre("required"));
  for (const char* const beside : {"status=valid", "sort=newest", "name=shop.internal"}) {
    const auto refused =
        get("/api/v1/certificates?key_registration=required&" + std::string(beside), applicant);
    EXPECT_EQ(refused.code(), "query_parameter_wrong") << beside;
  }
}

TEST_F(PlacementsDoor, PlacesAreListedByNamePageByPage) {
  for (const char* const place : {"b", "c", "a"}) {
    put(std::string("/api/v1/placements/") + place, {{"certificate_id", id}});
  }
  const auto first = get("/api/v1/placements?limit=2", applicant);
  EXPECT_THAT(each(first.at("items"), "place"), ElementsAre("a", "b"));
  const auto rest = get("/api/v1/placements?limit=2&cursor=" + first.string("next"), applicant);
  EXPECT_THAT(each(rest.at("items"), "place"), ElementsAre("c"));
  EXPECT_EQ(remove("/api/v1/placements/b").status, 204);
  EXPECT_EQ(remove("/api/v1/placements/b").code(), "placement_not_found");
}

TEST_F(PlacementsDoor, OneCertificateIsNamedAndAPlaceHasAProperName) {
  EXPECT_EQ(put("/api/v1/placements/a", json::object{}).code(), "json_member_wrong");
  EXPECT_EQ(put("/api/v1/placements/a", {{"certificate_id", id}, {"imported_id", id}}).code(),
            "json_member_wrong");
  EXPECT_EQ(put("/api/v1/placements/a%20b", {{"certificate_id", id}}).status, 400);
}

TEST_F(PlacementsDoor, ARequestThatWasMadeTooLongAgoOrLaterIsRefused) {  // NC-x7
  const auto at = [&](Duration from_now) {
    const std::string time = to_rfc3339(ca.clock.now() + from_now);
    http::Request request;
    request.target = "/api/v1/placements";
    request.headers.add("Authorization", "Bearer " + applicant);
    request.headers.add("X-Chancery-Time", time);
    return serve(std::move(request));
  };
  EXPECT_EQ(at(std::chrono::minutes(0)).status, 200);
  EXPECT_EQ(at(-std::chrono::minutes(4)).status, 200);
  EXPECT_EQ(at(-std::chrono::minutes(6)).code(), "request_time_wrong");
  EXPECT_EQ(at(std::chrono::minutes(6)).status, 401);
}

}  // namespace
}  // namespace chancery::api
