// The error catalogue of `crypto`. OpenSSL's own words go to the log text only.
#pragma once

#include "base/result.h"

namespace chancery::crypto {

inline constexpr ErrorKind kPublicKeyMalformed{
    "public_key_malformed", ErrorClass::bad_input,
    "This is not a well-formed public key: check that it was copied whole and is not altered"};
inline constexpr ErrorKind kKeyUnsupported{
    "key_unsupported", ErrorClass::rejected,
    "This kind of key is not supported: use RSA with 2048 to 8192 bits, ECDSA with P-256, P-384 or "
    "P-521 as a named curve and uncompressed point, or Ed25519"};
inline constexpr ErrorKind kPrivateKeyMalformed{
    "private_key_malformed", ErrorClass::bad_input,
    "This is not a private key that can be read: PKCS#8 or a PEM private key is expected"};
inline constexpr ErrorKind kPassphraseWrong{
    "passphrase_wrong", ErrorClass::bad_input,
    "The private key is encrypted and this passphrase does not open it"};
inline constexpr ErrorKind kSignatureInvalid{
    "signature_invalid", ErrorClass::rejected,
    "The signature does not match: the data was changed, or another key signed it"};
inline constexpr ErrorKind kSignatureAlgorithmMismatch{
    "signature_algorithm_mismatch", ErrorClass::bad_input,
    "This signature algorithm cannot be used with this key"};
inline constexpr ErrorKind kAlgorithmNameUnknown{
    "algorithm_name_unknown", ErrorClass::bad_input,
    "This is not the name of a key type: rsa2048 to rsa8192, p256, p384, p521 or ed25519"};
inline constexpr ErrorKind kSealBroken{
    "seal_broken", ErrorClass::rejected,
    "The sealed data cannot be opened: it was changed, or it was sealed with another key"};
inline constexpr ErrorKind kKeyLengthWrong{"key_length_wrong", ErrorClass::bad_input,
                                           "A symmetric key of exactly 32 bytes is needed"};
inline constexpr ErrorKind kKeyDerivationRefused{
    "key_derivation_refused", ErrorClass::bad_input,
    "These key derivation parameters are malformed, or would use too much memory or time"};
inline constexpr ErrorKind kCertificateKeyMismatch{
    "certificate_key_mismatch", ErrorClass::bad_input,
    "The certificate was not made for this private key"};
inline constexpr ErrorKind kTlsCertificateUnusable{
    "tls_certificate_unusable", ErrorClass::bad_input,
    "This certificate chain cannot be used by the TLS server"};
inline constexpr ErrorKind kTlsHandshakeFailed{"tls_handshake_failed", ErrorClass::rejected,
                                               "The TLS handshake with the host failed"};
inline constexpr ErrorKind kTlsTimeout{"tls_timeout", ErrorClass::unavailable,
                                       "The host did not finish the TLS handshake in time"};
inline constexpr ErrorKind kCryptoFailed{
    "crypto_failed", ErrorClass::internal,
    "The cryptographic library failed; the log holds its words"};

}  // namespace chancery::crypto
