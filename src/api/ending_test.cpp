// The end of the door: what it began goes on to its own end first, client or not.
#include <chrono>
#include <condition_variable>
#include <future>
#include <memory>
#include <mutex>
#include <utility>

#include "api/door_for_tests.h"
#include "http/body_source.h"

namespace chancery::api {
namespace {

/// Keeps what is posted until it is told to go on.
class HeldTasks final : public Executor {
 public:
  void post(Task task) override {
    const std::lock_guard lock(mutex_);
    tasks_.push_back(std::move(task));
    arrived_.notify_all();
  }
  bool await_one() {
    std::unique_lock lock(mutex_);
    return arrived_.wait_for(lock, std::chrono::seconds(30), [this] { return !tasks_.empty(); });
  }
  void run() {
    std::unique_lock lock(mutex_);
    auto tasks = std::exchange(tasks_, {});
    lock.unlock();
    for (auto& task : tasks) {
      task();
    }
  }

 private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<Task> tasks_;
};

class EndingDoor : public DoorTest {
 protected:
  EndingDoor() { ending_->add_routes(routes_); }

  http::Response serve(http::Method method, const std::string& target, Bytes body = {}) {
    http::Request request;
    request.method = method;
    request.target = target;
    request.headers.add("Authorization", "Bearer " + officer);
    if (!body.empty()) {
      request.headers.add("Content-Type", "application/json");
    }
    request.body = std::move(body);
    return routes_.serve(std::move(request));
  }

  /// With a task that waits: ends the door, which has to wait for it.
  void end() {
    ASSERT_TRUE(tasks_.await_one());
    auto gone = std::async(std::launch::async, [&] { ending_.reset(); });
    EXPECT_EQ(gone.wait_for(std::chrono::milliseconds(100)), std::future_status::timeout);
    tasks_.run();
    gone.get();
  }

  HeldTasks tasks_;
  std::unique_ptr<ApiDoor> ending_ = std::make_unique<ApiDoor>(dependencies(tasks_), Settings{});
  http::Router routes_;
};

TEST_F(EndingDoor, IsNotGoneBeforeACertificateThatHasItsSerialIsIssued) {
  auto answer = std::async(std::launch::async, [&] {
    return serve(http::Method::post, "/api/v1/certificates",
                 to_bytes(json::serialize(issue_body())));
  });
  end();
  EXPECT_EQ(answer.get().status, 201);
}

TEST_F(EndingDoor, IsNotGoneBeforeThePageOfAnExportIsRead) {
  const auto response = serve(http::Method::get, "/api/v1/certificates/export");
  ASSERT_EQ(response.status, 200);
  std::promise<Result<std::string>> piece;
  response.body.source()->next([&](Result<std::string> made) { piece.set_value(std::move(made)); });
  end();
  EXPECT_TRUE(piece.get_future().get());
}

}  // namespace
}  // namespace chancery::api
