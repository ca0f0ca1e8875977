// Rows that CA certificates of all kinds share (TLS BR 7.1.2.10, 7.1.2.11).
#pragma once

#include "profile/tables/tables.h"

namespace chancery::profile {

/// countryName, organizationName and commonName, without organizationalUnitName (TLS BR
/// 7.1.2.10.2).
[[nodiscard]] Rows tls_ca_subject();

/// The subject of the existing certificate, as a cross-certificate repeats it.
[[nodiscard]] Rows existing_ca_subject(std::string_view citation, Seconds effective_from);

/// What stands in a cross-certificate's subjectKeyIdentifier.
inline constexpr std::string_view kExistingKeyName =
    "that of the existing certificate, else SHA-1 of the public key";

/// What tells the kinds of subordinate CAs apart.
struct CaTable {
  std::string_view section;  ///< for the rows that the section itself demands
  std::vector<Row> purposes;
  Row policies;
  Row constraints;
  CaConstraints basic = {true, 0};
  std::string_view key_name = "SHA-1 of the public key";
};

/// The extensions of a CA certificate under a TLS root, in the order in which they are written.
[[nodiscard]] Rows tls_ca_extensions(const CaTable& table);

}  // namespace chancery::profile
