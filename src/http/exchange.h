// One request on its way to its answer, between a connection and a handler that may run on any
// thread and may outlive the connection.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <coroutine>
#include <memory>
#include <mutex>
#include <optional>

#include "http/io_loop.h"
#include "http/request.h"
#include "http/responder.h"
#include "http/response.h"
#include "http/router.h"
#include "http/service.h"

namespace chancery::http {

class Exchange final : public ResponseSink, public std::enable_shared_from_this<Exchange> {
 public:
  Exchange(Service& shared_service, const Site& listener_site, IoLoop& connection_loop)
      : service(shared_service), site(listener_site), loop_(connection_loop) {}

  Service& service;
  const Site& site;
  Request incoming;
  const Route* route = nullptr;       ///< set by the stage `routing`
  std::optional<Error> fault;         ///< the bytes were no request: nothing but a refusal follows
  std::uint64_t declared_length = 0;  ///< Content-Length; 0 without one
  MonotonicTime started;              ///< when the head was complete
  std::size_t stages_entered = 0;     ///< of the pipeline

  /// Ready for the next request of the connection. Precondition: `handed_out()` is false.
  void restart();

  /// True once a handler on another thread may hold this: then it belongs to it as well.
  [[nodiscard]] bool handed_out() const { return handed_out_; }
  [[nodiscard]] std::shared_ptr<Exchange> hand_out();

  [[nodiscard]] const Request& request() const override { return incoming; }

  /// Any thread. The first answer counts; after `abandon` none does.
  void deliver(Response response) override;

  /// The connection ends, or waits no longer. On its thread.
  void abandon();

  /// `co_await exchange.answer()`, on the connection's thread.
  class Answer final {
   public:
    explicit Answer(Exchange& exchange) : exchange_(exchange) {}
    bool await_ready() const noexcept { return false; }
    bool await_suspend(std::coroutine_handle<> waiting);
    Response await_resume();

   private:
    Exchange& exchange_;
  };
  [[nodiscard]] Answer answer() { return Answer(*this); }

 private:
  IoLoop& loop_;
  bool handed_out_ = false;
  std::mutex mutex_;  // guards what follows
  std::optional<Response> response_;
  std::coroutine_handle<> waiting_;
  bool closed_ = false;
};

}  // namespace chancery::http
