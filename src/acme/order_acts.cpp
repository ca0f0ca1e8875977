#include "acme/order_acts.h"

#include <array>
#include <boost/json/monotonic_resource.hpp>
#include <charconv>

#include "acme/errors.h"
#include "acme/payloads.h"
#include "acme/representation.h"
#include "base/encoding.h"
#include "http/json.h"

namespace chancery::acme {

namespace {

constexpr std::string_view kPollAgain = "1";  // seconds; making a certificate takes no longer

ra::Scope scope_of(const SignedRequest& signed_request) {
  return ra::Scope::of(signed_request.account->account.id);
}

http::Response order_response(const Context& context, int status,
                              const model::ApplicationView& view) {
  std::array<unsigned char, 2048> first;
  boost::json::monotonic_resource memory(first.data(), first.size());
  http::Response response =
      http::respond_json(status, order_json(view, context.urls, context.clock.now(), &memory));
  response.headers.add("Location", context.urls.order(view.application.id));
  if (view.application.status == model::ApplicationStatus::processing) {
    response.headers.add("Retry-After", kPollAgain);
  }
  return response;
}

std::string pem_of(const ra::Chain& chain) {
  std::string pem;
  for (const Bytes& der : chain) {
    pem += to_pem("CERTIFICATE", der);
  }
  return pem;
}

/// 0 for the usual chain; nothing for what is no number of a chain.
std::optional<std::size_t> chain_number(const http::Request& request) {
  const std::string_view text = request.parameter("alternate");
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty()) {
    return 0;
  }
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && number > 0 ? std::optional(number) : std::nullopt;
}

}  // namespace

namespace {

Result<ra::ApplicationRequest> application_of(const SignedRequest& signed_request) {
  boost::json::value storage;
  const http::JsonObject payload = TRY(signed_request.object(storage));
  NewOrder order = TRY(parse_new_order(payload));
  ra::ApplicationRequest request;
  request.account = signed_request.account->account.id;
  request.source = model::ApplicationSource::acme;
  request.actor = "account:" + to_text(request.account);
  request.identifiers = std::move(order.identifiers);
  request.not_before = order.not_before;
  request.not_after = order.not_after;
  request.profile = std::move(order.profile);
  return request;
}

Result<Bytes> csr_of(const SignedRequest& signed_request) {
  boost::json::value storage;
  const http::JsonObject payload = TRY(signed_request.object(storage));
  return parse_finalize(payload);
}

ra::Applications::Done answer_with_order(const Context& context, int status, Reply reply) {
  return [&context, status, reply = std::move(reply)](Result<model::ApplicationView> view) mutable {
    reply(view ? Result<http::Response>(order_response(context, status, *view)) : pass(view));
  };
}

}  // namespace

void new_order(Context& context, const http::Request&, const SignedRequest& signed_request,
               Reply reply) {
  auto request = application_of(signed_request);
  if (!request) {
    reply(pass(request));
    return;
  }
  context.ra.filing().file_async(*std::move(request),
                                 answer_with_order(context, 201, std::move(reply)));
}

Result<http::Response> read_order(Context& context, const http::Request& request,
                                  const SignedRequest& signed_request) {
  const auto id = TRY(path_id<model::Application>(request));
  return order_response(context, 200,
                        TRY(context.ra.applications().get(scope_of(signed_request), id)));
}

void finalize(Context& context, const http::Request& request, const SignedRequest& signed_request,
              Reply reply) {
  auto id = path_id<model::Application>(request);
  auto csr = id ? csr_of(signed_request) : pass(id);
  if (!csr) {
    reply(pass(csr));
    return;
  }
  context.ra.applications().finalize(scope_of(signed_request), *id, *csr,
                                     context.settings.finalize_wait,
                                     answer_with_order(context, 200, std::move(reply)));
}

Result<http::Response> read_certificate(Context& context, const http::Request& request,
                                        const SignedRequest& signed_request) {
  const auto id = TRY(path_id<model::IssuedCertificate>(request));
  auto& certificates = context.ra.certificates();
  const auto certificate = TRY(certificates.get(scope_of(signed_request), id));
  const auto chains = TRY(certificates.chains(*certificate));
  const auto number = chain_number(request);
  if (!number || *number >= chains.size()) {
    return fail(kResourceNotFound);
  }
  http::Response response =
      http::respond(200, "application/pem-certificate-chain", pem_of(chains.at(*number)));
  for (std::size_t other = 0; other < chains.size(); ++other) {
    if (other != *number) {
      const std::string url =
          other == 0 ? context.urls.certificate(id) : context.urls.alternate(id, other);
      response.headers.add("Link", "<" + url + ">;rel=\"alternate\"");
    }
  }
  return response;
}

}  // namespace chancery::acme
