#include "identity/enterprises.h"

#include <boost/json.hpp>

#include "identity/errors.h"
#include "identity/name.h"
#include "store/account_repository.h"

namespace chancery::identity {

using store::EnterpriseRepository;

namespace {

bool may_be_suspended(model::AccountStatus status) {
  return status == model::AccountStatus::valid || status == model::AccountStatus::suspended;
}

}  // namespace

Result<void> Enterprises::record(store::Transaction& tx, const Caller& caller,
                                 const store::Enterprise& enterprise, const char* kind) {
  const boost::json::object details{{"name", enterprise.name},
                                    {"status", model::to_text(enterprise.status)}};
  TRY(ground_.audit.append(
      tx, {ground_.clock.now(), kind, caller.actor, "account:" + to_text(enterprise.id),
           audit::Outcome::done, boost::json::serialize(details)}));
  return {};
}

Result<store::Enterprise> Enterprises::create(const Caller& caller, const std::string& name) {
  TRY(caller.require(Permission::manage_people));
  TRY(check_name(name));
  model::Account account;
  account.id = ground_.ids.next<model::AccountId>();
  account.kind = model::AccountKind::enterprise;
  account.name = name;
  account.created = ground_.clock.now();
  store::Enterprise made{account.id, name, account.status, account.created};
  TRY(ground_.database.write([&](store::Transaction& tx) -> Result<void> {
    if (!TRY(store::AccountRepository::insert(tx, account))) {
      return fail(kEnterpriseNameTaken, "name", name);
    }
    return record(tx, caller, made, "enterprise.created");
  }));
  return made;
}

Result<std::vector<store::Enterprise>> Enterprises::list(const Caller& caller,
                                                         model::AccountId before, int limit) {
  const auto tenant = TRY(caller.tenant(Permission::read_people, Permission::manage_enterprise));
  return ground_.database.read([&](store::Snapshot& snapshot) {
    return EnterpriseRepository::list(snapshot, tenant, before, limit);
  });
}

Result<store::Enterprise> Enterprises::find(const Caller& caller, model::AccountId id) {
  const auto tenant = TRY(caller.tenant(Permission::read_people, Permission::manage_enterprise));
  auto found = TRY(ground_.database.read([&](store::Snapshot& snapshot) {
    return EnterpriseRepository::by_id(snapshot, id, tenant);
  }));
  return found ? Result<store::Enterprise>(*std::move(found))
               : fail(kEnterpriseNotFound, "id", to_text(id));
}

Result<store::Enterprise> Enterprises::change(const Caller& caller, model::AccountId id,
                                              const EnterpriseChange& change) {
  TRY(caller.require(Permission::manage_people));
  if (change.name) {
    TRY(check_name(*change.name));
  }
  return ground_.database.write([&](store::Transaction& tx) -> Result<store::Enterprise> {
    auto found = TRY(EnterpriseRepository::by_id(tx, id, store::Tenant::anybody()));
    if (!found) {
      return fail(kEnterpriseNotFound, "id", to_text(id));
    }
    found->name = change.name.value_or(found->name);
    if (change.suspended) {
      if (!may_be_suspended(found->status)) {
        return fail(kEnterpriseClosed, "status", std::string(model::to_text(found->status)));
      }
      found->status =
          *change.suspended ? model::AccountStatus::suspended : model::AccountStatus::valid;
    }
    if (!TRY(EnterpriseRepository::update(tx, *found))) {
      return fail(kEnterpriseNameTaken, "name", found->name);
    }
    TRY(record(tx, caller, *found, "enterprise.changed"));
    return *std::move(found);
  });
}

}  // namespace chancery::identity
