// Counters, gauges and histograms, and their exposition for /metrics (Prometheus text format
// 0.0.4).
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace prometheus {
class Counter;
class Gauge;
class Histogram;
}  // namespace prometheus

namespace chancery::observe {

/// Label names and values. Values come from small closed sets (a route's pattern, a status class),
/// never from input: every combination lives until the process ends.
using Labels = std::vector<std::pair<std::string, std::string>>;

/// Only grows. A handle: cheap to copy, valid as long as its Metrics, safe from any thread.
class Counter final {
 public:
  void add(double by = 1) const;

 private:
  friend class Metrics;
  explicit Counter(prometheus::Counter& counter) : counter_(&counter) {}
  prometheus::Counter* counter_;
};

/// Goes up and down. A handle, as Counter.
class Gauge final {
 public:
  void set(double value) const;
  void add(double by) const;

 private:
  friend class Metrics;
  explicit Gauge(prometheus::Gauge& gauge) : gauge_(&gauge) {}
  prometheus::Gauge* gauge_;
};

/// Counts observations into buckets. A handle, as Counter.
class Histogram final {
 public:
  void observe(double value) const;

 private:
  friend class Metrics;
  explicit Histogram(prometheus::Histogram& histogram) : histogram_(&histogram) {}
  prometheus::Histogram* histogram_;
};

/// Upper bounds, in seconds, that suit anything between a cache hit and a slow database.
[[nodiscard]] const std::vector<double>& duration_buckets();

/// One registry. Asking again for the same name and labels gives the same series.
class Metrics final {
 public:
  Metrics();
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  /// Names start with "chancery_" and end with the unit ("_total", "_seconds", "_bytes").
  /// Precondition: a valid metric name, always used with the same type and (histograms) buckets.
  [[nodiscard]] Counter counter(const std::string& name, const std::string& help,
                                const Labels& labels = {});
  [[nodiscard]] Gauge gauge(const std::string& name, const std::string& help,
                            const Labels& labels = {});
  [[nodiscard]] Histogram histogram(const std::string& name, const std::string& help,
                                    const Labels& labels = {},
                                    const std::vector<double>& buckets = duration_buckets());

  /// The answer to GET /metrics, with the process's memory and open files. Content type:
  /// kMetricsContentType.
  [[nodiscard]] std::string text() const;

 private:
  class Registry;
  std::unique_ptr<Registry> registry_;
};

inline constexpr const char* kMetricsContentType = "text/plain; version=0.0.4; charset=utf-8";

}  // namespace chancery::observe
