#include "http/responder.h"

#include <atomic>

#include "http/errors.h"
#include "http/problem.h"

namespace chancery::http {

class Responder::Ticket final {
 public:
  explicit Ticket(std::shared_ptr<ResponseSink> sink) : sink_(std::move(sink)) {}
  Ticket(const Ticket&) = delete;
  Ticket& operator=(const Ticket&) = delete;
  ~Ticket() {
    if (!used_) {
      const auto error = Error(kServerFault).log_only("a handler dropped its request unanswered");
      sink_->deliver(problem(error, sink_->request()));
    }
  }

  void send(Response response) {
    if (!used_.exchange(true)) {
      sink_->deliver(std::move(response));
    }
  }
  const Request& request() const { return sink_->request(); }

 private:
  std::shared_ptr<ResponseSink> sink_;
  std::atomic<bool> used_{false};
};

Responder::Responder(std::shared_ptr<ResponseSink> sink)
    : ticket_(std::make_shared<Ticket>(std::move(sink))) {}

void Responder::send(Response response) const {
  ticket_->send(std::move(response));
}

const Request& Responder::request() const {
  return ticket_->request();
}

}  // namespace chancery::http
