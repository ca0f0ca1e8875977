// Registration and authentication (WebAuthn Level 3 sections 7.1 and 7.2): the relying party's
// checks, in their order. That a challenge is fresh, and whose credential it is, the caller knows.
#pragma once

#include <cstdint>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "webauthn/authenticator_data.h"

namespace chancery::webauthn {

/// Who asks.
struct RelyingParty {
  std::string id;      ///< a host name: "ca.example.net"
  std::string origin;  ///< "https://ca.example.net:8443"
};

/// Whether a PIN, a finger or a face is needed, or a touch will do.
enum class UserVerification { preferred, required };

struct Question {
  BytesView challenge;
  UserVerification verification = UserVerification::preferred;
};

/// What navigator.credentials.create() handed out.
struct RegistrationAnswer {
  Bytes client_data_json;
  Bytes attestation_object;
};

/// A credential, checked. Its attestation statement is NOT looked at.
struct NewCredential {
  AttestedCredential credential;
  std::uint32_t sign_count = 0;
};

/// Errors: kCredentialMalformed, kCborMalformed, kCredentialKeyUnsupported, kCredentialRefused with
/// the `reason`.
[[nodiscard]] Result<NewCredential> check_registration(const RelyingParty& party,
                                                       const Question& question,
                                                       const RegistrationAnswer& answer);

/// What navigator.credentials.get() handed out.
struct AssertionAnswer {
  Bytes client_data_json;
  Bytes authenticator_data;
  Bytes signature;
};

/// The credential that was used, as it was stored.
struct KnownCredential {
  std::int64_t algorithm = 0;
  crypto::PublicKey key;
  std::uint32_t sign_count = 0;
};

struct Assertion {
  std::uint32_t sign_count = 0;  ///< to be stored
  bool user_verified = false;
};

/// A counter that does not grow tells of a cloned authenticator and is refused; authenticators
/// without one say 0 for ever. Errors: as `check_registration`.
[[nodiscard]] Result<Assertion> check_assertion(const RelyingParty& party, const Question& question,
                                                const KnownCredential& known,
                                                const AssertionAnswer& answer);

}  // namespace chancery::webauthn
