// The last two stages of the road: prepare a body, sign it (RFC 5280 section 3.2; BR 4.3.1).
//
//   VettedRequest --prepare--> LintedTbs --(store intent)--> sign --> x509::Certificate
#pragma once

#include <memory>
#include <optional>

#include "base/random.h"
#include "base/result.h"
#include "issuance/linted_tbs.h"
#include "issuance/outside_linter.h"
#include "issuance/precertificate.h"
#include "issuance/vetted_request.h"
#include "keys/signer.h"
#include "lint/context.h"
#include "policy/name_rules.h"
#include "profile/build.h"
#include "x509/certificate.h"
#include "x509/signed_certificate_timestamp.h"

namespace chancery::issuance {

/// One CA certificate with its key. Safe for many threads; neither movable nor copyable, for the
/// bodies that it prepares are tied to it.
///
/// It knows no database: reserving the serial, storing the intent and the certificate, and asking
/// whether the applicant is entitled is `ca`'s work. Whether the issuer has been disabled or
/// revoked it does not know either.
class Issuer final {
 public:
  /// `names` are the rules by which lints look at names. Errors: kIssuerUnfit (not a CA, or
  /// keyUsage without keyCertSign), kSignerMismatch, those of x509.
  [[nodiscard]] static Result<std::unique_ptr<Issuer>> make(
      x509::Certificate certificate, std::shared_ptr<const keys::Signer> signer,
      policy::NameRules names, OutsideLinter outside_linter = {});

  /// An issuer for one root certificate, signed by the key that it certifies.
  [[nodiscard]] static std::unique_ptr<Issuer> self_signing(
      std::shared_ptr<const keys::Signer> signer, policy::NameRules names,
      OutsideLinter outside_linter = {});

  Issuer(const Issuer&) = delete;
  Issuer& operator=(const Issuer&) = delete;
  ~Issuer();

  /// Gives a serial of its own, writes the body after the profile, and runs the lints. Touches no
  /// key. `urls` are those of this certificate, its CRL shard chosen.
  ///
  /// Errors: kLintStopped (parameter "findings"); kIssuerUnfit (parameter "problem") when this
  /// issuer may not issue such a certificate: of another policy set, a CA below path length 0, a
  /// subscriber below a root (AL-8, BR 6.1.7), or a root from anybody but self_signing();
  /// kSignerMismatch when a root's key is not the signer's; those of profile::decide_validity and
  /// build_tbs, and of the outside linter.
  [[nodiscard]] Result<LintedTbs> prepare(const VettedRequest& request, profile::Urls urls,
                                          Random& random, Time at) const;

  /// Signs and compares: the body in the certificate is byte for byte what was linted, the
  /// algorithm outside is the one inside, and the signature verifies where that is cheap or rare:
  /// RSA (a fault during CRT would give the key away) and all but subscriber certificates. Whatever
  /// comes of it, `linted` is spent.
  ///
  /// An outside linter then sees it once more, with its signature. What that refuses never goes
  /// out, but was signed: `refused` receives it.
  ///
  /// Precondition: serial and body are stored. Errors: kTokenForeign, kSignatureFault, those of
  /// the signer and of the outside linter.
  [[nodiscard]] Result<Bytes> sign_der(LintedTbs&& linted, Bytes& refused) const;

  /// The same, read again. What a linter refuses is not to be had.
  [[nodiscard]] Result<x509::Certificate> sign(LintedTbs&& linted) const;

  /// As `prepare`, with the poison, linted as a precertificate.
  [[nodiscard]] Result<LintedPrecertificate> prepare_precertificate(const VettedRequest& request,
                                                                    profile::Urls urls,
                                                                    Random& random, Time at) const;

  /// As `sign_der`.
  [[nodiscard]] Result<Precertificate> sign_precertificate(LintedPrecertificate&& linted,
                                                           Bytes& refused) const;

  /// A precertificate that this issuer signed before, from the bytes that were stored. That they
  /// are its own is seen by the signature. Precondition: nobody else holds, or held to its end, a
  /// Precertificate of these bytes. Errors: kTokenForeign (another issuer's, or not poisoned),
  /// those of x509.
  [[nodiscard]] Result<Precertificate> restore_precertificate(BytesView der) const;

  /// The certificate's body: the precertificate's with the list in place of the poison, linted
  /// again, and compared with what was signed, byte for byte. Whatever comes of it,
  /// `precertificate` is spent. That the SCTs are good is NOT checked.
  /// Precondition: the precertificate is stored. Errors: kTokenForeign, kLintStopped,
  /// x509::kSctMalformed, x509::kPrecertificateDiffers, those of the outside linter.
  [[nodiscard]] Result<LintedTbs> complete(Precertificate&& precertificate,
                                           std::span<const x509::SignedCertificateTimestamp> scts,
                                           Time at) const;

  /// The issuing certificate; nothing for self_signing().
  [[nodiscard]] const std::optional<x509::Certificate>& certificate() const;
  [[nodiscard]] crypto::SignatureAlgorithm algorithm() const;

 private:
  struct State;
  explicit Issuer(std::unique_ptr<const State> state);

  enum class Poison { without, with };

  /// May this issuer issue such a certificate at all?
  [[nodiscard]] Result<void> check_fit(const VettedRequest& request) const;
  [[nodiscard]] Result<LintedTbs> prepare_body(const VettedRequest& request, profile::Urls urls,
                                               Random& random, Time at, Poison poison) const;
  /// Runs the lints, inside the house and outside, over the body that `linted` has.
  [[nodiscard]] Result<void> check_body(LintedTbs& linted, Time at, Poison poison) const;
  [[nodiscard]] Result<Bytes> sign_body(const LintedTbs& spent, Bytes& refused) const;
  /// Has the outside linter look, where there is one. Gives what is to be kept.
  [[nodiscard]] Result<std::string> look_outside(BytesView certificate_der, LintStage stage) const;

  std::unique_ptr<const State> state_;
};

}  // namespace chancery::issuance
