// The outside linters that the configuration names, and how the road to a certificate asks them.
#pragma once

#include <memory>

#include "config/config.h"
#include "issuance/outside_linter.h"
#include "linter/panel.h"

namespace chancery::app {

/// Null when none is named. Starts none of them. Errors: kLinterProgramMissing,
/// kLinterDateMalformed, net::kUrlMalformed.
[[nodiscard]] Result<std::unique_ptr<linter::Panel>> make_panel(const config::Linter& settings);

/// Empty when there is no panel, which is borrowed. A finding that stops is kOutsideLintStopped.
/// Where every linter must answer, one that does not is kOutsideLintMissing; but only before
/// signing: what was looked at once and is signed is not thrown away for it.
[[nodiscard]] issuance::OutsideLinter outside_linter(const linter::Panel* panel);

}  // namespace chancery::app
