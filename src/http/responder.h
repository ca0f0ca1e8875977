// The right to answer one request, later and from any thread.
#pragma once

#include <memory>

#include "http/request.h"
#include "http/response.h"

namespace chancery::http {

/// What stands behind a Responder: a connection of the server, or a waiting test.
class ResponseSink {
 public:
  virtual ~ResponseSink() = default;
  /// The request to be answered; lives as long as this.
  [[nodiscard]] virtual const Request& request() const = 0;
  /// Called once, from any thread. Must not block.
  virtual void deliver(Response response) = 0;
};

/// Copies share the right; the first `send` uses it up and later ones do nothing. When the last
/// copy goes without an answer, the client gets a 500. The request stays valid while a copy lives.
/// After the route's deadline the client has had a 503 and an answer goes nowhere.
class Responder final {
 public:
  explicit Responder(std::shared_ptr<ResponseSink> sink);

  void send(Response response) const;
  [[nodiscard]] const Request& request() const;

 private:
  class Ticket;
  std::shared_ptr<Ticket> ticket_;
};

}  // namespace chancery::http
