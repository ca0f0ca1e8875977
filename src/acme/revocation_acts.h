// Revocation by the account's key or by the certificate's own (RFC 8555 section 7.6).
#pragma once

#include "acme/context.h"

namespace chancery::acme {

[[nodiscard]] Result<http::Response> revoke_certificate(Context& context,
                                                        const http::Request& request,
                                                        const SignedRequest& signed_request);

}  // namespace chancery::acme
