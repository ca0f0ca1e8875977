// An issuer: a CA certificate together with the key that signs under it (RFC 5280 section 3.2).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/time.h"
#include "model/digest.h"
#include "model/ids.h"

namespace chancery::model {

/// What an issuer may still do. Retired issuers sign CRLs and OCSP answers, never certificates.
enum class IssuerState : std::uint8_t { enabled = 1, disabled = 2, retired = 3 };

/// "enabled", "disabled", "retired"; "unknown" for what a damaged row may hold.
[[nodiscard]] std::string_view to_text(IssuerState state);

struct Issuer {
  IssuerId id;
  IssuerId parent;      ///< empty: a root, or issued by someone outside
  std::string name;     ///< unique label for people and URLs: lower-case, digits, '-'
  std::string purpose;  ///< hierarchy that it belongs to, e.g. "tls-dv", "private"
  std::string subject;  ///< distinguished name, for people
  std::string key_ref;  ///< where the key lives, e.g. "software:private-sub"
  IssuerState state = IssuerState::enabled;
  int crl_shards = 1;  ///< how many CRLs its certificates are spread over, at least 1
  Time not_before{};
  Time not_after{};
  Digest spki_hash{};  ///< SHA-256 of the SubjectPublicKeyInfo
  IssuerId succeeds;   ///< whose key this one's took over from (NT-125); empty: nobody's
  /// Where the numbers of its lists begin: behind those that it published before it came here.
  std::int64_t first_crl_number = 1;
  std::optional<Time> terminated_at;     ///< its last list is out, or is about to be (NT-130)
  std::optional<Time> key_destroyed_at;  ///< nothing is signed any more (NT-140)
  Bytes der;                             ///< the CA certificate
};

}  // namespace chancery::model
