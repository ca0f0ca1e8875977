// Reading what linters say. Their programs are not ours: everything is bounded and made printable.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "linter/linter.h"

namespace chancery::linter {

/// More findings than these are counted in one last finding.
inline constexpr std::size_t kMaxFindings = 200;

/// The first frame of tools/zlint-sidecar. Errors: kLinterMalformed.
[[nodiscard]] Result<Version> parse_greeting(std::string_view json);

/// Its answers: {"findings":[{"lint","severity","citation","detail"}]} or {"failure":"..."}, which
/// becomes a finding "unreadable". Errors: kLinterMalformed.
[[nodiscard]] Result<std::vector<Finding>> parse_sidecar_answer(std::string_view json,
                                                                const std::string& linter);

/// pkimetal's: [{"Linter","Finding","Severity","Code","Field"}]. Severities below notice are left
/// out; "bug" and "fatal" of a linter are errors: it could not look. Errors: kLinterMalformed.
[[nodiscard]] Result<std::vector<Finding>> parse_pkimetal_answer(std::string_view json);

/// pkimetal's list of linters, as "zlint v3.7.1, pkilint 0.13.3". Errors: kLinterMalformed.
[[nodiscard]] Result<std::string> parse_pkimetal_linters(std::string_view json);

}  // namespace chancery::linter
