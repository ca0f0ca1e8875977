// People and their sessions through the door: cookies, CSRF, tenants.
#include "api/door_for_tests.h"
#include "identity/code_generator_for_tests.h"
#include "webauthn/authenticator_for_tests.h"

namespace chancery::api {
namespace {

using namespace std::chrono_literals;

/// A browser: keeps its cookie and what the session says.
struct Browser {
  std::string cookie;
  json::value session;

  [[nodiscard]] std::string csrf() const { return text("csrf"); }
  [[nodiscard]] std::string state() const { return text("state"); }

 private:
  [[nodiscard]] std::string text(const char* name) const {
    return json::value_to<std::string>(session.at(name));
  }
};

class PeopleDoor : public DoorTest {
 protected:
  Answer send_as(Browser& browser, http::Method method, const std::string& path,
                 std::optional<json::value> body = {}) {
    auto answer = send({.method = method,
                        .target = "/api/v1" + path,
                        .body = std::move(body),
                        .cookie = browser.cookie,
                        .csrf = browser.session.is_null() ? "" : browser.csrf()});
    take_cookie(browser, answer);
    return answer;
  }
  static void take_cookie(Browser& browser, const Answer& answer) {
    if (const auto field = answer.headers.get("Set-Cookie")) {
      const auto from = field->find('=') + 1;
      browser.cookie = field->substr(from, field->find(';') - from);
    }
    if (answer.status == 200 && answer.has("csrf")) {
      browser.session = answer.body;
    }
  }
  Browser accept(const std::string& link) {
    Browser browser;
    const auto answer =
        send_as(browser, http::Method::post, "/invitations/accept",
                json::object{{"token", link.substr(link.find('#') + 1)}, {"password", kPassword}});
    EXPECT_EQ(answer.status, 200) << answer.text;
    return browser;
  }
  json::object person(const std::string& name, const char* role, model::AccountId owner = {}) {
    json::object body{{"name", name},
                      {"display_name", "Somebody"},
                      {"email", name + "@example.net"},
                      {"role", role}};
    if (!owner.empty()) {
      body["enterprise"] = to_text(owner);
    }
    return body;
  }
  Browser newcomer(const std::string& name, const char* role, model::AccountId owner = {}) {
    const auto made = post("/api/v1/users", administrator, person(name, role, owner));
    EXPECT_EQ(made.status, 201) << made.text;
    return accept(made.string("invitation_url"));
  }
  Browser settled(const std::string& name, const char* role, model::AccountId owner = {}) {
    auto browser = newcomer(name, role, owner);
    const auto offer = send_as(browser, http::Method::post, "/me/totp");
    generator = identity::CodeGenerator(offer.string("secret"));
    EXPECT_EQ(
        send_as(browser, http::Method::post, "/me/totp/confirm", json::object{{"code", code()}})
            .status,
        204);
    EXPECT_EQ(send_as(browser, http::Method::get, "/session").status, 200);
    return browser;
  }
  Browser half(const std::string& name) {
    Browser browser;
    (void)send_as(browser, http::Method::post, "/session",
                  json::object{{"name", name}, {"password", kPassword}});
    return browser;
  }
  std::string code() const { return generator.code(ca.clock.now()); }

  static constexpr const char* kPassword = "correct horse battery";
  identity::CodeGenerator generator;
};

TEST_F(PeopleDoor, LetsANewcomerDoNothingBeforeASecondFactor) {  // NT-107
  auto browser = newcomer("ann", "ca-administrator");
  EXPECT_EQ(browser.state(), "enrol_second_factor");
  EXPECT_EQ(send_as(browser, http::Method::get, "/certificates").code(), "sign_in_unfinished");
  EXPECT_EQ(send_as(browser, http::Method::get, "/users").code(), "sign_in_unfinished");
  EXPECT_EQ(send_as(browser, http::Method::get, "/me/factors").status, 200);
}

TEST_F(PeopleDoor, OpensEveryOperationToASessionWithAFactor) {
  auto browser = settled("ann", "ca-administrator");
  EXPECT_EQ(browser.state(), "open");
  EXPECT_EQ(send_as(browser, http::Method::get, "/certificates").status, 200);
  EXPECT_EQ(send_as(browser, http::Method::get, "/audit/records").status, 200);
  const auto issued = send_as(browser, http::Method::post, "/certificates", issue_body());
  ASSERT_EQ(issued.status, 201) << issued.text;
  EXPECT_EQ(send_as(browser, http::Method::post, "/certificates/" + issued.string("id") + "/revoke",
                    json::object{{"reason", "superseded"}})
                .status,
            200);
  const auto records =
      get("/api/v1/audit/records?subject=certificate:" + issued.string("id"), administrator);
  EXPECT_TRUE(each(records.at("items"), "actor").front().starts_with("user:"));
}

TEST_F(PeopleDoor, LetsNobodyWithThePasswordAloneTouchTheFactors) {
  auto owner = settled("ann", "ca-administrator");
  auto thief = half("ann");
  EXPECT_EQ(thief.state(), "second_factor");
  for (const auto* path : {"/me/totp", "/me/recovery-codes"}) {
    EXPECT_EQ(send_as(thief, http::Method::post, path).code(), "sign_in_unfinished") << path;
  }
  EXPECT_EQ(send_as(thief, http::Method::get, "/me/sessions").code(), "sign_in_unfinished");
  EXPECT_EQ(send_as(thief, http::Method::get, "/issuers").code(), "sign_in_unfinished");
  EXPECT_EQ(
      send_as(thief, http::Method::post, "/session/password",
              json::object{{"current_password", kPassword}, {"new_password", "another password"}})
          .code(),
      "sign_in_unfinished");
}

TEST_F(PeopleDoor, RefusesChangesThatDoNotComeFromItsOwnPages) {
  auto browser = settled("ann", "ca-administrator");
  const auto attempt = [&](const std::string& csrf,
                           std::initializer_list<std::pair<std::string_view, std::string>> more) {
    http::Request request;
    request.method = http::Method::post;
    request.target = "/api/v1/enterprises";
    request.headers.add("Cookie", std::string(kSessionCookie) + "=" + browser.cookie);
    request.headers.add("Content-Type", "application/json");
    request.headers.add("Host", "ca.example.net:8443");
    if (!csrf.empty()) {
      request.headers.add("X-Chancery-Csrf", csrf);
    }
    for (const auto& [name, value] : more) {
      request.headers.add(name, value);
    }
    request.body = to_bytes(R"({"name":"Example"})");
    return serve(std::move(request));
  };
  const auto other = settled("bob", "ca-administrator");
  EXPECT_EQ(attempt("", {}).code(), "csrf_refused");
  EXPECT_EQ(attempt("x", {}).code(), "csrf_refused");
  EXPECT_EQ(attempt(other.csrf(), {}).code(), "csrf_refused");
  EXPECT_EQ(attempt(browser.csrf(), {{"Origin", "https://evil.example"}}).code(), "csrf_refused");
  EXPECT_EQ(attempt(browser.csrf(), {{"Origin", "null"}}).code(), "csrf_refused");
  EXPECT_EQ(attempt(browser.csrf(), {{"Sec-Fetch-Site", "cross-site"}}).code(), "csrf_refused");
  EXPECT_EQ(attempt(browser.csrf(), {{"Sec-Fetch-Site", "same-site"}}).code(), "csrf_refused");
  EXPECT_EQ(attempt(browser.csrf(),
                    {{"Origin", "https://ca.example.net:8443"}, {"Sec-Fetch-Site", "same-origin"}})
                .status,
            201);
}

TEST_F(PeopleDoor, SignsNobodyInForAnotherSite) {
  http::Request request;
  request.method = http::Method::post;
  request.target = "/api/v1/session";
  request.headers.add("Content-Type", "application/json");
  request.headers.add("Origin", "https://evil.example");
  request.body = to_bytes(R"({"name":"ann","password":"x"})");
  EXPECT_EQ(serve(std::move(request)).code(), "csrf_refused");
}

TEST_F(PeopleDoor, GivesANewCookieWheneverRightsRise) {
  (void)settled("ann", "ca-administrator");
  ca.clock.advance(30s);
  auto browser = half("ann");
  const std::string planted = browser.cookie;
  const auto answer = send_as(browser, http::Method::post, "/session/second-factor",
                              json::object{{"totp_code", code()}});
  EXPECT_EQ(answer.string("state"), "open");
  EXPECT_NE(browser.cookie, planted);
  EXPECT_EQ(send({.target = "/api/v1/session", .cookie = planted}).status, 401);
}

TEST_F(PeopleDoor, TakesItsOwnCookieAndNoOtherOne) {
  for (const std::string cookie : {"", "x", "chk_x"}) {
    EXPECT_EQ(send({.target = "/api/v1/session", .cookie = cookie + "A"}).code(),
              "session_invalid");
  }
  EXPECT_EQ(get("/api/v1/session", administrator).code(), "session_invalid");
}

TEST_F(PeopleDoor, EndsSessionsByTheirOwnerByStaffAndByOnesSelf) {
  auto ann = settled("ann", "validation-specialist");
  ca.clock.advance(30s);
  auto second = half("ann");
  const auto mine = send_as(ann, http::Method::get, "/me/sessions");
  ASSERT_EQ(mine.at("items").as_array().size(), 2U);
  const auto other = json::value_to<std::string>(mine.at("items").at(0).at("id"));
  EXPECT_FALSE(mine.at("items").at(0).at("current").as_bool());
  EXPECT_EQ(send_as(ann, http::Method::del, "/me/sessions/" + other).status, 204);
  EXPECT_EQ(send_as(second, http::Method::get, "/session").status, 401);
  const auto id = json::value_to<std::string>(ann.session.at("user").at("id"));
  const auto seen = get("/api/v1/users/" + id + "/sessions", administrator);
  const auto session = each(seen.at("items"), "id").at(0);
  EXPECT_EQ(send({http::Method::del, "/api/v1/users/" + id + "/sessions/" + session, administrator})
                .status,
            204);
  EXPECT_EQ(send_as(ann, http::Method::get, "/session").status, 401);
  auto bob = settled("bob", "validation-specialist");
  const auto out = send_as(bob, http::Method::del, "/session");
  EXPECT_EQ(out.status, 204);
  EXPECT_EQ(out.headers.get("Set-Cookie")->find("__Host-chancery-session=; Max-Age=0"), 0U);
}

TEST_F(PeopleDoor, SuspendsAtOnce) {  // NT-109
  auto ann = settled("ann", "registration-officer");
  const auto id = json::value_to<std::string>(ann.session.at("user").at("id"));
  const auto suspended = post("/api/v1/users/" + id + "/suspend", administrator, {});
  EXPECT_EQ(suspended.status, 200) << suspended.text;
  EXPECT_EQ(suspended.string("status"), "suspended");
  EXPECT_EQ(send_as(ann, http::Method::get, "/issuers").code(), "session_invalid");
}

TEST_F(PeopleDoor, AsksForAFreshFactorBeforeASensitiveAct) {
  auto ann = settled("ann", "ca-administrator");
  ca.clock.advance(6min);
  const json::object key{{"name", "x"}, {"role", "applicant"}};
  EXPECT_EQ(send_as(ann, http::Method::post, "/api-keys", key).code(), "step_up_needed");
  EXPECT_EQ(send_as(ann, http::Method::get, "/api-keys").status, 200);
  EXPECT_EQ(send_as(ann, http::Method::post, "/session/second-factor",
                    json::object{{"totp_code", code()}})
                .status,
            200);
  EXPECT_EQ(send_as(ann, http::Method::post, "/api-keys", key).status, 201);
}

TEST_F(PeopleDoor, AsksForAFreshFactorBeforeARequestForACertificate) {  // AW-11
  auto ann = settled("ann", "registration-officer");
  auto bob = settled("bob", "applicant", account);
  const auto issued = [&] {
    return get("/api/v1/overview", administrator).at("certificates").at("issued").as_int64();
  };
  const auto before = issued();
  ca.clock.advance(6min);
  EXPECT_EQ(send_as(ann, http::Method::post, "/certificates", issue_body()).code(),
            "step_up_needed");
  EXPECT_EQ(send_as(bob, http::Method::post, "/applications", json::object()).code(),
            "step_up_needed");
  EXPECT_EQ(issued(), before);
  EXPECT_EQ(send_as(bob, http::Method::post, "/session/second-factor",
                    json::object{{"totp_code", code()}})
                .status,
            200);
  EXPECT_EQ(send_as(bob, http::Method::post, "/applications", json::object()).code(),
            "json_member_missing");
}

TEST_F(PeopleDoor, ShowsAnApplicantItsEnterpriseAndNobodyElse) {
  auto ann = settled("ann", "applicant", account);
  EXPECT_EQ(ann.session.at("user").at("enterprise").at("id"), json::value(to_text(account)));
  EXPECT_EQ(send_as(ann, http::Method::get, "/users").code(), "permission_missing");
  EXPECT_EQ(send_as(ann, http::Method::get, "/applications").status, 200);
}

class PasskeyDoor : public PeopleDoor {
 protected:
  PasskeyDoor() { device.party = {"ca.example.net", "https://ca.example.net:8443"}; }

  static Bytes challenge_of(const Answer& asked) {
    return from_base64url(json::value_to<std::string>(asked.at("public_key").at("challenge")))
        .value();
  }
  Answer add(Browser& browser) {
    const auto asked = send_as(browser, http::Method::post, "/me/passkey-options");
    EXPECT_EQ(asked.status, 200) << asked.text;
    const auto made = device.make(challenge_of(asked));
    const json::object response{{"clientDataJSON", to_base64url(made.client_data_json)},
                                {"attestationObject", to_base64url(made.attestation_object)},
                                {"transports", {"internal"}}};
    return send_as(browser, http::Method::post, "/me/passkeys",
                   json::object{{"challenge_id", asked.string("challenge_id")},
                                {"name", "laptop"},
                                {"credential", credential(response)}});
  }
  Answer show(Browser& browser) {
    const auto asked = send_as(browser, http::Method::post, "/session/passkey-options");
    ++device.count;
    const auto shown = device.get(challenge_of(asked));
    const json::object response{{"clientDataJSON", to_base64url(shown.client_data_json)},
                                {"authenticatorData", to_base64url(shown.authenticator_data)},
                                {"signature", to_base64url(shown.signature)}};
    return send_as(browser, http::Method::post, "/session/passkey",
                   json::object{{"challenge_id", asked.string("challenge_id")},
                                {"credential", credential(response)}});
  }
  json::object credential(const json::object& response) const {
    const std::string id = to_base64url(device.id);
    return {{"id", id},
            {"rawId", id},
            {"type", "public-key"},
            {"response", response},
            {"clientExtensionResults", json::object()}};
  }

  webauthn::TestAuthenticator device;
};

TEST_F(PasskeyDoor, LetsAPersonInWithoutAPassword) {
  auto ann = newcomer("ann", "ca-administrator");
  const auto added = add(ann);
  ASSERT_EQ(added.status, 201) << added.text;
  EXPECT_EQ(send_as(ann, http::Method::get, "/session").string("state"), "open");
  const auto factors = send_as(ann, http::Method::get, "/me/factors");
  EXPECT_EQ(each(factors.at("passkeys"), "name"), std::vector<std::string>{"laptop"});
  Browser other;
  const auto in = show(other);
  ASSERT_EQ(in.status, 200) << in.text;
  EXPECT_EQ(in.string("state"), "open");
  EXPECT_EQ(send_as(other, http::Method::get, "/certificates").status, 200);
}

TEST_F(PasskeyDoor, TakesAPasskeyAsASecondFactorAndForAStepUp) {
  auto ann = newcomer("ann", "ca-administrator");
  ASSERT_EQ(add(ann).status, 201);
  auto browser = half("ann");
  EXPECT_EQ(browser.state(), "second_factor");
  EXPECT_EQ(show(browser).string("state"), "open");
  ca.clock.advance(6min);
  const json::object key{{"name", "x"}, {"role", "applicant"}};
  EXPECT_EQ(send_as(browser, http::Method::post, "/api-keys", key).code(), "step_up_needed");
  EXPECT_EQ(show(browser).status, 200);
  EXPECT_EQ(send_as(browser, http::Method::post, "/api-keys", key).status, 201);
}

TEST_F(PasskeyDoor, RemovesAPasskeyButNotTheLastFactor) {
  auto ann = newcomer("ann", "ca-administrator");
  const auto id = add(ann).string("id");
  EXPECT_EQ(send_as(ann, http::Method::get, "/session").status, 200);
  EXPECT_EQ(send_as(ann, http::Method::del, "/me/passkeys/" + id).code(), "last_second_factor");
  EXPECT_EQ(send_as(ann, http::Method::del, "/me/passkeys/0000000000001").code(),
            "passkey_not_found");
}

TEST_F(PasskeyDoor, RefusesWhatIsNoCredential) {
  auto ann = newcomer("ann", "ca-administrator");
  device.party.origin = "https://evil.example";
  EXPECT_EQ(add(ann).code(), "credential_refused");
  Browser nobody;
  EXPECT_EQ(show(nobody).code(), "passkey_refused");
  const auto asked = send_as(nobody, http::Method::post, "/session/passkey-options");
  const auto broken = [&](const json::object& response) {
    return send_as(nobody, http::Method::post, "/session/passkey",
                   json::object{{"challenge_id", asked.string("challenge_id")},
                                {"credential", credential(response)}})
        .code();
  };
  EXPECT_EQ(broken({{"clientDataJSON", "!"}}), "base64_malformed");
  EXPECT_EQ(broken({{"clientDataJSON", "AA"}}), "json_member_missing");
}

TEST_F(PeopleDoor, AnswersEveryWishForAnotherPasswordAlike) {
  (void)settled("ann", "ca-administrator");
  for (const auto* name : {"ann", "nobody", ""}) {
    const auto answer = post("/api/v1/password-resets", "", {{"name", name}});
    EXPECT_EQ(answer.status, 202) << name;
    EXPECT_EQ(answer.text, "");
  }
  EXPECT_EQ(post("/api/v1/password-resets/accept", "",
                 {{"token", std::string(43, 'A')}, {"password", kPassword}})
                .code(),
            "invitation_invalid");
}

TEST_F(PeopleDoor, ListsRolesWithTheirConflicts) {
  const auto roles = get("/api/v1/roles", administrator);
  ASSERT_EQ(roles.at("items").as_array().size(), identity::all_roles().size());
}

TEST_F(PeopleDoor, WantsOneOfTheTwoKindsOfCodes) {
  (void)settled("ann", "ca-administrator");
  auto browser = half("ann");
  EXPECT_EQ(send_as(browser, http::Method::post, "/session/second-factor", json::object{}).status,
            400);
  EXPECT_EQ(send_as(browser, http::Method::post, "/session/second-factor",
                    json::object{{"totp_code", "1"}, {"recovery_code", "1"}})
                .status,
            400);
}

}  // namespace
}  // namespace chancery::api
