// rooms: api
// Any bytes as the body of each operation of the REST door: refused or read, the order to the CA
// included. Keys are not made: that is slow, and reads nothing.
#include "api/contract.h"
#include "api/issue_request.h"
#include "api/pages.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace chancery;
  static const auto operations = api::read_contract(api::openapi_document());
  http::Request request;
  request.method = http::Method::post;
  request.headers.add("Content-Type", "application/json");
  request.body.assign(data, data + size);
  for (const auto& operation : operations) {
    auto body = operation.read_body(request);
    if (operation.id == "issueCertificate" && body && !body->as_object().contains("generate_key")) {
      const api::Call call{request, {}, ra::Scope::of({}), {}, *std::move(body)};
      static_cast<void>(api::read_issue_request(call, profile::built_in()));
    }
  }
  return 0;
}
