// Passkeys: registered, removed, and shown: as a second factor, or instead of a password (NT-107;
// W3C Web Authentication Level 3).
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "identity/challenges.h"
#include "identity/ground.h"
#include "identity/sessions.h"
#include "model/passkey.h"
#include "webauthn/ceremony.h"

namespace chancery::identity {

/// Options for navigator.credentials, as JSON, and the id to come back with.
struct PasskeyQuestion {
  std::string challenge_id;
  boost::json::object public_key;
};

/// What came back to navigator.credentials.get().
struct PasskeyAnswer {
  Bytes credential_id;
  webauthn::AssertionAnswer assertion;
  Bytes user_handle;  ///< of discoverable credentials; may be empty
};

struct NewPasskey {
  model::Passkey passkey;
  SignedIn signed_in;
};

/// Safe for many threads.
class Passkeys final {
 public:
  static constexpr int kMostOfOne = 20;

  /// `sessions` and `sealing` are borrowed. `origin` is where the console is served; its host is
  /// the relying party's id.
  Passkeys(const Ground& ground, Sessions& sessions, const crypto::SealingKey& sealing,
           const std::string& origin);

  /// PublicKeyCredentialCreationOptionsJSON. Those that the person has are excluded.
  [[nodiscard]] Result<PasskeyQuestion> ask_registration(const OpenSession& session);

  /// The session counts as verified, and has a new token. Errors: kChallengeInvalid,
  /// kNameMalformed, kPasskeyTaken, kPasskeysTooMany, those of webauthn::check_registration.
  [[nodiscard]] Result<NewPasskey> add(const OpenSession& session, std::string_view challenge_id,
                                       const std::string& name,
                                       const webauthn::RegistrationAnswer& answer);

  [[nodiscard]] Result<std::vector<model::Passkey>> of_user(model::UserId user);

  /// Errors: kPasskeyNotFound, kLastSecondFactor.
  [[nodiscard]] Result<void> remove(const OpenSession& session, model::PasskeyId id);

  /// PublicKeyCredentialRequestOptionsJSON. With a session: one of the person's own passkeys, and a
  /// touch will do. Without: whichever the browser has, and the authenticator verifies its user.
  [[nodiscard]] Result<PasskeyQuestion> ask_assertion(const OpenSession* session);

  /// Opens a session, or steps `session` up. Errors: kPasskeyRefused: unknown, of somebody else,
  /// of somebody who may not sign in, or wrong; kChallengeInvalid.
  [[nodiscard]] Result<SignedIn> show(const OpenSession* session, std::string_view challenge_id,
                                      const PasskeyAnswer& answer, const Browser& browser);

 private:
  struct Shown;
  [[nodiscard]] Result<Shown> check(const OpenSession* session, const AskedChallenge& asked,
                                    const PasskeyAnswer& answer);
  [[nodiscard]] Result<void> record_refusal(const OpenSession* session,
                                            const std::optional<model::Passkey>& passkey);

  Ground ground_;
  Sessions& sessions_;
  Challenges challenges_;
  webauthn::RelyingParty party_;
};

}  // namespace chancery::identity
