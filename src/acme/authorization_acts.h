// Authorizations and challenges (RFC 8555 section 7.5).
#pragma once

#include "acme/context.h"

namespace chancery::acme {

/// 7.5; 7.5.2 with the payload {"status": "deactivated"}.
[[nodiscard]] Result<http::Response> use_authorization(Context& context,
                                                       const http::Request& request,
                                                       const SignedRequest& signed_request);

/// 7.5.1: with a payload, "I am ready"; without, a look at the challenge.
[[nodiscard]] Result<http::Response> use_challenge(Context& context, const http::Request& request,
                                                   const SignedRequest& signed_request);

}  // namespace chancery::acme
