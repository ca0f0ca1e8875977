// rooms: crypto
#include "crypto/public_key.h"

using namespace chancery;

// What is accepted is kept byte for byte, and can be built again from its numbers.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto key = crypto::PublicKey::from_spki({data, size});
  if (!key) {
    return 0;
  }
  if (!equal(key->spki_der(), {data, size})) {
    __builtin_trap();
  }
  if (key->spec().type == crypto::KeyType::rsa) {
    const auto again = crypto::PublicKey::from_rsa(key->rsa_modulus(), key->rsa_exponent());
    if (!again || !(*again == *key)) {
      __builtin_trap();
    }
  }
  return 0;
}
