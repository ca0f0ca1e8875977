#include "ra/accounts.h"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "policy/key_rules.h"
#include "ra/contact.h"
#include "ra/errors.h"
#include "ra/office.h"
#include "store/account_repository.h"
#include "store/errors.h"

namespace chancery::ra {

namespace {

using store::AccountRepository;
using store::Transaction;
namespace json = boost::json;

constexpr int kMaxAccountRsaBits = 4096;
constexpr std::size_t kMaxCached = 10'000;
constexpr Duration kMaxAge = std::chrono::seconds(10);

/// RFC 8555 section 6.2 and 11: strong enough, and cheap enough to verify for every request.
Result<void> check_account_key(const crypto::PublicKey& key, Time now) {
  const crypto::KeySpec spec = key.spec();
  const bool offered = spec == crypto::kP256 || spec == crypto::kP384 || spec == crypto::kEd25519 ||
                       (spec.type == crypto::KeyType::rsa && spec.bits <= kMaxAccountRsaBits);
  if (!offered) {
    return fail(kAccountKeyForbidden, "seen", crypto::display_name(spec));
  }
  if (auto checked = policy::check_public_key(key, policy::PolicySet::private_trust,
                                              policy::KeyUse::subscriber, now);
      !checked) {
    return fail(kAccountKeyForbidden, "because", std::string(checked.error().kind().sentence));
  }
  return {};
}

Result<KnownAccountPtr> known(model::Account account) {
  auto result = std::make_shared<KnownAccount>();
  if (!account.key_spki.empty()) {
    result->key = TRY(crypto::PublicKey::from_spki(account.key_spki));
  }
  result->account = std::move(account);
  return result;
}

std::string subject_of(model::AccountId id) {
  return "account:" + to_text(id);
}

std::string details_of(const model::Account& account) {
  json::object details{{"kind", model::to_text(account.kind)},
                       {"status", model::to_text(account.status)}};
  if (!account.key_thumbprint.empty()) {
    details["key"] = account.key_thumbprint;
  }
  if (account.agreement) {
    details["agreement"] = account.agreement->version;
  }
  if (!account.external_key.empty()) {
    details["external_account_key"] = to_text(account.external_key);
  }
  return json::serialize(details);
}

}  // namespace

Accounts::Accounts(Office& office) : office_(office), cache_(kMaxCached) {}

void Accounts::remember(const KnownAccountPtr& account) {
  cache_.put(account->account.id, std::make_shared<Cached>(Cached{account, office_.now()}));
}

Result<OpenedAccount> Accounts::open(const AccountRequest& request) {
  if (auto existing = find_by_thumbprint(request.thumbprint)) {
    return OpenedAccount{*std::move(existing), false};
  } else if (!existing.error().is(kAccountNotFound)) {
    return pass(existing);
  }
  const Settings& settings = office_.settings();
  const Time now = office_.now();
  TRY(check_account_key(request.key, now));
  TRY(check_contacts(request.contacts));
  if (!request.agrees_to_terms) {
    return fail(kAgreementRequired, "version", settings.agreement_version);
  }
  if (settings.require_external_account && request.external_key.empty()) {
    return fail(kExternalAccountRequired);
  }
  model::Account account;
  account.id = office_.ids().next<model::AccountId>();
  account.key_spki = to_bytes(request.key.spki_der());
  account.key_thumbprint = request.thumbprint;
  account.contacts = request.contacts;
  account.external_key = request.external_key;
  account.created = now;
  account.agreement = model::Agreement{settings.agreement_version, now};
  const std::string details = details_of(account);
  const auto store = [&](Transaction& tx) -> Result<bool> {
    if (!TRY(AccountRepository::insert(tx, account))) {
      return false;
    }
    if (!account.external_key.empty() &&
        !TRY(AccountRepository::use_external_key(tx, account.external_key, account.id, now))) {
      return fail(kExternalAccountUnknown, "kid", to_text(account.external_key));
    }
    TRY(office_.record(tx, "account.opened", subject_of(account.id), subject_of(account.id),
                       audit::Outcome::done, details));
    return true;
  };
  const bool created = TRY(office_.database().write(store));
  if (!created) {  // the same key was quicker through another connection
    return OpenedAccount{TRY(find_by_thumbprint(request.thumbprint)), false};
  }
  OpenedAccount opened{TRY(known(std::move(account))), true};
  remember(opened.account);
  return opened;
}

Result<KnownAccountPtr> Accounts::open_enterprise(const std::string& name) {
  const auto find = [&](store::Snapshot& snapshot) {
    return AccountRepository::by_name(snapshot, name);
  };
  if (auto existing = TRY(office_.database().read(find))) {
    return known(*std::move(existing));
  }
  model::Account account;
  account.id = office_.ids().next<model::AccountId>();
  account.kind = model::AccountKind::enterprise;
  account.name = name;
  account.created = office_.now();
  const std::string details = details_of(account);
  const auto store = [&](Transaction& tx) -> Result<std::optional<model::Account>> {
    if (!TRY(AccountRepository::insert(tx, account))) {
      return AccountRepository::by_name(tx, name);
    }
    TRY(office_.record(tx, "account.opened", "system", subject_of(account.id), audit::Outcome::done,
                       details));
    return account;
  };
  auto stored = TRY(office_.database().write(store));
  if (!stored) {
    return fail(kAccountNotFound);
  }
  return known(*std::move(stored));
}

Result<KnownAccountPtr> Accounts::find(model::AccountId id) {
  if (const auto cached = cache_.get(id); cached && office_.now() - cached->since <= kMaxAge) {
    return cached->account;
  }
  auto account = TRY(office_.database().read(
      [&](store::Snapshot& snapshot) { return AccountRepository::by_id(snapshot, id); }));
  if (!account) {
    return fail(kAccountNotFound, "account", to_text(id));
  }
  KnownAccountPtr result = TRY(known(*std::move(account)));
  remember(result);
  return result;
}

Result<KnownAccountPtr> Accounts::find_valid(model::AccountId id) {
  auto account = TRY(find(id));
  if (account->account.status != model::AccountStatus::valid) {
    return fail(kAccountNotValid, "status", std::string(to_text(account->account.status)));
  }
  return account;
}

Result<KnownAccountPtr> Accounts::find_by_thumbprint(const std::string& thumbprint) {
  auto account = TRY(office_.database().read([&](store::Snapshot& snapshot) {
    return AccountRepository::by_thumbprint(snapshot, thumbprint);
  }));
  if (!account) {
    return fail(kAccountNotFound);
  }
  return known(*std::move(account));
}

Result<KnownAccountPtr> Accounts::change(
    model::AccountId id, std::string_view kind, std::string_view actor,
    const std::function<Result<void>(Transaction&, model::Account&)>& edit) {
  auto changed = office_.database().write([&](Transaction& tx) -> Result<model::Account> {
    auto account = TRY(AccountRepository::by_id(tx, id));
    if (!account) {
      return fail(kAccountNotFound, "account", to_text(id));
    }
    if (account->status != model::AccountStatus::valid) {
      return fail(kAccountNotValid, "status", std::string(model::to_text(account->status)));
    }
    TRY(edit(tx, *account));
    TRY(AccountRepository::update(tx, *account));
    TRY(office_.record(tx, kind, actor.empty() ? subject_of(id) : actor, subject_of(id),
                       audit::Outcome::done, details_of(*account)));
    return *std::move(account);
  });
  if (!changed) {
    return pass(changed);
  }
  KnownAccountPtr result = TRY(known(*std::move(changed)));
  remember(result);
  return result;
}

Result<KnownAccountPtr> Accounts::update_contacts(model::AccountId id,
                                                  std::vector<std::string> contacts) {
  TRY(check_contacts(contacts));
  return change(id, "account.contacts_changed", {}, [&](Transaction&, model::Account& account) {
    account.contacts = contacts;
    return Result<void>();
  });
}

Result<KnownAccountPtr> Accounts::agree(model::AccountId id, std::string_view actor) {
  const Time now = office_.now();
  return change(id, "account.agreed", actor, [&](Transaction&, model::Account& account) {
    account.agreement = model::Agreement{office_.settings().agreement_version, now};
    return Result<void>();
  });
}

Result<KnownAccountPtr> Accounts::close(model::AccountId id, model::AccountStatus to,
                                        std::string_view actor) {
  return change(id, to == model::AccountStatus::revoked ? "account.revoked" : "account.deactivated",
                actor, [&](Transaction&, model::Account& account) {
                  account.status = to;
                  return Result<void>();
                });
}

Result<KnownAccountPtr> Accounts::change_key(model::AccountId id, const crypto::PublicKey& new_key,
                                             const std::string& new_thumbprint) {
  TRY(check_account_key(new_key, office_.now()));
  auto changed = change(
      id, "account.key_changed", {}, [&](Transaction& tx, model::Account& account) -> Result<void> {
        if (const auto owner = TRY(AccountRepository::by_thumbprint(tx, new_thumbprint))) {
          return fail(kAccountKeyTaken, "account", to_text(owner->id));
        }
        account.key_spki = to_bytes(new_key.spki_der());
        account.key_thumbprint = new_thumbprint;
        return {};
      });
  if (!changed && changed.error().is(store::kStoreConflict)) {  // taken by another node meanwhile
    const KnownAccountPtr owner = TRY(find_by_thumbprint(new_thumbprint));
    return fail(kAccountKeyTaken, "account", to_text(owner->account.id));
  }
  return changed;
}

}  // namespace chancery::ra
