// Names of keys: subjectKeyIdentifier and authorityKeyIdentifier (RFC 5280 sections 4.2.1.1,
// 4.2.1.2).
#pragma once

#include <optional>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/hash.h"
#include "crypto/public_key.h"
#include "x509/extension.h"
#include "x509/general_name.h"
#include "x509/serial.h"

namespace chancery::x509 {

/// Method (1) of RFC 5280 section 4.2.1.2: SHA-1 of the subjectPublicKey bits.
[[nodiscard]] crypto::Sha1Digest key_id_sha1(const crypto::PublicKey& key);

/// The same from the DER of a SubjectPublicKeyInfo, whatever its algorithm. Errors: those of der.
[[nodiscard]] Result<crypto::Sha1Digest> key_id_sha1(BytesView spki_der);

/// Never critical.
[[nodiscard]] Extension subject_key_identifier_extension(BytesView key_id);

/// The identifier's octets. Errors: kExtensionMalformed when empty, those of der.
[[nodiscard]] Result<Bytes> parse_subject_key_identifier(BytesView value);

/// Foreign certificates may name the issuer's certificate as well; ours hold `key_id` alone.
struct AuthorityKeyIdentifier {
  std::optional<Bytes> key_id;
  GeneralNames issuer;  ///< empty exactly when `serial` is absent
  std::optional<Serial> serial;

  bool operator==(const AuthorityKeyIdentifier&) const = default;
};

/// keyIdentifier only (BR 7.1.2.11.1), never critical.
[[nodiscard]] Extension authority_key_identifier_extension(BytesView key_id);

/// Errors: kExtensionMalformed, those of general_name.h, kSerialMalformed.
[[nodiscard]] Result<AuthorityKeyIdentifier> parse_authority_key_identifier(BytesView value);

}  // namespace chancery::x509
