// What the lints said about one certificate.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lint/lint.h"

namespace chancery::lint {

struct Finding {
  const Lint* lint;    ///< never null; lives as long as the program
  std::string detail;  ///< what was seen
};

/// The result of one run. Holds it: the certificate was looked at, by `lints_run` lints.
struct Report {
  std::vector<Finding> findings;  ///< in the order of the registry
  int lints_run = 0;

  /// Does any finding forbid to sign?
  [[nodiscard]] bool stops_issuance() const;

  /// One line a finding: "error rfc5280_serial_positive (RFC 5280 4.1.2.2): serial is 0".
  [[nodiscard]] std::string to_text() const;
};

}  // namespace chancery::lint
