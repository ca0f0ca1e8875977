// A certificate that was issued. Written once, never edited: its status is elsewhere
// (revocation.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/time.h"
#include "model/certificate_name.h"
#include "model/digest.h"
#include "model/ids.h"
#include "x509/serial.h"

namespace chancery::model {

/// What lists and searches show. When it was stored follows from the id (base/id.h).
struct CertificateFacts {
  CertificateId id;
  IssuerId issuer;
  x509::Serial serial;
  std::string profile;
  Time not_before{};
  Time not_after{};
  Digest spki_hash{};                      ///< SHA-256 of the SubjectPublicKeyInfo
  std::vector<CertificateName> names;      ///< every SAN, in the certificate's order
  AccountId owner;                         ///< empty: made by the CA for itself, or imported
  ApplicationId application;               ///< empty: none
  int crl_shard = 0;                       ///< fixed at birth: its CDP names this CRL
  std::optional<std::int64_t> audit_leaf;  ///< index of the decision record in the audit log
};

/// The facts and the bytes.
struct IssuedCertificate : CertificateFacts {
  Bytes der;
};

}  // namespace chancery::model
