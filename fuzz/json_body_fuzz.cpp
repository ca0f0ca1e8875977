// rooms: http
// Any bytes as a JSON body: bounded, and what is accepted can be written and read again.
#include <boost/json/serialize.hpp>
#include <cstdlib>

#include "http/json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace chancery;
  const auto value = http::parse_json(BytesView(data, size));
  if (!value) {
    return 0;
  }
  const std::string text = boost::json::serialize(*value);
  if (!http::parse_json(as_bytes(text), {.max_bytes = text.size()}) ||
      !http::parse_json(as_bytes(http::to_json_text(*value)), {.max_bytes = text.size()})) {
    std::abort();
  }
  return 0;
}
