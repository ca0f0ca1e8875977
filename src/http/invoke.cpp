#include "http/invoke.h"

#include <exception>

#include "http/errors.h"
#include "http/problem.h"

namespace chancery::http {

namespace {

/// To be called from a catch block.
Response answer_to_exception(const Request& request) {
  std::string reason = "an exception of unknown type";
  try {
    throw;
  } catch (const std::exception& exception) {
    reason = exception.what();
  } catch (...) {  // NOLINT(bugprone-empty-catch): `reason` says so
  }
  return problem(Error(kServerFault).log_only("exception: " + reason), request);
}

}  // namespace

Response run_handler(const Handler& handler, const Request& request) {
  try {
    return handler(request);
  } catch (...) {
    return answer_to_exception(request);
  }
}

void run_handler(const AsyncHandler& handler, const Request& request, const Responder& responder) {
  try {
    handler(request, responder);
  } catch (...) {
    responder.send(answer_to_exception(request));
  }
}

}  // namespace chancery::http
