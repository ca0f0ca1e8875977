#include "api/keepsakes.h"

#include <gmock/gmock.h>

#include "api/door_for_tests.h"
#include "ra/agreement.h"

namespace chancery::api {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class KeepsakesDoor : public DoorTest {
 protected:
  Answer put(const std::string& target, json::value body) {
    return send({http::Method::put, target, applicant, std::move(body)});
  }
  Answer patch(const std::string& target, const std::string& key, json::value body) {
    return send({http::Method::patch, target, key, std::move(body)});
  }
  Answer remove(const std::string& target, const std::string& key) {
    return send({.method = http::Method::del, .target = target, .key = key});
  }
  static json::object draft(const std::string& name) {
    return {{"name", name}, {"kind", "cloud-basic"}, {"content", {{"domains", {"a.example.com"}}}}};
  }
};

TEST_F(KeepsakesDoor, TheAgreementInForceHasTheEightObligations) {
  const auto answer = get("/api/v1/agreement", applicant);
  ASSERT_EQ(answer.status, 200);
  EXPECT_EQ(answer.string("version"), ca.desks.settings().agreement_version);
  EXPECT_THAT(answer.string("certification"), HasSubstr("data in the application is correct"));
  const auto titles = each(answer.at("sections"), "title");
  for (int number = 1; number <= 8; ++number) {
    EXPECT_TRUE(std::ranges::any_of(titles, [&](const std::string& title) {
      return title.starts_with(std::to_string(number) + ". ");
    })) << number;
  }
  EXPECT_EQ(ra::agreement_text("1999"), nullptr);
}

TEST_F(KeepsakesDoor, ADraftIsKeptReplacedAndDeleted) {
  const auto made = post("/api/v1/drafts", applicant, draft("shop"));
  ASSERT_EQ(made.status, 201) << made.text;
  const std::string path = "/api/v1/drafts/" + made.string("id");
  EXPECT_EQ(get(path, applicant).at("content").at("domains").at(0), "a.example.com");
  EXPECT_THAT(each(get("/api/v1/drafts", applicant).at("items"), "name"), ElementsAre("shop"));
  EXPECT_EQ(put(path, draft("front")).string("name"), "front");
  const auto other = make_key(identity::Role::applicant, ca.tenant("Other"));
  EXPECT_EQ(get(path, other).status, 404);
  EXPECT_EQ(remove(path, other).status, 404);
  EXPECT_EQ(remove(path, applicant).status, 204);
  EXPECT_EQ(get(path, applicant).code(), "draft_not_found");
}

TEST_F(KeepsakesDoor, ADraftWithAPrivateKeyInItIsRefused) {
  auto body = draft("shop");
  body["content"] = {{"key", "-----BEGIN PRIVATE KEY-----\nMIG\n-----END PRIVATE KEY-----"}};
  const auto refused = post("/api/v1/drafts", applicant, body);
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.code(), "draft_holds_key");
}

TEST_F(KeepsakesDoor, ViewsBelongToAnEnterpriseOrToStaff) {
  const json::object body{{"page", "certificates"}, {"name", "soon"}, {"query", "sort=oldest"}};
  const auto mine = post("/api/v1/views", applicant, body);
  ASSERT_EQ(mine.status, 201) << mine.text;
  EXPECT_EQ(get("/api/v1/views", officer).at("items").as_array().size(), 0U);
  EXPECT_THAT(each(get("/api/v1/views?page=certificates", applicant).at("items"), "name"),
              ElementsAre("soon"));
  EXPECT_EQ(remove("/api/v1/views/" + mine.string("id"), officer).status, 404);
  EXPECT_EQ(remove("/api/v1/views/" + mine.string("id"), applicant).status, 204);
}

TEST_F(KeepsakesDoor, AForeignCertificateIsWatchedByWhoBroughtIt) {
  ra::TestInstallation other_ca;
  const auto key = crypto::PrivateKey::generate(crypto::kP256).value();
  const auto issued = ra::issue_private(other_ca, other_ca.tenant(), key, "host.internal");
  const json::object body{{"certificate_pem", to_pem("CERTIFICATE", issued.der)}};
  const auto made = post("/api/v1/certificates/import", applicant, body);
  ASSERT_EQ(made.status, 201) << made.text;
  EXPECT_EQ(made.string("origin"), "imported");
  EXPECT_EQ(made.string("status"), "valid");
  const std::string path = "/api/v1/imported-certificates/" + made.string("id");
  EXPECT_EQ(get(path, applicant).string("certificate_pem"), to_pem("CERTIFICATE", issued.der));
  EXPECT_EQ(get(path, officer).status, 404);
  EXPECT_THAT(each(get("/api/v1/imported-certificates", applicant).at("items"), "id"),
              ElementsAre(made.string("id")));
  EXPECT_EQ(post("/api/v1/certificates/import", applicant, body).code(), "import_known");
  EXPECT_EQ(remove(path, applicant).status, 204);
  EXPECT_EQ(get(path, applicant).code(), "import_not_found");
}

TEST_F(KeepsakesDoor, ACertificateSaysWhyItIsWhatItIsAndWhatHappenedToIt) {
  const auto key = make_key(identity::Role::registration_officer, account);
  const auto id = issue(key).string("id");
  const std::string path = "/api/v1/certificates/" + id;
  EXPECT_THAT(get(path, applicant).string("why"), HasSubstr("In force until"));
  EXPECT_EQ(get(path, applicant).at("renewal").at("reason"), "no_application");
  const auto edited = patch(path, applicant, {{"name", "front door"}, {"note", "=1+1"}});
  ASSERT_EQ(edited.status, 200) << edited.text;
  EXPECT_EQ(edited.at("label").at("name"), "front door");
  EXPECT_EQ(patch(path, applicant, {{"auto_renew", true}}).code(), "auto_renewal_not_eligible");
  (void)post(path + "/revoke", officer, {{"reason", "superseded"}});
  EXPECT_THAT(get(path, applicant).string("why"), HasSubstr("reason: superseded"));
  const auto history = get(path + "/history", applicant);
  ASSERT_EQ(history.status, 200) << history.text;
  EXPECT_THAT(each(history.at("items"), "kind"), ElementsAre("issued", "revoked", "expires"));
  const auto stranger = make_key(identity::Role::applicant, ca.tenant("Other"));
  EXPECT_EQ(get(path + "/history", stranger).status, 404);
  EXPECT_EQ(patch(path, stranger, {{"note", "mine"}}).status, 404);
}

TEST_F(KeepsakesDoor, DownloadsTheIssuersAndTheRootAlone) {
  const auto id = issue(officer).string("id");
  const auto file = [&](const std::string& format) {
    return get("/api/v1/certificates/" + id + "/download?format=" + format, officer).text;
  };
  EXPECT_EQ(file("fullchain"), file("pem") + file("intermediates"));
  EXPECT_EQ(file("chain"), file("fullchain"));
  const auto root = x509::parse_certificates_pem(file("root")).value();
  ASSERT_EQ(root.size(), 1U);
  EXPECT_TRUE(root[0].is_self_issued());
}

TEST_F(KeepsakesDoor, AnApplicationShowsItsFamilyAndWhatItFollows) {
  auto body = application_body("shop", "shop.example.com");
  body["family"] = "cloud-basic";
  const auto filed = post("/api/v1/applications", applicant, body);
  ASSERT_EQ(filed.status, 201) << filed.text;
  EXPECT_EQ(filed.string("family"), "cloud-basic");
  body["apply_again_of"] = filed.string("id");
  EXPECT_EQ(post("/api/v1/applications", applicant, body).code(), "apply_again_not_ended");
  ASSERT_EQ(send({http::Method::post, "/api/v1/applications/" + filed.string("id") + "/cancel",
                  applicant})
                .status,
            200);
  const auto again = post("/api/v1/applications", applicant, body);
  ASSERT_EQ(again.status, 201) << again.text;
  EXPECT_EQ(again.string("apply_again_of"), filed.string("id"));
  EXPECT_EQ(again.string("name"), "shop");
}

}  // namespace
}  // namespace chancery::api
