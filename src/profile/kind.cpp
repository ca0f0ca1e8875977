#include "profile/kind.h"

namespace chancery::profile {

std::string_view to_text(CertificateKind kind) {
  switch (kind) {
    case CertificateKind::root_ca:
      return "root CA";
    case CertificateKind::subordinate_ca:
      return "subordinate CA";
    case CertificateKind::cross_ca:
      return "cross-certified CA";
    case CertificateKind::non_tls_ca:
      return "non-TLS CA";
    case CertificateKind::precertificate:
      return "precertificate";
    case CertificateKind::subscriber:
      return "subscriber";
    case CertificateKind::ocsp_responder:
      return "OCSP responder";
  }
  return "unknown";
}

}  // namespace chancery::profile
