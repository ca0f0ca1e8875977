// What is put on record when lints stop an issuance (TLS BR 4.3.1.2; NT-61).
#pragma once

#include <boost/json/object.hpp>

#include "audit/record.h"
#include "ca/issuing.h"

namespace chancery::ca {

inline constexpr std::string_view kIssuanceHalted = "issuance.halted";

/// Was it a lint, of this house or an outside one, that said no, or one that gave no answer?
[[nodiscard]] bool is_halt(const Error& error);

/// The report: profile, issuer, names, key, and each finding in a line that a person can read.
[[nodiscard]] audit::Record halt_report(const IssueOrder& order, const Error& why, Time at);

/// What went wrong, with its parameters.
[[nodiscard]] boost::json::object reason_of(const Error& why);

/// Adds what was signed and then refused; nothing when it is empty.
void keep_refused(boost::json::object& details, BytesView refused_der);

}  // namespace chancery::ca
