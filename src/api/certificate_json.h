// A certificate as the schema Certificate of the document has it.
#pragma once

#include <optional>
#include <string>

#include "ca/issuers.h"
#include "model/issued_certificate.h"
#include "model/revocation.h"
#include "ra/placements.h"
#include "ra/renewals.h"

namespace chancery::api {

/// What may be added to the facts that lists show. Everything is borrowed.
struct CertificateDetails {
  BytesView der;
  std::string_view subject;              ///< RFC 4514 text
  bool has_subject = false;              ///< false: not looked up, which is not the same as empty
  bool managed_key = false;              ///< the service keeps the private key
  std::string_view chain_pem;            ///< the issuers', without the root's; may be empty
  const ra::Renewal* renewal = nullptr;  ///< null: label and renewal are not looked up
  ra::KeyRegistration key_registration = {};        ///< shown with the renewal
  const model::Application* application = nullptr;  ///< its own; null: none, or not looked up
};

/// Appends one object to `out`. `details` may be null; then `keyless` says that a hosted service
/// lacks the private key.
void append_certificate(std::string& out, const model::CertificateFacts& facts,
                        const std::optional<model::Revocation>& revocation, Time now,
                        const CertificateDetails* details, bool keyless = false);

/// "valid", "expired", "not_yet_valid" or "revoked".
[[nodiscard]] std::string_view certificate_status(const model::CertificateFacts& facts,
                                                  bool is_revoked, Time now);

/// PEM of the issuer and what is above it, without the root.
[[nodiscard]] std::string chain_pem(const ca::Issuers& issuers, model::IssuerId issuer);

}  // namespace chancery::api
