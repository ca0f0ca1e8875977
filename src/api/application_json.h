// An application as the schemas Application and ApplicationSummary of the document have it
// (NC-20..26, NC-31, NC-32).
#pragma once

#include <boost/json/object.hpp>

#include "model/application.h"

namespace chancery::api {

/// With the proof of each domain: DNS record, status, what the last look saw.
[[nodiscard]] boost::json::object application_json(const model::ApplicationView& view, Time now);

/// As lists show it.
[[nodiscard]] boost::json::object application_summary_json(const model::Application& application,
                                                           Time now);

/// One proof, and an application that rests on it, as the schema Validation has it.
[[nodiscard]] boost::json::object validation_json(const model::Authorization& proof,
                                                  const model::Application& application, Time now);

/// A pre-validated domain as the schema Domain has it.
[[nodiscard]] boost::json::object domain_json(const model::Authorization& domain, Time now);

}  // namespace chancery::api
