#include "acme/representation.h"

#include <boost/json/array.hpp>

#include "acme/errors.h"
#include "acme/problem.h"
#include "ra/errors.h"

namespace chancery::acme {

namespace {

namespace json = boost::json;
using model::ApplicationStatus;
using model::AuthorizationStatus;

json::object identifier_json(const model::CertificateName& name, json::storage_ptr storage = {}) {
  return {{{"type", name.type == model::NameType::ip ? "ip" : "dns"}, {"value", name.value}},
          std::move(storage)};
}

std::string seconds_text(Time time) {
  return to_rfc3339(to_seconds(time));
}

/// Why an order is invalid: its own refusals, or those of the proofs that it lost.
std::vector<model::Refusal> reasons(const model::ApplicationView& view) {
  if (!view.application.refusals.empty()) {
    return view.application.refusals;
  }
  std::vector<model::Refusal> found;
  for (const auto& authorization : view.authorizations) {
    if (authorization.status == AuthorizationStatus::invalid && authorization.refusal) {
      found.push_back(*authorization.refusal);
      found.back().identifier = "dns:" + authorization.identifier.value;
      if (authorization.identifier.type == model::NameType::ip) {
        found.back().identifier = "ip:" + authorization.identifier.value;
      }
    }
  }
  if (found.empty()) {
    found.push_back({std::string(ra::kApplicationClosed.code),
                     std::string(ra::kApplicationClosed.sentence),
                     {}});
  }
  return found;
}

std::string_view challenge_status(const model::Authorization& authorization,
                                  model::ValidationMethod method, Time now) {
  if (authorization.chosen != method) {
    return "pending";
  }
  if (is_processing(authorization, now)) {
    return "processing";
  }
  return authorization.validated_at ? "valid" : "invalid";
}

}  // namespace

bool is_processing(const model::Authorization& authorization, Time now) {
  return authorization.status == AuthorizationStatus::pending && authorization.chosen &&
         authorization.expires > now;
}

std::string_view order_status(ApplicationStatus status) {
  switch (status) {
    case ApplicationStatus::pending:
      return "pending";
    case ApplicationStatus::ready:
      return "ready";
    case ApplicationStatus::processing:
      return "processing";
    case ApplicationStatus::issued:
      return "valid";
    case ApplicationStatus::timeout:
    case ApplicationStatus::failed:
    case ApplicationStatus::cancelled:
      break;
  }
  return "invalid";
}

json::object account_json(const model::Account& account) {
  json::object object{{"status", to_text(account.status)}};
  if (!account.contacts.empty()) {
    json::array contacts;
    for (const auto& contact : account.contacts) {
      contacts.emplace_back(contact);
    }
    object["contact"] = std::move(contacts);
  }
  if (account.agreement) {
    object["termsOfServiceAgreed"] = true;
  }
  return object;
}

json::object order_json(const model::ApplicationView& view, const Urls& urls, Time now,
                        json::storage_ptr storage) {
  const model::Application& application = view.application;
  const ApplicationStatus status = model::status_at(view, now);
  json::array identifiers(storage);
  for (const auto& name : application.identifiers) {
    identifiers.emplace_back(identifier_json(name, storage));
  }
  json::array authorizations(storage);
  for (const auto id : application.authorizations) {
    authorizations.emplace_back(urls.authorization(id));
  }
  json::object object({{"status", order_status(status)},
                       {"expires", seconds_text(application.expires)},
                       {"identifiers", std::move(identifiers)},
                       {"profile", application.profile},
                       {"authorizations", std::move(authorizations)},
                       {"finalize", urls.finalize(application.id)}},
                      std::move(storage));
  if (application.not_before) {
    object["notBefore"] = seconds_text(*application.not_before);
  }
  if (application.not_after) {
    object["notAfter"] = seconds_text(*application.not_after);
  }
  if (order_status(status) == "invalid") {
    object["error"] = problem_json(reasons(view));
  }
  if (!application.certificate.empty()) {
    object["certificate"] = urls.certificate(application.certificate);
  }
  return object;
}

json::object challenge_json(const model::Authorization& authorization,
                            model::ValidationMethod method, const Urls& urls, Time now) {
  json::object object{{"type", to_text(method)},
                      {"url", urls.challenge(authorization.id, method)},
                      {"status", challenge_status(authorization, method, now)},
                      {"token", authorization.token}};
  if (authorization.chosen != method) {
    return object;
  }
  if (authorization.validated_at) {
    object["validated"] = seconds_text(*authorization.validated_at);
  }
  if (authorization.refusal) {
    object["error"] = problem_json({&*authorization.refusal, 1});
  }
  return object;
}

json::object authorization_json(const model::Authorization& authorization, const Urls& urls,
                                Time now) {
  json::array challenges;
  const bool decided = authorization.chosen && !is_processing(authorization, now);
  for (const auto method : authorization.offered) {
    if (!decided || method == *authorization.chosen) {
      challenges.emplace_back(challenge_json(authorization, method, urls, now));
    }
  }
  json::object object{{"status", acme_status(authorization, now)},
                      {"expires", seconds_text(authorization.expires)},
                      {"identifier", identifier_json(authorization.identifier)},
                      {"challenges", std::move(challenges)}};
  if (authorization.wildcard) {
    object["wildcard"] = true;
  }
  return object;
}

}  // namespace chancery::acme
