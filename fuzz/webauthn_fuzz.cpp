// rooms: webauthn
// Any bytes as authenticator data, as an attestation object and as client data: whatever is read
// has a key that can be used, and nothing reads beyond the end.
#include <cstdlib>

#include "webauthn/ceremony.h"
#include "webauthn/client_data.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace chancery;
  const BytesView bytes(data, size);
  const auto parsed = webauthn::parse_authenticator_data(bytes);
  if (parsed && parsed->credential &&
      (parsed->credential->id.empty() || parsed->credential->key.key.spki_der().empty())) {
    std::abort();
  }
  webauthn::CborReader reader(bytes);
  if (reader.skip() && reader.left().size() >= size) {
    std::abort();
  }
  static_cast<void>(webauthn::parse_client_data(bytes));
  const webauthn::RelyingParty party{"localhost", "https://localhost"};
  static_cast<void>(webauthn::check_registration(
      party, {},
      {to_bytes(R"({"type":"webauthn.create","challenge":"","origin":"https://localhost"})"),
       to_bytes(bytes)}));
  return 0;
}
