// Under which rules a certificate was issued: certificatePolicies (RFC 5280 section 4.2.1.4).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "x509/extension.h"
#include "x509/oids.h"

namespace chancery::x509 {

struct PolicyInformation {
  Oid policy;
  std::vector<std::string> cps_uris;  ///< id-qt-cps qualifiers (BR allows no other)
  bool has_other_qualifiers = false;  ///< seen when read; never written

  bool operator==(const PolicyInformation&) const = default;
};

/// Never critical. CPS URIs must be ASCII. Precondition: one policy at least, none twice.
/// Errors: kExtensionMalformed.
[[nodiscard]] Result<Extension> certificate_policies_extension(
    std::span<const PolicyInformation> policies);

/// Errors: kExtensionMalformed when empty or when a policy stands twice, those of der.
[[nodiscard]] Result<std::vector<PolicyInformation>> parse_certificate_policies(BytesView value);

}  // namespace chancery::x509
