// Which kinds of sources decide which check, with who says so (TLS BR 3.2.2.1, 3.2.5; NT-33..35,
// NT-37).
#pragma once

#include <span>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "model/organization.h"

namespace chancery::vetting {

/// One row: these kinds decide this check.
struct SourceRule {
  model::VettingCheck check;
  std::string_view question;  ///< what a specialist answers with the verdict
  std::string_view citation;
  Seconds effective_from;  ///< since when
  std::span<const model::SourceKind> kinds;
};

/// One row for each check, in their order.
[[nodiscard]] std::span<const SourceRule> source_rules();

/// Errors: kSourceNotAllowed with "check", "seen", "allowed" and "citation".
[[nodiscard]] Result<void> check_source(model::VettingCheck check, model::SourceKind kind);

}  // namespace chancery::vetting
