// Certificate revocation lists, read (RFC 5280 section 5).
#pragma once

#include <memory>
#include <optional>

#include "base/bytes.h"
#include "base/result.h"
#include "base/time.h"
#include "crypto/public_key.h"
#include "der/reader.h"
#include "x509/crl_entry.h"
#include "x509/distinguished_name.h"
#include "x509/extension.h"
#include "x509/locations.h"
#include "x509/signed_data.h"

namespace chancery::x509 {

/// A CRL (version 2, or version 1 without extensions) that was well-formed down to each entry. The
/// signature is NOT checked by parsing. Holds the DER and nothing per entry; cheap to copy.
class CertificateList final {
 public:
  /// The size is for the caller to bound: 1,000,000 entries are about 40 MB.
  /// Errors: kCrlMalformed, those of CrlEntry::read, of the extensions and of der.
  [[nodiscard]] static Result<CertificateList> parse(Bytes der);

  [[nodiscard]] BytesView der() const;
  [[nodiscard]] BytesView tbs_der() const;
  [[nodiscard]] const DistinguishedName& issuer() const;
  [[nodiscard]] Seconds this_update() const;
  [[nodiscard]] std::optional<Seconds> next_update() const;
  [[nodiscard]] const Extensions& extensions() const;
  [[nodiscard]] std::uint64_t entry_count() const;

  /// Magnitude of cRLNumber, big-endian; empty when absent.
  [[nodiscard]] BytesView crl_number() const;
  [[nodiscard]] const std::optional<IssuingDistributionPoint>& issuing_distribution_point() const;

  /// Walks through the entries in their order until `visit` returns false.
  template <class Visit>
  void for_each(Visit&& visit) const {
    for (der::Reader in(entries_der()); !in.at_end();) {
      const Result<CrlEntry> entry = CrlEntry::read(in);
      if (!entry || !visit(*entry)) {
        return;
      }
    }
  }
  /// A walk through all entries; nullopt when the serial is not listed.
  [[nodiscard]] std::optional<CrlEntry> find(const Serial& serial) const;

  /// Errors: those of SignedData::verify.
  [[nodiscard]] Result<void> verify_signature(const crypto::PublicKey& issuer) const;

 private:
  struct State;
  explicit CertificateList(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  [[nodiscard]] BytesView entries_der() const;
  [[nodiscard]] static Result<void> parse_into(State& state);

  std::shared_ptr<const State> state_;
};

}  // namespace chancery::x509
