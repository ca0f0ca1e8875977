// One call of an operation, after everything that is the same for all of them: the caller is known,
// its role may do this, query and body keep to the published schemas.
#pragma once

#include <boost/json/value.hpp>
#include <functional>

#include "base/result.h"
#include "http/query.h"
#include "http/request.h"
#include "http/response.h"
#include "identity/caller.h"
#include "identity/session.h"
#include "ra/scope.h"

namespace chancery::api {

struct Call {
  const http::Request& request;
  identity::Caller caller;  ///< without meaning where nobody needs to be known
  ra::Scope scope;          ///< whose things this call may touch
  http::Query query;
  boost::json::value body;  ///< null where the operation takes none
};

/// What an operation does. May block: it runs on a worker.
using Action = std::function<Result<http::Response>(const Call&)>;

/// Answers one call, once, from any thread. The call's request lives until then.
using Reply = std::move_only_function<void(Result<http::Response>)>;

/// What an operation begins that waits for nothing on the way: it runs as a task.
using AsyncAction = std::function<void(const Call&, Reply)>;

}  // namespace chancery::api
