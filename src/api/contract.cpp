#include "api/contract.h"

#include <boost/json/parse.hpp>
#include <boost/json/value_to.hpp>
#include <utility>

#include "http/json.h"

namespace chancery::api {

namespace {

namespace json = boost::json;

http::Method method_named(std::string_view verb) {
  return verb == "get"     ? http::Method::get
         : verb == "post"  ? http::Method::post
         : verb == "put"   ? http::Method::put
         : verb == "patch" ? http::Method::patch
                           : http::Method::del;
}

std::string text(const json::value& value) {
  return json::value_to<std::string>(value);
}

Operation read_operation(const json::object& document, std::string_view path, std::string_view verb,
                         const json::object& source) {
  Operation operation{.id = text(source.at("operationId")),
                      .method = method_named(verb),
                      .path = std::string(path),
                      .query = {},
                      .body = {}};
  for (const auto& parameter : source.at("parameters").as_array()) {
    const json::object& fields = parameter.as_object();
    if (fields.at("in") == "query") {
      operation.query.push_back(
          {text(fields.at("name")), Schema::compile(document, fields.at("schema"))});
    }
  }
  if (const auto* body = source.if_contains("requestBody")) {
    const auto& content = body->as_object().at("content").as_object().at("application/json");
    operation.body = Schema::compile(document, content.as_object().at("schema"));
  }
  if (const auto* security = source.if_contains("security")) {
    operation.entrance = security->as_array().empty() ? Entrance::nobody : Entrance::session;
  }
  return operation;
}

}  // namespace

Result<void> Operation::check_query(const http::Query& given) const {
  if (query.empty()) {
    return given.refuse_others({});
  }
  for (const auto& parameter : query) {
    if (const auto value = given.get(parameter.name)) {
      TRY(parameter.schema.check_text(*value, parameter.name));
    }
  }
  return {};
}

Result<json::value> Operation::read_body(const http::Request& request) const {
  if (!body) {
    return json::value();
  }
  auto value = TRY(http::json_body(request, {.max_bytes = kMaxBody}));
  TRY(body->check(value, ""));
  return value;
}

std::vector<Operation> read_contract(std::string_view document) {
  const json::value parsed = json::parse({document.data(), document.size()});
  const json::object& root = parsed.as_object();
  std::vector<Operation> operations;
  for (const auto& path : root.at("paths").as_object()) {
    for (const auto& verb : path.value().as_object()) {
      operations.push_back(read_operation(root, {path.key().data(), path.key().size()},
                                          {verb.key().data(), verb.key().size()},
                                          verb.value().as_object()));
    }
  }
  return operations;
}

}  // namespace chancery::api
