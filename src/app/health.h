// /healthz, /readyz and /metrics: for whoever watches over the process.
#pragma once

#include <atomic>

#include "http/router.h"
#include "observe/metrics.h"
#include "store/database.h"

namespace chancery::app {

/// Lives as long as the routers that it adds to.
class Health final {
 public:
  Health(store::Database& database, observe::Metrics& metrics)
      : database_(database), metrics_(metrics) {}

  /// GET /healthz: the process answers. GET /readyz: it serves requests and the store answers,
  /// else 503 with the reason.
  void add_routes(http::Router& router);
  /// GET /metrics, in Prometheus' text format.
  void add_metrics_route(http::Router& router);

  void set_ready(bool ready) { ready_ = ready; }

 private:
  [[nodiscard]] http::Response readiness() const;

  store::Database& database_;
  observe::Metrics& metrics_;
  std::atomic<bool> ready_{false};
};

}  // namespace chancery::app
