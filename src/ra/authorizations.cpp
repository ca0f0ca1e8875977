#include "ra/authorizations.h"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "ra/errors.h"
#include "ra/office.h"
#include "ra/proofs.h"
#include "store/authorization_repository.h"

namespace chancery::ra {

namespace {

using model::Authorization;
using model::AuthorizationStatus;
using store::AuthorizationRepository;
using store::Transaction;

}  // namespace

Authorizations::Authorizations(Office& office) : office_(office) {}

Result<Authorization> Authorizations::get(Scope scope, model::AuthorizationId id) {
  auto found = TRY(office_.database().read(
      [&](store::Snapshot& snapshot) { return AuthorizationRepository::by_id(snapshot, id); }));
  if (!found || !scope.covers(found->account)) {
    return fail(kAuthorizationNotFound, "authorization", to_text(id));
  }
  return *std::move(found);
}

Result<Authorization> Authorizations::attempt(Scope scope, model::AuthorizationId id,
                                              model::ValidationMethod method,
                                              const std::string& key_authorization) {
  return office_.database().write([&](Transaction& tx) -> Result<Authorization> {
    const Time now = office_.now();
    auto found = TRY(AuthorizationRepository::locked(tx, id));
    if (!found || !scope.covers(found->account)) {
      return fail(kAuthorizationNotFound, "authorization", to_text(id));
    }
    if (std::ranges::find(found->offered, method) == found->offered.end()) {
      return fail(kMethodNotOffered, "method", std::string(to_text(method)));
    }
    if (found->status == AuthorizationStatus::valid) {
      return *std::move(found);
    }
    if (found->status != AuthorizationStatus::pending || found->expires <= now) {
      return fail(kAuthorizationClosed, "status", std::string(acme_status(*found, now)));
    }
    if (found->chosen && found->chosen != method) {
      return fail(kMethodFinal, "method", std::string(to_text(*found->chosen)));
    }
    if (found->chosen) {
      return *std::move(found);
    }
    found->chosen = method;
    found->key_authorization = key_authorization;
    found->attempted_at = now;
    found->next_check = now;
    TRY(AuthorizationRepository::update(tx, *found));
    TRY(office_.queue().add(tx, {std::string(kValidateJob), to_text(id), now, {}}));
    return *std::move(found);
  });
}

Result<Authorization> Authorizations::deactivate(Scope scope, model::AuthorizationId id,
                                                 std::string_view actor) {
  return office_.database().write([&](Transaction& tx) -> Result<Authorization> {
    auto found = TRY(AuthorizationRepository::locked(tx, id));
    if (!found || !scope.covers(found->account)) {
      return fail(kAuthorizationNotFound, "authorization", to_text(id));
    }
    if (found->status != AuthorizationStatus::pending &&
        found->status != AuthorizationStatus::valid) {
      return fail(kAuthorizationClosed, "status", std::string(acme_status(*found, office_.now())));
    }
    found->status = AuthorizationStatus::deactivated;
    found->next_check.reset();
    TRY(AuthorizationRepository::update(tx, *found));
    TRY(office_.queue().cancel(tx, kValidateJob, to_text(id)));
    const boost::json::object details{{"account", to_text(found->account)},
                                      {"identifier", found->identifier.value},
                                      {"wildcard", found->wildcard}};
    TRY(office_.record(tx, "authorization.deactivated", actor, "authorization:" + to_text(id),
                       audit::Outcome::done, boost::json::serialize(details)));
    return *std::move(found);
  });
}

}  // namespace chancery::ra
