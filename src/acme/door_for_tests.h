// For tests of this room only: a door over a whole installation, and a client that speaks to it
// without sockets.
#pragma once

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include "acme/client_for_tests.h"
#include "acme/door.h"
#include "http/router.h"
#include "ra/installation_for_tests.h"

namespace chancery::acme::testing {

inline constexpr std::string_view kBase = "https://ca.test:8443";

struct Answer {
  http::Response response;
  boost::json::value body;  ///< null unless JSON

  [[nodiscard]] int status() const { return response.status; }
  [[nodiscard]] std::string header(std::string_view name) const {
    return std::string(response.headers.get(name).value_or(""));
  }
  [[nodiscard]] std::string text(std::string_view member) const {
    const auto* object = body.if_object();
    const auto* value = object == nullptr ? nullptr : object->if_contains(member);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
  }
  /// The type of a problem without its prefix.
  [[nodiscard]] std::string problem() const {
    constexpr std::string_view kPrefix = "urn:ietf:params:acme:error:";
    const std::string type = text("type");
    return type.starts_with(kPrefix) ? type.substr(kPrefix.size()) : type;
  }
  [[nodiscard]] std::string raw() const { return std::string(as_text(response.body.memory())); }
};

inline DoorSettings door_settings() {
  DoorSettings settings;
  settings.base_url = kBase;
  settings.caa_identities = {"ca.test"};
  return settings;
}

inline ra::Settings house_settings() {
  ra::Settings settings;
  settings.acme_account_prefix = Urls(std::string(kBase)).account_prefix();
  settings.external_account_secret = Secret(Bytes(32, 9));
  return settings;
}

class TestDoor final {
 public:
  explicit TestDoor(ra::Settings settings = house_settings(),
                    const DoorSettings& door = door_settings())
      : house(std::move(settings)), door_(house.desks, house.clock, house.random, door) {
    door_.add_routes(router_);
  }

  [[nodiscard]] Answer send(http::Method method, const std::string& target,
                            std::string_view body = {},
                            std::string_view content_type = "application/jose+json") {
    http::Request request;
    request.method = method;
    request.target = target.starts_with(kBase) ? target.substr(kBase.size()) : target;
    request.body = to_bytes(body);
    if (!content_type.empty()) {
      request.headers.add("Content-Type", content_type);
    }
    Answer answer{router_.serve(std::move(request)), nullptr};
    if (answer.header("Content-Type").find("json") != std::string::npos) {
      answer.body = boost::json::parse(answer.raw());
    }
    return answer;
  }

  [[nodiscard]] std::string nonce() {
    return send(http::Method::head, std::string(kNoncePath), {}, {}).header("Replay-Nonce");
  }

  ra::TestInstallation house;

 private:
  http::Router router_;
  AcmeDoor door_;
};

/// One applicant with one key.
class TestClient final {
 public:
  explicit TestClient(TestDoor& door, crypto::KeySpec spec = crypto::kP256)
      : door_(door), key_(spec) {}

  [[nodiscard]] boost::json::object header(const std::string& url, bool with_kid) {
    boost::json::object object{{"alg", key_.algorithm()}, {"nonce", door_.nonce()}, {"url", url}};
    if (with_kid) {
      object["kid"] = kid_;
    } else {
      object["jwk"] = key_.jwk();
    }
    return object;
  }

  /// Signed with `kid`, or with `jwk` as long as there is no account.
  [[nodiscard]] Answer post(const std::string& url, const std::string& payload) {
    return post_with(header(url, !kid_.empty()), url, payload);
  }
  [[nodiscard]] Answer post(const std::string& url, const boost::json::value& payload) {
    return post(url, boost::json::serialize(payload));
  }
  [[nodiscard]] Answer get(const std::string& url) { return post(url, std::string()); }
  [[nodiscard]] Answer post_with(const boost::json::object& header, const std::string& url,
                                 const std::string& payload) {
    return door_.send(http::Method::post, url, boost::json::serialize(key_.sign(header, payload)));
  }

  Answer open(const boost::json::object& payload = {{"termsOfServiceAgreed", true}}) {
    const std::string url = std::string(kBase) + std::string(kNewAccountPath);
    Answer answer = post_with(header(url, false), url, boost::json::serialize(payload));
    if (answer.status() < 300) {
      kid_ = answer.header("Location");
    }
    return answer;
  }

  [[nodiscard]] Answer order(const std::vector<std::string>& names) {
    boost::json::array identifiers;
    for (const auto& name : names) {
      const bool is_ip = ra::identifier_from_text(name).value().ip() != nullptr;
      identifiers.push_back({{"type", is_ip ? "ip" : "dns"}, {"value", name}});
    }
    return post(std::string(kBase) + std::string(kNewOrderPath),
                boost::json::object{{"identifiers", std::move(identifiers)}});
  }

  /// Answers the first challenge of that type of every authorization, and lets the house look.
  void prove(const Answer& order, const std::string& type = "http-01") {
    for (const auto& url : order.body.at("authorizations").as_array()) {
      const Answer authorization = get(std::string(url.as_string()));
      door_.house.perspective.prove(
          std::string(authorization.body.at("identifier").at("value").as_string()));
      for (const auto& challenge : authorization.body.at("challenges").as_array()) {
        if (challenge.at("type").as_string() == type) {
          (void)post(std::string(challenge.at("url").as_string()), std::string("{}"));
        }
      }
    }
    door_.house.run_jobs();
  }

  [[nodiscard]] Answer finalize(const Answer& order, const Bytes& csr) {
    return post(order.text("finalize"), boost::json::object{{"csr", to_base64url(csr)}});
  }

  /// The whole way to a certificate for these names; its DER.
  [[nodiscard]] Bytes certificate(const std::vector<std::string>& names,
                                  const crypto::PrivateKey& key) {
    const Answer placed = order(names);
    prove(placed, names.front().starts_with("*.") ? "dns-01" : "http-01");
    const Answer done = finalize(placed, ra::make_csr(key, "", names));
    EXPECT_EQ(done.text("status"), "valid") << done.raw();
    const Answer pem = get(done.text("certificate"));
    EXPECT_EQ(pem.status(), 200);
    return parse_pem(pem.raw()).value().front().der;
  }

  [[nodiscard]] const std::string& kid() const { return kid_; }
  [[nodiscard]] const TestKey& key() const { return key_; }
  void use(TestKey key) { key_ = std::move(key); }

 private:
  TestDoor& door_;
  TestKey key_;
  std::string kid_;
};

}  // namespace chancery::acme::testing
