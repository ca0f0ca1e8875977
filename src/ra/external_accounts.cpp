#include "ra/external_accounts.h"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "base/encoding.h"
#include "crypto/derive.h"
#include "ra/errors.h"
#include "ra/office.h"
#include "store/account_repository.h"

namespace chancery::ra {

namespace {

constexpr std::size_t kKeySize = 32;
constexpr int kMaxListed = 1000;
constexpr std::string_view kPurpose = "chancery external account binding 1:";

std::string subject_of(model::ExternalAccountKeyId id) {
  return "external_account_key:" + to_text(id);
}

/// Whether its base64url text begins with '-', which certbot takes for an option of its own.
bool looks_like_an_option(const Secret& hmac_key) {
  return to_base64url(hmac_key.reveal().first(3)).front() == '-';
}

}  // namespace

ExternalAccounts::ExternalAccounts(Office& office) : office_(office) {}

Secret ExternalAccounts::hmac_key(model::ExternalAccountKeyId id) const {
  const std::string info = std::string(kPurpose) + to_text(id);
  return crypto::hkdf_sha256(office_.settings().external_account_secret.reveal(), {},
                             as_bytes(info), kKeySize);
}

Result<HandedOutKey> ExternalAccounts::hand_out(const std::string& label, Duration lifetime,
                                                std::string_view actor) {
  model::ExternalAccountKey key;
  do {
    key.id = office_.ids().next<model::ExternalAccountKeyId>();
  } while (looks_like_an_option(hmac_key(key.id)));
  key.label = label;
  key.created = office_.now();
  key.expires = key.created + lifetime;
  const boost::json::object details{{"label", label}, {"expires", to_rfc3339(key.expires)}};
  const auto store = [&](store::Transaction& tx) -> Result<void> {
    TRY(store::AccountRepository::insert_external_key(tx, key));
    return office_.record(tx, "external_account_key.made", actor, subject_of(key.id),
                          audit::Outcome::done, boost::json::serialize(details));
  };
  TRY(office_.database().write(store));
  return HandedOutKey{key, hmac_key(key.id)};
}

Result<model::ExternalAccountKey> ExternalAccounts::revoke(model::ExternalAccountKeyId id,
                                                           std::string_view actor) {
  return office_.database().write([&](store::Transaction& tx) -> Result<model::ExternalAccountKey> {
    const bool revoked = TRY(store::AccountRepository::revoke_external_key(tx, id, office_.now()));
    const auto key = TRY(store::AccountRepository::external_key(tx, id));
    if (!key) {
      return fail(kExternalAccountKeyNotFound, "seen", to_text(id));
    }
    if (!revoked) {
      return fail(kExternalAccountKeyRevoked, "revoked_at", to_rfc3339(*key->revoked));
    }
    TRY(office_.record(tx, "external_account_key.revoked", actor, subject_of(id),
                       audit::Outcome::done, "{}"));
    return *key;
  });
}

Result<std::vector<model::ExternalAccountKey>> ExternalAccounts::list() {
  return office_.database().read([](store::Snapshot& snapshot) {
    return store::AccountRepository::external_keys(snapshot, kMaxListed);
  });
}

}  // namespace chancery::ra
