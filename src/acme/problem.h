// Problem documents of ACME (RFC 8555 section 6.7): the one place where an Error becomes a problem
// type, a status and a body of this door.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/response.h"
#include "model/refusal.h"

namespace chancery::acme {

/// The types of RFC 8555 section 6.7, and invalidProfile of draft-ietf-acme-profiles.
enum class ProblemType {
  account_does_not_exist,
  already_revoked,
  bad_csr,
  bad_nonce,
  bad_public_key,
  bad_revocation_reason,
  bad_signature_algorithm,
  caa,
  compound,
  connection,
  dns,
  external_account_required,
  incorrect_response,
  invalid_contact,
  invalid_profile,
  malformed,
  order_not_ready,
  rate_limited,
  rejected_identifier,
  server_internal,
  tls,
  unauthorized,
  unsupported_contact,
  unsupported_identifier,
  user_action_required,
};

/// "urn:ietf:params:acme:error:badCSR" and so on.
[[nodiscard]] std::string problem_uri(ProblemType type);

/// Type and status for an error's stable code; nothing for codes that say nothing in ACME.
struct Mapping {
  ProblemType type;
  int status;
};
[[nodiscard]] std::optional<Mapping> mapping_of(std::string_view code);

/// For codes without a mapping of their own `fallback` is the type of what the client got wrong
/// (400); what is our fault is serverInternal in any case, with a fixed sentence.
[[nodiscard]] Mapping mapping_of(const Error& error, ProblemType fallback);

/// The members of a problem document for what was stored about a failed authorization or order. One
/// refusal speaks for itself; several become a compound problem with subproblems (6.7.1).
/// Precondition: at least one.
[[nodiscard]] boost::json::object problem_json(std::span<const model::Refusal> refusals);

/// The answer to a request that failed. Adds Retry-After where waiting helps, the offered
/// algorithms, `terms_url` for userActionRequired, and the Location of an account whose key is
/// taken (`account_url`, 7.3.5).
struct ProblemLinks {
  std::string terms_url;
  std::string account_prefix;
};
[[nodiscard]] http::Response problem_response(const Error& error, const ProblemLinks& links,
                                              ProblemType fallback = ProblemType::malformed);

}  // namespace chancery::acme
