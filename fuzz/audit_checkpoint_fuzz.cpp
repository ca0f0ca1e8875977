// rooms: audit
#include <cstdlib>

#include "audit/checkpoint.h"

// A checkpoint that nobody signed must never open.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const chancery::audit::NoteKey key{"ca.example.com/audit-key", chancery::Bytes(32, 7)};
  const auto note = chancery::as_text(chancery::BytesView(data, size));
  if (chancery::audit::open_checkpoint(note, key)) {
    std::abort();
  }
  return 0;
}
