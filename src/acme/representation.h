// Accounts, orders, authorizations and challenges as JSON (RFC 8555 section 7.1). A member that
// has no value is left out, never null: clients stumble on null.
#pragma once

#include <boost/json/object.hpp>

#include "acme/urls.h"
#include "base/time.h"
#include "model/account.h"
#include "model/application.h"
#include "model/authorization.h"

namespace chancery::acme {

[[nodiscard]] boost::json::object account_json(const model::Account& account);

/// In `storage`, which outlives it.
[[nodiscard]] boost::json::object order_json(const model::ApplicationView& view, const Urls& urls,
                                             Time now, boost::json::storage_ptr storage = {});

/// Offered challenges while it is pending; afterwards the one that decided.
[[nodiscard]] boost::json::object authorization_json(const model::Authorization& authorization,
                                                     const Urls& urls, Time now);

[[nodiscard]] boost::json::object challenge_json(const model::Authorization& authorization,
                                                 model::ValidationMethod method, const Urls& urls,
                                                 Time now);

/// Whether an attempt is under way, so that looking again soon makes sense.
[[nodiscard]] bool is_processing(const model::Authorization& authorization, Time now);

/// "pending", "ready", "processing", "valid", "invalid" (7.1.6).
[[nodiscard]] std::string_view order_status(model::ApplicationStatus status);

}  // namespace chancery::acme
