#include "api/certificate_list.h"

#include <gmock/gmock.h>

#include "api/certificate_export.h"
#include "api/door_for_tests.h"
#include "jobs/runner.h"

namespace chancery::api {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class CertificateListDoor : public DoorTest {
 protected:
  CertificateListDoor() : mine(make_key(identity::Role::registration_officer, account)) {}

  std::vector<std::string> ids(const std::string& query, const std::string& key) {
    const auto answer = get("/api/v1/certificates" + query, key);
    EXPECT_EQ(answer.status, 200) << answer.text;
    return answer.status == 200 ? each(answer.at("items"), "id") : std::vector<std::string>();
  }

  /// A key of staff whose certificates belong to `account`.
  std::string mine;
};

TEST_F(CertificateListDoor, FindsAnyPartOfANameAsItIsTypedAndNothingOfOthers) {
  const auto own = issue(mine, {"shop.bank.internal"}).string("id");
  const auto other = issue(officer, {"mail.bank.internal"}).string("id");
  EXPECT_THAT(ids("?search=BANK", officer), testing::UnorderedElementsAre(own, other));
  EXPECT_THAT(ids("?search=op.ba", officer), ElementsAre(own));
  EXPECT_THAT(ids("?search=%20shop%20", officer), ElementsAre(own));
  EXPECT_THAT(ids("?search=bank", applicant), ElementsAre(own));
  EXPECT_THAT(ids("?search=mail", applicant), IsEmpty());
  EXPECT_THAT(ids("?owner=" + to_text(account), officer), ElementsAre(own));
}

TEST_F(CertificateListDoor, RefusesTheOwnerThatIsAnother) {
  const auto answer = get("/api/v1/certificates?owner=0000000000001", applicant);
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.code(), "query_parameter_wrong");
}

TEST_F(CertificateListDoor, FiltersByStatusAndProfile) {
  const auto first = issue(officer).string("id");
  const auto second = issue(officer).string("id");
  ASSERT_EQ(
      post("/api/v1/certificates/" + first + "/revoke", officer, {{"reason", "superseded"}}).status,
      200);
  EXPECT_THAT(ids("?status=revoked", officer), ElementsAre(first));
  EXPECT_THAT(ids("?status=valid&search=host", officer), ElementsAre(second));
  EXPECT_THAT(ids("?status=expired", officer), IsEmpty());
  EXPECT_THAT(ids("?profile=private-server", officer), testing::SizeIs(2));
  EXPECT_THAT(ids("?profile=tls-dv", officer), IsEmpty());
}

TEST_F(CertificateListDoor, PagesGoForthAndBack) {
  std::vector<std::string> made;
  for (int i = 0; i < 5; ++i) {
    ca.clock.advance(std::chrono::seconds(1));
    made.push_back(issue(officer).string("id"));
  }
  const std::string list = "/api/v1/certificates?limit=2&sort=oldest&search=host&cursor=";
  const auto first = get("/api/v1/certificates?limit=2&sort=oldest&search=host", officer);
  EXPECT_FALSE(first.has("previous"));
  const auto second = get(list + first.string("next"), officer);
  EXPECT_THAT(each(second.at("items"), "id"), ElementsAre(made[2], made[3]));
  const auto third = get(list + second.string("next"), officer);
  EXPECT_FALSE(third.has("next"));
  const auto back = get(list + third.string("previous"), officer);
  EXPECT_EQ(back.at("items"), second.at("items"));
  EXPECT_EQ(get(list + back.string("previous"), officer).at("items"), first.at("items"));
}

TEST_F(CertificateListDoor, RefusesAnExactSearchTogetherWithAnother) {
  for (const char* query :
       {"?name=a.example&search=b", "?serial=01&status=valid", "?key_hash=00&sort=oldest",
        "?search=a&status=good", "?sort=backwards"}) {
    const auto answer = get(std::string("/api/v1/certificates") + query, officer);
    EXPECT_EQ(answer.status, 400) << query;
    EXPECT_EQ(answer.code(), "query_parameter_wrong") << query;
  }
}

TEST_F(CertificateListDoor, ExportsEverythingAsCsvAndJson) {
  const auto id = issue(mine, {"a.internal", "b.internal"}).string("id");
  (void)issue(officer, {"other.internal"});
  const auto csv = get("/api/v1/certificates/export", applicant);
  EXPECT_EQ(csv.status, 200);
  EXPECT_EQ(csv.headers.get("Content-Disposition"), "attachment; filename=\"certificates.csv\"");
  EXPECT_THAT(csv.text, testing::StartsWith("\"id\",\"serial\",\"names\""));
  EXPECT_THAT(csv.text, HasSubstr("\"" + id + "\""));
  EXPECT_THAT(csv.text, HasSubstr("\"a.internal b.internal\",\"valid\""));
  EXPECT_THAT(csv.text, testing::Not(HasSubstr("other")));
  const auto json = get("/api/v1/certificates/export?format=json&search=internal", officer);
  EXPECT_EQ(json.body.as_array().size(), 2U);
  EXPECT_EQ(get("/api/v1/certificates/export?format=json&search=nothing", officer).text, "[]\n");
}

TEST_F(CertificateListDoor, ForecastAndOverviewCountWhatIsInScope) {
  ASSERT_TRUE(ca.desks.schedule());
  const auto numbers = [&](const std::string& key) {
    return get("/api/v1/overview", key).at("certificates").as_object();
  };
  const auto before = numbers(officer).at("valid").as_int64();  // the CA's own
  (void)issue(mine);
  const auto revoked = issue(mine).string("id");
  (void)issue(officer);
  EXPECT_EQ(numbers(applicant).at("valid"), 2);
  EXPECT_EQ(numbers(officer).at("valid"), before + 3);
  (void)post("/api/v1/certificates/" + revoked + "/revoke", officer, {{"reason", "superseded"}});
  ASSERT_TRUE(ca.runner.run_due());
  EXPECT_EQ(numbers(applicant).at("valid"), 1);
  EXPECT_EQ(numbers(applicant).at("revoked"), 1);
  const auto forecast = get("/api/v1/certificates/forecast?days=400&by=month", applicant);
  std::int64_t total = 0;
  for (const auto& item : forecast.at("items").as_array()) {
    total += item.at("certificates").as_int64();
  }
  EXPECT_EQ(total, 1);
  EXPECT_EQ(get("/api/v1/certificates/forecast?days=0", officer).status, 400);
}

TEST(CsvField, LeavesNoFormulaAndNoWayOut) {
  const auto field = [](std::string_view text) {
    std::string out;
    append_csv_field(out, text);
    return out;
  };
  EXPECT_EQ(field("plain"), "\"plain\"");
  EXPECT_EQ(field("=1+2"), "\"'=1+2\"");
  EXPECT_EQ(field("+a"), "\"'+a\"");
  EXPECT_EQ(field("-a"), "\"'-a\"");
  EXPECT_EQ(field("@a"), "\"'@a\"");
  EXPECT_EQ(field("\ta"), "\"'\ta\"");
  EXPECT_EQ(field("a\"b,\nc"), "\"a\"\"b,\nc\"");
}

}  // namespace
}  // namespace chancery::api
