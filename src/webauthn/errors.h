// The error catalogue of `webauthn`.
#pragma once

#include "base/result.h"

namespace chancery::webauthn {

inline constexpr ErrorKind kCborMalformed{
    "cbor_malformed", ErrorClass::bad_input,
    "This is not CBOR in canonical form (RFC 8949), or not the value that belongs here"};
inline constexpr ErrorKind kCredentialMalformed{
    "credential_malformed", ErrorClass::bad_input,
    "This is not what a browser's navigator.credentials hands out"};
inline constexpr ErrorKind kCredentialKeyUnsupported{
    "credential_key_unsupported", ErrorClass::rejected,
    "The authenticator made a key of a kind that is not offered: ES256, EdDSA or RS256 is "
    "expected"};
inline constexpr ErrorKind kCredentialRefused{
    "credential_refused", ErrorClass::rejected,
    "The passkey's answer does not fit the question that was asked"};

}  // namespace chancery::webauthn
