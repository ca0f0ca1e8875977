#include "acme/problem.h"

#include <array>

#include "acme/errors.h"
#include "http/json.h"
#include "http/problem.h"
#include "ra/errors.h"

namespace chancery::acme {

namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 25> kNames{
    "accountDoesNotExist",
    "alreadyRevoked",
    "badCSR",
    "badNonce",
    "badPublicKey",
    "badRevocationReason",
    "badSignatureAlgorithm",
    "caa",
    "compound",
    "connection",
    "dns",
    "externalAccountRequired",
    "incorrectResponse",
    "invalidContact",
    "invalidProfile",
    "malformed",
    "orderNotReady",
    "rateLimited",
    "rejectedIdentifier",
    "serverInternal",
    "tls",
    "unauthorized",
    "unsupportedContact",
    "unsupportedIdentifier",
    "userActionRequired",
};
static_assert(kNames.size() == static_cast<std::size_t>(ProblemType::user_action_required) + 1);

constexpr std::string_view kRetrySoon = "5";

/// {"type": "dns", "value": "example.com"} from "dns:example.com".
json::object identifier_json(std::string_view label) {
  const std::size_t colon = label.find(':');
  return {{"type", label.substr(0, colon)}, {"value", label.substr(colon + 1)}};
}

json::object members(const Mapping& mapping, std::string_view detail, std::string_view identifier) {
  json::object problem{
      {"type", problem_uri(mapping.type)}, {"detail", detail}, {"status", mapping.status}};
  if (identifier.find(':') != std::string_view::npos) {
    problem["identifier"] = identifier_json(identifier);
  }
  return problem;
}

json::object members(const model::Refusal& refusal) {
  const Mapping mapping =
      mapping_of(refusal.code).value_or(Mapping{ProblemType::server_internal, 500});
  return members(mapping, refusal.detail, refusal.identifier);
}

bool is_our_fault(const Error& error) {
  return error.error_class() == ErrorClass::internal || error.error_class() == ErrorClass::fatal;
}

}  // namespace

std::string problem_uri(ProblemType type) {
  return "urn:ietf:params:acme:error:" + std::string(kNames.at(static_cast<std::size_t>(type)));
}

Mapping mapping_of(const Error& error, ProblemType fallback) {
  if (const auto known = mapping_of(error.code())) {
    return *known;
  }
  const int status = http::status_of(error);
  if (status >= 500) {
    return {ProblemType::server_internal, status};
  }
  return {fallback, error.error_class() == ErrorClass::rejected ? 400 : status};
}

json::object problem_json(std::span<const model::Refusal> refusals) {
  if (refusals.size() == 1) {
    return members(refusals.front());
  }
  json::array subproblems;
  for (const auto& refusal : refusals) {
    subproblems.emplace_back(members(refusal));
  }
  json::object problem = members({ProblemType::compound, 403},
                                 "Several names were refused; see subproblems for each", {});
  problem["subproblems"] = std::move(subproblems);
  return problem;
}

http::Response problem_response(const Error& error, const ProblemLinks& links,
                                ProblemType fallback) {
  const Mapping mapping = mapping_of(error, fallback);
  json::object problem =
      members(mapping,
              is_our_fault(error) ? "Something went wrong inside the server; try again later"
                                  : error.message(),
              error.parameter("identifier"));
  http::Headers headers;
  if (mapping.type == ProblemType::bad_signature_algorithm) {  // 6.2
    problem["algorithms"] = {"ES256", "ES384", "EdDSA", "RS256"};
  }
  if (mapping.type == ProblemType::user_action_required) {  // 7.3.3
    problem["instance"] = links.terms_url;
    headers.add("Link", "<" + links.terms_url + ">;rel=\"terms-of-service\"");
  }
  if (error.is(ra::kAccountKeyTaken)) {  // 7.3.5
    headers.add("Location", links.account_prefix + std::string(error.parameter("account")));
  }
  if (const auto wait = error.parameter("retry_after"); !wait.empty()) {  // 6.6
    headers.add("Retry-After", wait);
  } else if (mapping.status == 503) {
    headers.add("Retry-After", kRetrySoon);
  }
  http::Response response = http::respond_json(mapping.status, problem, http::kProblemContentType);
  for (std::size_t i = 0; i < headers.size(); ++i) {
    response.headers.add(headers.at(i).first, headers.at(i).second);
  }
  return response;
}

}  // namespace chancery::acme
