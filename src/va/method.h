// The methods of proof, and where the Baseline Requirements allow them: a dated table.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "x509/identifier.h"

namespace chancery::va {

enum class Method { http_01, dns_01, tls_alpn_01, dns_change };

/// "http-01", "dns-01", "tls-alpn-01" (the IANA ACME labels) or "dns-change".
[[nodiscard]] std::string_view to_text(Method method);

/// One row: a method for one type of identifier.
struct MethodRule {
  Method method;
  x509::Identifier::Type type;
  bool wildcard;              ///< may prove a wildcard (then for the name below "*.")
  std::string_view section;   ///< of the TLS Baseline Requirements: "3.2.2.4.19"
  std::string_view br_label;  ///< the label for methods without one of IANA: "ca-tbr-19"
  std::string_view rules;     ///< the edition the row was read from: "TLS BR 2.2.6"
  Seconds effective;
  std::optional<Seconds> until;  ///< not from this instant on
};

[[nodiscard]] std::span<const MethodRule> method_rules();

/// The row in force at `now`. Errors: kMethodNotAllowed (parameters method, identifier).
[[nodiscard]] Result<const MethodRule*> rule_for(Method method, const x509::Identifier& identifier,
                                                 Time now);

/// Whether `label`, as RFC 8657 section 4 lists them in CAA records, means this method: its IANA
/// label or its "ca-tbr-<n>" label (BR 4.2.2.1.2, ballot SC098v2). Labels compare as they are
/// written: the canonical ones are in lower case.
[[nodiscard]] bool is_labelled(Method method, std::string_view label);

}  // namespace chancery::va
