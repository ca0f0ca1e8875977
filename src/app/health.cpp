#include "app/health.h"

#include "store/setting_repository.h"

namespace chancery::app {
namespace {

constexpr std::string_view kText = "text/plain; charset=utf-8";
constexpr http::RouteOptions kQuiet{.log_success = false};

}  // namespace

void Health::add_routes(http::Router& router) {
  router.add(
      http::Method::get, "/healthz",
      [](const http::Request&) { return http::respond(200, kText, std::string("ok\n")); },
      http::kFast);
  router.add(
      http::Method::get, "/readyz", [this](const http::Request&) { return readiness(); }, kQuiet);
}

void Health::add_metrics_route(http::Router& router) {
  router.add(
      http::Method::get, "/metrics",
      [this](const http::Request&) {
        return http::respond(200, observe::kMetricsContentType, metrics_.text());
      },
      kQuiet);
}

http::Response Health::readiness() const {
  if (!ready_) {
    return http::respond(503, kText, std::string("starting or stopping\n"));
  }
  const auto probe = database_.read([](store::Snapshot& snapshot) {
    return store::SettingRepository::get(snapshot, "first-start");
  });
  if (!probe) {
    return http::respond(503, kText,
                         "the store does not answer: " + std::string(probe.error().code()) + "\n");
  }
  return http::respond(200, kText, std::string("ready\n"));
}

}  // namespace chancery::app
