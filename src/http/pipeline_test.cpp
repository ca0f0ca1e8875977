#include "http/pipeline.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/task_pool.h"
#include "http/test_client.h"

namespace chancery::http {
namespace {

using ::testing::ElementsAre;

class PipelineTest : public ::testing::Test {
 protected:
  PipelineTest() {
    router_.add(Method::post, "/a", [](const Request&) { return respond_empty(); },
                {.max_body = 10});
    site_.emplace(router_, true, service_.metrics);
    exchange_ = std::make_shared<Exchange>(service_, *site_, loop_);
    exchange_->incoming.method = Method::post;
    exchange_->incoming.target = "/a";
  }

  SystemClock clock_;
  SystemRandom random_;
  observe::Metrics metrics_;
  TaskPool tasks_{2};
  Service service_{ServerSettings{}, {clock_, random_, metrics_, tasks_}};
  Router router_;
  IoLoop loop_{clock_};
  std::optional<Site> site_;
  std::shared_ptr<Exchange> exchange_;
};

TEST_F(PipelineTest, ItsOrderIsTheOneThatIsExplained) {
  std::vector<std::string_view> names;
  std::ranges::transform(pipeline(), std::back_inserter(names), &Stage::name);
  EXPECT_THAT(names, ElementsAre("request_id", "access_log", "metrics", "security_headers",
                                 "faults", "routing", "size_limit", "deadline"));
}

TEST_F(PipelineTest, AGoodRequestGetsThroughWithIdRouteAndDeadline) {
  EXPECT_FALSE(enter_pipeline(*exchange_).has_value());
  EXPECT_FALSE(exchange_->incoming.id.empty());
  ASSERT_NE(exchange_->route, nullptr);
  EXPECT_GT(exchange_->incoming.deadline.remaining(), std::chrono::seconds(20));
  EXPECT_LE(exchange_->incoming.deadline.remaining(), std::chrono::seconds(30));
}

TEST_F(PipelineTest, ARefusalGoesOutThroughTheStagesThatItCameInBy) {
  exchange_->declared_length = 11;
  auto refusal = enter_pipeline(*exchange_);
  ASSERT_TRUE(refusal.has_value());
  EXPECT_EQ(refusal->status, 413);
  leave_pipeline(*exchange_, *refusal);
  EXPECT_EQ(refusal->headers.get("X-Request-Id"), exchange_->incoming.id);
  EXPECT_EQ(refusal->headers.get("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(refusal->headers.count("Cache-Control"), 1U);
  EXPECT_EQ(exchange_->stages_entered, 0U);
}

TEST_F(PipelineTest, NoTwoRequestsShareAnId) {
  static_cast<void>(enter_pipeline(*exchange_));
  const std::string first = exchange_->incoming.id;
  exchange_->restart();
  static_cast<void>(enter_pipeline(*exchange_));
  EXPECT_NE(exchange_->incoming.id, first);
}

TEST_F(PipelineTest, AnAnswerForAnAbandonedRequestIsForgotten) {
  const auto handed_out = exchange_->hand_out();
  handed_out->abandon();
  handed_out->deliver(respond_empty());
  EXPECT_TRUE(exchange_->handed_out());
  EXPECT_EQ(loop_.context().poll(), 0U);  // nobody is woken up
}

}  // namespace
}  // namespace chancery::http
