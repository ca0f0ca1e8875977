#include "acme/signed_request.h"

#include "acme/errors.h"
#include "http/errors.h"
#include "ra/errors.h"

namespace chancery::acme {

namespace {

Result<void> check_key_form(const JwsHeader& header, SignedBy by) {
  if (by == SignedBy::account && !header.kid) {
    return fail(kJwsMalformed, {{"member", "kid"}, {"expected", "the URL of the account"}});
  }
  if (by == SignedBy::new_key && !header.jwk) {
    return fail(kJwsMalformed, {{"member", "jwk"}, {"expected", "the public key"}});
  }
  return {};
}

Result<ra::KnownAccountPtr> account_of(ra::Accounts& accounts, const Urls& urls,
                                       const std::string& kid) {
  const auto id = urls.account_of(kid);
  if (!id) {
    return fail(kKidUnknown, "kid", kid);
  }
  auto account = accounts.find(*id);
  if (!account && account.error().is(ra::kAccountNotFound)) {
    return fail(kKidUnknown, "kid", kid);
  }
  if (account && !(*account)->key) {
    return fail(kKidUnknown, "kid", kid);
  }
  return account;
}

}  // namespace

Result<http::JsonObject> SignedRequest::object(boost::json::value& storage) const {
  storage = TRY(http::parse_json(jws.payload()));
  return http::JsonObject::of(storage);
}

Result<SignedRequest> Gate::read(const http::Request& request, SignedBy by) {
  if (!http::equal_ignoring_case(request.content_type(), "application/jose+json")) {
    return fail(http::kContentTypeWrong, {{"seen", std::string(request.content_type())},
                                          {"expected", "application/jose+json"}});
  }
  SignedRequest signed_request{TRY(Jws::parse(request.body)), nullptr, std::nullopt};
  const JwsHeader& header = signed_request.jws.header();
  TRY(check_key_form(header, by));
  if (!header.nonce) {
    return fail(kNonceWrong, "nonce", "missing");
  }
  TRY(nonces_.spend(*header.nonce));
  if (header.url != urls_.of(request.target)) {
    return fail(kUrlWrong, {{"in_header", header.url}, {"requested", urls_.of(request.target)}});
  }
  if (header.kid) {
    signed_request.account = TRY(account_of(accounts_, urls_, *header.kid));
    TRY(signed_request.jws.verify(*signed_request.account->key));
    if (const auto status = signed_request.account->account.status;
        status != model::AccountStatus::valid) {
      return fail(ra::kAccountNotValid, "status", std::string(to_text(status)));
    }
    return signed_request;
  }
  const auto object = TRY(http::JsonObject::of(*header.jwk));
  signed_request.key = TRY(parse_jwk(object));
  TRY(signed_request.jws.verify(signed_request.key->key));
  return signed_request;
}

}  // namespace chancery::acme
