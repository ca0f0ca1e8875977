// rooms: acme
// Any bytes as the payload of each ACME request: refused or read, and names come out canonical.
#include <cstdlib>

#include "acme/jws.h"
#include "acme/payloads.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace chancery;
  const auto value = http::parse_json(BytesView(data, size));
  const auto payload =
      value ? http::JsonObject::of(*value) : std::unexpected(Error(value.error().kind()));
  if (!payload) {
    return 0;
  }
  if (const auto account = acme::parse_new_account(*payload);
      account && account->external_binding) {
    static_cast<void>(acme::Jws::parse(*account->external_binding));
  }
  static_cast<void>(acme::parse_account_update(*payload));
  static_cast<void>(acme::parse_finalize(*payload));
  static_cast<void>(acme::parse_deactivation(*payload));
  static_cast<void>(acme::parse_revocation(*payload));
  if (const auto order = acme::parse_new_order(*payload)) {
    for (const auto& name : order->identifiers) {
      const auto again = x509::Identifier::parse(name.type_text(), name.value());
      if (!again || *again != name) {
        std::abort();
      }
    }
  }
  return 0;
}
