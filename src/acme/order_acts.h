// Orders, from the wish to the certificate (RFC 8555 sections 7.4, 7.4.2).
#pragma once

#include "acme/context.h"

namespace chancery::acme {

/// Answers when the order is stored.
void new_order(Context& context, const http::Request& request, const SignedRequest& signed_request,
               Reply reply);

[[nodiscard]] Result<http::Response> read_order(Context& context, const http::Request& request,
                                                const SignedRequest& signed_request);

/// Answers when the certificate is made or after `finalize_wait`, whichever is first.
void finalize(Context& context, const http::Request& request, const SignedRequest& signed_request,
              Reply reply);

/// 7.4.2, with a link to each alternate chain.
[[nodiscard]] Result<http::Response> read_certificate(Context& context,
                                                      const http::Request& request,
                                                      const SignedRequest& signed_request);

}  // namespace chancery::acme
