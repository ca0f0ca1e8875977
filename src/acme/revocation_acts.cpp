#include "acme/revocation_acts.h"

#include "acme/errors.h"
#include "base/encoding.h"
#include "ca/errors.h"
#include "http/errors.h"
#include "http/json.h"

namespace chancery::acme {

Result<http::Response> revoke_certificate(Context& context, const http::Request&,
                                          const SignedRequest& signed_request) {
  boost::json::value storage;
  const http::JsonObject payload = TRY(signed_request.object(storage));
  const auto certificate = from_base64url(TRY(payload.text("certificate")));
  if (!certificate) {
    return fail(http::kJsonMemberWrong,
                {{"member", "certificate"}, {"expected", "DER in base64url without padding"}});
  }
  std::optional<int> reason;
  if (const auto code = TRY(payload.optional_integer("reason"))) {
    if (*code < 0 || *code > 255) {
      return fail(ca::kReasonForbidden, "reason", std::to_string(*code));
    }
    reason = static_cast<int>(*code);
  }
  auto& desk = context.ra.revocations();
  if (signed_request.account) {
    TRY(desk.revoke_by_account(signed_request.account->account.id, *certificate, reason));
  } else {
    TRY(desk.revoke_by_key(signed_request.key->key, *certificate, reason));
  }
  return http::respond_empty(200);
}

}  // namespace chancery::acme
