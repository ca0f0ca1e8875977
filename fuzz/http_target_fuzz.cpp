// rooms: http
// Any bytes as a request target: path, captures, query.
#include "http/router.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace chancery::http;
  static const Router& router = [&]() -> Router& {
    static Router routes;
    const Handler handler = [](const Request&) { return respond_empty(); };
    for (const char* pattern : {"/", "/a/{x}", "/a/{x}/b/{y}", "/a/b", "/ocsp/{rest*}", "/{z}/b"}) {
      routes.add(Method::get, pattern, handler);
    }
    return routes;
  }();
  Request request;
  request.target.assign(reinterpret_cast<const char*>(data), size);
  static_cast<void>(router.find(request));
  static_cast<void>(request.query());
  return 0;
}
