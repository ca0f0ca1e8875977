// One lint: a question to a certificate that is about to be signed, with the authority behind it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy/rule.h"
#include "profile/kind.h"

namespace chancery::lint {

class View;
struct Context;

/// Who gave us the right to say no. The folders of this room have the same names.
enum class Source { rfc5280, cabf_br, root_program, cps };

/// What a finding means. An error stops the issuance (TLS BR 4.3.1.2); the rest is recorded.
enum class Severity {
  notice,   ///< worth knowing
  warning,  ///< a SHOULD that is not kept
  error,    ///< a MUST that is broken
};

[[nodiscard]] std::string_view to_text(Severity severity);

/// Which certificates a lint looks at: bits, joined with '|'.
enum Scope : unsigned {
  kSubscriber = 1U << 0,
  kRootCa = 1U << 1,
  kSubordinateCa = 1U << 2,
  kOcspResponder = 1U << 3,
  kCrossCa = 1U << 7,
  kNonTlsCa = 1U << 8,
  kAnySubordinate = kSubordinateCa | kCrossCa | kNonTlsCa,
  kAnyCa = kRootCa | kAnySubordinate,
  kAnyKind = kAnyCa | kSubscriber | kOcspResponder,
  kPublicTrust = 1U << 4,
  kPrivateTrust = 1U << 5,
  kSmimeTrust = 1U << 6,
  kAnyTrust = kPublicTrust | kPrivateTrust | kSmimeTrust,
};

/// Collects what is wrong: one line of detail for each fault, naming what was seen.
using Faults = std::vector<std::string>;

struct Lint {
  std::string_view name;      ///< stable, lower_snake_case, begins with its source
  std::string_view citation;  ///< document and section
  Source source;
  Severity severity;
  unsigned scope;
  Seconds effective_from;  ///< looks only at certificates signed from here on
  Seconds effective_until = policy::kOpenEnd;
  /// Appends to `faults`; an empty list is a pass. Looks at what the View has parsed and decides
  /// nothing about what other lints look at.
  void (*check)(const View& certificate, const Context& context, Faults& faults);
};

}  // namespace chancery::lint
