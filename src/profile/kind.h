// What kind of certificate a profile is for (TLS BR 7.1.2 sorts its profiles the same way).
#pragma once

#include <string_view>

namespace chancery::profile {

enum class CertificateKind {
  root_ca,         ///< self-signed (BR 7.1.2.1)
  subordinate_ca,  ///< issued by a root or another CA, for what the hierarchy is for (BR 7.1.2.5,
                   ///< 6)
  cross_ca,    ///< another certificate for an affiliate's CA, without restriction (BR 7.1.2.2.4)
  non_tls_ca,  ///< under a TLS root, for anything but TLS servers (BR 7.1.2.2.5, 7.1.2.3)
  subscriber,  ///< end entity (BR 7.1.2.7)
  precertificate,  ///< a subscriber's, poisoned, for transparency logs (BR 7.1.2.9)
  ocsp_responder,  ///< delegated OCSP signing (BR 7.1.2.8, RFC 6960 4.2.2.2)
};

[[nodiscard]] constexpr bool is_ca(CertificateKind kind) {
  return kind <= CertificateKind::non_tls_ca;
}

/// "root CA", "subordinate CA", "cross-certified CA", "non-TLS CA", "subscriber", "precertificate",
/// "OCSP responder".
[[nodiscard]] std::string_view to_text(CertificateKind kind);

}  // namespace chancery::profile
