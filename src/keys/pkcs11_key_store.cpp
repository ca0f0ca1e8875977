#include "keys/pkcs11_key_store.h"

#include <algorithm>

#include "crypto/errors.h"
#include "keys/errors.h"
#include "keys/pkcs11_objects.h"
#include "keys/pkcs11_signer.h"
#include "keys/pkcs11_uri.h"

namespace chancery::keys {
namespace {

constexpr CK_ULONG kMaxListed = 1000;
constexpr std::size_t kIdSize = 16;

struct OpenedKey {
  KeyAddress address;
  crypto::PublicKey public_key;
};

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

Called<OpenedKey> open_key(Pkcs11Session& session, const Pkcs11Uri& uri) {
  if (!TRY(is_token_of(session, uri))) {
    return refuse(fail(kKeyNotFound));
  }
  const auto found = TRY(find_private_keys(session, {uri.object, uri.id}, 2));
  if (found.size() != 1) {
    return refuse(fail(found.empty() ? kKeyNotFound : kKeyAmbiguous));
  }
  KeyAddress address = TRY(read_address(session, found.front()));
  crypto::PublicKey public_key = TRY(read_public_key(session, found.front()));
  return OpenedKey{std::move(address), std::move(public_key)};
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
  TRY(token_->run(Access::write,
                  [&](Pkcs11Session& session) { return generate_once(session, address, spec); }));
  return ref_of(token_->label(), address);
}

Result<std::shared_ptr<const Signer>> Pkcs11KeyStore::open(const KeyRef& ref) {
  if (ref.backend() != KeyRef::Backend::pkcs11) {
    return fail(kKeyRefMalformed);
  }
  const Pkcs11Uri uri = TRY(Pkcs11Uri::parse(ref.text()));
  auto opened = token_->run<OpenedKey>(
      Access::read, [&](Pkcs11Session& session) { return open_key(session, uri); });
  if (!opened) {
    return std::unexpected(std::move(opened).error().with("key", ref.text()));
  }
  return std::make_shared<const Pkcs11Signer>(token_, std::move(opened->address),
                                              std::move(opened->public_key));
}

Result<std::vector<KeyRef>> Pkcs11KeyStore::list() {
  const auto addresses = TRY(token_->run<std::vector<KeyAddress>>(Access::read, list_addresses));
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
