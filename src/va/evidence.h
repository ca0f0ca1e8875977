// What a proof of control rests on: kept per identifier, and shown to whoever asks why
// (BR 5.4.1(2): the information validated, the authorization domain name and the method).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "net/resolver.h"
#include "va/method.h"
#include "x509/identifier.h"

namespace chancery::va {

/// Texts of another's making are escaped and cut: see the bounds.
inline constexpr std::size_t kMaxRecordsKept = 20;
inline constexpr std::size_t kMaxTextKept = 255;

struct DnsObservation {
  std::string name;
  std::string type;
  std::vector<std::string> records;  ///< in presentation form; empty when there are none
  std::vector<std::string> aliases;
  net::Security security;
  std::chrono::seconds ttl;
};

struct HttpObservation {
  std::string url;
  std::string address;  ///< with the port
  int status;
  std::string seen;  ///< the Location header, or the beginning of the body
};

struct TlsObservation {
  std::string address;  ///< with the port
  std::string server_name;
  std::string certificate_sha256;  ///< hexadecimal
};

/// Made only by a validation that succeeded.
struct Evidence {
  const MethodRule* rule;  ///< a row of method_rules(): method, BR section, edition
  x509::Identifier identifier;
  std::string authorization_domain;  ///< the name, or address, whose control was shown
  std::string perspective;
  Time started;
  Time finished;
  std::vector<DnsObservation> dns;
  std::vector<HttpObservation> http;
  std::optional<TlsObservation> tls;

  /// The weakest of all DNS answers; nothing when DNS was not asked (an IP address).
  [[nodiscard]] std::optional<net::Security> dnssec() const;
};

/// One JSON object for the audit log and the API; times as RFC 3339.
[[nodiscard]] std::string to_json(const Evidence& evidence);

/// How an answer is remembered.
[[nodiscard]] DnsObservation observe(const net::DnsAnswer& answer);

}  // namespace chancery::va
