// rooms: ct net observe x509 crypto der base
// A list of logs is read or refused; what is read can be found by its id.
#include <cstdlib>

#include "ct/log_list.h"

using namespace chancery;  // NOLINT: a fuzz target is a program of its own

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto list = ct::LogList::parse(as_text({data, size}));
  if (list) {
    for (const ct::CtLog& log : list->logs()) {
      static_cast<void>(list->find(log.id) == &log ? 0 : (std::abort(), 0));
    }
  }
  return 0;
}
