// Writes a CRL of any length without holding it (RFC 5280 section 5).
//
//   CrlSize size;                        // 1. count, from the same entries in the same snapshot
//   size.add(entry) ... ;
//   CrlWriter writer(head, size, sink);  // 2. the tbsCertList goes to the sink as it is made:
//   TRY(writer.add(entry)) ... ;         //    to a file, and through a crypto::Hasher
//   const auto tbs_size = TRY(writer.finish());
//   signature = TRY(signer.sign_digest(head.algorithm, hasher.finish()));
//   ends = signed_ends(tbs_size, head.algorithm, signature);   // 3. file: head + tbs + tail
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>

#include "base/bytes.h"
#include "base/result.h"
#include "base/time.h"
#include "crypto/algorithm.h"
#include "der/writer.h"
#include "x509/crl_entry.h"
#include "x509/distinguished_name.h"
#include "x509/extension.h"

namespace chancery::x509 {

/// All of a tbsCertList but its entries.
struct CrlHead {
  crypto::SignatureAlgorithm algorithm;
  DistinguishedName issuer;
  Seconds this_update;
  Seconds next_update;
  Extensions extensions;  ///< authorityKeyIdentifier, cRLNumber, issuingDistributionPoint
};

/// cRLNumber, never critical. At most 20 octets are left to the caller (RFC 5280 section 5.2.3).
[[nodiscard]] Extension crl_number_extension(std::uint64_t number);

/// The length of revokedCertificates, which DER needs to know before the first entry.
class CrlSize final {
 public:
  void add(const CrlEntry& entry) { add(entry, 1); }
  /// `count` entries of the same encoded size as `like`.
  void add(const CrlEntry& like, std::uint64_t count);

  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
  [[nodiscard]] std::uint64_t count() const { return count_; }

 private:
  std::uint64_t bytes_ = 0;
  std::uint64_t count_ = 0;
};

/// Receives the bytes in order, in pieces of at most about 64 KB, valid during the call only.
using ByteSink = std::function<Result<void>(BytesView)>;

/// Writes one tbsCertList. Memory is one buffer of 64 KB, whatever the number of entries.
class CrlWriter final {
 public:
  CrlWriter(const CrlHead& head, const CrlSize& size, ByteSink sink);

  /// Octets that `finish` will report; known from the start.
  [[nodiscard]] std::uint64_t tbs_size() const { return tbs_size_; }

  /// Order is the caller's; that no serial comes twice is NOT checked. Errors: the sink's.
  [[nodiscard]] Result<void> add(const CrlEntry& entry);

  /// Writes the rest. Errors: kCrlSizeBroken when the entries were not those counted (throw the
  /// output away), the sink's.
  [[nodiscard]] Result<std::uint64_t> finish();

 private:
  [[nodiscard]] Result<void> flush();

  ByteSink sink_;
  der::Writer buffer_;
  Bytes tail_;
  std::uint64_t tbs_size_ = 0;
  std::uint64_t expected_entry_bytes_;
  std::uint64_t entry_bytes_ = 0;
};

/// A tbsCertList in memory: for short lists. Errors: none beyond those of the writer.
[[nodiscard]] Result<Bytes> encode_tbs_crl(const CrlHead& head, std::span<const CrlEntry> entries);

}  // namespace chancery::x509
