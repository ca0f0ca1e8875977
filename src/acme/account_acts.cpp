#include "acme/account_acts.h"

#include "acme/errors.h"
#include "acme/payloads.h"
#include "acme/representation.h"
#include "http/json.h"
#include "ra/errors.h"

namespace chancery::acme {

namespace {

http::Response account_response(const Context& context, int status,
                                const ra::KnownAccountPtr& account) {
  http::Response response = http::respond_json(status, account_json(account->account));
  response.headers.add("Location", context.urls.account(account->account.id));
  return response;
}

/// 7.3.4: an inner JWS over the account's key, with a MAC by a key from outside.
Result<model::ExternalAccountKeyId> check_binding(Context& context, const http::JsonObject& binding,
                                                  const Jwk& account_key) {
  const Jws jws = TRY(Jws::parse(binding));
  const JwsHeader& header = jws.header();
  if (!header.kid || header.nonce || header.algorithm != JwsAlgorithm::hs256) {
    return fail(kJwsMalformed, {{"member", "externalAccountBinding"},
                                {"expected", "HS256 with kid and url, without nonce"}});
  }
  if (header.url != context.urls.of(kNewAccountPath)) {
    return fail(kUrlWrong, "in_header", header.url);
  }
  const auto id = parse_id<model::ExternalAccountKey>(*header.kid);
  if (!id) {
    return fail(ra::kExternalAccountUnknown, "kid", *header.kid);
  }
  if (!jws.verify_mac(context.ra.external_accounts().hmac_key(*id))) {
    return fail(ra::kExternalAccountWrong, "kid", *header.kid);
  }
  const boost::json::value payload = TRY(http::parse_json(jws.payload()));
  const Jwk bound = TRY(parse_jwk(TRY(http::JsonObject::of(payload))));
  if (bound.thumbprint != account_key.thumbprint) {
    return fail(kJwsMalformed, {{"member", "externalAccountBinding"},
                                {"expected", "the account's own key as payload"}});
  }
  return *id;
}

}  // namespace

Result<http::Response> new_account(Context& context, const http::Request&,
                                   const SignedRequest& signed_request) {
  boost::json::value storage;
  const http::JsonObject payload = TRY(signed_request.object(storage));
  const Jwk& key = *signed_request.key;
  auto& accounts = context.ra.accounts();
  NewAccount wish = TRY(parse_new_account(payload));
  if (wish.only_return_existing) {
    // Let through without a binding even when one is required: clients look before they bind.
    const auto existing = accounts.find_by_thumbprint(key.thumbprint);
    if (!existing) {
      return existing.error().is(ra::kAccountNotFound) ? fail(kOnlyReturnExisting)
                                                       : std::unexpected(existing.error());
    }
    if ((*existing)->account.status != model::AccountStatus::valid) {
      return fail(ra::kAccountNotValid);
    }
    return account_response(context, 200, *existing);
  }
  ra::AccountRequest request{.key = key.key,
                             .thumbprint = key.thumbprint,
                             .contacts = std::move(wish.contacts),
                             .agrees_to_terms = wish.agrees_to_terms,
                             .external_key = {}};
  if (wish.external_binding) {
    request.external_key = TRY(check_binding(context, *wish.external_binding, key));
  }
  const auto opened = TRY(accounts.open(request));
  if (opened.account->account.status != model::AccountStatus::valid) {
    return fail(ra::kAccountNotValid);
  }
  return account_response(context, opened.created ? 201 : 200, opened.account);
}

Result<http::Response> update_account(Context& context, const http::Request& request,
                                      const SignedRequest& signed_request) {
  auto account = signed_request.account;
  const auto id = TRY(path_id<model::Account>(request));
  if (id != account->account.id) {
    return fail(kResourceNotFound);
  }
  if (signed_request.is_read()) {
    return account_response(context, 200, account);
  }
  boost::json::value storage;
  const http::JsonObject payload = TRY(signed_request.object(storage));
  AccountUpdate update = TRY(parse_account_update(payload));
  auto& accounts = context.ra.accounts();
  if (update.deactivate) {
    account = TRY(accounts.close(id, model::AccountStatus::deactivated, {}));
    return account_response(context, 200, account);
  }
  if (update.contacts) {
    account = TRY(accounts.update_contacts(id, *std::move(update.contacts)));
  }
  if (update.agrees_to_terms) {
    account = TRY(accounts.agree(id, {}));
  }
  return account_response(context, 200, account);
}

Result<http::Response> change_key(Context& context, const http::Request&,
                                  const SignedRequest& signed_request) {
  // The steps of 7.3.5; the outer signature was checked at the gate.
  boost::json::value inner_storage;
  const Jws inner = TRY(Jws::parse(TRY(signed_request.object(inner_storage))));
  if (!inner.header().jwk || inner.header().nonce) {
    return fail(kKeyChangeMismatch, "inner", "needs jwk, and no nonce");
  }
  const Jwk new_key = TRY(parse_jwk(TRY(http::JsonObject::of(*inner.header().jwk))));
  TRY(inner.verify(new_key.key));
  if (inner.header().url != signed_request.jws.header().url) {
    return fail(kKeyChangeMismatch, "inner", "has another url");
  }
  const boost::json::value payload_value = TRY(http::parse_json(inner.payload()));
  const http::JsonObject payload = TRY(http::JsonObject::of(payload_value));
  const model::Account& account = signed_request.account->account;
  if (TRY(payload.text("account")) != context.urls.account(account.id)) {
    return fail(kKeyChangeMismatch, "account", "is not the one that signs outside");
  }
  const Jwk old_key = TRY(parse_jwk(TRY(payload.object("oldKey"))));
  if (old_key.thumbprint != account.key_thumbprint) {
    return fail(kKeyChangeMismatch, "oldKey", "is not the key of the account");
  }
  return account_response(
      context, 200,
      TRY(context.ra.accounts().change_key(account.id, new_key.key, new_key.thumbprint)));
}

}  // namespace chancery::acme
