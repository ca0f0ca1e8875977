// What clients send inside of their signatures, as values (RFC 8555 section 7). Members that are
// not known are ignored, as section 7.3.2 and others ask for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "base/time.h"
#include "http/json.h"
#include "x509/identifier.h"

namespace chancery::acme {

/// 7.3.
struct NewAccount {
  bool only_return_existing = false;
  bool agrees_to_terms = false;
  std::vector<std::string> contacts;
  std::optional<http::JsonObject> external_binding;  ///< lives as long as the payload
};
/// Errors: those of http::JsonObject. Contacts are judged by `ra`.
[[nodiscard]] Result<NewAccount> parse_new_account(const http::JsonObject& payload);

/// 7.3.2, 7.3.3, 7.3.6.
struct AccountUpdate {
  bool deactivate = false;
  bool agrees_to_terms = false;
  std::optional<std::vector<std::string>> contacts;
};
/// Errors: those of http::JsonObject; kJsonMemberWrong for a status that only the server gives.
[[nodiscard]] Result<AccountUpdate> parse_account_update(const http::JsonObject& payload);

/// 7.4.
struct NewOrder {
  std::vector<x509::Identifier> identifiers;
  std::optional<Time> not_before;
  std::optional<Time> not_after;
  std::string profile;  ///< draft-ietf-acme-profiles; "" when none is named
};
/// Errors: those of http::JsonObject; kIdentifierTypeUnsupported and those of x509::Identifier,
/// with "identifier".
[[nodiscard]] Result<NewOrder> parse_new_order(const http::JsonObject& payload);

/// 7.4: the CSR in DER, which is not looked at here. Errors: those of http::JsonObject;
/// x509::kCsrMalformed when it is not base64url.
[[nodiscard]] Result<Bytes> parse_finalize(const http::JsonObject& payload);

/// 7.5.2. Errors: those of http::JsonObject; kJsonMemberWrong unless the status is "deactivated".
[[nodiscard]] Result<void> parse_deactivation(const http::JsonObject& payload);

/// 7.6.
struct RevocationRequest {
  Bytes certificate_der;  ///< not looked at here
  std::optional<int> reason;
};
/// Errors: those of http::JsonObject; ca::kReasonForbidden for a number that is no CRLReason.
[[nodiscard]] Result<RevocationRequest> parse_revocation(const http::JsonObject& payload);

}  // namespace chancery::acme
