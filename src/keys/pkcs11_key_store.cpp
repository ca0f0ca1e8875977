#include "keys/pkcs11_key_store.h"

#include <algorithm>

#include "crypto/errors.h"
#include "keys/errors.h"
#include "keys/pkcs11_objects.h"
#include "keys/pkcs11_signer.h"
#include "keys/pkcs11_uri.h"

namespace chancery::keys {

/// A key on the token that a reference names.
struct Pkcs11KeyStore::Found {
  KeyAddress address;
  crypto::PublicKey public_key;
};

namespace {

constexpr CK_ULONG kMaxListed = 1000;
constexpr std::size_t kIdSize = 16;

bool matches(const std::string& wanted, const std::string& seen) {
  return wanted.empty() || wanted == seen;
}

Called<bool> is_token_of(Pkcs11Session& session, const Pkcs11Uri& uri) {
  CK_TOKEN_INFO info{};
  TRY(check(session.functions->C_GetTokenInfo(session.slot, &info), "C_GetTokenInfo"));
  return matches(uri.token, unpadded(info.label)) &&
         matches(uri.manufacturer, unpadded(info.manufacturerID)) &&
         matches(uri.model, unpadded(info.model)) &&
         matches(uri.serial, unpadded(info.serialNumber));
}

Called<std::pair<KeyAddress, crypto::PublicKey>> find_key(Pkcs11Session& session,
                                                          const Pkcs11Uri& uri) {
  if (!TRY(is_token_of(session, uri))) {
    return refuse(fail(kKeyNotFound));
  }
  const auto found = TRY(find_private_keys(session, {uri.object, uri.id}, 2));
  if (found.size() != 1) {
    return refuse(fail(found.empty() ? kKeyNotFound : kKeyAmbiguous));
  }
  KeyAddress address = TRY(read_address(session, found.front()));
  crypto::PublicKey public_key = TRY(read_public_key(session, found.front()));
  return std::pair(std::move(address), std::move(public_key));
}

// May run again after a fault in its middle: then the key of this very id may be there already.
Called<void> generate_once(Pkcs11Session& session, const KeyAddress& address,
                           crypto::KeySpec spec) {
  if (!TRY(find_private_keys(session, address, 1)).empty()) {
    return {};
  }
  if (!TRY(find_private_keys(session, {address.label, {}}, 1)).empty()) {
    return refuse(fail(kKeyExists));
  }
  return generate_key_pair(session, address, spec);
}

Called<std::vector<KeyAddress>> list_addresses(Pkcs11Session& session) {
  std::vector<KeyAddress> addresses;
  for (const CK_OBJECT_HANDLE key : TRY(find_private_keys(session, {}, kMaxListed))) {
    addresses.push_back(TRY(read_address(session, key)));
  }
  return addresses;
}

Result<KeyRef> ref_of(const std::string& token, const KeyAddress& address) {
  Pkcs11Uri uri;
  uri.token = token;
  uri.object = address.label;
  uri.id = address.id;
  return KeyRef::parse(uri.text());
}

}  // namespace

Pkcs11KeyStore::Pkcs11KeyStore(std::shared_ptr<Pkcs11Token> token, Random& random)
    : token_(std::move(token)), random_(random) {}

Pkcs11KeyStore::~Pkcs11KeyStore() = default;

Result<std::unique_ptr<Pkcs11KeyStore>> Pkcs11KeyStore::load(Pkcs11Settings settings,
                                                             Random& random) {
  auto module = TRY(Pkcs11Module::load(settings.module_path));
  auto token = std::make_shared<Pkcs11Token>(std::move(module), std::move(settings));
  return std::unique_ptr<Pkcs11KeyStore>(new Pkcs11KeyStore(std::move(token), random));
}

Result<KeyRef> Pkcs11KeyStore::generate(std::string_view label, crypto::KeySpec spec) {
  TRY(check_label(label));
  if (!crypto::is_supported(spec)) {
    return fail(crypto::kKeyUnsupported, "seen", crypto::display_name(spec));
  }
  const KeyAddress address{std::string(label), random_.bytes(kIdSize)};
  TRY(token_->run(Access::write, Urgency::issuance,
                  [&](Pkcs11Session& session) { return generate_once(session, address, spec); }));
  return ref_of(token_->label(), address);
}

Result<Pkcs11KeyStore::Found> Pkcs11KeyStore::find(const KeyRef& ref) {
  if (ref.backend() != KeyRef::Backend::pkcs11) {
    return fail(kKeyRefMalformed);
  }
  const Pkcs11Uri uri = TRY(Pkcs11Uri::parse(ref.text()));
  auto found = token_->run<std::pair<KeyAddress, crypto::PublicKey>>(
      Access::read, Urgency::status,
      [&](Pkcs11Session& session) { return find_key(session, uri); });
  if (!found) {
    return std::unexpected(std::move(found).error().with("key", ref.text()));
  }
  return Found{std::move(found->first), std::move(found->second)};
}

Result<std::shared_ptr<const Signer>> Pkcs11KeyStore::open(const KeyRef& ref, Urgency urgency) {
  Found found = TRY(find(ref));
  return std::make_shared<const Pkcs11Signer>(token_, std::move(found.address),
                                              std::move(found.public_key), urgency);
}

Result<void> Pkcs11KeyStore::destroy(const KeyRef& ref) {
  const Found found = TRY(find(ref));
  return token_->run(Access::write, Urgency::issuance, [&](Pkcs11Session& session) {
    return destroy_key_pair(session, found.address);
  });
}

Result<std::string> Pkcs11KeyStore::back_up(const KeyRef& ref, const crypto::SealingKey& /*wrap*/) {
  return fail(kKeyNotExtractable, "key", ref.text());
}

Result<std::vector<KeyRef>> Pkcs11KeyStore::list() {
  const auto addresses =
      TRY(token_->run<std::vector<KeyAddress>>(Access::read, Urgency::issuance, list_addresses));
  std::vector<KeyRef> refs;
  for (const KeyAddress& address : addresses) {
    // A key that has neither label nor id cannot be referred to.
    if (auto ref = ref_of(token_->label(), address)) {
      refs.push_back(std::move(*ref));
    }
  }
  std::sort(refs.begin(), refs.end(),
            [](const KeyRef& a, const KeyRef& b) { return a.text() < b.text(); });
  return refs;
}

}  // namespace chancery::keys
