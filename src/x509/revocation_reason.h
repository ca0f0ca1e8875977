// Why a certificate was revoked: CRLReason (RFC 5280 section 5.3.1).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace chancery::x509 {

/// All codes of the ENUMERATED; which ones may be used, and by whom, is for `policy` (BR 7.2.2).
enum class RevocationReason : std::uint8_t {
  unspecified = 0,
  key_compromise = 1,
  ca_compromise = 2,
  affiliation_changed = 3,
  superseded = 4,
  cessation_of_operation = 5,
  certificate_hold = 6,
  remove_from_crl = 8,
  privilege_withdrawn = 9,
  aa_compromise = 10,
};

/// nullopt for 7 and everything above 10.
[[nodiscard]] std::optional<RevocationReason> revocation_reason_from_code(std::int64_t code);

/// The name in RFC 5280: "keyCompromise".
[[nodiscard]] std::string_view to_text(RevocationReason reason);

/// The reverse of `to_text`; nullopt for anything else.
[[nodiscard]] std::optional<RevocationReason> revocation_reason_from_text(std::string_view name);

}  // namespace chancery::x509
