// Dry runs as the schema DryRun of the document has them.
#pragma once

#include <boost/json/object.hpp>

#include "ca/issuing.h"
#include "ra/dry_run.h"

namespace chancery::api {

/// A body that would be signed, in DER and taken apart, with what the lints say; or why none would
/// be.
[[nodiscard]] boost::json::object rehearsal_json(const Result<ca::Rehearsal>& rehearsal);

/// The same with validations, CAA, approvals and quotas.
[[nodiscard]] boost::json::object dry_run_json(const ra::DryRun& run, Time now);

}  // namespace chancery::api
