// Inside `ca` only: what is stored, and put on record, about a new issuer, and what every CA
// certificate from elsewhere must be.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "audit/record.h"
#include "ca/issuers.h"
#include "model/issuer.h"
#include "x509/certificate.h"

namespace chancery::ca {

/// Enabled, with one CRL and no parent: the caller sets what is different.
[[nodiscard]] model::Issuer issuer_row(model::IssuerId id, std::string name, std::string purpose,
                                       const x509::Certificate& certificate, std::string key_ref);

/// `kind` is the verb, e.g. "issuer.root_created".
[[nodiscard]] audit::Record issuer_record(const model::Issuer& issuer, std::string_view kind,
                                          std::string actor, Time now);

/// That it may sign certificates and CRLs, and is valid at `now`. Errors: kImportedNotCa,
/// kImportedExpired.
[[nodiscard]] Result<void> check_ca_certificate(const x509::Certificate& certificate, Time now);

/// That the first certificate was signed by `known`; where that is null, by the key of a CA
/// certificate behind it. Errors: kIssuerUnproven, crypto::kSignatureInvalid.
[[nodiscard]] Result<void> check_issuer_signature(std::span<const x509::Certificate> certificates,
                                                  const IssuerPtr& known);

}  // namespace chancery::ca
