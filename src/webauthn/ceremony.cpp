#include "webauthn/ceremony.h"

#include "base/secret.h"
#include "crypto/hash.h"
#include "webauthn/client_data.h"
#include "webauthn/errors.h"

namespace chancery::webauthn {
namespace {

constexpr std::size_t kMaxSignature = 1024;

std::unexpected<Error> refuse(const char* reason) {
  return fail(kCredentialRefused, "reason", reason);
}

// Sections 7.1 and 7.2, steps on the client data: type, challenge, origin, crossOrigin.
Result<void> check_client_data(const RelyingParty& party, const Question& question,
                               std::string_view type, BytesView json) {
  const ClientData data = TRY(parse_client_data(json));
  if (data.type != type) {
    return refuse("another kind of answer");
  }
  if (!constant_time_equal(data.challenge, question.challenge)) {
    return refuse("another challenge");
  }
  if (data.origin != party.origin || data.cross_origin) {
    return refuse("another origin");
  }
  return {};
}

// ... and on the authenticator data: rpIdHash, UP, UV.
Result<void> check_gestures(const RelyingParty& party, const Question& question,
                            const AuthenticatorData& data) {
  if (data.rp_id_hash != crypto::sha256(as_bytes(party.id))) {
    return refuse("another relying party");
  }
  if (!data.user_present) {
    return refuse("nobody touched the authenticator");
  }
  if (question.verification == UserVerification::required && !data.user_verified) {
    return refuse("the authenticator did not verify its user");
  }
  return {};
}

/// Section 6.5.4: {"fmt": text, "attStmt": map, "authData": bytes}, in any order.
Result<AuthenticatorData> read_attestation_object(BytesView bytes) {
  CborReader reader(bytes);
  BytesView authenticator_data;
  const auto pairs = TRY(reader.map());
  for (std::uint64_t i = 0; i < pairs; ++i) {
    if (TRY(reader.text()) == "authData" && authenticator_data.empty()) {
      authenticator_data = TRY(reader.byte_string());
    } else {
      TRY(reader.skip());
    }
  }
  TRY(reader.end());
  return parse_authenticator_data(authenticator_data);
}

}  // namespace

Result<NewCredential> check_registration(const RelyingParty& party, const Question& question,
                                         const RegistrationAnswer& answer) {
  TRY(check_client_data(party, question, "webauthn.create", answer.client_data_json));
  auto data = TRY(read_attestation_object(answer.attestation_object));
  TRY(check_gestures(party, question, data));
  if (!data.credential) {
    return refuse("there is no credential in it");
  }
  return NewCredential{*std::move(data.credential), data.sign_count};
}

Result<Assertion> check_assertion(const RelyingParty& party, const Question& question,
                                  const KnownCredential& known, const AssertionAnswer& answer) {
  TRY(check_client_data(party, question, "webauthn.get", answer.client_data_json));
  const auto data = TRY(parse_authenticator_data(answer.authenticator_data));
  TRY(check_gestures(party, question, data));
  Bytes message = answer.authenticator_data;
  append(message, crypto::sha256(answer.client_data_json));
  if (answer.signature.size() > kMaxSignature ||
      !verify(known.key, known.algorithm, message, answer.signature)) {
    return refuse("the signature is wrong");
  }
  const bool counts = data.sign_count != 0 || known.sign_count != 0;
  if (counts && data.sign_count <= known.sign_count) {
    return refuse("its counter went back: there may be a copy of the authenticator");
  }
  return Assertion{data.sign_count, data.user_verified};
}

}  // namespace chancery::webauthn
