// The document, the router and the table of roles must say the same.
#include "api/contract.h"

#include <set>

#include "api/door_for_tests.h"
#include "identity/role.h"

namespace chancery::api {
namespace {

using Route = std::pair<std::string, std::string>;  // method, pattern

class TheDocument : public DoorTest {
 protected:
  /// Calls back with path, verb and operation.
  template <class Callback>
  void for_each_operation(Callback callback) {
    for (const auto& path : document.at("paths").as_object()) {
      for (const auto& verb : path.value().as_object()) {
        callback(std::string(path.key()), std::string(verb.key()), verb.value().as_object());
      }
    }
  }

  static void collect_keywords(const json::value& schema, std::set<std::string>& keywords) {
    if (!schema.is_object()) {
      return;
    }
    for (const auto& entry : schema.as_object()) {
      const std::string name(entry.key());
      keywords.insert(name);
      if (name == "properties") {
        for (const auto& property : entry.value().as_object()) {
          collect_keywords(property.value(), keywords);
        }
      } else if (name == "items" || name == "additionalProperties") {
        collect_keywords(entry.value(), keywords);
      }
    }
  }

  static std::string fill(std::string path) {
    for (auto at = path.find('{'); at != std::string::npos; at = path.find('{')) {
      path.replace(at, path.find('}') - at + 1, "0000000000001");
    }
    return path;
  }

  static http::Method method_of(const std::string& verb) {
    return verb == "get"     ? http::Method::get
           : verb == "post"  ? http::Method::post
           : verb == "put"   ? http::Method::put
           : verb == "patch" ? http::Method::patch
                             : http::Method::del;
  }
};

TEST_F(TheDocument, AndTheRouterHaveTheSameOperations) {
  std::set<Route> promised{{"GET", "/api/v1/docs"},
                           {"GET", "/api/v1/openapi.json"},
                           {"GET", "/assets/docs.js"},
                           {"GET", "/assets/style.css"}};
  for_each_operation([&](const std::string& path, std::string verb, const json::object&) {
    std::ranges::transform(verb, verb.begin(), [](char c) { return static_cast<char>(c & ~0x20); });
    promised.emplace(verb, path);
  });
  std::set<Route> served;
  for (const auto* route : router.routes()) {
    served.emplace(http::to_text(route->method), route->pattern);
  }
  EXPECT_EQ(served, promised);
}

TEST_F(TheDocument, IsServedAsItIs) {
  const auto answer = get("/api/v1/openapi.json", "");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, document);
  EXPECT_EQ(document.at("openapi"), "3.1.0");
}

TEST_F(TheDocument, UsesNoKeywordThatIsNotEnforced) {
  std::set<std::string> keywords;
  for (const auto& schema : document.at("components").at("schemas").as_object()) {
    collect_keywords(schema.value(), keywords);
  }
  for_each_operation([&](const std::string&, const std::string&, const json::object& operation) {
    for (const auto& parameter : operation.at("parameters").as_array()) {
      collect_keywords(parameter.at("schema"), keywords);
    }
  });
  const std::set<std::string> known{"type",       "enum",       "minLength", "maxLength",
                                    "minimum",    "maximum",    "minItems",  "maxItems",
                                    "items",      "properties", "$ref",      "required",
                                    "pattern",    "format",     "default",   "additionalProperties",
                                    "description"};
  std::set<std::string> unknown;
  std::ranges::set_difference(keywords, known, std::inserter(unknown, unknown.end()));
  EXPECT_EQ(unknown, std::set<std::string>());
}

TEST_F(TheDocument, NamesEveryAnswerThatAnyOperationCanGive) {
  for_each_operation([&](const std::string& path, const std::string&, const json::object& one) {
    const auto& responses = one.at("responses").as_object();
    EXPECT_TRUE(responses.contains("400")) << path;
    EXPECT_TRUE(responses.contains("401")) << path;
    EXPECT_TRUE(responses.contains("default")) << path;
    EXPECT_EQ(one.contains("x-roles"), !one.contains("security")) << path;
    EXPECT_TRUE(responses.contains("403")) << path;
  });
}

TEST_F(TheDocument, NamesTheRolesThatEachOperationTakesAndNoOther) {
  std::map<std::string, std::string> keys;
  for (const auto role : identity::all_roles()) {
    keys[std::string(identity::to_text(role))] = make_key(role, account);
  }
  for_each_operation(
      [&](const std::string& path, const std::string& verb, const json::object& operation) {
        const auto* roles = operation.if_contains("x-roles");
        if (roles == nullptr) {
          return;
        }
        for (const auto& [role, key] : keys) {
          const auto& listed = roles->as_array();
          const bool may = std::ranges::find(listed, json::value(role)) != listed.end();
          Sent sent{.method = method_of(verb), .target = fill(path), .key = key};
          if (operation.contains("requestBody")) {
            sent.body = json::array();  // wrong: nothing is to happen behind the gate
          }
          const auto answer = send(sent);
          EXPECT_EQ(answer.status != 403, may) << verb << ' ' << path << ' ' << role << answer.text;
          if (!may) {
            EXPECT_EQ(answer.code(), "permission_missing");
          }
        }
      });
}

TEST_F(TheDocument, LetsNobodyInWithoutAKey) {
  for_each_operation(
      [&](const std::string& path, const std::string& verb, const json::object& operation) {
        if (operation.contains("security")) {
          return;
        }
        for (const std::string& key :
             {std::string(), std::string("chk_"), "chk_" + std::string(43, 'A'), officer + "A"}) {
          Sent sent{.method = method_of(verb), .target = fill(path), .key = key};
          const auto answer = send(sent);
          EXPECT_EQ(answer.status, 401) << verb << ' ' << path;
          EXPECT_EQ(answer.code(), "api_key_invalid");
          EXPECT_EQ(answer.headers.get("WWW-Authenticate"), "Bearer");
        }
      });
}

TEST_F(TheDocument, KeepsKeysAwayFromWhatIsAPersonsOwn) {
  for_each_operation(
      [&](const std::string& path, const std::string& verb, const json::object& operation) {
        const auto* security = operation.if_contains("security");
        if (security == nullptr || security->as_array().empty()) {
          return;
        }
        const auto answer =
            send({.method = method_of(verb), .target = fill(path), .key = administrator});
        EXPECT_EQ(answer.status, 401) << verb << ' ' << path;
        EXPECT_EQ(answer.code(), "session_invalid");
      });
}

TEST_F(TheDocument, IsKeptToByUnknownQueryParameters) {
  for_each_operation(
      [&](const std::string& path, const std::string& verb, const json::object& operation) {
        if (verb == "get" && !operation.contains("security")) {
          const auto answer = get(fill(path) + "?surprise=1", administrator);
          EXPECT_EQ(answer.status, 400) << path;
          EXPECT_EQ(answer.code(), "http_query_parameter_unknown") << path;
        }
      });
}

TEST_F(TheDocument, IsKeptToByBodies) {
  const std::string specialist = make_key(identity::Role::validation_specialist, {});
  for_each_operation([&](const std::string& path, const std::string& verb,
                         const json::object& operation) {
    if (!operation.contains("requestBody") || operation.contains("security")) {
      return;
    }
    const auto& roles = operation.at("x-roles").as_array();
    const bool for_staff = std::ranges::find(roles, json::value("ca-administrator")) != roles.end();
    const std::string& key = for_staff ? administrator : specialist;
    const auto unknown = send({method_of(verb), fill(path), key, json::object{{"surprise", 1}}});
    EXPECT_EQ(unknown.status, 400) << path;
    EXPECT_TRUE(unknown.code() == "json_member_unknown" || unknown.code() == "json_member_missing");
    http::Request form;
    form.method = method_of(verb);
    form.target = fill(path);
    form.headers.add("Authorization", "Bearer " + key);
    form.headers.add("Content-Type", "application/x-www-form-urlencoded");
    EXPECT_EQ(serve(std::move(form)).status, 415) << path;
  });
}

TEST_F(TheDocument, DoesNotTakeAKeyThatStandsTwiceOrInAnotherScheme) {
  for (const auto& header :
       {"Basic " + officer, officer, std::string("Bearer"), "Bearer  " + officer}) {
    http::Request request;
    request.target = "/api/v1/issuers";
    request.headers.add("Authorization", header);
    EXPECT_EQ(serve(std::move(request)).status, 401) << header;
  }
  http::Request twice;
  twice.target = "/api/v1/issuers";
  twice.headers.add("Authorization", "Bearer " + officer);
  twice.headers.add("Authorization", "Bearer " + applicant);
  EXPECT_EQ(serve(std::move(twice)).status, 401);
}

}  // namespace
}  // namespace chancery::api
