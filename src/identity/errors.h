// The error catalogue of `identity`.
#pragma once

#include "base/result.h"

namespace chancery::identity {

// Who calls.
inline constexpr ErrorKind kApiKeyInvalid{
    "api_key_invalid", ErrorClass::unauthorized,
    "There is no valid API key in this request. Send Authorization: Bearer KEY with a key that "
    "`chancery api-key create` printed, or sign in to the console"};
inline constexpr ErrorKind kSessionInvalid{
    "session_invalid", ErrorClass::unauthorized,
    "This session has ended, or there never was one: sign in again"};
inline constexpr ErrorKind kSignInUnfinished{
    "sign_in_unfinished", ErrorClass::forbidden,
    "Signing in is not finished: the state of the session says what is missing"};
inline constexpr ErrorKind kStepUpNeeded{
    "step_up_needed", ErrorClass::forbidden,
    "This act needs a second factor that was shown just now. Show it, then repeat the request"};
inline constexpr ErrorKind kPermissionMissing{"permission_missing", ErrorClass::forbidden,
                                              "The role of this caller may not do this"};
inline constexpr ErrorKind kRoleUnknown{"role_unknown", ErrorClass::bad_input,
                                        "There is no such role"};

// API keys.
inline constexpr ErrorKind kApiKeyNotFound{"api_key_not_found", ErrorClass::not_found,
                                           "There is no such API key"};
inline constexpr ErrorKind kScopeUnknown{"scope_unknown", ErrorClass::bad_input,
                                         "There is no such permission"};
inline constexpr ErrorKind kScopeBeyondRole{
    "scope_beyond_role", ErrorClass::rejected,
    "An API key can have a scope only if its role has that permission"};
inline constexpr ErrorKind kGrantTooLarge{
    "grant_too_large", ErrorClass::forbidden,
    "Nobody can give a key or a person more permissions than the caller has"};

// People.
inline constexpr ErrorKind kNameMalformed{
    "name_malformed", ErrorClass::bad_input,
    "A name has 1 to 100 octets of UTF-8 without control characters"};
inline constexpr ErrorKind kUserNameMalformed{
    "user_name_malformed", ErrorClass::bad_input,
    "A user name has 1 to 64 of a-z, 0-9, '.', '_', '-', '+' and '@'"};
inline constexpr ErrorKind kEmailMalformed{
    "email_malformed", ErrorClass::bad_input,
    "This is not an e-mail address that mail can be sent to"};
inline constexpr ErrorKind kUserNameTaken{"user_name_taken", ErrorClass::conflict,
                                          "Somebody has this user name already"};
inline constexpr ErrorKind kUserNotFound{"user_not_found", ErrorClass::not_found,
                                         "There is no such user"};
inline constexpr ErrorKind kOwnAccount{
    "own_account", ErrorClass::conflict,
    "Nobody suspends, resets or changes the role of the own account: ask somebody else"};
inline constexpr ErrorKind kUserStateWrong{"user_state_wrong", ErrorClass::conflict,
                                           "The user is not in a state in which this can be done"};
inline constexpr ErrorKind kRoleConflict{
    "role_conflict", ErrorClass::conflict,
    "This person holds another role that must not be held together with this one (NT-105)"};
inline constexpr ErrorKind kEnterpriseNotFound{"enterprise_not_found", ErrorClass::not_found,
                                               "There is no such enterprise"};
inline constexpr ErrorKind kEnterpriseNameTaken{"enterprise_name_taken", ErrorClass::conflict,
                                                "There is an enterprise of this name already"};
inline constexpr ErrorKind kEnterpriseClosed{
    "enterprise_closed", ErrorClass::conflict,
    "This enterprise was closed for good, so it can neither be suspended nor restored"};
inline constexpr ErrorKind kEnterpriseNeeded{
    "enterprise_needed", ErrorClass::rejected,
    "Enterprise operators and applicants belong to an enterprise: name it"};
inline constexpr ErrorKind kEnterpriseForbidden{
    "enterprise_forbidden", ErrorClass::rejected,
    "This role is for staff of the CA, who belong to no enterprise"};

// Signing in.
inline constexpr ErrorKind kSignInRefused{
    "sign_in_refused", ErrorClass::unauthorized,
    "Name or password is wrong, or the account is suspended or locked after too many attempts"};
inline constexpr ErrorKind kNewPasswordUnfit{
    "new_password_unfit", ErrorClass::rejected,
    "The new password must be another one, of 12 to 256 octets"};
inline constexpr ErrorKind kPasswordWrong{"password_wrong", ErrorClass::rejected,
                                          "The current password is wrong"};
inline constexpr ErrorKind kInvitationInvalid{
    "invitation_invalid", ErrorClass::rejected,
    "This link was used before, is too old, or was replaced by a newer one: ask for another"};
inline constexpr ErrorKind kSessionNotFound{"session_not_found", ErrorClass::not_found,
                                            "There is no such session"};

// Second factors.
inline constexpr ErrorKind kSecondFactorRefused{
    "second_factor_refused", ErrorClass::rejected,
    "The code is wrong, too old, or was used before. After too many attempts the account is "
    "locked"};
inline constexpr ErrorKind kTotpNotOffered{
    "totp_not_offered", ErrorClass::conflict,
    "No code generator is being set up: begin again, and confirm with a code of the new secret"};
inline constexpr ErrorKind kTotpNotSet{"totp_not_set", ErrorClass::not_found,
                                       "There is no code generator for this account"};
inline constexpr ErrorKind kLastSecondFactor{
    "last_second_factor", ErrorClass::conflict,
    "This is the only second factor of the account, and it needs one: add another one first"};

inline constexpr ErrorKind kChallengeInvalid{
    "challenge_invalid", ErrorClass::rejected,
    "This question to the authenticator is too old, was answered before, or was another one: begin "
    "again"};
inline constexpr ErrorKind kPasskeyRefused{"passkey_refused", ErrorClass::rejected,
                                           "This passkey does not open this account"};
inline constexpr ErrorKind kPasskeyTaken{"passkey_taken", ErrorClass::conflict,
                                         "This passkey is registered already"};
inline constexpr ErrorKind kPasskeysTooMany{"passkeys_too_many", ErrorClass::conflict,
                                            "Nobody has more than 20 passkeys: remove one first"};
inline constexpr ErrorKind kPasskeyNotFound{"passkey_not_found", ErrorClass::not_found,
                                            "There is no such passkey"};
inline constexpr ErrorKind kQrImpossible{"qr_impossible", ErrorClass::too_large,
                                         "This text is too long for a QR code"};

}  // namespace chancery::identity
