// rooms: ct net observe x509 crypto der base
// Every SCT that an answer holds can be put into a certificate and is read from there as the same.
#include <cstdlib>

#include "ct/exchange.h"

using namespace chancery;  // NOLINT: a fuzz target is a program of its own

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto sct = ct::read_answer(as_text({data, size}));
  if (!sct) {
    return 0;
  }
  static_cast<void>(sct->leaf_index());
  const auto again = x509::SignedCertificateTimestamp::parse(sct->encode());
  return again && *again == *sct ? 0 : (std::abort(), 0);
}
