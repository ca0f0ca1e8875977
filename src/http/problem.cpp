#include "http/problem.h"

#include <array>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <string>

#include "http/errors.h"
#include "http/request.h"
#include "observe/log.h"

namespace chancery::http {

namespace {

const observe::Log kLog("http");

struct KindStatus {
  const ErrorKind* kind;
  int status;
};

/// Kinds that HTTP itself has a status for.
constexpr std::array<KindStatus, 4> kOwnStatus{
    KindStatus{&kMethodNotAllowed, 405},
    KindStatus{&kRequestTimeout, 408},
    KindStatus{&kContentTypeWrong, 415},
    KindStatus{&kHeaderTooLarge, 431},
};

int class_status(ErrorClass error_class) {
  switch (error_class) {
    case ErrorClass::bad_input:
      return 400;
    case ErrorClass::rejected:
      return 422;
    case ErrorClass::unauthorized:
      return 401;
    case ErrorClass::forbidden:
      return 403;
    case ErrorClass::not_found:
      return 404;
    case ErrorClass::conflict:
      return 409;
    case ErrorClass::too_large:
      return 413;
    case ErrorClass::too_many:
      return 429;
    case ErrorClass::unavailable:
      return 503;
    case ErrorClass::internal:
    case ErrorClass::fatal:
      break;
  }
  return 500;
}

bool is_our_fault(const Error& error) {
  return error.error_class() == ErrorClass::internal || error.error_class() == ErrorClass::fatal;
}

/// What went wrong inside is for the log: a 500 shows its kind and no parameters.
boost::json::object document(const Error& error) {
  boost::json::object members;
  members["type"] = "urn:chancery:problem:" + std::string(error.code());
  members["title"] = error.kind().sentence;
  members["status"] = status_of(error);
  members["detail"] = is_our_fault(error) ? std::string(error.kind().sentence) : error.message();
  members["code"] = error.code();
  return members;
}

void add_parameters(boost::json::object& members, const Error& error) {
  if (is_our_fault(error)) {
    return;
  }
  for (const auto& [name, value] : error.parameters()) {
    members.emplace(name, value);  // keeps what is there
  }
}

Response finished(const Error& error, const boost::json::object& members) {
  const int status = status_of(error);
  Response response = respond(status, kProblemContentType, boost::json::serialize(members));
  response.headers.add("Cache-Control", "no-store");
  if (status == 401) {
    response.headers.add("WWW-Authenticate", "Bearer");
  } else if (status == 405) {
    response.headers.add("Allow", error.parameter("allow"));
  } else if (status == 429 || status == 503) {
    const auto wished = error.parameter("retry_after");
    response.headers.add("Retry-After", wished.empty() ? "5" : wished);
  }
  return response;
}

}  // namespace

int status_of(const Error& error) {
  for (const KindStatus& own : kOwnStatus) {
    if (error.is(*own.kind)) {
      return own.status;
    }
  }
  return class_status(error.error_class());
}

Response problem(const Error& error) {
  auto members = document(error);
  add_parameters(members, error);
  return finished(error, members);
}

Response problem(const Error& error, const Request& request) {
  if (status_of(error) >= 500) {
    kLog.error("request failed", {{"request_id", request.id}, {"error", observe::log_text(error)}});
  }
  auto members = document(error);
  if (!request.id.empty()) {
    members["request_id"] = request.id;
  }
  add_parameters(members, error);
  return finished(error, members);
}

}  // namespace chancery::http
