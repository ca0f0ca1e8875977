// The error catalogue of `keys`. Paths, errno and PKCS#11 return values go to the log text only; a
// PIN or passphrase goes nowhere.
#pragma once

#include "base/result.h"

namespace chancery::keys {

inline constexpr ErrorKind kKeyLabelMalformed{
    "key_label_malformed", ErrorClass::bad_input,
    "A key label has 1 to 64 characters: a-z, 0-9, '-', '_' and '.', and starts with a letter or "
    "digit"};
inline constexpr ErrorKind kKeyRefMalformed{
    "key_ref_malformed", ErrorClass::bad_input,
    "This is not a reference to a key: software:LABEL or pkcs11:... (RFC 7512) is expected"};
inline constexpr ErrorKind kKeyNotFound{"key_not_found", ErrorClass::not_found,
                                        "There is no signing key of this reference"};
inline constexpr ErrorKind kKeyAmbiguous{
    "key_ambiguous", ErrorClass::conflict,
    "More than one key on the token answers to this reference: add id= to it"};
inline constexpr ErrorKind kKeyExists{"key_exists", ErrorClass::conflict,
                                      "A signing key of this label is already there"};
inline constexpr ErrorKind kKeyDamaged{
    "key_damaged", ErrorClass::internal,
    "The key file was changed or damaged, or belongs to another label: restore it from a backup"};
inline constexpr ErrorKind kMasterKeyWrong{
    "master_key_wrong", ErrorClass::internal,
    "The stored keys are encrypted under another key file or passphrase than the one given"};
inline constexpr ErrorKind kMasterKeyUnsafe{
    "master_key_unsafe", ErrorClass::internal,
    "The key file must be a regular file owned by the user that runs Chancery, with mode 0600"};
inline constexpr ErrorKind kMasterKeyMalformed{
    "master_key_malformed", ErrorClass::internal,
    "The key file does not hold a key: restore it from a backup"};
inline constexpr ErrorKind kKeyStorageFailed{
    "key_storage_failed", ErrorClass::internal,
    "A key file could not be read or written; the log says why"};
inline constexpr ErrorKind kKeyTypeUnavailable{"key_type_unavailable", ErrorClass::rejected,
                                               "This token cannot make or use keys of this kind"};

inline constexpr ErrorKind kKeyNotExtractable{
    "key_not_extractable", ErrorClass::rejected,
    "This key cannot leave its token, and that is right: back it up with the means of the token's "
    "maker, from token to token"};

inline constexpr ErrorKind kShareMalformed{"share_malformed", ErrorClass::bad_input,
                                           "This is not a share of an activation secret"};
inline constexpr ErrorKind kSharingImpossible{
    "sharing_impossible", ErrorClass::bad_input,
    "A secret is shared among 2 to 255 people, of whom at least 2 and not more than all are "
    "needed"};
inline constexpr ErrorKind kSharesTooFew{
    "shares_too_few", ErrorClass::rejected,
    "More holders of shares are needed to activate these keys"};
inline constexpr ErrorKind kSharesForeign{
    "shares_foreign", ErrorClass::rejected,
    "These shares were not made together: somebody brought one of another set"};
inline constexpr ErrorKind kSharesDamaged{
    "shares_damaged", ErrorClass::rejected,
    "These shares do not give a secret: at least one of them was changed; try other holders"};

inline constexpr ErrorKind kShareSealed{
    "share_sealed", ErrorClass::rejected,
    "This share does not open: it is another person's, the passphrase is wrong, or the file was "
    "changed"};
inline constexpr ErrorKind kActivationMalformed{
    "activation_malformed", ErrorClass::internal,
    "This is not an activation secret; activate the keys anew"};
inline constexpr ErrorKind kKeysNotActivated{
    "keys_not_activated", ErrorClass::unavailable,
    "The keys are not activated: run a ceremony with the step \"activate\", with enough holders of "
    "shares"};

inline constexpr ErrorKind kTokenExists{
    "token_exists", ErrorClass::conflict,
    "There is a token of this label already; its keys would be lost"};
inline constexpr ErrorKind kTokenNoneFree{
    "token_none_free", ErrorClass::rejected,
    "No slot of this module holds a token that is not initialized"};
inline constexpr ErrorKind kTokenModuleUnusable{
    "token_module_unusable", ErrorClass::internal,
    "The PKCS#11 module could not be loaded: check module-path in the configuration"};
inline constexpr ErrorKind kTokenUnavailable{
    "token_unavailable", ErrorClass::unavailable,
    "The PKCS#11 token does not answer now; it is tried again by itself"};
inline constexpr ErrorKind kTokenPinRefused{
    "token_pin_refused", ErrorClass::internal,
    "The token refused the PIN, which is not tried again: correct it and restart, before the token "
    "locks itself"};
inline constexpr ErrorKind kTokenRefused{"token_refused", ErrorClass::internal,
                                         "The PKCS#11 token refused the operation"};

}  // namespace chancery::keys
