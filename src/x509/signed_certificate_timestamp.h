// Signed certificate timestamps, alone and in a certificate (RFC 6962 sections 3.2 and 3.3; C2SP
// static-ct-api for their extensions).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "base/time.h"
#include "crypto/hash.h"
#include "x509/extension.h"

namespace chancery::x509 {

/// SHA-256 of a log's SubjectPublicKeyInfo: its name in every SCT.
using CtLogId = std::array<std::uint8_t, 32>;

/// A log's promise, version 1. Nothing is verified by reading one: whose key it is, and whether
/// the time is sane, is for `ct`.
struct SignedCertificateTimestamp {
  /// HashAlgorithm and SignatureAlgorithm of RFC 5246 section 7.4.1.4.1: SHA-256 with ECDSA.
  static constexpr std::uint8_t kSha256 = 4;
  static constexpr std::uint8_t kRsa = 1;
  static constexpr std::uint8_t kEcdsa = 3;

  CtLogId log_id{};
  Time timestamp{};
  Bytes extensions;  ///< CtExtensions as the log gave them: to be kept, for they are signed
  std::uint8_t hash = kSha256;
  std::uint8_t signature_algorithm = kEcdsa;
  Bytes signature;

  /// SerializedSCT. Precondition: extensions and signature are shorter than 64 KiB.
  [[nodiscard]] Bytes encode() const;

  /// Exactly one, nothing behind it. Errors: kSctMalformed (also for versions but v1).
  [[nodiscard]] static Result<SignedCertificateTimestamp> parse(BytesView serialized);

  /// The leaf_index that logs of static-ct-api put into `extensions`; nothing when there is none.
  /// Extensions of other types are passed over. Errors: kSctMalformed.
  [[nodiscard]] Result<std::optional<std::uint64_t>> leaf_index() const;

  bool operator==(const SignedCertificateTimestamp&) const = default;
};

using SctList = std::vector<SignedCertificateTimestamp>;

/// More than this many in one certificate are refused.
inline constexpr std::size_t kMaxScts = 32;

/// Never critical. Errors: kSctMalformed for none, for more than kMaxScts, and for more bytes than
/// fit (64 KiB).
[[nodiscard]] Result<Extension> sct_list_extension(
    std::span<const SignedCertificateTimestamp> list);

/// From the value of that extension: an OCTET STRING around SignedCertificateTimestampList.
/// Errors: kSctMalformed, those of der.
[[nodiscard]] Result<SctList> parse_sct_list(BytesView value);

/// What the log signed (RFC 6962 section 3.2, precert_entry). `logged_tbs_der` is the body without
/// poison and SCT list (precertificate.h). Precondition: it is shorter than 16 MiB.
[[nodiscard]] Bytes sct_signed_data(const SignedCertificateTimestamp& sct,
                                    const crypto::Sha256Digest& issuer_key_hash,
                                    BytesView logged_tbs_der);

/// The same for a finished certificate (x509_entry). Precondition: it is shorter than 16 MiB.
[[nodiscard]] Bytes sct_signed_data(const SignedCertificateTimestamp& sct,
                                    BytesView certificate_der);

}  // namespace chancery::x509
