// Issuing at once, reading and revoking through the door.
#include "api/certificates.h"

#include "api/door_for_tests.h"
#include "store/api_key_repository.h"
#include "store/certificate_repository.h"
#include "x509/certificate.h"

namespace chancery::api {
namespace {

class CertificatesDoor : public DoorTest {
 protected:
  static x509::Certificate certificate_of(const Answer& answer) {
    return x509::parse_certificates_pem(answer.string("certificate_pem")).value().front();
  }
  Answer issue_body_with(const json::object& changes) {
    json::object body = issue_body();
    for (const auto& entry : changes) {
      body[entry.key()] = entry.value();
    }
    return post("/api/v1/certificates", officer, body);
  }
  json::array list(const std::string& query, const std::string& key) {
    const auto answer = get("/api/v1/certificates" + query, key);
    EXPECT_EQ(answer.status, 200) << answer.text;
    return answer.status == 200 ? answer.at("items").as_array() : json::array();
  }
  std::vector<std::string> ids(const std::string& query, const std::string& key) {
    return each(list(query, key), "id");
  }
  /// Officers of an enterprise issue for it.
  std::string officer_of_account() {
    return make_key(identity::Role::registration_officer, account);
  }
  std::int64_t certificate_count() {
    return ca.database
        ->read([](store::Snapshot& snapshot) -> Result<std::int64_t> {
          const auto page = TRY(store::CertificateRepository::search(snapshot, {}, 1000));
          return static_cast<std::int64_t>(page.certificates.size());
        })
        .value();
  }
};

TEST_F(CertificatesDoor, IssueFromACsrWithItsNamesByDefault) {
  const auto answer = issue(officer, {"host.internal", "10.0.0.1"});
  ASSERT_EQ(answer.status, 201) << answer.text;
  EXPECT_EQ(answer.string("profile"), "private-server");
  EXPECT_EQ(answer.string("status"), "valid");
  EXPECT_EQ(answer.string("issued_at"), to_rfc3339(ca.clock.now()));
  EXPECT_EQ(each(answer.at("names"), "value"),
            (std::vector<std::string>{"host.internal", "10.0.0.1"}));
  EXPECT_EQ(each(answer.at("names"), "type"), (std::vector<std::string>{"dns", "ip"}));
  const auto certificate = certificate_of(answer);
  EXPECT_EQ(certificate.serial().hex(), answer.string("serial"));
  EXPECT_EQ(certificate.subject().to_text(), "CN=host.internal");
  EXPECT_EQ(to_hex(certificate.public_key().value().spki_sha256()), answer.string("key_hash"));
  const auto issuer = ca.issuers.by_id(parse_id<model::Issuer>(answer.string("issuer_id")).value());
  EXPECT_TRUE(certificate.verify_signature((*issuer)->public_key()));
}

TEST_F(CertificatesDoor, AnswersWithAChainThatLeavesTheRootOut) {
  const auto answer = issue(officer);
  const auto chain = x509::parse_certificates_pem(answer.string("chain_pem")).value();
  ASSERT_EQ(chain.size(), 2U);
  EXPECT_EQ(chain[0].subject().to_text(), "CN=host.internal");
  EXPECT_EQ(chain[0].issuer(), chain[1].subject());
  EXPECT_FALSE(chain[1].is_self_issued());
}

TEST_F(CertificatesDoor, TakesTheCommonNameForTheNameWhereTheCsrHasNoOther) {
  const auto answer = post("/api/v1/certificates", officer,
                           {{"profile", "private-server"}, {"csr", csr_pem("only.internal", {})}});
  ASSERT_EQ(answer.status, 201) << answer.text;
  EXPECT_EQ(each(answer.at("names"), "value"), std::vector<std::string>{"only.internal"});
  const auto address = post("/api/v1/certificates", officer,
                            {{"profile", "private-server"}, {"csr", csr_pem("10.1.2.3", {})}});
  EXPECT_EQ(each(address.at("names"), "type"), std::vector<std::string>{"ip"});
}

TEST_F(CertificatesDoor, PutsTheWishesOfTheBodyAboveTheCsr) {
  const auto answer = issue_body_with(
      {{"names",
        {{{"type", "dns"}, {"value", "Other.Internal"}}, {{"type", "ip"}, {"value", "::1"}}}},
       {"common_name", "::1"},
       {"validity_days", 7},
       {"include_crl_url", false}});
  ASSERT_EQ(answer.status, 201) << answer.text;
  EXPECT_EQ(each(answer.at("names"), "value"), (std::vector<std::string>{"other.internal", "::1"}));
  const auto certificate = certificate_of(answer);
  EXPECT_EQ(certificate.subject().to_text(), "CN=::1");
  EXPECT_EQ(certificate.not_after() - certificate.not_before() + std::chrono::seconds(1),
            std::chrono::days(7));
  EXPECT_FALSE(certificate.known().crl_distribution_points);
}

TEST_F(CertificatesDoor, IssuesForClients) {
  const auto answer =
      issue_body_with({{"profile", "private-client"},
                       {"common_name", "Ann <script>"},
                       {"names",
                        {{{"type", "email"}, {"value", "ann@example.com"}},
                         {{"type", "uri"}, {"value", "https://example.com/device/1"}}}}});
  ASSERT_EQ(answer.status, 201) << answer.text;
  EXPECT_EQ(each(answer.at("names"), "type"), (std::vector<std::string>{"email", "uri"}));
  EXPECT_EQ(each(answer.at("names"), "value")[1], "https://example.com/device/1");
  const auto shown = get("/api/v1/certificates/" + answer.string("id"), officer);
  EXPECT_EQ(shown.string("subject"), "CN=Ann \\<script\\>");
}

TEST_F(CertificatesDoor, UsesTheIssuerThatIsAskedFor) {
  const auto root = ca.issuers.by_name("private-root").value();
  const auto sub = ca.issuers.by_name("private-sub").value();
  const auto good = issue_body_with({{"issuer_id", to_text(sub->record().id)}});
  EXPECT_EQ(good.status, 201);
  EXPECT_EQ(good.string("issuer_id"), to_text(sub->record().id));
  const auto from_root = issue_body_with({{"issuer_id", to_text(root->record().id)}});
  EXPECT_EQ(from_root.status, 422);
  EXPECT_EQ(from_root.code(), "issuer_is_root");
  EXPECT_EQ(issue_body_with({{"issuer_id", "0000000000001"}}).status, 404);
  EXPECT_EQ(issue_body_with({{"issuer_id", "nonsense"}}).code(), "id_malformed");
}

TEST_F(CertificatesDoor, NeverIssuesUnderProfilesThatNeedProofsOrAreNotForSubscribers) {
  const auto before = certificate_count();
  for (const char* profile : {"tls-dv", "private-subordinate-ca", "private-ocsp-responder",
                              "tls-ocsp-responder", "private-root-ca"}) {
    const auto answer = issue_body_with({{"profile", profile}});
    EXPECT_EQ(answer.status, 422) << profile;
    EXPECT_EQ(answer.code(), "profile_not_offered") << profile;
  }
  EXPECT_EQ(issue_body_with({{"profile", "unheard-of"}}).code(), "profile_unknown");
  EXPECT_EQ(certificate_count(), before);
}

TEST_F(CertificatesDoor, RefusesCsrsThatAreBrokenOrNotProven) {
  const auto before = certificate_count();
  EXPECT_EQ(issue_body_with({{"csr", "not PEM"}}).code(), "pem_malformed");
  EXPECT_EQ(issue_body_with({{"csr", to_pem("CERTIFICATE REQUEST", Bytes{0x30, 0})}}).status, 400);
  Bytes stolen = parse_pem(csr_pem("host.internal", {"host.internal"})).value().front().der;
  stolen.back() ^= 1;
  const auto answer = issue_body_with({{"csr", to_pem("CERTIFICATE REQUEST", stolen)}});
  EXPECT_TRUE(answer.code() == "csr_signature" || answer.status == 400) << answer.text;
  EXPECT_EQ(certificate_count(), before);
}

TEST_F(CertificatesDoor, RefusesWishesThatTheRulesDoNotAllow) {
  EXPECT_EQ(issue_body_with({{"names", {{{"type", "dns"}, {"value", "a b"}}}}}).code(),
            "dns_name_not_preferred");
  EXPECT_EQ(issue_body_with({{"names", {{{"type", "email"}, {"value", "a@b.example"}}}}}).code(),
            "name_kind_forbidden");
  EXPECT_EQ(issue_body_with({{"names", {{{"type", "dns"}}}}}).code(), "json_member_missing");
  EXPECT_EQ(issue_body_with({{"validity_days", 36501}}).code(), "json_member_wrong");
  EXPECT_EQ(issue_body_with({{"validity_days", 0}}).code(), "json_member_wrong");
  EXPECT_EQ(issue_body_with({{"names", json::array()}}).status, 400);
  json::array many;
  for (int i = 0; i < 251; ++i) {
    many.push_back({{"type", "dns"}, {"value", fmt::format("h{}.internal", i)}});
  }
  EXPECT_EQ(issue_body_with({{"names", many}}).code(), "json_member_wrong");
}

TEST_F(CertificatesDoor, WantsACsrOrAKindOfKeyAndNotBoth) {
  EXPECT_EQ(post("/api/v1/certificates", officer, {{"profile", "private-server"}}).code(),
            "csr_or_managed_key");
  EXPECT_EQ(issue_body_with({{"generate_key", "ec-p256"}}).code(), "csr_or_managed_key");
}

TEST_F(CertificatesDoor, RefusesBodiesThatAreNotJson) {
  for (const std::string text : {"", "{", "{\"profile\":1}x", "\xff", "{\"a\":1,\"a\":2}"}) {
    http::Request request;
    request.method = http::Method::post;
    request.target = "/api/v1/certificates";
    request.headers.add("Authorization", "Bearer " + officer);
    request.headers.add("Content-Type", "application/json");
    request.body = to_bytes(text);
    EXPECT_EQ(serve(std::move(request)).status, 400) << text;
  }
}

TEST_F(CertificatesDoor, ShowsOneWithSubjectAndChain) {
  const auto issued = issue(officer);
  const auto shown = get("/api/v1/certificates/" + issued.string("id"), officer);
  ASSERT_EQ(shown.status, 200);
  EXPECT_EQ(shown.string("subject"), "CN=host.internal");
  EXPECT_EQ(shown.string("chain_pem"), issued.string("chain_pem"));
  EXPECT_EQ(shown.string("sha256"), issued.string("sha256"));
  EXPECT_FALSE(shown.at("managed_key").as_bool());
  EXPECT_FALSE(shown.has("revocation"));
}

TEST_F(CertificatesDoor, DoesNotKnowOthersAndSaysSoAlikeForForeignAndMissing) {
  const auto foreign = issue(officer).string("id");
  for (const std::string path : {"", "/download", "/revoke"}) {
    const bool is_post = path == "/revoke";
    const auto ask = [&](const std::string& id) {
      std::string target = "/api/v1/certificates/" + id;
      target += path;
      return is_post ? post(target, applicant, json::object()) : get(target, applicant);
    };
    const auto hidden = ask(foreign);
    const auto missing = ask("0000000000001");
    EXPECT_EQ(hidden.status, 404) << path;
    EXPECT_EQ(hidden.code(), "certificate_not_found");
    EXPECT_EQ(hidden.code(), missing.code());
    EXPECT_EQ(hidden.string("title"), missing.string("title"));
  }
  EXPECT_EQ(post("/api/v1/certificates/" + foreign + "/download", applicant,
                 {{"password", "long enough"}})
                .status,
            404);
  EXPECT_EQ(get("/api/v1/certificates/nonsense", applicant).status, 400);
}

TEST_F(CertificatesDoor, ShowsApplicantsTheirOwnAndNoOther) {
  const auto mine = issue(officer_of_account(), {"mine.internal"}).string("id");
  const auto other_account = ca.tenant("Other GmbH");
  const auto theirs =
      issue(make_key(identity::Role::registration_officer, other_account), {"theirs.internal"})
          .string("id");
  (void)issue(officer, {"nobodys.internal"});

  EXPECT_EQ(ids("", applicant), std::vector<std::string>{mine});
  EXPECT_EQ(ids("?name=mine.internal", applicant), std::vector<std::string>{mine});
  EXPECT_EQ(ids("?name=theirs.internal", applicant), std::vector<std::string>());
  EXPECT_EQ(ids("?name=*.internal", applicant), std::vector<std::string>{mine});
  EXPECT_EQ(get("/api/v1/certificates/" + mine, applicant).status, 200);
  EXPECT_EQ(get("/api/v1/certificates/" + theirs, applicant).status, 404);
  const auto auditor = make_key(identity::Role::internal_auditor, {});
  EXPECT_EQ(ids("?name=*.internal", auditor).size(), 3U);
}

TEST_F(CertificatesDoor, NeverTakesAnApplicantWithoutAnAccountForTheCa) {
  // What the CA issued for itself has no owner either. Identity makes no such key, but a row may
  // say anything.
  const std::string orphan = "chk_" + std::string(43, 'A');
  model::ApiKey row;
  row.id = ca.ids.next<model::ApiKeyId>();
  row.name = "orphan";
  row.role = "applicant";
  row.key_hash = crypto::sha256(as_bytes(orphan));
  row.created = ca.clock.now();
  ASSERT_TRUE(ca.database->write(
      [&](store::Transaction& tx) { return store::ApiKeyRepository::insert(tx, row); }));
  const auto nobodys = issue(officer).string("id");
  for (const std::string target : {"/api/v1/certificates", "/api/v1/applications"}) {
    EXPECT_EQ(get(target, orphan).code(), "account_needed");
  }
  EXPECT_EQ(get("/api/v1/certificates/" + nobodys, orphan).status, 403);
  EXPECT_EQ(post("/api/v1/certificates/" + nobodys + "/revoke", orphan, json::object()).status,
            403);
}

TEST_F(CertificatesDoor, FindsByNameSerialKeyExpiryAndIssuer) {
  const auto a = issue(officer, {"a.example.internal", "10.0.0.7"});
  const auto b = issue_body_with(
      {{"names", {{{"type", "dns"}, {"value", "*.b.internal"}}}}, {"validity_days", 3}});
  const std::vector<std::string> only_a{a.string("id")};
  const std::vector<std::string> only_b{b.string("id")};
  EXPECT_EQ(ids("?name=A.example.internal", officer), only_a);
  EXPECT_EQ(ids("?name=10.0.0.7", officer), only_a);
  EXPECT_EQ(ids("?name=*.example.internal", officer), only_a);
  EXPECT_EQ(ids("?name=*.b.internal", officer), only_b);
  EXPECT_EQ(ids("?name=b.internal", officer), std::vector<std::string>());
  EXPECT_EQ(ids("?serial=" + a.string("serial"), officer), only_a);
  EXPECT_EQ(ids("?key_hash=" + a.string("key_hash"), officer).size(), 2U);
  const auto soon = to_rfc3339(ca.clock.now() + std::chrono::hours(24 * 5));
  EXPECT_EQ(ids("?expires_before=" + soon, officer), only_b);
  EXPECT_EQ(ids("?name=*.internal&expires_after=" + soon, officer), only_a);
  EXPECT_EQ(ids("?name=*.internal&issuer_id=" + a.string("issuer_id"), officer).size(), 2U);
}

TEST_F(CertificatesDoor, FindsMailboxesAndUris) {
  const auto client = issue_body_with({{"profile", "private-client"},
                                       {"common_name", "Ann"},
                                       {"names",
                                        {{{"type", "email"}, {"value", "ann@example.com"}},
                                         {{"type", "uri"}, {"value", "https://example.com/1"}}}}});
  const std::vector<std::string> found{client.string("id")};
  EXPECT_EQ(ids("?name=ann@example.com", officer), found);
  EXPECT_EQ(ids("?name=https://example.com/1", officer), found);
}

TEST_F(CertificatesDoor, RefusesFiltersThatAreMalformed) {
  for (const auto& [query, code] : std::vector<std::pair<std::string, std::string>>{
           {"name=a..b", "dns_name_not_preferred"},
           {"serial=xyz", "serial_malformed"},
           {"key_hash=00", "query_parameter_wrong"},
           {"expires_before=tomorrow", "time_malformed"},
           {"expires_after=2026-13-01", "time_malformed"},
           {"issuer_id=1", "id_malformed"},
           {"limit=0", "query_parameter_wrong"},
           {"limit=501", "query_parameter_wrong"},
           {"limit=ten", "query_parameter_wrong"},
           {"cursor=nonsense", "page_token_malformed"},
           {"nmae=a.example", "http_query_parameter_unknown"},
           {"name=a&name=b", "http_query_malformed"},
           {"name=" + std::string(256, 'a'), "query_parameter_wrong"}}) {
    const auto answer = get("/api/v1/certificates?" + query, officer);
    EXPECT_EQ(answer.status, 400) << query;
    EXPECT_EQ(answer.code(), code) << query;
  }
}

TEST_F(CertificatesDoor, PagesShowEachOnceWhateverIsIssuedMeanwhile) {
  const std::string key = officer_of_account();
  std::vector<std::string> expected;
  for (int i = 0; i < 5; ++i) {
    ca.clock.advance(std::chrono::seconds(1));
    expected.insert(expected.begin(), issue(key).string("id"));
  }
  std::vector<std::string> seen;
  std::string cursor;
  do {
    const auto page = get("/api/v1/certificates?limit=2" + cursor, applicant);
    ASSERT_EQ(page.status, 200);
    const auto found = each(page.at("items"), "id");
    seen.insert(seen.end(), found.begin(), found.end());
    (void)issue(key);
    cursor = page.has("next") ? "&cursor=" + page.string("next") : "";
  } while (!cursor.empty());
  EXPECT_EQ(seen, expected);
}

TEST_F(CertificatesDoor, RevokesForGoodAndAtOnce) {
  const auto id = issue(officer).string("id");
  const auto revoked =
      post("/api/v1/certificates/" + id + "/revoke", officer, {{"reason", "superseded"}});
  ASSERT_EQ(revoked.status, 200) << revoked.text;
  EXPECT_EQ(revoked.string("status"), "revoked");
  EXPECT_EQ(revoked.at("revocation").at("reason"), "superseded");
  const auto again = post("/api/v1/certificates/" + id + "/revoke", officer, json::object());
  EXPECT_EQ(again.status, 409);
  EXPECT_EQ(again.code(), "revocation_final");
  const auto listed = list("?name=host.internal", officer);
  EXPECT_EQ(each(listed, "status"), std::vector<std::string>{"revoked"});
}

TEST_F(CertificatesDoor, LeavesTheReasonOutWhenThereIsNone) {
  const auto id = issue(officer).string("id");
  const auto revoked =
      post("/api/v1/certificates/" + id + "/revoke", officer, {{"reason", "unspecified"}});
  ASSERT_EQ(revoked.status, 200);
  EXPECT_FALSE(revoked.at("revocation").as_object().contains("reason"));
}

TEST_F(CertificatesDoor, LetsOwnersRevokeTheirOwnButNotWithStaffsReason) {
  const auto id = issue(officer_of_account()).string("id");
  const auto staff_reason =
      post("/api/v1/certificates/" + id + "/revoke", applicant, {{"reason", "privilegeWithdrawn"}});
  EXPECT_EQ(staff_reason.status, 422);
  EXPECT_EQ(staff_reason.code(), "reason_forbidden");
  const auto hold =
      post("/api/v1/certificates/" + id + "/revoke", officer, {{"reason", "certificateHold"}});
  EXPECT_EQ(hold.status, 400);
  const auto own =
      post("/api/v1/certificates/" + id + "/revoke", applicant, {{"reason", "keyCompromise"}});
  EXPECT_EQ(own.status, 200) << own.text;
  EXPECT_EQ(own.at("revocation").at("reason"), "keyCompromise");
}

TEST_F(CertificatesDoor, TellsExpiredAndNotYetValidFromValid) {
  const auto id = issue_body_with({{"validity_days", 1}}).string("id");
  const auto status = [&] { return get("/api/v1/certificates/" + id, officer).string("status"); };
  const Time start = ca.clock.now();
  EXPECT_EQ(status(), "valid");
  ca.clock.set(start + std::chrono::hours(25));
  // The key's cached verdict is older than its life in the cache.
  EXPECT_EQ(status(), "expired");
  ca.clock.set(start - std::chrono::hours(25));
  EXPECT_EQ(status(), "not_yet_valid");
}

}  // namespace
}  // namespace chancery::api
