#include "app/audit_notary.h"

#include "keys/errors.h"
#include "store/setting_repository.h"

namespace chancery::app {
namespace {

constexpr const char* kLabel = "audit-log";
constexpr std::string_view kOriginSetting = "audit-origin";

Result<std::shared_ptr<const keys::Signer>> signer_of(keys::SoftwareKeyStore& keys) {
  const auto ref = TRY(keys::KeyRef::parse(std::string("software:") + kLabel));
  auto known = keys.open(ref, keys::Urgency::status);
  if (known || !known.error().is(keys::kKeyNotFound)) {
    return known;
  }
  return keys.open(TRY(keys.generate(kLabel, crypto::kEd25519)), keys::Urgency::status);
}

}  // namespace

Result<AuditNotary> AuditNotary::open(Installation& installation) {
  auto signer = TRY(signer_of(installation.keys->software()));
  const std::string fresh = "chancery/" + id_to_text(installation.ids.next_value());
  auto origin = TRY(installation.database->write([&](store::Transaction& tx) {
    return store::SettingRepository::set_once(tx, kOriginSetting, fresh);
  }));
  return AuditNotary(installation, std::move(signer), std::move(origin));
}

AuditNotary::AuditNotary(Installation& installation, std::shared_ptr<const keys::Signer> signer,
                         std::string origin)
    : installation_(installation),
      signer_(std::move(signer)),
      key_{std::move(origin), to_bytes(signer_->public_key().key_bits())} {}

Result<std::string> AuditNotary::sign() {
  const auto sign = [this](BytesView message) {
    return signer_->sign(crypto::SignatureAlgorithm::ed25519, message);
  };
  return audit::make_checkpoint(*installation_.database, key_.name, key_, sign,
                                installation_.clock.now());
}

}  // namespace chancery::app
