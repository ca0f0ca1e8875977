// Organizations as the schemas Organization and VettingCheck of the document have them.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "model/organization.h"

namespace chancery::api {

[[nodiscard]] boost::json::object organization_json(const model::OrganizationView& view, Time now);

/// Every check in its order, decided or not.
[[nodiscard]] boost::json::array checks_json(const std::vector<model::Verdict>& verdicts);

}  // namespace chancery::api
