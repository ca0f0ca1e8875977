// rooms: der base
// An OBJECT IDENTIFIER that is read has one dotted text, and that text has one encoding.
#include <cstdlib>

#include "der/oid.h"

using namespace chancery;  // NOLINT: a fuzz target is a program of its own

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto oid = der::Oid::from_content({data, size});
  if (oid && der::Oid::parse(oid->to_dotted()).value() != *oid) {
    std::abort();
  }
  const auto text = as_text({data, size});
  const auto parsed = der::Oid::parse(text);
  if (parsed && parsed->to_dotted() != text) {
    std::abort();
  }
  return 0;
}
