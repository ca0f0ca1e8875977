// Where a certificate is in use: a load balancer's listener, a server, anything that a platform
// names (NC-x1, NC-x3, NC-x7).
#pragma once

#include <string>

#include "base/time.h"
#include "model/digest.h"
#include "model/ids.h"
#include "model/imported_certificate.h"

namespace chancery::model {

/// One place uses one certificate: of ours, or an imported one. The other id is empty.
struct Placement {
  AccountId account;  ///< empty: staff's
  std::string place;  ///< what the platform calls it; once per account
  CertificateId certificate = {};
  ImportedCertificateId imported = {};
  /// The place belongs to a hosted service, which needs the private key too (NC-x1).
  bool hosts_key = false;
  Time since{};  ///< when this certificate came to be used there
};

/// A private key as PKCS#8 that its owner sealed with a password, which nobody here knows (NC-17).
struct SealedKey {
  AccountId account;
  Digest spki_hash{};  ///< SHA-256 of the public key's SubjectPublicKeyInfo
  std::string pem;
  Time created{};
};

}  // namespace chancery::model
