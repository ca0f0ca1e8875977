// What would become of an application, without filing it (TLS BR 4.3.1.2 asks for the same care
// before signing; nothing here is signed, stored or counted).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ca/issuing.h"
#include "model/application.h"
#include "model/organization.h"
#include "ra/quota.h"

namespace chancery::ra {

struct DryRun {
  /// As it would be filed: ids and tokens are made up and never seen again. Authorizations that are
  /// valid would be used again; the others would have to be proven.
  model::ApplicationView view;
  Result<ca::Rehearsal> body;            ///< what would be signed, or why it would not
  std::vector<ca::CaaClearance> caa;     ///< names that CAA permits now
  std::vector<model::Refusal> refusals;  ///< names that CAA forbids, or could not be asked for
  std::vector<QuotaEffect> quotas;       ///< what filing would take
  std::optional<model::OrganizationView> organization = {};  ///< whom it would name
};

}  // namespace chancery::ra
