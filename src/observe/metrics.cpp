#include "observe/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>
#include <sstream>

#include "observe/process.h"

namespace chancery::observe {

namespace {

prometheus::Labels to_prometheus(const Labels& labels) {
  return {labels.begin(), labels.end()};
}

}  // namespace

/// MergeFamilies: a family asked for twice is the same one.
class Metrics::Registry final {
 public:
  prometheus::Registry registry{prometheus::Registry::InsertBehavior::Merge};
  prometheus::Gauge& memory = prometheus::BuildGauge()
                                  .Name("process_resident_memory_bytes")
                                  .Help("Resident memory of the process")
                                  .Register(registry)
                                  .Add({});
  prometheus::Gauge& files = prometheus::BuildGauge()
                                 .Name("process_open_fds")
                                 .Help("Open file descriptors of the process")
                                 .Register(registry)
                                 .Add({});
};

void Counter::add(double by) const {
  counter_->Increment(by);
}
void Gauge::set(double value) const {
  gauge_->Set(value);
}
void Gauge::add(double by) const {
  gauge_->Increment(by);
}
void Histogram::observe(double value) const {
  histogram_->Observe(value);
}

const std::vector<double>& duration_buckets() {
  static const std::vector<double> buckets{0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                           0.05,   0.1,    0.25,  0.5,    1,     2.5,  10};
  return buckets;
}

Metrics::Metrics() : registry_(std::make_unique<Registry>()) {}
Metrics::~Metrics() = default;

Counter Metrics::counter(const std::string& name, const std::string& help, const Labels& labels) {
  auto& family = prometheus::BuildCounter().Name(name).Help(help).Register(registry_->registry);
  return Counter(family.Add(to_prometheus(labels)));
}

Gauge Metrics::gauge(const std::string& name, const std::string& help, const Labels& labels) {
  auto& family = prometheus::BuildGauge().Name(name).Help(help).Register(registry_->registry);
  return Gauge(family.Add(to_prometheus(labels)));
}

Histogram Metrics::histogram(const std::string& name, const std::string& help, const Labels& labels,
                             const std::vector<double>& buckets) {
  auto& family = prometheus::BuildHistogram().Name(name).Help(help).Register(registry_->registry);
  return Histogram(family.Add(to_prometheus(labels), buckets));
}

std::string Metrics::text() const {
  registry_->memory.Set(static_cast<double>(resident_memory()));
  registry_->files.Set(static_cast<double>(open_files()));
  std::ostringstream out;
  prometheus::TextSerializer().Serialize(out, registry_->registry.Collect());
  return std::move(out).str();
}

}  // namespace chancery::observe
