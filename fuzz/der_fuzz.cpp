// rooms: der base
// What check_der accepts has one encoding: written again by the Writer, it is the same bytes.
#include <cstdlib>

#include "der/reader.h"
#include "der/writer.h"

using namespace chancery;  // NOLINT: a fuzz target is a program of its own

static void rewrite(der::Writer& w, BytesView tlvs) {
  for (der::Reader in(tlvs); !in.at_end();) {
    const auto element = in.read_any().value();
    if (der::is_constructed(element.tag)) {
      w.constructed(element.tag, [&] { rewrite(w, element.value); });
    } else {
      w.primitive(element.tag, element.value);
    }
  }
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (!der::check_der({data, size})) {
    return 0;
  }
  der::Writer w;
  rewrite(w, {data, size});
  return equal(w.view(), {data, size}) ? 0 : (std::abort(), 0);
}
