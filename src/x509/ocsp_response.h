// OCSP responses (RFC 6960 section 4.2): made for a delegated responder, and read.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "base/time.h"
#include "crypto/algorithm.h"
#include "crypto/public_key.h"
#include "x509/certificate.h"
#include "x509/revocation_reason.h"
#include "x509/serial.h"

namespace chancery::x509 {

/// OCSPResponseStatus.
enum class OcspStatus : std::uint8_t {
  successful = 0,
  malformed_request = 1,
  internal_error = 2,
  try_later = 3,
  sig_required = 5,
  unauthorized = 6,
};

enum class CertStatus : std::uint8_t { good, revoked, unknown };

/// SingleResponse. In what we make, `cert_id_der` echoes the request; in what we read, it is the
/// whole CertID. No singleExtensions are written (BR 7.3); when read they are passed over.
struct SingleResponse {
  Bytes cert_id_der;
  CertStatus status = CertStatus::unknown;
  Seconds revoked_at{};                    ///< only where revoked
  std::optional<RevocationReason> reason;  ///< only where revoked
  Seconds this_update{};
  std::optional<Seconds> next_update;

  bool operator==(const SingleResponse&) const = default;
};

/// tbsResponseData by key: `responder_key_hash` is the SHA-1 of the responder's key bits
/// (key_id_sha1). `nonce` may be empty: then there is none. Precondition: one response at least.
[[nodiscard]] Bytes encode_response_data(BytesView responder_key_hash, Seconds produced_at,
                                         std::span<const SingleResponse> responses,
                                         BytesView nonce);

/// A whole `successful` OCSPResponse. `certificate_ders` are the responder's certificates; empty
/// when the CA itself signs.
[[nodiscard]] Bytes assemble_ocsp_response(BytesView response_data_der,
                                           crypto::SignatureAlgorithm algorithm,
                                           BytesView signature,
                                           std::span<const BytesView> certificate_ders);

/// An unsigned answer of 5 bytes. Precondition: not `successful`.
[[nodiscard]] Bytes encode_ocsp_error(OcspStatus status);

/// A response that was read. The signature is NOT checked by parsing. Cheap to copy.
class OcspResponse final {
 public:
  static constexpr std::size_t kMaxSize = 256 * 1024;

  /// Errors: kOcspResponseMalformed, kTooLarge, those of the parts and of der.
  [[nodiscard]] static Result<OcspResponse> parse(BytesView der);

  [[nodiscard]] OcspStatus status() const;

  // Empty unless `successful`.

  /// SHA-1 of the responder's key bits; empty when the responder is named byName.
  [[nodiscard]] BytesView responder_key_hash() const;
  /// DER of the responder's Name; empty when named byKey.
  [[nodiscard]] BytesView responder_name_der() const;
  [[nodiscard]] Seconds produced_at() const;
  [[nodiscard]] std::span<const SingleResponse> responses() const;
  [[nodiscard]] BytesView nonce() const;
  [[nodiscard]] std::span<const Certificate> certificates() const;

  /// Whether `responder` signed; that it was entitled to is NOT looked at.
  /// Errors: kOcspResponseMalformed when not `successful`, those of SignedData::verify.
  [[nodiscard]] Result<void> verify_signature(const crypto::PublicKey& responder) const;

 private:
  struct State;
  explicit OcspResponse(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  [[nodiscard]] static Result<void> read(State& state);
  [[nodiscard]] static Result<void> read_basic(BytesView der, State& state);
  [[nodiscard]] static Result<void> read_response_data(State& state);

  std::shared_ptr<const State> state_;
};

}  // namespace chancery::x509
