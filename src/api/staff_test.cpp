// The operations of staff: issuers, profiles, audit, API keys.
#include "api/access.h"
#include "api/audit_records.h"
#include "api/door_for_tests.h"
#include "api/issuers.h"
#include "audit/merkle.h"

namespace chancery::api {
namespace {

class StaffDoor : public DoorTest {
 protected:
  Answer create_key(const json::object& body) {
    return post("/api/v1/api-keys", administrator, body);
  }
};

TEST_F(StaffDoor, ShowsIssuersParentsFirst) {
  const auto answer = get("/api/v1/issuers", applicant);
  EXPECT_EQ(each(answer.at("items"), "name"),
            (std::vector<std::string>{"tls-root", "tls-sub", "private-root", "private-sub"}));
  const auto& sub = answer.at("items").as_array().at(3).as_object();
  EXPECT_EQ(sub.at("kind"), "subordinate");
  EXPECT_EQ(sub.at("hierarchy"), "private");
  EXPECT_EQ(sub.at("state"), "enabled");
  EXPECT_EQ(sub.at("key"), "ECDSA P-256");
  EXPECT_EQ(sub.at("crl_urls").at(0), "http://pki.example.net/crl/private-sub.crl");
  EXPECT_EQ(sub.at("certificate_url"), "http://pki.example.net/ca/private-sub.cer");
  const auto one = get("/api/v1/issuers/" + json::value_to<std::string>(sub.at("id")), applicant);
  EXPECT_EQ(one.body, json::value(sub));
  EXPECT_EQ(get("/api/v1/issuers/0000000000001", applicant).status, 404);
  EXPECT_EQ(get("/api/v1/issuers/x", applicant).status, 400);
}

TEST_F(StaffDoor, ShowsProfilesAsOfADate) {
  const auto days = [&](const std::string& at) {
    const auto answer = get("/api/v1/profiles?at=" + at, applicant);
    EXPECT_EQ(answer.status, 200) << answer.text;
    for (const auto& profile : answer.at("items").as_array()) {
      if (profile.at("name") == "tls-dv") {
        return profile.at("max_days").as_int64();
      }
    }
    return std::int64_t{0};
  };
  EXPECT_EQ(days("2026-11-21"), 200);
  EXPECT_EQ(days("2027-03-15"), 100);
  EXPECT_EQ(days("2029-03-15T00:00:00Z"), 47);
  EXPECT_EQ(get("/api/v1/profiles", applicant).at("items").as_array().size(),
            ca.profiles.profiles().size());
  EXPECT_EQ(get("/api/v1/profiles?at=soon", applicant).code(), "time_malformed");
}

TEST_F(StaffDoor, ListsAuditRecordsNewestFirstEachOnce) {
  (void)issue(officer);
  const auto all = get("/api/v1/audit/records?limit=500", administrator);
  const auto kinds = each(all.at("items"), "kind");
  EXPECT_EQ(kinds.front(), "certificate.issued");
  EXPECT_FALSE(all.has("next"));
  std::vector<std::string> seen;
  std::string cursor;
  do {
    const auto page = get("/api/v1/audit/records?limit=3" + cursor, administrator);
    const auto found = each(page.at("items"), "leaf_hash");
    seen.insert(seen.end(), found.begin(), found.end());
    cursor = page.has("next") ? "&cursor=" + page.string("next") : "";
  } while (!cursor.empty());
  EXPECT_EQ(seen, each(all.at("items"), "leaf_hash"));
}

TEST_F(StaffDoor, FiltersAuditRecords) {
  const auto id = issue(officer).string("id");
  (void)issue(officer);
  const auto mine = get("/api/v1/audit/records?subject=certificate:" + id, administrator);
  ASSERT_EQ(mine.at("items").as_array().size(), 1U) << mine.text;
  const auto& record = mine.at("items").as_array().at(0).as_object();
  EXPECT_EQ(record.at("kind"), "certificate.issued");
  EXPECT_EQ(record.at("outcome"), "done");
  EXPECT_EQ(record.at("details").at("profile"), "private-server");
  EXPECT_EQ(get("/api/v1/audit/records?kind=no.such", administrator).at("items"), json::array());
  for (const std::string cursor : {"x", "-1", "1x", "99999999999999999999"}) {
    EXPECT_EQ(get("/api/v1/audit/records?cursor=" + cursor, administrator).status, 400) << cursor;
  }
}

TEST_F(StaffDoor, SignsACheckpointOfTheLogAsItIs) {
  const auto first = get("/api/v1/audit/checkpoint", administrator);
  ASSERT_EQ(first.status, 200) << first.text;
  EXPECT_TRUE(first.string("note").starts_with("test/audit\n"));
  (void)issue(officer);
  const auto second = get("/api/v1/audit/checkpoint", administrator);
  EXPECT_GT(second.at("size").as_int64(), first.at("size").as_int64());
  EXPECT_EQ(second.string("root_hash").size(), 64U);
  EXPECT_EQ(get("/api/v1/audit/checkpoint", administrator).text, second.text);
}

audit::Hash hash_in(const json::value& hex) {
  audit::Hash hash{};
  std::ranges::copy(ra::must(from_hex(json::value_to<std::string>(hex))), hash.begin());
  return hash;
}

std::vector<audit::Hash> hashes_in(const Answer& proof) {
  std::vector<audit::Hash> hashes;
  for (const auto& hash : proof.at("hashes").as_array()) {
    hashes.push_back(hash_in(hash));
  }
  return hashes;
}

TEST_F(StaffDoor, ProvesThatARecordIsInTheLog) {
  (void)issue(officer);
  const auto head = get("/api/v1/audit/checkpoint", administrator);
  const auto records = get("/api/v1/audit/records?limit=2", administrator);
  const auto& record = records.at("items").as_array().at(1).as_object();
  const auto sequence = record.at("sequence").as_int64();
  const auto proof =
      get("/api/v1/audit/inclusion?sequence=" + std::to_string(sequence), administrator);
  ASSERT_EQ(proof.status, 200) << proof.text;
  EXPECT_EQ(proof.at("root_hash"), head.at("root_hash"));
  const auto leaf = audit::leaf_hash(ra::must(from_base64(proof.string("leaf"))));
  EXPECT_EQ(leaf, hash_in(record.at("leaf_hash")));
  const auto size = proof.at("size").as_int64();
  const auto root = hash_in(proof.at("root_hash"));
  EXPECT_TRUE(audit::verify_inclusion(leaf, sequence, size, hashes_in(proof), root));
  EXPECT_FALSE(audit::verify_inclusion(root, sequence, size, hashes_in(proof), root));
}

TEST_F(StaffDoor, ProvesThatTheLogExtendsAKeptCheckpoint) {
  const auto kept = get("/api/v1/audit/checkpoint", administrator);
  (void)issue(officer);
  const auto size = kept.at("size").as_int64();
  const auto proof = get("/api/v1/audit/consistency?size=" + std::to_string(size), administrator);
  ASSERT_EQ(proof.status, 200) << proof.text;
  EXPECT_TRUE(audit::verify_consistency(size, hash_in(kept.at("root_hash")),
                                        proof.at("size").as_int64(), hash_in(proof.at("root_hash")),
                                        hashes_in(proof)));
}

TEST_F(StaffDoor, ProvesNothingThatIsNotThere) {
  for (const std::string query : {"inclusion?sequence=100000", "consistency?size=100000"}) {
    EXPECT_EQ(get("/api/v1/audit/" + query, administrator).code(), "audit_leaf_unknown") << query;
  }
  for (const std::string query : {"inclusion", "inclusion?sequence=x", "inclusion?sequence=-1",
                                  "consistency?size=0", "consistency?size=9e9"}) {
    EXPECT_EQ(get("/api/v1/audit/" + query, administrator).status, 400) << query;
  }
}

TEST_F(StaffDoor, MakesAKeyAndShowsItOnce) {
  const auto made = create_key({{"name", "ci"}, {"role", "applicant"}});
  ASSERT_EQ(made.status, 201) << made.text;
  EXPECT_EQ(made.headers.get("Cache-Control"), "no-store");
  EXPECT_EQ(get("/api/v1/certificates", made.string("key")).status, 200);
  const auto list = get("/api/v1/api-keys", administrator);
  EXPECT_EQ(each(list.at("items"), "id").front(), made.string("id"));
  EXPECT_EQ(list.text.find("chk_"), std::string::npos);
}

TEST_F(StaffDoor, GivesEveryApplicantAnAccountOfItsOwnUnlessOneIsNamed) {
  const auto a = create_key({{"name", "a"}, {"role", "applicant"}});
  const auto b = create_key({{"name", "b"}, {"role", "applicant"}});
  const auto again = create_key({{"name", "b2"}, {"role", "applicant"}, {"account", "b"}});
  EXPECT_NE(a.string("account_id"), b.string("account_id"));
  EXPECT_EQ(again.string("account_id"), b.string("account_id"));
  EXPECT_FALSE(create_key({{"name", "c"}, {"role", "internal-auditor"}}).has("account_id"));
}

TEST_F(StaffDoor, RefusesKeysWithNamesOrRolesThatDoNotExist) {
  EXPECT_EQ(create_key({{"name", "a\nb"}, {"role", "applicant"}}).code(), "name_malformed");
  EXPECT_EQ(create_key({{"name", "a"}, {"role", "applicant"}, {"account", "\x7f"}}).code(),
            "name_malformed");
  EXPECT_EQ(create_key({{"name", "a"}, {"role", "root"}}).code(), "json_member_wrong");
  EXPECT_EQ(create_key({{"name", "a"}, {"role", "applicant"}, {"expires_at", "never"}}).code(),
            "time_malformed");
}

TEST_F(StaffDoor, LetsAKeyDieWhenItExpiresOrIsWithdrawn) {
  const auto expiring = create_key({{"name", "short"},
                                    {"role", "applicant"},
                                    {"expires_at", to_rfc3339(ca.clock.now() + Duration(5000))}});
  EXPECT_EQ(get("/api/v1/issuers", expiring.string("key")).status, 200);
  ca.clock.advance(Duration(5001));
  EXPECT_EQ(get("/api/v1/issuers", expiring.string("key")).status, 401);

  const auto made = create_key({{"name", "ci"}, {"role", "applicant"}});
  EXPECT_EQ(get("/api/v1/issuers", made.string("key")).status, 200);
  const Sent withdraw{http::Method::del, "/api/v1/api-keys/" + made.string("id"), administrator};
  EXPECT_EQ(send(withdraw).status, 204);
  EXPECT_EQ(get("/api/v1/issuers", made.string("key")).status, 401);
  EXPECT_EQ(send(withdraw).status, 404);
  const auto listed = get("/api/v1/api-keys", administrator).at("items").as_array().at(0);
  EXPECT_TRUE(listed.as_object().contains("withdrawn_at"));
}

TEST_F(StaffDoor, MakesKeysWithScopesForAnEnterprise) {
  const auto made = create_key({{"name", "reader"},
                                {"role", "ca-administrator"},
                                {"scopes", {"read-certificates"}},
                                {"enterprise", to_text(account)}});
  ASSERT_EQ(made.status, 201) << made.text;
  EXPECT_EQ(made.at("enterprise").at("id"), json::value(to_text(account)));
  const auto key = made.string("key");
  EXPECT_EQ(get("/api/v1/certificates", key).status, 200);
  EXPECT_EQ(get("/api/v1/issuers", key).code(), "permission_missing");
  EXPECT_EQ(create_key({{"name", "x"}, {"role", "applicant"}, {"scopes", {"read-audit"}}}).code(),
            "scope_beyond_role");
  EXPECT_EQ(
      create_key({{"name", "x"}, {"role", "applicant"}, {"enterprise", "0000000000001"}}).code(),
      "enterprise_not_found");
}

TEST_F(StaffDoor, LetsNoKeyMakeAStrongerOne) {
  const auto weak = create_key({{"name", "weak"},
                                {"role", "ca-administrator"},
                                {"scopes", {"manage-access", "read-issuers"}}})
                        .string("key");
  const auto grant = [&](json::object body) {
    body["name"] = "x";
    return post("/api/v1/api-keys", weak, body);
  };
  EXPECT_EQ(grant({{"role", "ca-administrator"}}).code(), "grant_too_large");
  EXPECT_EQ(grant({{"role", "internal-auditor"}}).code(), "grant_too_large");
  EXPECT_EQ(grant({{"role", "system-operator"}}).status, 201);
}

TEST_F(StaffDoor, KeepsAnOperatorWithinItsEnterprise) {
  const auto boss = make_key(identity::Role::enterprise_operator, account);
  const auto foreign = create_key({{"name", "foreign"}, {"role", "applicant"}});
  const auto grant = [&](json::object body) {
    body["name"] = "x";
    body["role"] = "applicant";
    return post("/api/v1/api-keys", boss, body);
  };
  EXPECT_EQ(grant({}).string("account_id"), to_text(account));
  EXPECT_EQ(grant({{"enterprise", foreign.string("account_id")}}).code(), "enterprise_not_found");
  EXPECT_EQ(grant({{"account", "foreign"}}).code(), "permission_missing");
  for (const auto& owner : each(get("/api/v1/api-keys", boss).at("items"), "account_id")) {
    EXPECT_EQ(owner, to_text(account));
  }
  const Sent withdraw{http::Method::del, "/api/v1/api-keys/" + foreign.string("id"), boss};
  EXPECT_EQ(send(withdraw).status, 404);
  EXPECT_EQ(get("/api/v1/issuers", foreign.string("key")).status, 200);
}

}  // namespace
}  // namespace chancery::api
