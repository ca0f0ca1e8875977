// rooms: acme
// Any bytes as a signed request: what is read names its key in exactly one way, and a key that is
// read has a thumbprint of 43 characters.
#include <cstdlib>

#include "acme/jwk.h"
#include "acme/jws.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace chancery;
  const auto jws = acme::Jws::parse(BytesView(data, size));
  if (!jws) {
    return 0;
  }
  const acme::JwsHeader& header = jws->header();
  if (header.jwk.has_value() == header.kid.has_value()) {
    std::abort();
  }
  static_cast<void>(jws->verify_mac(Secret(Bytes(32, 1))));
  if (header.jwk) {
    const auto object = http::JsonObject::of(*header.jwk);
    if (const auto key = acme::parse_jwk(object.value())) {
      static_cast<void>(jws->verify(key->key));
      return key->thumbprint.size() == 43 ? 0 : (std::abort(), 0);
    }
  }
  return 0;
}
