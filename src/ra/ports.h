// What this room needs from `va` and `ca`, as small interfaces, so that its rules can be tested
// without a network and without keys. `app` plugs the real ones in.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "base/time.h"
#include "crypto/public_key.h"
#include "model/account.h"
#include "model/authorization.h"
#include "model/issued_certificate.h"
#include "store/session.h"
#include "x509/dns_name.h"
#include "x509/general_name.h"

namespace chancery::ra {

/// Looks, over the network, for the proof that an authorization asks for (`va`).
class ControlChecker {
 public:
  virtual ~ControlChecker() = default;

  /// What was seen, as JSON text for the audit log: method, addresses, records, DNSSEC state. An
  /// error says why it is not proven: ErrorClass::unavailable when another attempt might do better.
  /// Returns within a minute. Called from many threads.
  [[nodiscard]] virtual Result<std::string> check(const model::Authorization& authorization) = 0;
};

/// What CAA said about one name, when, and until when that may be relied on (TLS BR 3.2.2.8).
struct CaaFinding {
  std::string name;  ///< with "*." where it was asked for a wildcard
  Time checked_at;
  Time usable_until;
  std::string evidence;  ///< JSON text: where the records were found, their contents, DNSSEC state
};

/// Asks whether CAA lets us issue (`va`; RFC 8659, RFC 8657).
class CaaReader {
 public:
  virtual ~CaaReader() = default;

  /// An error is a refusal. `account_uri` and `method` are compared with the accounturi and
  /// validationmethods parameters. Called from many threads.
  [[nodiscard]] virtual Result<CaaFinding> check(const x509::DnsName& name,
                                                 model::ValidationMethod method,
                                                 const std::string& account_uri) = 0;
};

/// That control of one name was shown.
struct NameProof {
  std::string name;  ///< as it will stand in the certificate, "*." included
  model::AuthorizationId authorization;
  model::ValidationMethod method = model::ValidationMethod::dns_change;
  Time validated_at;
};

/// An order to `ca`. It checks names, key, agreement, proofs and CAA findings again.
struct CertificateOrder {
  std::string profile;
  model::IssuerId issuer;  ///< empty: the newest one that serves the profile
  x509::GeneralNames names;
  std::string common_name;  ///< "": as the profile has it
  crypto::PublicKey key;
  std::optional<Time> not_before;
  std::optional<Time> not_after;
  std::optional<int> days;
  model::AccountId owner;
  model::ApplicationId application;
  std::vector<NameProof> proofs;
  std::vector<CaaFinding> caa;
  std::optional<model::Agreement> agreement;
  std::string actor;
};

/// What this room writes in the two commits of an issuance. Both run on the store's writer thread
/// under its rules: perhaps more than once, pure towards the outside.
struct Alongside {
  /// With serial and intent, before the key is used. An error stops the issuance.
  std::function<Result<void>(store::Transaction&)> with_intent;
  /// With the certificate. Must not fail for reasons of its own: the certificate is signed by then.
  std::function<Result<void>(store::Transaction&, const model::IssuedCertificate&)>
      with_certificate;
};

/// Makes certificates (`ca`).
class CertificateMaker {
 public:
  virtual ~CertificateMaker() = default;

  /// The certificate is durable when this returns. Called from many threads.
  [[nodiscard]] virtual Result<model::IssuedCertificate> issue(const CertificateOrder& order,
                                                               const Alongside& alongside) = 0;
};

}  // namespace chancery::ra
