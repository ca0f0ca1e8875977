// What all connections of a server share: clock, request ids, limits, counters.
#pragma once

#include <array>
#include <atomic>
#include <string>
#include <vector>

#include "base/random.h"
#include "base/time.h"
#include "base/under_way.h"
#include "http/router.h"
#include "http/server.h"
#include "observe/metrics.h"

namespace chancery::http {

/// Short names of requests: random per process, then counted. Not secret, and not to be guessed
/// from: they only name log lines.
class RequestIds final {
 public:
  explicit RequestIds(Random& random);
  /// Writes the next id over `id`, whose memory is used again. Any thread.
  void next(std::string& id);

 private:
  std::string prefix_;
  std::atomic<std::uint64_t> last_{0};
};

/// The series of one route, found once so that counting costs no look-up.
struct RouteMetrics {
  std::array<observe::Counter, 4> answers;  ///< by first digit of the status, from 2xx
  observe::Histogram seconds;
};

class ServerMetrics final {
 public:
  explicit ServerMetrics(observe::Metrics& metrics);

  [[nodiscard]] RouteMetrics of_route(const std::string& method, const std::string& pattern) const;

  observe::Gauge connections;
  observe::Counter connections_refused;
  observe::Counter timeouts;
  RouteMetrics unmatched;  ///< answers without a route: 400, 404, 405, ...

 private:
  static RouteMetrics of_route(observe::Metrics& metrics, const std::string& method,
                               const std::string& pattern);
  observe::Metrics& metrics_;
};

struct Service {
  const Clock& clock;
  ServerLimits limits;
  RequestIds ids;
  ServerMetrics metrics;
  Executor& executor;
  UnderWay tasks;  ///< handlers that the executor was given; the end waits for them

  Service(const ServerSettings& settings, const ServerDependencies& dependencies)
      : clock(dependencies.clock),
        limits(settings.limits),
        ids(dependencies.random),
        metrics(dependencies.metrics),
        executor(dependencies.executor) {}
};

/// A router as one listener serves it.
struct Site {
  const Router& router;
  bool is_tls;
  std::vector<RouteMetrics> route_metrics;  ///< by Route::index

  Site(const Router& routes, bool tls, const ServerMetrics& metrics);
};

}  // namespace chancery::http
