#include "api/admission.h"

#include "api/errors.h"
#include "identity/errors.h"

namespace chancery::api {

namespace {

constexpr std::string_view kScheme = "bearer ";

}  // namespace

Result<identity::Caller> authenticate(const http::Request& request, identity::ApiKeys& keys) {
  const auto header = request.header("Authorization");
  if (!header || header->size() <= kScheme.size() ||
      !http::equal_ignoring_case(header->substr(0, kScheme.size()), kScheme) ||
      request.headers.count("Authorization") != 1) {
    return fail(identity::kApiKeyInvalid);
  }
  return keys.authenticate(header->substr(kScheme.size()));
}

Result<ra::Scope> admit(const identity::Caller& caller, const Gate& gate) {
  if (identity::may(caller.role, gate.everyones)) {
    return ra::Scope::staff();
  }
  // Without a narrower right this asks for the one that was just found missing.
  TRY(caller.require(gate.own.value_or(gate.everyones)));
  return ra::Scope::of(TRY(account_of(caller)));
}

Result<model::AccountId> account_of(const identity::Caller& caller) {
  if (caller.account.empty()) {
    return fail(kAccountNeeded);
  }
  return caller.account;
}

}  // namespace chancery::api
