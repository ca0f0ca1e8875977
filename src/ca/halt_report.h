// What is put on record when lints stop an issuance (TLS BR 4.3.1.2; NT-61).
#pragma once

#include "audit/record.h"
#include "ca/issuing.h"

namespace chancery::ca {

inline constexpr std::string_view kIssuanceHalted = "issuance.halted";

/// Was it a lint, of this house or an outside one, that said no, or one that gave no answer?
[[nodiscard]] bool is_halt(const Error& error);

/// The report: profile, issuer, names, key, and each finding in a line that a person can read.
[[nodiscard]] audit::Record halt_report(const IssueOrder& order, const Error& why, Time at);

}  // namespace chancery::ca
