#include "lint/report.h"

#include <algorithm>
#include <fmt/format.h>

namespace chancery::lint {

bool Report::stops_issuance() const {
  return std::ranges::any_of(
      findings, [](const Finding& finding) { return finding.lint->severity == Severity::error; });
}

std::string Report::to_text() const {
  std::string out;
  for (const Finding& finding : findings) {
    out += fmt::format("{} {} ({}): {}\n", lint::to_text(finding.lint->severity),
                       finding.lint->name, finding.lint->citation, finding.detail);
  }
  return out;
}

}  // namespace chancery::lint
