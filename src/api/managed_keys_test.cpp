// Keys that the service makes and keeps, and the files in which certificates leave it.
#include "api/managed_keys.h"

#include <fstream>

#include "api/door_for_tests.h"
#include "api/download.h"
#include "store/managed_key_repository.h"

namespace chancery::api {
namespace {

class Downloads : public DoorTest {
 protected:
  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  std::string save(const std::string& name, const Answer& answer) {
    std::ofstream(path(name), std::ios::binary) << answer.text;
    return path(name);
  }
  /// What a command prints; `status` is its exit status.
  std::string run(const std::string& command, int expected = 0) {
    std::string output;
    FILE* pipe = popen((command + " 2>&1").c_str(), "r");
    std::array<char, 4096> buffer{};
    for (std::size_t got = 0; (got = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
      output.append(buffer.data(), got);
    }
    EXPECT_EQ(WEXITSTATUS(pclose(pipe)), expected) << command << '\n' << output;
    return output;
  }
  Answer download(const std::string& id, const std::string& format) {
    return get("/api/v1/certificates/" + id + "/download?format=" + format, officer);
  }
  Answer pkcs12(const std::string& id, const std::string& key,
                const std::string& password = "long enough") {
    return post("/api/v1/certificates/" + id + "/download", key, {{"password", password}});
  }
  std::string managed(const std::string& key) {
    const auto answer = post("/api/v1/certificates", key, managed_body());
    EXPECT_EQ(answer.status, 201) << answer.text;
    EXPECT_TRUE(answer.at("managed_key").as_bool());
    return answer.string("id");
  }

 private:
  ra::TemporaryFolder folder_;
};

TEST_F(Downloads, AreAcceptedByOpensslInEveryFormat) {
  const auto issued = issue(officer);
  const std::string id = issued.string("id");
  const std::string subject = "subject=CN = host.internal";

  const auto pem = get("/api/v1/certificates/" + id + "/download", officer);
  EXPECT_EQ(pem.type, "application/x-pem-file");
  EXPECT_EQ(pem.headers.get("Content-Disposition"), "attachment; filename=\"host.internal.pem\"");
  EXPECT_EQ(pem.text, issued.string("certificate_pem"));
  EXPECT_NE(run("openssl x509 -noout -subject -in " + save("a.pem", pem)).find(subject),
            std::string::npos);

  const auto der = download(id, "der");
  EXPECT_EQ(der.type, "application/pkix-cert");
  EXPECT_EQ(der.headers.get("Content-Disposition"), "attachment; filename=\"host.internal.cer\"");
  EXPECT_NE(run("openssl x509 -inform DER -noout -subject -in " + save("a.cer", der)).find(subject),
            std::string::npos);

  const auto pkcs7 = download(id, "pkcs7");
  EXPECT_EQ(pkcs7.type, "application/pkcs7-mime; smime-type=certs-only");
  EXPECT_EQ(pkcs7.headers.get("Content-Disposition"), "attachment; filename=\"host.internal.p7c\"");
  const auto listed =
      run("openssl pkcs7 -inform DER -print_certs -noout -in " + save("a.p7c", pkcs7));
  EXPECT_NE(listed.find("CN = host.internal"), std::string::npos);
  EXPECT_NE(listed.find("CN = private subordinate"), std::string::npos);
}

TEST_F(Downloads, HaveAChainThatOpensslVerifies) {
  const std::string id = issue(officer).string("id");
  const auto chain = download(id, "chain");
  EXPECT_EQ(chain.headers.get("Content-Disposition"),
            "attachment; filename=\"host.internal-chain.pem\"");
  const auto root = ca.issuers.by_name("private-root").value();
  std::ofstream(path("root.pem")) << to_pem("CERTIFICATE", root->record().der);
  const std::string file = save("chain.pem", chain);
  run("openssl verify -no_check_time -x509_strict -CAfile " + path("root.pem") + " -untrusted " +
      file + " " + file);
}

TEST_F(Downloads, RefuseFormatsThatDoNotExist) {
  const std::string id = issue(officer).string("id");
  EXPECT_EQ(download(id, "jks").code(), "query_parameter_wrong");
  EXPECT_EQ(download(id, "").code(), "query_parameter_wrong");
}

TEST_F(Downloads, AreNamedWithoutAnythingThatCouldTrickAFileSystemOrHeader) {
  model::CertificateFacts facts;
  facts.serial = x509::Serial::parse("0123").value();
  EXPECT_EQ(file_stem(facts), "0123");
  facts.names = {{model::NameType::dns, "*.example.com"}};
  EXPECT_EQ(file_stem(facts), "_.example.com");
  facts.names = {{model::NameType::other, "../../etc/\"passwd\"\r\nX: =1+1"}};
  const std::string stem = file_stem(facts);
  EXPECT_EQ(stem.find_first_not_of("abcdefghijklmnopqrstuvwxyzX.1-_"), std::string::npos) << stem;
  EXPECT_NE(stem.front(), '.');
  facts.names = {{model::NameType::dns, std::string(253, 'a')}};
  EXPECT_EQ(file_stem(facts).size(), 64U);
}

TEST_F(Downloads, OfAManagedKeyOpenWithThePasswordAlone) {
  const std::string id = managed(officer);
  const auto answer = pkcs12(id, officer);
  ASSERT_EQ(answer.status, 200) << answer.text;
  EXPECT_EQ(answer.type, "application/x-pkcs12");
  EXPECT_EQ(answer.headers.get("Content-Disposition"),
            "attachment; filename=\"host.internal.p12\"");
  EXPECT_EQ(answer.headers.get("Cache-Control"), "no-store");
  const std::string file = save("a.p12", answer);
  const auto out = run("openssl pkcs12 -nodes -passin 'pass:long enough' -in " + file);
  EXPECT_NE(out.find("BEGIN PRIVATE KEY"), std::string::npos);
  EXPECT_NE(out.find("CN = private subordinate"), std::string::npos);
  run("openssl pkcs12 -nodes -passin pass:wrong -in " + file, 1);
  // The key in it is the certificate's.
  const auto pair = run(fmt::format(
      "openssl pkcs12 -nodes -passin 'pass:long enough' -in {0} -out {1} && openssl x509 -in {1} "
      "-noout -pubkey > {2} && openssl pkey -in {1} -pubout | cmp - {2}",
      file, path("all.pem"), path("pub.pem")));
  EXPECT_EQ(pair, "");
}

TEST_F(Downloads, OfAKeyThatIsNotKeptAreRefused) {
  const auto answer = pkcs12(issue(officer).string("id"), officer);
  EXPECT_EQ(answer.status, 409);
  EXPECT_EQ(answer.code(), "no_managed_key");
}

TEST_F(Downloads, OfAKeyNeedAPasswordOfEightCharacters) {
  const std::string id = managed(officer);
  const auto answer = pkcs12(id, officer, "seven77");
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.text.find("seven77"), std::string::npos);
  EXPECT_EQ(pkcs12(id, officer, std::string(257, 'x')).status, 400);
}

TEST_F(Downloads, OfAKeyAreForItsOwnerAndForWhoMayIssue) {
  const std::string id = managed(make_key(identity::Role::registration_officer, account));
  EXPECT_EQ(pkcs12(id, applicant).status, 200);
  EXPECT_EQ(pkcs12(id, make_key(identity::Role::applicant, ca.tenant("Other"))).status, 404);
  EXPECT_EQ(pkcs12(id, make_key(identity::Role::internal_auditor, account)).status, 403);
  EXPECT_EQ(pkcs12(id, make_key(identity::Role::validation_specialist, account)).status, 403);
}

TEST_F(Downloads, OfAKeyAreOnRecord) {
  const std::string id = managed(officer);
  ASSERT_EQ(pkcs12(id, officer).status, 200);
  const auto records = get("/api/v1/audit/records?kind=managed_key.released", administrator);
  EXPECT_EQ(each(records.at("items"), "subject"), std::vector<std::string>{"certificate:" + id});
}

TEST_F(Downloads, OfEachKindOfKeyFitTheirCertificate) {
  for (const char* kind : {"ec-p256", "ec-p384", "rsa-2048", "rsa-3072", "rsa-4096"}) {
    json::object body = managed_body();
    body["generate_key"] = kind;
    const auto issued = post("/api/v1/certificates", officer, body);
    ASSERT_EQ(issued.status, 201) << kind << issued.text;
    EXPECT_EQ(pkcs12(issued.string("id"), officer).status, 200) << kind;
  }
}

TEST_F(Downloads, OfAKeyDoNotOpenAfterTheRowWasMovedToAnotherCertificate) {
  const auto id = parse_id<model::IssuedCertificate>(managed(officer)).value();
  const auto other = issue(officer).string("id");
  ASSERT_TRUE(ca.database->write([&](store::Transaction& tx) -> Result<void> {
    const auto sealed = TRY(store::ManagedKeyRepository::find(tx, id));
    return store::ManagedKeyRepository::insert(
        tx, parse_id<model::IssuedCertificate>(other).value(), *sealed, ca.clock.now());
  }));
  EXPECT_EQ(pkcs12(other, officer).code(), "seal_broken");
}

TEST_F(Downloads, NeverExistForPubliclyTrustedProfiles) {
  json::object body = managed_body();
  body["profile"] = "tls-dv";
  const auto answer = post("/api/v1/certificates", officer, body);
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(answer.code(), "managed_key_forbidden");
  EXPECT_EQ(answer.string("citation"), "TLS BR 6.1.1.3");
}

TEST_F(Downloads, DoNotExistForARequestThatWasRefused) {
  json::object body = managed_body();
  body["names"] = {{{"type", "email"}, {"value", "ann@example.com"}}};
  EXPECT_EQ(post("/api/v1/certificates", officer, body).status, 422);
  body.erase("names");
  EXPECT_EQ(post("/api/v1/certificates", officer, body).code(), "names_missing");
  const auto count = ca.database->read([](store::Snapshot& snapshot) {
    return snapshot.first("SELECT COUNT(*) FROM managed_key", {},
                          [](const store::Row& row) { return row.integer(0); });
  });
  EXPECT_EQ(count.value(), 0);
}

TEST_F(Downloads, OfARepeatedRequestHaveOneKey) {
  const Sent sent{http::Method::post, "/api/v1/certificates", officer, managed_body(), "k"};
  const auto first = send(sent);
  const auto second = send(sent);
  EXPECT_EQ(second.text, first.text);
  EXPECT_EQ(pkcs12(second.string("id"), officer).status, 200);
}

}  // namespace
}  // namespace chancery::api
