// For tests of this room: the door over a whole installation (real SQLite, real keys), and a check
// of every answer against the published document.
#pragma once

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_to.hpp>
#include <fmt/format.h>
#include <future>
#include <gtest/gtest.h>
#include <map>

#include "api/admission.h"
#include "api/contract.h"
#include "api/door.h"
#include "api/pages.h"
#include "base/encoding.h"
#include "base/task_pool.h"
#include "crypto/hotp.h"
#include "http/json.h"
#include "identity/registry.h"
#include "keys/software_key_store.h"
#include "ra/installation_for_tests.h"

namespace chancery::api {

namespace json = boost::json;

/// One answer, its body as JSON where it is some.
struct Answer {
  int status = 0;
  std::string type;
  std::string text;
  json::value body;
  http::Headers headers;

  [[nodiscard]] const json::value& at(std::string_view name) const {
    return body.as_object().at(name);
  }
  [[nodiscard]] std::string string(std::string_view name) const {
    return json::value_to<std::string>(at(name));
  }
  [[nodiscard]] bool has(std::string_view name) const { return body.as_object().contains(name); }
  /// The stable identity of a refusal.
  [[nodiscard]] std::string code() const { return has("code") ? string("code") : "(no problem)"; }
};

/// What a client sends.
struct Sent {
  http::Method method = http::Method::get;
  std::string target;
  std::string key = {};  ///< API key; empty: no Authorization header
  std::optional<json::value> body = {};
  std::string idempotency_key = {};
  std::string cookie = {};  ///< of a session
  std::string csrf = {};
};

class DoorTest : public testing::Test {
 protected:
  DoorTest()
      : outbox({*ca.database, ca.queue, ca.clock, ca.random, ca.ids},
               crypto::SealingKey::generate(ca.random), "ca@example.net", std::nullopt),
        identity({*ca.database, ca.audit, ca.clock, ca.random, ca.ids}, outbox,
                 crypto::SealingKey::generate(ca.random),
                 {.origin = "https://ca.example.net:8443",
                  .console_url = "https://ca.example.net:8443",
                  .sessions = {.step_up = std::chrono::minutes(5), .step_up_requests = true},
                  .password_cost = {.n = 1U << 10U}}),
        api_keys(identity.api_keys),
        sealing(crypto::SealingKey::generate(ca.random)),
        note_key(crypto::PrivateKey::generate(crypto::kEd25519).value()),
        door(dependencies(executor), {.api_url = "https://ca.example.net:8443",
                                      .checkpoints = {note_name(), [this] { return make_note(); }},
                                      .suffix_list = [] { return SuffixListStatus{}; }}) {
    door.add_routes(router);
    officer = make_key(identity::Role::registration_officer, {});
    administrator = make_key(identity::Role::ca_administrator, {});
    account = ca.tenant();
    applicant = make_key(identity::Role::applicant, account);
  }

  /// Of a door that runs its tasks there.
  Dependencies dependencies(Executor& tasks) {
    return {.database = *ca.database,
            .audit = ca.audit,
            .identity = identity,
            .accounts = ca.desks.accounts(),
            .filing = ca.desks.filing(),
            .applications = ca.desks.applications(),
            .revocations = ca.desks.revocations(),
            .renewals = ca.desks.renewals(),
            .domains = ca.desks.domains(),
            .imports = ca.desks.imports(),
            .drafts = ca.desks.drafts(),
            .views = ca.desks.views(),
            .placements = ca.desks.placements(),
            .organizations = ca.desks.organizations(),
            .issuing = ca.issuing,
            .issuers = ca.issuers,
            .urls = ca.urls,
            .profiles = ca.profiles,
            .managed_keys = sealing,
            .clock = ca.clock,
            .random = ca.random,
            .executor = tasks};
  }

  std::string make_key(identity::Role role, model::AccountId owner) {
    const auto made = ra::must(api_keys.create({.name = "test",
                                                .role = role,
                                                .account = owner,
                                                .scopes = {},
                                                .expires = {},
                                                .actor = "test"}));
    return std::string(made.secret.reveal_text());
  }

  /// Sends it, and compares the answer with what the document promises of the operation.
  Answer send(const Sent& sent) {
    http::Request request;
    request.method = sent.method;
    request.target = sent.target;
    if (!sent.key.empty()) {
      request.headers.add("Authorization", "Bearer " + sent.key);
    }
    if (!sent.idempotency_key.empty()) {
      request.headers.add("Idempotency-Key", sent.idempotency_key);
    }
    if (!sent.cookie.empty()) {
      request.headers.add("Cookie", std::string(kSessionCookie) + "=" + sent.cookie);
    }
    if (!sent.csrf.empty()) {
      request.headers.add("X-Chancery-Csrf", sent.csrf);
    }
    if (sent.body) {
      request.headers.add("Content-Type", "application/json");
      request.body = to_bytes(json::serialize(*sent.body));
    }
    return serve(std::move(request));
  }
  Answer get(const std::string& target, const std::string& key) {
    return send({.target = target, .key = key});
  }
  Answer post(const std::string& target, const std::string& key, json::value body) {
    return send({http::Method::post, target, key, std::move(body)});
  }

  Answer serve(http::Request request) {
    const auto route = router.find(request);
    const http::Response response = router.serve(request);
    Answer answer{.status = response.status,
                  .type = std::string(response.headers.get("Content-Type").value_or("")),
                  .text = body_of(response),
                  .body = {},
                  .headers = response.headers};
    if (answer.type.ends_with("json")) {
      answer.body = json::parse(answer.text);
    }
    if (route) {
      check_promise((*route)->pattern, request.method, answer);
    }
    return answer;
  }

  /// A stream of events has no end to wait for: it counts as empty here.
  static std::string body_of(const http::Response& response) {
    http::BodySource* source = response.body.source();
    if (source == nullptr || response.headers.get("Content-Type") == "text/event-stream") {
      return std::string(as_text(response.body.memory()));
    }
    std::string text;
    for (;;) {
      std::promise<Result<std::string>> promise;
      source->next([&](Result<std::string> piece) { promise.set_value(std::move(piece)); });
      const auto piece = promise.get_future().get();
      if (!piece || piece->empty()) {
        return text;
      }
      text += *piece;
    }
  }

  // Requests that many tests send.
  static std::string csr_pem(const std::string& common_name,
                             const std::vector<std::string>& names) {
    static const auto key = crypto::PrivateKey::generate(crypto::kP256).value();
    return to_pem("CERTIFICATE REQUEST", ra::make_csr(key, common_name, names));
  }
  static json::object issue_body(const std::vector<std::string>& names = {"host.internal"}) {
    return {{"profile", "private-server"}, {"csr", csr_pem(names.front(), names)}};
  }
  Answer issue(const std::string& key, const std::vector<std::string>& names = {"host.internal"}) {
    return post("/api/v1/certificates", key, issue_body(names));
  }
  static json::object managed_body() {
    return {{"profile", "private-server"},
            {"generate_key", "ec-p256"},
            {"names", {{{"type", "dns"}, {"value", "host.internal"}}}}};
  }
  json::object application_body(const std::string& name, const std::string& domain) {
    return {{"name", name},
            {"domains", {domain}},
            {"csr", csr_pem(domain, {domain})},
            {"agreement_version", ca.desks.settings().agreement_version}};
  }

  TaskPool executor{4};  // outlives what is posted to it
  ra::TestInstallation ca;
  notice::Outbox outbox;
  identity::Registry identity;
  identity::ApiKeys& api_keys;
  crypto::SealingKey sealing;
  crypto::PrivateKey note_key;
  ApiDoor door;
  http::Router router;
  model::AccountId account;
  std::string officer;        ///< staff, with no account
  std::string administrator;  ///< staff, with no account
  std::string applicant;      ///< of `account`
  const json::value document = json::parse({openapi_document().data(), openapi_document().size()});

 private:
  audit::NoteKey note_name() const {
    return {"test/audit", to_bytes(note_key.public_key().key_bits())};
  }
  Result<std::string> make_note() {
    return audit::make_checkpoint(
        *ca.database, "test/audit", note_name(),
        [this](BytesView message) {
          return note_key.sign(crypto::SignatureAlgorithm::ed25519, message);
        },
        ca.clock.now());
  }

  const json::object& resolve(const json::value& value) const {
    const auto* reference = value.as_object().if_contains("$ref");
    if (reference == nullptr) {
      return value.as_object();
    }
    const std::string pointer = json::value_to<std::string>(*reference).substr(1);
    boost::system::error_code error;
    return document.find_pointer(pointer, error)->as_object();
  }

  /// Statuses must be listed, media types too, and JSON must keep to its schema.
  void check_promise(const std::string& pattern, http::Method method, const Answer& answer) const {
    const auto* path = document.at("paths").as_object().if_contains(pattern);
    if (path == nullptr) {
      return;  // the pages
    }
    std::string verb(http::to_text(method));
    std::ranges::transform(verb, verb.begin(), [](char c) { return static_cast<char>(c | 0x20); });
    const json::object& operation = path->as_object().at(verb).as_object();
    const auto* promise =
        operation.at("responses").as_object().if_contains(std::to_string(answer.status));
    ASSERT_NE(promise, nullptr) << verb << ' ' << pattern << " answered " << answer.status << ": "
                                << answer.text;
    const json::object& response = resolve(*promise);
    const auto* content = response.if_contains("content");
    if (content == nullptr) {
      EXPECT_EQ(answer.text, "");
      return;
    }
    const std::string type = answer.type.substr(0, answer.type.find(';'));
    const auto* media = content->as_object().if_contains(type);
    ASSERT_NE(media, nullptr) << pattern << " answered " << answer.type;
    if (type.ends_with("json")) {
      const auto schema = Schema::compile(document.as_object(), media->as_object().at("schema"));
      const auto conforms = schema.check(answer.body, "");
      EXPECT_TRUE(conforms) << conforms.error().message() << '\n' << answer.text;
      EXPECT_EQ(answer.text.find("null"), std::string::npos) << answer.text;
    }
  }
};

/// Every string of an array of objects, by member.
inline std::vector<std::string> each(const json::value& array, std::string_view member) {
  std::vector<std::string> found;
  for (const auto& item : array.as_array()) {
    found.push_back(json::value_to<std::string>(item.as_object().at(member)));
  }
  return found;
}

}  // namespace chancery::api
