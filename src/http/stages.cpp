#include "http/stages.h"

#include <chrono>
#include <cmath>

#include "http/errors.h"
#include "http/problem.h"
#include "observe/log.h"

namespace chancery::http::stages {

namespace {

const observe::Log kLog("http");

double seconds_since(MonotonicTime start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

const RouteMetrics& metrics_of(const Exchange& exchange) {
  return exchange.route != nullptr ? exchange.site.route_metrics[exchange.route->index]
                                   : exchange.service.metrics.unmatched;
}

}  // namespace

std::optional<Response> pass_in(Exchange& /*exchange*/) {
  return std::nullopt;
}
void pass_out(Exchange& /*exchange*/, Response& /*response*/) {}

std::optional<Response> assign_request_id(Exchange& exchange) {
  exchange.service.ids.next(exchange.incoming.id);
  return std::nullopt;
}
void send_request_id(Exchange& exchange, Response& response) {
  response.headers.add("X-Request-Id", exchange.incoming.id);
}

std::optional<Response> start_stopwatch(Exchange& exchange) {
  exchange.started = std::chrono::steady_clock::now();
  return std::nullopt;
}
void count(Exchange& exchange, Response& response) {
  const RouteMetrics& metrics = metrics_of(exchange);
  const auto status_class = static_cast<std::size_t>(response.status / 100 - 2);
  metrics.answers.at(status_class).add();
  metrics.seconds.observe(seconds_since(exchange.started));
}

void write_access_log(Exchange& exchange, Response& response) {
  const bool wanted = exchange.route == nullptr || exchange.route->options.log_success;
  if (!(wanted || response.status >= 400) || !kLog.enabled(observe::Level::info)) {
    return;
  }
  const Request& request = exchange.incoming;
  // Without the query: what people put there is theirs.
  kLog.info("request", {{"request_id", request.id},
                        {"peer", request.peer ? request.peer->text() : std::string()},
                        {"method", to_text(request.method)},
                        {"path", request.path()},
                        {"status", response.status},
                        {"bytes", response.body.size()},
                        {"us", std::lround(seconds_since(exchange.started) * 1e6)}});
}

void add_security_headers(Exchange& exchange, Response& response) {
  Headers& headers = response.headers;
  headers.add_if_absent("X-Content-Type-Options", "nosniff");
  if (!exchange.site.is_tls) {
    return;  // CRLs, OCSP and certificates: no browser shows them, and they are to be cached
  }
  headers.add_if_absent("Strict-Transport-Security", "max-age=31536000");
  headers.add_if_absent("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  headers.add_if_absent("Referrer-Policy", "no-referrer");
  headers.add_if_absent("Cache-Control", "no-store");
}

std::optional<Response> refuse_faults(Exchange& exchange) {
  if (exchange.fault) {
    return problem(*exchange.fault, exchange.incoming);
  }
  return std::nullopt;
}

std::optional<Response> find_route(Exchange& exchange) {
  const auto route = exchange.site.router.find(exchange.incoming);
  if (!route) {
    return problem(route.error(), exchange.incoming);
  }
  exchange.route = *route;
  return std::nullopt;
}

std::optional<Response> limit_size(Exchange& exchange) {
  const std::size_t limit = exchange.route->options.max_body;
  if (exchange.declared_length > limit) {
    const Error error(kBodyTooLarge, {{"limit", std::to_string(limit)},
                                      {"seen", std::to_string(exchange.declared_length)}});
    return problem(error, exchange.incoming);
  }
  return std::nullopt;
}

std::optional<Response> set_deadline(Exchange& exchange) {
  exchange.incoming.deadline = net::Deadline(exchange.started + exchange.route->options.deadline);
  return std::nullopt;
}

}  // namespace chancery::http::stages
