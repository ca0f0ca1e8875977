#include "acme/revocation_acts.h"

#include "acme/payloads.h"

namespace chancery::acme {

Result<http::Response> revoke_certificate(Context& context, const http::Request&,
                                          const SignedRequest& signed_request) {
  boost::json::value storage;
  const http::JsonObject payload = TRY(signed_request.object(storage));
  const RevocationRequest request = TRY(parse_revocation(payload));
  auto& desk = context.ra.revocations();
  if (signed_request.account) {
    TRY(desk.revoke_by_account(signed_request.account->account.id, request.certificate_der,
                               request.reason));
  } else {
    TRY(desk.revoke_by_key(signed_request.key->key, request.certificate_der, request.reason));
  }
  return http::respond_empty(200);
}

}  // namespace chancery::acme
