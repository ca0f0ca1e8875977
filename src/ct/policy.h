// How many SCTs, of whom: the CT policies of the browsers as dated rows.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "ct/log.h"

namespace chancery::ct {

/// At least so many of each.
struct Requirement {
  unsigned scts = 0;       ///< of different logs
  unsigned operators = 0;  ///< different ones
  unsigned rfc6962 = 0;    ///< of logs that are no static-ct-api logs

  bool operator==(const Requirement&) const = default;
};

/// One rule of a root program, for certificates that live longer than `days_above` and not longer
/// than `days_to` days (the first and the last second count, BR 6.3.2).
struct PolicyRow {
  std::string_view citation;
  Seconds effective_from;  ///< for certificates signed then or later
  int days_above;
  int days_to;
  Requirement needs;
};

[[nodiscard]] std::span<const PolicyRow> policy_rows();

/// What all programs together ask of such a certificate, signed at `at`: the strictest of the rows
/// in force.
[[nodiscard]] Requirement requirement_for(Seconds not_before, Seconds not_after, Time at);

/// Whether SCTs of these logs are enough. A log that stands there twice counts once.
[[nodiscard]] bool satisfies(std::span<const CtLog* const> logs, const Requirement& needs);

/// Whether `next`, which is not in `logs`, brings the requirement nearer: it is the first of its
/// API where one is missing, else the first of its operator where one is missing, else any.
[[nodiscard]] bool helps(std::span<const CtLog* const> logs, const Requirement& needs,
                         const CtLog& next);

/// For people: "2 SCTs of 2 operators, 1 of an RFC 6962 log".
[[nodiscard]] std::string to_text(const Requirement& needs);

}  // namespace chancery::ct
