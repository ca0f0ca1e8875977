// rooms: audit
#include <cstdlib>

#include "audit/record.h"

// Whatever parses as a record must encode to the same octets: a leaf has one form.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const chancery::BytesView leaf(data, size);
  const auto record = chancery::audit::parse_record(leaf);
  if (record && !chancery::equal(chancery::audit::encode(*record), leaf)) {
    std::abort();
  }
  return 0;
}
