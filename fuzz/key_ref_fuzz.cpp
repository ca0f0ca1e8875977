// rooms: keys
#include "keys/key_ref.h"
#include "keys/pkcs11_uri.h"

using namespace chancery;

// A PKCS#11 URI that is accepted means the same after it was written and read again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text({data, size});
  static_cast<void>(keys::KeyRef::parse(text));
  const auto uri = keys::Pkcs11Uri::parse(text);
  if (!uri || uri->text().size() > 1024) {
    return 0;
  }
  const auto again = keys::Pkcs11Uri::parse(uri->text());
  if (!again || again->object != uri->object || again->id != uri->id ||
      again->token != uri->token) {
    __builtin_trap();
  }
  return 0;
}
