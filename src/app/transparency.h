// What is known of a certificate's transparency, for `chancery show`.
#pragma once

#include <string>

#include "api/transparency_report.h"
#include "app/installation.h"

namespace chancery::app {

/// Errors: as api::report_transparency.
[[nodiscard]] Result<api::TransparencyReport> transparency_of(
    Installation& installation, const model::IssuedCertificate& certificate);

/// A line each for the precertificate, every submission and every SCT; empty when there is none.
[[nodiscard]] std::string to_text(const api::TransparencyReport& report);

}  // namespace chancery::app
