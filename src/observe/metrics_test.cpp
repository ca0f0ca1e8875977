#include "observe/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "observe/process.h"

namespace chancery::observe {
namespace {

using ::testing::HasSubstr;

TEST(Metrics, CountersGaugesAndHistogramsAppearInTheExposition) {
  Metrics metrics;
  metrics.counter("chancery_certificates_total", "Certificates", {{"profile", "tls-dv"}}).add(3);
  metrics.gauge("chancery_connections", "Connections").set(7);
  metrics.histogram("chancery_issue_seconds", "Time to issue", {}, {0.1, 1}).observe(0.5);
  const std::string text = metrics.text();
  EXPECT_THAT(text, HasSubstr("# TYPE chancery_certificates_total counter"));
  EXPECT_THAT(text, HasSubstr("chancery_certificates_total{profile=\"tls-dv\"} 3"));
  EXPECT_THAT(text, HasSubstr("chancery_connections 7"));
  EXPECT_THAT(text, HasSubstr("chancery_issue_seconds_bucket{le=\"0.1\"} 0"));
  EXPECT_THAT(text, HasSubstr("chancery_issue_seconds_bucket{le=\"1\"} 1"));
  EXPECT_THAT(text, HasSubstr("chancery_issue_seconds_count 1"));
}

TEST(Metrics, TheSameNameAndLabelsAreTheSameSeries) {
  Metrics metrics;
  metrics.counter("chancery_x_total", "X", {{"a", "1"}}).add();
  metrics.counter("chancery_x_total", "X", {{"a", "1"}}).add();
  metrics.counter("chancery_x_total", "X", {{"a", "2"}}).add();
  EXPECT_THAT(metrics.text(), HasSubstr("chancery_x_total{a=\"1\"} 2"));
  EXPECT_THAT(metrics.text(), HasSubstr("chancery_x_total{a=\"2\"} 1"));
}

TEST(Metrics, AGaugeGoesBothWays) {
  Metrics metrics;
  const Gauge gauge = metrics.gauge("chancery_y", "Y");
  gauge.add(5);
  gauge.add(-2);
  EXPECT_THAT(metrics.text(), HasSubstr("chancery_y 3"));
}

TEST(Metrics, TwoRegistriesShareNothing) {
  Metrics one;
  const Metrics other;
  one.counter("chancery_z_total", "Z").add();
  EXPECT_THAT(other.text(), ::testing::Not(HasSubstr("chancery_z_total")));
}

TEST(Metrics, TheProcessIsMeasured) {
  EXPECT_GT(resident_memory(), 1'000'000U);
  EXPECT_GE(open_files(), 3U);
  EXPECT_THAT(Metrics().text(), HasSubstr("process_resident_memory_bytes "));
}

}  // namespace
}  // namespace chancery::observe
