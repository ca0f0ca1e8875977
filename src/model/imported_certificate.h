// A certificate of another CA, brought here to be watched (NC-x7). Nothing is decided by it.
#pragma once

#include <string>

#include "base/bytes.h"
#include "base/time.h"
#include "model/digest.h"
#include "model/ids.h"

namespace chancery::model {

struct ImportedCertificate;
using ImportedCertificateId = Id<ImportedCertificate>;

struct ImportedCertificate {
  ImportedCertificateId id;
  AccountId account;     ///< empty: staff's
  std::string name;      ///< for people
  Digest fingerprint{};  ///< SHA-256 of the DER
  Time not_after{};
  Bytes der;
  Bytes chain;  ///< DER of the issuers, the nearest first, one after the other
  Time created{};
};

}  // namespace chancery::model
