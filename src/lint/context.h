// What a lint may know beside the bytes: for what the certificate was made, by whom, when.
#pragma once

#include <optional>

#include "base/bytes.h"
#include "base/time.h"
#include "policy/name_rules.h"
#include "policy/rule.h"
#include "profile/kind.h"

namespace chancery::lint {

/// The issuing certificate, as far as lints compare with it. Views: the owner outlives the lint.
struct IssuerView {
  BytesView subject_tlv;             ///< Name, byte for byte
  BytesView key_id;                  ///< content of its subjectKeyIdentifier
  BytesView spki_der;                ///< decides which signature algorithms fit
  std::optional<Seconds> not_after;  ///< nothing for a root that signs itself
};

struct Context {
  profile::CertificateKind kind;
  policy::PolicySet set;
  Time at;  ///< the moment of signing
  IssuerView issuer;
  const policy::NameRules* names = nullptr;  ///< never null when run() is called
  bool precertificate = false;               ///< to be shown to logs, not to be used (RFC 6962)
};

}  // namespace chancery::lint
