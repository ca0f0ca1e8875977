// What every handler of this door works with.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "acme/errors.h"
#include "acme/signed_request.h"
#include "acme/urls.h"
#include "base/time.h"
#include "http/response.h"
#include "ra/registration_authority.h"

namespace chancery::acme {

struct DoorSettings {
  std::string base_url;   ///< as clients reach it, "https://ca.example.com", without a trailing '/'
  std::string terms_url;  ///< the subscriber agreement; "" serves the built-in page at kTermsPath
  std::string website;    ///< "" says nothing
  std::vector<std::string> caa_identities;  ///< issuer domain names of the CPS
  Duration finalize_wait = std::chrono::milliseconds(1500);
  int nonce_reject_percent = 0;  ///< for tests: see Nonces
};

struct Context {
  ra::RegistrationAuthority& ra;
  const Clock& clock;
  DoorSettings settings;
  Urls urls;
  std::string terms_url;
};

/// A handler of a signed request. Errors become problem documents in door.cpp.
using Act = Result<http::Response> (*)(Context&, const http::Request&, const SignedRequest&);

/// Answers once, from any thread that may wait. The HTTP request lives until then.
using Reply = std::move_only_function<void(Result<http::Response>)>;

/// A handler that waits for no commit: it runs as a task. The signed request ends with the call.
using AsyncAct = void (*)(Context&, const http::Request&, const SignedRequest&, Reply);

/// The id of that noun in the path; a malformed one is nothing that exists.
/// Errors: kResourceNotFound.
template <class Noun>
[[nodiscard]] Result<Id<Noun>> path_id(const http::Request& request) {
  const auto id = parse_id<Noun>(request.parameter("id"));
  return id ? Result<Id<Noun>>(*id) : fail(kResourceNotFound);
}

}  // namespace chancery::acme
