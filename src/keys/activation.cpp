#include "keys/activation.h"

#include "base/encoding.h"
#include "crypto/derive.h"
#include "keys/durable_file.h"
#include "keys/errors.h"

namespace chancery::keys {
namespace {

constexpr std::size_t kPinOctets = 16;

Secret as_pin(const Secret& octets) {
  return Secret(to_bytes(to_hex(octets.reveal())));
}

}  // namespace

Activation Activation::generate(Random& random) {
  return Activation(Secret(random.bytes(kSize)));
}

Result<Activation> Activation::from(Secret secret) {
  if (secret.size() != kSize) {
    return fail(kActivationMalformed);
  }
  return Activation(std::move(secret));
}

Result<Activation> Activation::read(const std::filesystem::path& file) {
  auto text = read_whole_file(file, Guard::private_file);
  if (!text && text.error().is(kKeyNotFound)) {
    return fail(kKeysNotActivated);
  }
  if (!text) {
    return pass(text);
  }
  auto secret = from_base64(text->reveal_text());
  if (!secret) {
    return fail(kActivationMalformed);
  }
  return from(Secret(std::move(*secret)));
}

Result<void> Activation::write(const std::filesystem::path& file, Random& random) const {
  const Secret line(to_bytes(to_base64(secret_.reveal()) + "\n"));
  return write_new_file(file, line.reveal(), random);
}

Result<void> Activation::remove(const std::filesystem::path& file, Random& random) {
  auto removed = destroy_file(file, random);
  if (!removed && removed.error().is(kKeyNotFound)) {
    return fail(kKeysNotActivated);
  }
  return removed;
}

Secret Activation::derive(std::string_view purpose, std::size_t size) const {
  return crypto::hkdf_sha256(secret_.reveal(), {}, as_bytes(purpose), size);
}

Secret Activation::user_pin() const {
  return as_pin(derive("chancery token user pin", kPinOctets));
}

Secret Activation::officer_pin() const {
  return as_pin(derive("chancery token officer pin", kPinOctets));
}

crypto::SealingKey Activation::master_key() const {
  // The length is right, so this cannot fail.
  return crypto::SealingKey::from(derive("chancery software keys", crypto::SealingKey::kSize))
      .value();
}

crypto::SealingKey Activation::backup_key() const {
  return crypto::SealingKey::from(derive("chancery key backup", crypto::SealingKey::kSize)).value();
}

}  // namespace chancery::keys
