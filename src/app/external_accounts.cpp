// The verb eab: keys of external account binding (RFC 8555 section 7.3.4).
#include "ra/external_accounts.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "app/opening.h"
#include "app/validation.h"
#include "base/encoding.h"
#include "identity/name.h"

namespace chancery::app {
namespace {

/// The desk behind the verbs, over an installation.
class Desk final {
 public:
  explicit Desk(Installation& installation)
      : office_(registration_equipment(installation), registration_settings(installation)),
        keys_(office_) {}
  [[nodiscard]] ra::ExternalAccounts* operator->() { return &keys_; }

 private:
  ra::Office office_;
  ra::ExternalAccounts keys_;
};

std::string_view state_of(const model::ExternalAccountKey& key, Time now) {
  if (key.revoked) {
    return "revoked";
  }
  if (!key.account.empty()) {
    return "used";
  }
  return key.expires > now ? "unused" : "expired";
}

boost::json::object key_json(const model::ExternalAccountKey& key, Time now) {
  boost::json::object object{{"id", to_text(key.id)},
                             {"name", key.label},
                             {"state", state_of(key, now)},
                             {"created_at", to_rfc3339(key.created)},
                             {"expires_at", to_rfc3339(key.expires)}};
  if (!key.account.empty()) {
    object["account"] = to_text(key.account);
  }
  if (key.revoked) {
    object["revoked_at"] = to_rfc3339(*key.revoked);
  }
  return object;
}

}  // namespace

Result<void> create_external_key(const Common& common, const CreateExternalKey& order) {
  TRY(identity::check_name(order.name));
  auto installation = TRY(CommandInstallation::open(common));
  const auto made =
      TRY(Desk(*installation)
              ->hand_out(order.name, std::chrono::hours(24) * order.days, command_actor()));
  const std::string hmac_key = to_base64url(made.hmac_key.reveal());
  boost::json::object object = key_json(made.key, installation->clock.now());
  object["hmac_key"] = hmac_key;
  common.output().print(
      object, fmt::format("It opens one ACME account until {}. The MAC key is shown this once.\n"
                          "key id:  {}\nMAC key: {}",
                          to_rfc3339(made.key.expires), to_text(made.key.id), hmac_key));
  return {};
}

Result<void> list_external_keys(const Common& common) {
  auto installation = TRY(CommandInstallation::open(common));
  const Time now = installation->clock.now();
  boost::json::array items;
  std::string text;
  for (const auto& key : TRY(Desk(*installation)->list())) {
    items.emplace_back(key_json(key, now));
    text += fmt::format("{}{}  {:<8} until {}  {}", text.empty() ? "" : "\n", to_text(key.id),
                        state_of(key, now), to_rfc3339(key.expires), key.label);
  }
  common.output().print({{"items", items}}, text);
  return {};
}

Result<void> revoke_external_key(const Common& common, const std::string& id) {
  const auto parsed = TRY(parse_id<model::ExternalAccountKey>(id));
  auto installation = TRY(CommandInstallation::open(common));
  const auto key = TRY(Desk(*installation)->revoke(parsed, command_actor()));
  common.output().print(
      key_json(key, installation->clock.now()),
      key.account.empty()
          ? "Revoked."
          : fmt::format("Revoked. Account {}, which it opened, stays open.", to_text(key.account)));
  return {};
}

}  // namespace chancery::app
