// What kind of certificate a profile is for (TLS BR 7.1.2 sorts its profiles the same way).
#pragma once

#include <string_view>

namespace chancery::profile {

enum class CertificateKind {
  root_ca,         ///< self-signed (BR 7.1.2.1)
  subordinate_ca,  ///< issued by a root or another CA (BR 7.1.2.6)
  subscriber,      ///< end entity (BR 7.1.2.7)
  ocsp_responder,  ///< delegated OCSP signing (BR 7.1.2.8, RFC 6960 4.2.2.2)
};

[[nodiscard]] constexpr bool is_ca(CertificateKind kind) {
  return kind == CertificateKind::root_ca || kind == CertificateKind::subordinate_ca;
}

/// "root CA", "subordinate CA", "subscriber", "OCSP responder".
[[nodiscard]] std::string_view to_text(CertificateKind kind);

}  // namespace chancery::profile
