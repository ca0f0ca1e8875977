#include "http/service.h"

#include <array>
#include <charconv>

#include "base/encoding.h"

namespace chancery::http {

RequestIds::RequestIds(Random& random) : prefix_(to_hex(random.bytes(3)) + '-') {}

void RequestIds::next(std::string& id) {
  const std::uint64_t number = last_.fetch_add(1, std::memory_order_relaxed) + 1;
  std::array<char, 16> digits{};
  const auto [end, error] = std::to_chars(digits.begin(), digits.end(), number, 16);
  id.assign(prefix_);
  id.append(digits.begin(), end);
}

ServerMetrics::ServerMetrics(observe::Metrics& metrics)
    : connections(metrics.gauge("chancery_http_connections", "Open HTTP connections")),
      connections_refused(metrics.counter("chancery_http_connections_refused_total",
                                          "Connections beyond the limit, answered 503")),
      timeouts(metrics.counter("chancery_http_timeouts_total",
                               "Connections cut because a client was too slow")),
      unmatched(of_route(metrics, "none", "none")),
      metrics_(metrics) {}

RouteMetrics ServerMetrics::of_route(const std::string& method, const std::string& pattern) const {
  return of_route(metrics_, method, pattern);
}

RouteMetrics ServerMetrics::of_route(observe::Metrics& metrics, const std::string& method,
                                     const std::string& pattern) {
  const auto answers = [&](const char* status) {
    return metrics.counter("chancery_http_requests_total", "Answered HTTP requests",
                           {{"method", method}, {"route", pattern}, {"status", status}});
  };
  return {{answers("2xx"), answers("3xx"), answers("4xx"), answers("5xx")},
          metrics.histogram("chancery_http_request_seconds",
                            "From the complete head of a request to its answer",
                            {{"method", method}, {"route", pattern}})};
}

Site::Site(const Router& routes, bool tls, const ServerMetrics& metrics)
    : router(routes), is_tls(tls) {
  for (const Route* route : routes.routes()) {
    route_metrics.push_back(metrics.of_route(std::string(to_text(route->method)), route->pattern));
  }
}

}  // namespace chancery::http
