#include "http/pipeline.h"

#include <array>

#include "http/stages.h"

namespace chancery::http {

namespace {

// Outermost first. Requests go down this list, answers come up.
constexpr std::array kStages{
    // First, so that everything after it can name the request in a log line or a problem document.
    Stage{"request_id", stages::assign_request_id, stages::send_request_id},
    // Outside everything that changes an answer: the line shows what really goes out.
    Stage{"access_log", stages::pass_in, stages::write_access_log},
    // Before anything that can refuse: refusals are counted and timed like other answers. Inside
    // the
    // log, so that writing the line is not part of the time.
    Stage{"metrics", stages::start_stopwatch, stages::count},
    // Outside everything that makes an answer: no answer goes without them.
    Stage{"security_headers", stages::pass_in, stages::add_security_headers},
    // Before routing: the target of a broken request means nothing.
    Stage{"faults", stages::refuse_faults, stages::pass_out},
    // Before limits, which are the route's.
    Stage{"routing", stages::find_route, stages::pass_out},
    // Before the body is read: a size that is declared too large is refused without reading it, one
    // that shows later is refused by the reader with the same limit (session.cpp).
    Stage{"size_limit", stages::limit_size, stages::pass_out},
    // Last: counts from here over body and handler.
    Stage{"deadline", stages::set_deadline, stages::pass_out},
    // Then the handler is called, in invoke.cpp, where exceptions end.
};

}  // namespace

std::span<const Stage> pipeline() {
  return kStages;
}

std::optional<Response> enter_pipeline(Exchange& exchange) {
  for (const Stage& stage : kStages) {
    ++exchange.stages_entered;
    if (auto response = stage.on_head(exchange)) {
      return response;
    }
  }
  return std::nullopt;
}

void leave_pipeline(Exchange& exchange, Response& response) {
  while (exchange.stages_entered > 0) {
    kStages.at(--exchange.stages_entered).on_answer(exchange, response);
  }
}

}  // namespace chancery::http
