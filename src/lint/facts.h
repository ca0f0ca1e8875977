// Small questions that several lints ask.
#pragma once

#include <string>
#include <string_view>

#include "lint/view.h"
#include "x509/key_usage.h"

namespace chancery::lint {

// Context tags of GeneralName (RFC 5280 section 4.2.1.6).
inline constexpr unsigned kRfc822Name = 1;
inline constexpr unsigned kDnsName = 2;
inline constexpr unsigned kUri = 6;
inline constexpr unsigned kIpAddress = 7;

/// Policy of TLS BR 7.1.6.1 for domain-validated certificates.
inline constexpr der::Oid kDomainValidated{2, 23, 140, 1, 2, 1};

/// Calls `visit` with the content of each subjectAltName of that kind.
template <class Visit>
void each_name(const View& certificate, unsigned number, Visit&& visit) {
  if (!certificate.subject_alt_names) {
    return;
  }
  for (const GeneralNameView& name : *certificate.subject_alt_names) {
    if (name.number == number) {
      visit(name.value);
    }
  }
}

[[nodiscard]] bool has_use(const View& certificate, x509::KeyUse use);
[[nodiscard]] bool has_purpose(const View& certificate, const der::Oid& purpose);
[[nodiscard]] bool has_policy(const View& certificate, const der::Oid& policy);

/// One of the four reserved certificate policy identifiers of TLS BR 7.1.6.1.
[[nodiscard]] bool is_reserved_policy(const der::Oid& policy);

/// Labels of 1 to 63 letters, digits and inner hyphens; at most 253 characters; no final dot.
[[nodiscard]] bool is_host_name(std::string_view text);

/// Begins with "http://" and goes on with printable ASCII.
[[nodiscard]] bool is_http_url(BytesView text);

/// 0x21 to 0x7e only, and not empty.
[[nodiscard]] bool is_printable_ascii(std::string_view text);

/// The alphabet of X.680 section 41.4.
[[nodiscard]] bool is_printable_string(BytesView text);

/// Code points of UTF-8 text.
[[nodiscard]] std::size_t characters_in(std::string_view text);

/// `text` for a finding: what is not printable ASCII becomes '?', and it is cut after 100 octets.
[[nodiscard]] std::string printable(BytesView text);

/// Of a big-endian magnitude.
[[nodiscard]] std::size_t bit_length(BytesView magnitude);

enum class KeyKind { rsa, p256, p384, p521, ed25519, other };

/// What kind of key a SubjectPublicKeyInfo holds; `other` also when it cannot be read.
[[nodiscard]] KeyKind kind_of_key(BytesView spki_der);

}  // namespace chancery::lint
