// Where to fetch what belongs to a certificate: authorityInfoAccess, cRLDistributionPoints, and the
// CRL's own issuingDistributionPoint (RFC 5280 sections 4.2.2.1, 4.2.1.13, 5.2.5).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "x509/extension.h"
#include "x509/general_name.h"

namespace chancery::x509 {

struct AccessDescription {
  Oid method;
  GeneralName location;

  bool operator==(const AccessDescription&) const = default;
};

/// Never critical. URLs must be ASCII. Precondition: one URL at least.
/// Errors: kGeneralNameMalformed.
[[nodiscard]] Result<Extension> authority_info_access_extension(
    std::span<const std::string> ocsp_urls, std::span<const std::string> ca_issuers_urls);

/// Errors: kExtensionMalformed when empty, those of general_name.h.
[[nodiscard]] Result<std::vector<AccessDescription>> parse_authority_info_access(BytesView value);

/// A DistributionPoint. Ours have `full_name` with URIs only (BR 7.1.2.11.2).
struct DistributionPoint {
  GeneralNames full_name;
  /// nameRelativeToCRLIssuer, reasons or cRLIssuer are there, which we can tell but not use.
  bool has_other_fields = false;

  bool operator==(const DistributionPoint&) const = default;
};

/// One DistributionPoint for each URL, never critical. Precondition: one URL at least.
/// Errors: kGeneralNameMalformed.
[[nodiscard]] Result<Extension> crl_distribution_points_extension(
    std::span<const std::string> urls);

/// Errors: kExtensionMalformed when empty, those of general_name.h.
[[nodiscard]] Result<std::vector<DistributionPoint>> parse_crl_distribution_points(BytesView value);

/// What a CRL covers. indirectCRL, onlySomeReasons and onlyContainsAttributeCerts are not written;
/// when read they show as `has_other_fields`.
struct IssuingDistributionPoint {
  GeneralNames full_name;  ///< may be empty
  bool only_user_certificates = false;
  bool only_ca_certificates = false;
  bool has_other_fields = false;

  bool operator==(const IssuingDistributionPoint&) const = default;
};

/// Always critical (RFC 5280 section 5.2.5).
[[nodiscard]] Extension issuing_distribution_point_extension(const IssuingDistributionPoint& idp);

/// Errors: kExtensionMalformed (a FALSE written out), those of general_name.h.
[[nodiscard]] Result<IssuingDistributionPoint> parse_issuing_distribution_point(BytesView value);

}  // namespace chancery::x509
