// The directory and the terms: what can be read without signing (RFC 8555 section 7.1.1).
#pragma once

#include "acme/context.h"

namespace chancery::acme {

[[nodiscard]] http::Response directory(const Context& context);

/// The built-in subscriber agreement (NT-47), for installations that name no page of their own.
[[nodiscard]] http::Response terms(const Context& context);

}  // namespace chancery::acme
