// Applications through the door (NC-4..8, NC-13..16, NC-19..32).
#include "api/applications.h"

#include "api/door_for_tests.h"

namespace chancery::api {
namespace {

class ApplicationsDoor : public DoorTest {
 protected:
  Answer file(const std::string& name, const std::string& domain, const std::string& key) {
    return post("/api/v1/applications", key, application_body(name, domain));
  }
  Answer file_with(const json::object& changes) {
    json::object body = application_body("web", "www.example.com");
    for (const auto& entry : changes) {
      body[entry.key()] = entry.value();
    }
    return post("/api/v1/applications", applicant, body);
  }
  Answer show(const std::string& id) { return get("/api/v1/applications/" + id, applicant); }
  static const json::object& first_domain(const Answer& answer) {
    return answer.at("domains").as_array().at(0).as_object();
  }
};

TEST_F(ApplicationsDoor, ShowOneTxtRecordPerDomainFromTheStart) {
  const auto filed = file("web", "www.example.com", applicant);
  ASSERT_EQ(filed.status, 201) << filed.text;
  EXPECT_EQ(filed.string("status"), "In progress");
  EXPECT_EQ(filed.string("profile"), "tls-dv");
  const auto& domain = first_domain(filed);
  EXPECT_EQ(domain.at("status"), "In progress");
  EXPECT_EQ(domain.at("method"), "dns-change");
  EXPECT_EQ(domain.at("record").at("type"), "TXT");
  EXPECT_EQ(domain.at("record").at("name"), "_chancery-challenge.www.example.com");
  EXPECT_NE(domain.at("record").at("value"), "");
  const auto shown = show(filed.string("id"));
  EXPECT_EQ(shown.at("domains").at(0).at("record"), domain.at("record"));
}

TEST_F(ApplicationsDoor, TakeTheThreeFormsOfADomain) {
  EXPECT_EQ(file("full", "www.example.com", applicant).status, 201);
  EXPECT_EQ(file("apex", "example.com", applicant).status, 201);
  const auto wildcard = file("wildcard", "*.example.com", applicant);
  EXPECT_EQ(wildcard.status, 201) << wildcard.text;
  EXPECT_EQ(first_domain(wildcard).at("domain"), "*.example.com");
  EXPECT_EQ(first_domain(wildcard).at("record").at("name"), "_chancery-challenge.example.com");
}

TEST_F(ApplicationsDoor, AreIssuedByThemselvesAfterTheLastProof) {
  ca.perspective.prove("www.example.com");
  const auto id = file("web", "www.example.com", applicant).string("id");
  ca.advance(std::chrono::minutes(2));
  const auto shown = show(id);
  EXPECT_EQ(shown.string("status"), "Normal") << shown.text;
  EXPECT_EQ(first_domain(shown).at("status"), "Succeeded");
  EXPECT_TRUE(first_domain(shown).contains("valid_until"));
  const auto certificate = get("/api/v1/certificates/" + shown.string("certificate_id"), applicant);
  EXPECT_EQ(certificate.status, 200);
  EXPECT_EQ(certificate.string("application_id"), id);
  EXPECT_EQ(certificate.string("profile"), "tls-dv");
}

TEST_F(ApplicationsDoor, TellWhatTheLastLookSawAndWhenTheNextIs) {
  const auto id = file("web", "www.example.com", applicant).string("id");
  ca.advance(std::chrono::minutes(1));
  const auto shown = show(id);
  const auto& domain = first_domain(shown);
  EXPECT_EQ(domain.at("status"), "In progress");
  EXPECT_GE(domain.at("attempts").as_int64(), 1);
  EXPECT_TRUE(domain.contains("last_answer"));
  EXPECT_TRUE(domain.contains("last_checked_at"));
  EXPECT_TRUE(domain.contains("next_check_at"));
}

TEST_F(ApplicationsDoor, TimeOutForGoodAfter72Hours) {
  const auto id = file("web", "www.example.com", applicant).string("id");
  ca.advance(std::chrono::hours(72) + std::chrono::minutes(20));
  EXPECT_EQ(show(id).string("status"), "Timeout");
  EXPECT_EQ(first_domain(show(id)).at("status"), "Timeout");
  const auto check = send({http::Method::post, "/api/v1/applications/" + id + "/check", applicant});
  EXPECT_EQ(check.status, 409);
  EXPECT_EQ(each(get("/api/v1/applications?status=Timeout", applicant).at("items"), "id"),
            std::vector<std::string>{id});
}

TEST_F(ApplicationsDoor, ShowTheProofOfEachDomainInOneList) {
  ca.perspective.prove("www.example.com");
  const auto proven = file("web", "www.example.com", applicant).string("id");
  ca.advance(std::chrono::minutes(2));
  const auto waiting = file("mail", "*.mail.example.com", applicant).string("id");
  const auto all = get("/api/v1/validations", applicant);
  ASSERT_EQ(all.status, 200) << all.text;
  EXPECT_EQ(each(all.at("items"), "domain"),
            (std::vector<std::string>{"*.mail.example.com", "www.example.com"}));
  const auto succeeded = get("/api/v1/validations?status=Succeeded", applicant);
  ASSERT_EQ(succeeded.at("items").as_array().size(), 1U) << succeeded.text;
  const auto& proof = succeeded.at("items").at(0).as_object();
  EXPECT_EQ(proof.at("application").at("id"), json::value(proven));
  EXPECT_TRUE(proof.contains("valid_until"));
  const auto open = get("/api/v1/validations?status=In%20progress", applicant);
  ASSERT_EQ(open.at("items").as_array().size(), 1U) << open.text;
  EXPECT_EQ(open.at("items").at(0).at("application").at("id"), json::value(waiting));
}

TEST_F(ApplicationsDoor, WaitForNoProofOnceWithdrawn) {
  const auto id = file("web", "www.example.com", applicant).string("id");
  EXPECT_EQ(get("/api/v1/validations", applicant).at("items").as_array().size(), 1U);
  (void)send({http::Method::post, "/api/v1/applications/" + id + "/cancel", applicant});
  EXPECT_EQ(get("/api/v1/validations", applicant).at("items").as_array().size(), 0U);
}

TEST_F(ApplicationsDoor, TellAProofThatServesTwoOnceAndNoneOfOthers) {
  ca.perspective.prove("www.example.com");
  (void)file("web", "www.example.com", applicant);
  ca.advance(std::chrono::minutes(2));
  (void)file("web two", "www.example.com", applicant);
  EXPECT_EQ(get("/api/v1/validations", applicant).at("items").as_array().size(), 1U);
  const auto other = make_key(identity::Role::applicant, ca.tenant("Other"));
  EXPECT_EQ(get("/api/v1/validations", other).at("items").as_array().size(), 0U);
}

TEST_F(ApplicationsDoor, CanBeCheckedNow) {
  const auto id = file("web", "www.example.com", applicant).string("id");
  ca.perspective.prove("www.example.com");
  const auto checked =
      send({http::Method::post, "/api/v1/applications/" + id + "/check", applicant});
  EXPECT_EQ(checked.status, 200) << checked.text;
  ca.run_jobs();
  EXPECT_EQ(show(id).string("status"), "Normal");
}

TEST_F(ApplicationsDoor, CanBeWithdrawnOnce) {
  const auto id = file("web", "www.example.com", applicant).string("id");
  const Sent cancel{http::Method::post, "/api/v1/applications/" + id + "/cancel", applicant};
  const auto cancelled = send(cancel);
  EXPECT_EQ(cancelled.status, 200) << cancelled.text;
  EXPECT_EQ(cancelled.string("status"), "Cancelled");
  EXPECT_EQ(send(cancel).status, 409);
}

TEST_F(ApplicationsDoor, NeedNamesThatAreUniqueInTheirAccountOnly) {
  ASSERT_EQ(file("web", "www.example.com", applicant).status, 201);
  const auto again = file("web", "mail.example.com", applicant);
  EXPECT_EQ(again.status, 409);
  EXPECT_EQ(again.code(), "application_name_taken");
  const auto other = make_key(identity::Role::applicant, ca.tenant("Other"));
  EXPECT_EQ(file("web", "www.example.com", other).status, 201);
}

TEST_F(ApplicationsDoor, AreRefusedWithTheReason) {
  for (const auto& [changes, code] : std::vector<std::pair<json::object, std::string>>{
           {{{"name", ""}}, "json_member_wrong"},
           {{{"name", " padded "}}, "application_name_missing"},
           {{{"domains", json::array()}}, "json_member_wrong"},
           {{{"domains", {"https://example.com/"}}}, "dns_name_not_preferred"},
           {{{"domains", {"other.example.com"}}}, "csr_common_name_differs"},
           {{{"csr", "junk"}}, "pem_malformed"},
           {{{"method", "http-01"}}, "json_member_wrong"},
           {{{"profile", "unheard-of"}}, "profile_unknown"},
           {{{"profile", "tls-root-ca"}}, "profile_not_offered"},
           {{{"agreement_version", "1999-01"}}, "agreement_required"},
           {{{"surprise", 1}}, "json_member_unknown"}}) {
    const auto answer = file_with(changes);
    EXPECT_EQ(answer.code(), code) << answer.text;
    EXPECT_GE(answer.status, 400);
  }
  EXPECT_EQ(file_with({{"agreement_version", "1999-01"}}).string("version"),
            ca.desks.settings().agreement_version);
  EXPECT_EQ(get("/api/v1/applications", applicant).at("items"), json::array());
}

TEST_F(ApplicationsDoor, OfOthersDoNotExist) {
  const auto id = file("web", "www.example.com", applicant).string("id");
  const auto other = make_key(identity::Role::applicant, ca.tenant("Other"));
  EXPECT_EQ(get("/api/v1/applications/" + id, other).status, 404);
  EXPECT_EQ(send({http::Method::post, "/api/v1/applications/" + id + "/check", other}).status, 404);
  EXPECT_EQ(send({http::Method::post, "/api/v1/applications/" + id + "/cancel", other}).status,
            404);
  EXPECT_EQ(get("/api/v1/applications", other).at("items"), json::array());
  EXPECT_EQ(get("/api/v1/applications/" + id, officer).status, 200);
  EXPECT_EQ(show("nonsense").status, 400);
}

TEST_F(ApplicationsDoor, NeedAnAccountToBelongTo) {
  const auto answer = file("web", "www.example.com", officer);
  EXPECT_EQ(answer.status, 403);
  EXPECT_EQ(answer.code(), "account_needed");
}

TEST_F(ApplicationsDoor, AreListedPageByPage) {
  std::vector<std::string> expected;
  for (int i = 0; i < 5; ++i) {
    ca.clock.advance(std::chrono::seconds(1));
    expected.insert(expected.begin(),
                    file(fmt::format("web {}", i), "www.example.com", applicant).string("id"));
  }
  std::vector<std::string> seen;
  std::string cursor;
  do {
    const auto page = get("/api/v1/applications?limit=2" + cursor, applicant);
    const auto found = each(page.at("items"), "id");
    seen.insert(seen.end(), found.begin(), found.end());
    cursor = page.has("next") ? "&cursor=" + page.string("next") : "";
  } while (!cursor.empty());
  EXPECT_EQ(seen, expected);
  EXPECT_EQ(get("/api/v1/applications?name=web%203", applicant).at("items").as_array().size(), 1U);
  EXPECT_EQ(get("/api/v1/applications?domain=none.example", applicant).at("items"), json::array());
  EXPECT_EQ(get("/api/v1/applications?limit=201", applicant).status, 400);
  EXPECT_EQ(get("/api/v1/applications?status=Done", applicant).status, 400);
  EXPECT_EQ(get("/api/v1/applications?cursor=%20", applicant).status, 400);
}

TEST_F(ApplicationsDoor, KeepNamesThatLookLikeMarkupAsText) {
  const std::string name = R"(<script>alert("1")</script>)";
  const auto filed = file(name, "www.example.com", applicant);
  ASSERT_EQ(filed.status, 201) << filed.text;
  EXPECT_EQ(filed.string("name"), name);
  EXPECT_EQ(filed.type, "application/json");
  const auto formula = file("=HYPERLINK(\"http://evil.example\")", "www.example.com", applicant);
  EXPECT_EQ(formula.string("name"), "=HYPERLINK(\"http://evil.example\")");
  EXPECT_EQ(file("line\nbreak", "www.example.com", applicant).code(), "application_name_missing");
}

TEST_F(ApplicationsDoor, CheckACsrFieldByField) {
  const auto good = post(
      "/api/v1/csr/check", applicant,
      {{"csr", csr_pem("www.example.com", {"www.example.com"})}, {"domains", {"www.example.com"}}});
  ASSERT_EQ(good.status, 200) << good.text;
  EXPECT_EQ(good.at("findings"), json::array());
  EXPECT_EQ(good.string("subject"), "CN=www.example.com");
  EXPECT_EQ(good.string("common_name"), "www.example.com");
  EXPECT_EQ(good.string("key_type"), "ECDSA P-256");
  EXPECT_EQ(good.string("signature_algorithm"), "ECDSA with SHA-256");
  EXPECT_EQ(each(good.at("names"), "value"), std::vector<std::string>{"www.example.com"});

  const auto other = post("/api/v1/csr/check", applicant,
                          {{"csr", csr_pem("www.example.com", {"www.example.com"})},
                           {"domains", {"mail.example.com"}}});
  EXPECT_EQ(each(other.at("findings"), "code"),
            std::vector<std::string>{"csr_common_name_differs"});
  EXPECT_EQ(each(other.at("findings"), "field"), std::vector<std::string>{"names"});
}

TEST_F(ApplicationsDoor, TellEveryFaultOfACsrAtOnce) {
  const auto key = crypto::PrivateKey::generate(crypto::kEd25519).value();
  Bytes csr = ra::make_csr(key, "www.example.com", {"www.example.com"});
  csr.back() ^= 1;
  const auto answer =
      post("/api/v1/csr/check", applicant,
           {{"csr", to_pem("CERTIFICATE REQUEST", csr)}, {"domains", {"mail.example.com"}}});
  ASSERT_EQ(answer.status, 200) << answer.text;
  EXPECT_EQ(each(answer.at("findings"), "field"),
            (std::vector<std::string>{"signature", "key", "names"}));
}

TEST_F(ApplicationsDoor, CheckACsrAgainstItsOwnNamesWhenNoneAreGiven) {
  const auto good = post("/api/v1/csr/check", applicant, {{"csr", csr_pem("www.example.com", {})}});
  EXPECT_EQ(good.at("findings"), json::array()) << good.text;
  const auto internal =
      post("/api/v1/csr/check", applicant, {{"csr", csr_pem("host.internal", {})}});
  EXPECT_EQ(internal.at("findings").as_array().size(), 1U) << internal.text;
  const auto mine = post("/api/v1/csr/check", applicant,
                         {{"csr", csr_pem("host.internal", {})}, {"profile", "private-server"}});
  EXPECT_EQ(mine.at("findings"), json::array()) << mine.text;
  EXPECT_EQ(post("/api/v1/csr/check", applicant, {{"csr", "junk"}}).status, 400);
  EXPECT_EQ(post("/api/v1/csr/check", officer, {{"csr", csr_pem("a.example", {})}}).code(),
            "account_needed");
}

}  // namespace
}  // namespace chancery::api
