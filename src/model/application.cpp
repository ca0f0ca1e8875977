#include "model/application.h"

#include <algorithm>
#include <array>
#include <utility>

namespace chancery::model {

namespace {

constexpr std::array<std::pair<ApplicationStatus, std::string_view>, 7> kStatuses{{
    {ApplicationStatus::pending, "pending"},
    {ApplicationStatus::ready, "ready"},
    {ApplicationStatus::processing, "processing"},
    {ApplicationStatus::issued, "issued"},
    {ApplicationStatus::timeout, "timeout"},
    {ApplicationStatus::failed, "failed"},
    {ApplicationStatus::cancelled, "cancelled"},
}};

constexpr std::array<std::string_view, 3> kFamilies{"cloud-basic", "advanced-dv", "advanced-ov"};

/// What a pending application becomes because of its least favourable authorization.
ApplicationStatus status_of_proofs(const std::vector<Authorization>& proofs, Time now) {
  ApplicationStatus status = ApplicationStatus::ready;
  for (const Authorization& proof : proofs) {
    const bool over = proof.expires <= now;
    switch (proof.status) {
      case AuthorizationStatus::valid:
        if (over) {
          return ApplicationStatus::failed;
        }
        break;
      case AuthorizationStatus::pending:
        if (over) {
          return ApplicationStatus::timeout;
        }
        status = ApplicationStatus::pending;
        break;
      case AuthorizationStatus::timeout:
        return ApplicationStatus::timeout;
      case AuthorizationStatus::invalid:
      case AuthorizationStatus::deactivated:
      case AuthorizationStatus::failed:
        return ApplicationStatus::failed;
    }
  }
  return status;
}

}  // namespace

ApplicationStatus status_at(const ApplicationView& view, Time now) {
  if (view.application.status != ApplicationStatus::pending) {
    return view.application.status;
  }
  if (view.application.expires <= now) {
    return ApplicationStatus::timeout;
  }
  return status_of_proofs(view.authorizations, now);
}

std::string_view to_text(ApplicationStatus status) {
  return kStatuses[static_cast<std::size_t>(status)].second;
}

std::optional<ApplicationStatus> parse_application_status(std::string_view text) {
  const auto* row =
      std::ranges::find(kStatuses, text, &std::pair<ApplicationStatus, std::string_view>::second);
  return row == kStatuses.end() ? std::nullopt : std::optional(row->first);
}

std::string_view to_text(Family family) {
  return kFamilies[static_cast<std::size_t>(family)];
}

std::optional<Family> parse_family(std::string_view text) {
  const auto* found = std::ranges::find(kFamilies, text);
  return found == kFamilies.end() ? std::nullopt
                                  : std::optional(static_cast<Family>(found - kFamilies.begin()));
}

std::string_view to_text(ApplicationSource source) {
  constexpr std::array<std::string_view, 4> kSources{"acme", "rest", "cli", "console"};
  return kSources[static_cast<std::size_t>(source)];
}

std::string_view display_status(ApplicationStatus status) {
  switch (status) {
    case ApplicationStatus::pending:
    case ApplicationStatus::ready:
    case ApplicationStatus::processing:
      return "In progress";
    case ApplicationStatus::issued:
      return "Normal";
    case ApplicationStatus::timeout:
      return "Timeout";
    case ApplicationStatus::failed:
      return "Failed";
    case ApplicationStatus::cancelled:
      return "Cancelled";
  }
  return "";
}

}  // namespace chancery::model
