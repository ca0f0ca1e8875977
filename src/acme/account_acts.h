// What can be done with accounts (RFC 8555 section 7.3).
#pragma once

#include "acme/context.h"

namespace chancery::acme {

/// 7.3, 7.3.1, 7.3.4.
[[nodiscard]] Result<http::Response> new_account(Context& context, const http::Request& request,
                                                 const SignedRequest& signed_request);

/// 7.3.2, 7.3.3, 7.3.6: look, new contacts, new terms, deactivation.
[[nodiscard]] Result<http::Response> update_account(Context& context, const http::Request& request,
                                                    const SignedRequest& signed_request);

/// 7.3.5.
[[nodiscard]] Result<http::Response> change_key(Context& context, const http::Request& request,
                                                const SignedRequest& signed_request);

}  // namespace chancery::acme
