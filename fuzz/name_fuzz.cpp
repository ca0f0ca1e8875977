// rooms: x509 crypto der base
// Texts that are taken for a name or an address have one canonical form, which is taken as well.
#include <cstdlib>

#include "x509/distinguished_name.h"
#include "x509/identifier.h"

using namespace chancery;  // NOLINT: a fuzz target is a program of its own

static void check(bool holds) {
  holds ? void() : std::abort();
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = as_text({data, size});
  for (const char* type : {"dns", "ip"}) {
    const auto id = x509::Identifier::parse(type, text);
    check(!id || x509::Identifier::parse(type, id->value()).value() == *id);
  }
  const auto name = x509::DistinguishedName::from_text(text);
  check(!name || x509::DistinguishedName::parse(name->der()).value() == *name);
  const auto der_name = x509::DistinguishedName::parse({data, size});
  if (name && name->to_text().size() <= 8192) {
    check(x509::DistinguishedName::from_text(name->to_text()).value() == *name);
  }
  return der_name ? static_cast<void>(der_name->to_text()), 0 : 0;
}
