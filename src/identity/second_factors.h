// Code generators and recovery codes of a person: set up, spent, removed (NT-107; RFC 6238).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "crypto/sealing.h"
#include "identity/ground.h"
#include "identity/session.h"
#include "identity/sessions.h"

namespace chancery::identity {

/// A new secret for a code generator, shown once.
struct TotpOffer {
  Secret secret;  ///< base 32
  Secret uri;     ///< otpauth://..., which holds it
  Secret qr_svg;  ///< the URI as a picture
};

/// Secrets of generators lie sealed in the store, each bound to its user; of recovery codes only
/// hashes. Safe for many threads.
class SecondFactors final {
 public:
  static constexpr std::size_t kRecoveryCodes = 10;

  /// `sessions` and `sealing` are borrowed. `issuer` is what apps show beside the name.
  SecondFactors(const Ground& ground, Sessions& sessions, const crypto::SealingKey& sealing,
                std::string issuer)
      : ground_(ground), sessions_(sessions), sealing_(sealing), issuer_(std::move(issuer)) {}

  /// Replaces an offer before it; what is in use stays so until the new one is confirmed.
  [[nodiscard]] Result<TotpOffer> offer_totp(const OpenSession& session);

  /// The first code proves that the app has the secret. The session counts as verified, and has a
  /// new token. Errors: kTotpNotOffered, kSecondFactorRefused.
  [[nodiscard]] Result<SignedIn> confirm_totp(const OpenSession& session, std::string_view code);

  /// Errors: kTotpNotSet, kLastSecondFactor.
  [[nodiscard]] Result<void> remove_totp(const OpenSession& session);

  /// Ten codes of 80 bits in place of those before.
  [[nodiscard]] Result<std::vector<Secret>> make_recovery_codes(const OpenSession& session);

  // Inside of a unit. False when the code is wrong or spent.
  [[nodiscard]] Result<bool> spend_totp(store::Transaction& tx, model::UserId user,
                                        std::string_view code) const;
  [[nodiscard]] static Result<bool> spend_recovery_code(store::Transaction& tx, model::UserId user,
                                                        std::string_view code);

 private:
  [[nodiscard]] Result<void> record(store::Transaction& tx, const OpenSession& session,
                                    const char* kind);

  Ground ground_;
  Sessions& sessions_;
  const crypto::SealingKey& sealing_;
  std::string issuer_;
};

}  // namespace chancery::identity
