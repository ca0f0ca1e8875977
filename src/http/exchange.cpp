#include "http/exchange.h"

#include <boost/asio/post.hpp>
#include <utility>

namespace chancery::http {

void Exchange::restart() {
  route = nullptr;
  fault.reset();
  stages_entered = 0;
  incoming.parameters.clear();
}

std::shared_ptr<Exchange> Exchange::hand_out() {
  handed_out_ = true;
  return shared_from_this();
}

void Exchange::deliver(Response response) {
  const std::lock_guard lock(mutex_);
  if (closed_) {
    return;
  }
  closed_ = true;
  response_ = std::move(response);
  if (waiting_) {
    // Under the lock: as long as a coroutine waits here, its loop is alive.
    boost::asio::post(loop_.context(),
                      [waiting = std::exchange(waiting_, nullptr)] { waiting.resume(); });
  }
}

void Exchange::abandon() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
}

bool Exchange::Answer::await_suspend(std::coroutine_handle<> waiting) {
  const std::lock_guard lock(exchange_.mutex_);
  if (exchange_.response_) {
    return false;
  }
  exchange_.waiting_ = waiting;
  return true;
}

Response Exchange::Answer::await_resume() {
  const std::lock_guard lock(exchange_.mutex_);
  return *std::exchange(exchange_.response_, std::nullopt);
}

}  // namespace chancery::http
