// rooms: http
// Any bytes as HTTP/1.1 requests on one connection, cut at a place that the first byte chooses: how
// they were cut must not change what is read.
#include <cstdlib>

#include "http/request_reader.h"

namespace {

using namespace chancery;

/// The end of the first message, or -1, and its target and body in `request`.
int read(http::Request& request, BytesView bytes, std::size_t cut) {
  http::RequestReader reader(1024);
  reader.begin(request);
  std::size_t begin = 0;
  for (std::size_t end = std::min(cut, bytes.size());; end = bytes.size()) {
    for (;;) {
      const auto step = reader.feed(bytes.subspan(begin, end - begin));
      if (!step) {
        return -1;
      }
      begin += step->consumed;
      if (step->progress == http::RequestReader::Progress::head) {
        static_cast<void>(request.query());
        reader.limit_body(256);
      } else if (step->progress == http::RequestReader::Progress::complete) {
        return static_cast<int>(begin);
      } else {
        break;
      }
    }
    if (end == bytes.size()) {
      return -1;
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0 || size > 900) {
    return 0;  // longer heads are refused sooner or later, depending on the cut
  }
  http::Request whole;
  http::Request parts;
  const BytesView bytes(data + 1, size - 1);
  const int end = read(whole, bytes, bytes.size());
  if (end != read(parts, bytes, data[0]) ||
      (end >= 0 && (whole.target != parts.target || whole.body != parts.body))) {
    std::abort();
  }
  return 0;
}
