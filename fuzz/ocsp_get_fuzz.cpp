// rooms: http x509 crypto der base
// Any bytes behind /ocsp/ of a GET (RFC 5019 section 5): path, base64, request.
#include <cstdlib>

#include "base/encoding.h"
#include "http/router.h"
#include "x509/ocsp_request.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace chancery;
  static const http::Router& router = [&]() -> http::Router& {
    static http::Router routes;
    routes.add(http::Method::get, "/ocsp/{request*}",
               [](const http::Request&) { return http::respond_empty(); });
    return routes;
  }();
  http::Request request;
  request.target = "/ocsp/" + std::string(as_text({data, size}));
  if (!router.find(request)) {
    return 0;
  }
  const auto der = from_base64(request.parameter("request"));
  if (der && x509::OcspRequest::parse(*der) && from_base64(to_base64(*der)).value() != *der) {
    std::abort();
  }
  return 0;
}
