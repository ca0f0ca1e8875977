// The error catalogue of `identity`.
#pragma once

#include "base/result.h"

namespace chancery::identity {

inline constexpr ErrorKind kApiKeyInvalid{
    "api_key_invalid", ErrorClass::unauthorized,
    "There is no valid API key in this request. Send Authorization: Bearer KEY with a key that "
    "`chancery api-key create` printed"};
inline constexpr ErrorKind kPermissionMissing{"permission_missing", ErrorClass::forbidden,
                                              "The role of this API key may not do this"};
inline constexpr ErrorKind kApiKeyNotFound{"api_key_not_found", ErrorClass::not_found,
                                           "There is no such API key"};
inline constexpr ErrorKind kNameMalformed{
    "name_malformed", ErrorClass::bad_input,
    "A name has 1 to 100 octets of UTF-8 without control characters"};
inline constexpr ErrorKind kRoleUnknown{"role_unknown", ErrorClass::bad_input,
                                        "There is no such role"};
inline constexpr ErrorKind kSignInRefused{
    "sign_in_refused", ErrorClass::unauthorized,
    "Name or password is wrong, or the account is locked after too many wrong passwords"};
inline constexpr ErrorKind kNewPasswordNeeded{
    "new_password_needed", ErrorClass::rejected,
    "This password was for one use. Send a new one with it, another one of 12 to 256 octets"};
inline constexpr ErrorKind kNewPasswordUnfit{
    "new_password_unfit", ErrorClass::rejected,
    "The new password must be another one, of 12 to 256 octets"};
inline constexpr ErrorKind kRoleConflict{
    "role_conflict", ErrorClass::conflict,
    "This person holds another role, and nobody holds two (NT-105): use another name"};

}  // namespace chancery::identity
