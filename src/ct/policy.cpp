#include "ct/policy.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <set>

namespace chancery::ct {
namespace {

constexpr int kAnyLife = 36'525;

constexpr std::array kRows = {
    PolicyRow{
        "Chrome CT policy (2022-04-15; as of 2026-07-22)", at_date(2022, 4, 15), 0, 180, {2, 2, 0}},
    PolicyRow{"Chrome CT policy (2022-04-15; as of 2026-07-22)",
              at_date(2022, 4, 15),
              180,
              kAnyLife,
              {3, 2, 0}},
    PolicyRow{"Apple CT policy (2021-04-21)", at_date(2021, 4, 21), 0, 180, {2, 2, 0}},
    PolicyRow{"Apple CT policy (2021-04-21)", at_date(2021, 4, 21), 180, kAnyLife, {3, 2, 0}},
    PolicyRow{"Apple CT policy 1.0 (2025-04-21): one SCT of an RFC 6962 log",
              at_date(2025, 4, 21),
              0,
              kAnyLife,
              {0, 0, 1}},
    PolicyRow{"Firefox 135, certificate transparency (2025-02-04)",
              at_date(2025, 2, 4),
              0,
              180,
              {2, 2, 0}},
    PolicyRow{"Firefox 135, certificate transparency (2025-02-04)",
              at_date(2025, 2, 4),
              180,
              kAnyLife,
              {3, 2, 0}},
};

/// What is there of each.
Requirement count(std::span<const CtLog* const> logs) {
  std::set<x509::CtLogId> ids;
  std::set<std::string_view> operators;
  unsigned rfc6962 = 0;
  for (const CtLog* const log : logs) {
    if (ids.insert(log->id).second) {
      operators.insert(log->operator_name);
      rfc6962 += log->api == LogApi::rfc6962 ? 1 : 0;
    }
  }
  return {static_cast<unsigned>(ids.size()), static_cast<unsigned>(operators.size()), rfc6962};
}

}  // namespace

std::span<const PolicyRow> policy_rows() {
  return kRows;
}

Requirement requirement_for(Seconds not_before, Seconds not_after, Time at) {
  const auto life = not_after - not_before + std::chrono::seconds(1);
  Requirement needs;
  for (const PolicyRow& row : kRows) {
    const bool meant = life > std::chrono::days(row.days_above) &&
                       (life <= std::chrono::days(row.days_to) || row.days_to == kAnyLife);
    if (meant && row.effective_from <= at) {
      needs.scts = std::max(needs.scts, row.needs.scts);
      needs.operators = std::max(needs.operators, row.needs.operators);
      needs.rfc6962 = std::max(needs.rfc6962, row.needs.rfc6962);
    }
  }
  return needs;
}

bool satisfies(std::span<const CtLog* const> logs, const Requirement& needs) {
  const Requirement there = count(logs);
  return there.scts >= needs.scts && there.operators >= needs.operators &&
         there.rfc6962 >= needs.rfc6962;
}

bool helps(std::span<const CtLog* const> logs, const Requirement& needs, const CtLog& next) {
  const Requirement there = count(logs);
  if (there.rfc6962 < needs.rfc6962) {
    return next.api == LogApi::rfc6962;
  }
  if (there.operators < needs.operators) {
    return std::ranges::none_of(
        logs, [&](const CtLog* log) { return log->operator_name == next.operator_name; });
  }
  return there.scts < needs.scts;
}

std::string to_text(const Requirement& needs) {
  return fmt::format("{} SCTs of {} operators, {} of an RFC 6962 log", needs.scts, needs.operators,
                     needs.rfc6962);
}

}  // namespace chancery::ct
