// Calling handlers. The one place where an exception becomes an answer.
#pragma once

#include "http/router.h"

namespace chancery::http {

/// The handler's answer; 500 when it throws, with the reason in the log.
[[nodiscard]] Response run_handler(const Handler& handler, const Request& request);

/// Starts the handler; when it throws, `responder` sends the 500 unless it was used already.
void run_handler(const AsyncHandler& handler, const Request& request, const Responder& responder);

}  // namespace chancery::http
