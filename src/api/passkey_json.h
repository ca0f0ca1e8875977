// Passkeys as browsers hand them over: the JSON forms of W3C Web Authentication Level 3.
#pragma once

#include "http/json.h"
#include "http/response.h"
#include "identity/passkeys.h"

namespace chancery::api {

/// To be kept by nobody on the way.
[[nodiscard]] http::Response question_answer(const identity::PasskeyQuestion& question);

/// RegistrationResponseJSON. Errors: http::kJsonMemberMissing, kJsonMemberWrong, kBase64Malformed.
[[nodiscard]] Result<webauthn::RegistrationAnswer> read_registration(
    const http::JsonObject& credential);

/// AuthenticationResponseJSON. Errors: likewise.
[[nodiscard]] Result<identity::PasskeyAnswer> read_assertion(const http::JsonObject& credential);

[[nodiscard]] boost::json::object passkey_json(const model::Passkey& passkey);

}  // namespace chancery::api
