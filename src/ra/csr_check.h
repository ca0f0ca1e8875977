// The certification request, field by field (NC-13..16, NT-32; RFC 8555 section 7.4).
#pragma once

#include <span>
#include <vector>

#include "base/result.h"
#include "model/organization.h"
#include "policy/rule.h"
#include "x509/certification_request.h"
#include "x509/identifier.h"

namespace chancery::ra {

struct CsrRules {
  policy::PolicySet set = policy::PolicySet::public_trust;
  /// ACME: the names of the CSR, common name included, are exactly those of the order. Elsewhere: a
  /// common name equals the first name of the application, and a subjectAltName, when there is
  /// one, holds exactly its names.
  bool acme = true;
  BytesView account_spki = {};  ///< a key that must not be certified (RFC 8555 11.1); may be empty
  /// Whom the certificate will name (NC-15); null: nobody. Borrowed.
  const model::OrganizationFacts* organization = nullptr;
};

/// NC-15: one kCsrOrganizationDiffers, with "field", "expected" and "seen", for each of O, C, ST
/// and L that is not exactly the organization's: another value, missing, there twice, or there
/// although the organization has none.
[[nodiscard]] std::vector<Error> organization_mismatches(const x509::CertificationRequest& csr,
                                                         const model::OrganizationFacts& facts);

/// The first of them. Errors: kCsrOrganizationDiffers.
[[nodiscard]] Result<void> check_organization(const x509::CertificationRequest& csr,
                                              const model::OrganizationFacts& facts);

/// Form, names, organization, key and the proof of possession. The rest of the subject and other
/// requested extensions are not looked at: no profile row takes them up.
/// Errors: those of CertificationRequest::parse and verify_signature, kCsrNamesDiffer,
/// kCsrCommonNameDiffers, kCsrOrganizationDiffers, kCsrKeyIsAccountKey, and those of
/// policy::check_public_key.
[[nodiscard]] Result<x509::CertificationRequest> check_csr(BytesView der,
                                                           std::span<const x509::Identifier> names,
                                                           const CsrRules& rules, Time now);

}  // namespace chancery::ra
