// The proof that an account controls one identifier (RFC 8555 section 7.1.4; TLS
// BR 3.2.2.4, 3.2.2.5; NC-18..28).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "model/certificate_name.h"
#include "model/ids.h"
#include "model/organization.h"
#include "model/refusal.h"

namespace chancery::model {

/// The label under which a dns-change value is published: it begins with an underscore, as TLS BR
/// 3.2.2.4.7 asks for, so that it collides with no host.
inline constexpr std::string_view kDnsChangeLabel = "_chancery-challenge";

/// How control is shown. `dns_change` is BR 3.2.2.4.7 with a value of our own, for applications
/// that come through REST, console or command line; the others are the ACME challenges (3.2.2.4.19,
/// RFC 8555 8.3; 3.2.2.4.7, 8.4; 3.2.2.4.20, RFC 8737).
enum class ValidationMethod { dns_change, http_01, dns_01, tls_alpn_01 };

/// pending -> valid | invalid | timeout | failed; valid -> deactivated. Nothing leaves the other
/// states (NC-26: a timed-out validation can never resume).
enum class AuthorizationStatus {
  pending,      ///< "In progress" (NC-24)
  valid,        ///< "Succeeded" (NC-25)
  invalid,      ///< ACME: the attempt failed; NC view: "Failed"
  deactivated,  ///< given up by its owner (RFC 8555 7.5.2)
  timeout,      ///< not proven within its time, 72 hours outside of ACME (NC-26)
  failed,       ///< the value to prove with could not be made (NC-27)
};

/// One identifier, one random token. The ACME challenges of it are the pairs (id, offered method):
/// there is no row per challenge.
struct Authorization {
  AuthorizationId id;
  AccountId account;
  ApplicationId application;   ///< the one it was made for; it may serve later ones as well
  CertificateName identifier;  ///< dns or ip, without the "*." of a wildcard
  bool wildcard = false;
  AuthorizationStatus status = AuthorizationStatus::pending;
  std::string token;                       ///< base64url of 256 random bits (RFC 8555 8.1)
  std::vector<ValidationMethod> offered;   ///< exactly one outside of ACME (NC-19: final)
  std::optional<ValidationMethod> chosen;  ///< being tried, or the one that decided
  std::string key_authorization;           ///< ACME: what the chosen method must find
  Time created;
  Time expires;  ///< pending: when it times out; valid: the last moment at which it may be reused
  std::optional<Time> attempted_at;
  std::optional<Time> validated_at;
  std::optional<Time> next_check;  ///< while it is being tried (shown to the applicant)
  int attempts = 0;
  std::string evidence;            ///< what was seen, JSON text of va::Evidence, once decided
  std::optional<Refusal> refusal;  ///< the last failed attempt
  /// Of a pre-validated domain (NC-x6): it covers every name below, and the wildcard (TLS BR
  /// 3.2.2.4.7 allows both). Belongs to no application.
  bool covers_subdomains = false;
  /// Of a pre-validated domain: OV certificates for it name this organization and no other.
  OrganizationId organization = {};
};

/// Whether the proof, once valid, is one of control over `name`, "*." included. Says nothing of
/// status, age or method.
[[nodiscard]] bool covers(const Authorization& authorization, const CertificateName& name);

/// "dns-change", "http-01", "dns-01", "tls-alpn-01".
[[nodiscard]] std::string_view to_text(ValidationMethod method);
[[nodiscard]] std::optional<ValidationMethod> parse_validation_method(std::string_view text);

/// The status of RFC 8555 section 7.1.6 at `now`: "pending", "valid", "invalid", "deactivated",
/// "expired".
[[nodiscard]] std::string_view acme_status(const Authorization& authorization, Time now);

/// The status of NC-23: exactly "In progress", "Succeeded", "Timeout" or "Failed".
[[nodiscard]] std::string_view validation_status(AuthorizationStatus status);

}  // namespace chancery::model
