#include "http/session.h"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <exception>
#include <fmt/format.h>

#include "http/asio_await.h"
#include "http/errors.h"
#include "http/invoke.h"
#include "http/pipeline.h"
#include "http/problem.h"
#include "http/response_head.h"
#include "observe/log.h"

namespace chancery::http {

namespace {

const observe::Log kLog("http");

constexpr std::size_t kFirstBuffer = 4 * 1024;
constexpr std::size_t kBodyBuffer = 16 * 1024;
constexpr std::size_t kBlock = 64 * 1024;
constexpr std::size_t kMostDiscarded = 64 * 1024;
/// What a client may go on sending after a refusal: a reset would take the answer from it.
constexpr std::size_t kMostDrained = 4 * 1024 * 1024;
constexpr Duration kLinger = std::chrono::seconds(2);
/// A source that says nothing for so long has ended.
constexpr Duration kLongestSilence = std::chrono::minutes(2);
/// Pipelined requests that a connection may have answered before others get a turn.
constexpr unsigned kTurns = 16;

std::size_t total(const Stream::Pieces& pieces) {
  return pieces[0].size() + pieces[1].size();
}

/// RFC 9112 section 7.1.
std::string chunk(std::string_view data) {
  return fmt::format("{:x}\r\n{}\r\n", data.size(), data);
}

void drop_front(Stream::Pieces& pieces, std::size_t count) {
  for (BytesView& piece : pieces) {
    const std::size_t here = std::min(count, piece.size());
    piece = piece.subspan(here);
    count -= here;
  }
}

}  // namespace

Detached Session::serve(SessionParts parts) {
  auto session = std::make_unique<Session>(std::move(parts));
  try {
    co_await session->live();
  } catch (const std::exception& exception) {
    kLog.error("connection failed", {{"reason", exception.what()}});
  }
  auto on_end = std::move(session->parts_.on_end);
  session.reset();
  on_end();
}

Session::Session(SessionParts parts)
    : parts_(std::move(parts)), reader_(parts_.service.limits.max_header), buffer_(kFirstBuffer) {
  parts_.loop.add(*this);
}

Session::~Session() {
  parts_.loop.remove(*this);
  if (exchange_) {
    exchange_->abandon();
  }
}

void Session::enter(State state, Duration allowed) {
  state_ = state;
  deadline_ = parts_.loop.deadline_in(allowed);
}

void Session::on_tick(MonotonicTime now) {
  if (now < deadline_) {
    return;
  }
  if (state_ != State::idle && state_ != State::closing) {
    parts_.service.metrics.timeouts.add();
  }
  deadline_ = MonotonicTime::max();
  wake_up();
}

void Session::on_stop(bool cut) {
  last_ = true;
  if (cut || state_ == State::opening || state_ == State::idle || state_ == State::streaming) {
    wake_up();
  }
}

/// Ends whatever the coroutine waits for.
void Session::wake_up() {
  expired_ = true;
  last_ = true;
  if (state_ == State::answering) {
    const auto& reason = parts_.loop.is_cut() ? kServerStopping : kDeadlineExceeded;
    exchange_->deliver(problem(Error(reason), exchange_->incoming));
  } else if (state_ == State::streaming) {
    slot_->put(std::string());
  } else {
    parts_.stream->cancel();
  }
}

void Session::renew_exchange() {
  if (exchange_ && !exchange_->handed_out()) {
    exchange_->restart();
    return;
  }
  exchange_ = std::make_shared<Exchange>(parts_.service, parts_.site, parts_.loop);
  exchange_->incoming.peer = parts_.peer;
  exchange_->incoming.is_tls = parts_.site.is_tls;
}

Task<bool> Session::live() {
  enter(State::opening, parts_.service.limits.header_timeout);
  // Accepted at the very end: nobody owes it anything yet, least of all a handshake's time.
  bool more = !parts_.loop.is_stopping() && co_await parts_.stream->open();
  broken_ = !more;
  while (more && !(parts_.loop.is_stopping() && begin_ == end_)) {
    more = co_await serve_one();
    if (more && ++turns_ % kTurns == 0 && begin_ < end_) {
      co_await Yield(parts_.loop.context());
    }
  }
  if (!broken_ && !parts_.loop.is_cut()) {
    enter(State::closing, kLinger);
    co_await parts_.stream->finish(unread_ ? kMostDrained : 0);
  }
  co_return true;
}

Task<bool> Session::serve_one() {
  renew_exchange();
  reader_.begin(exchange_->incoming);
  const bool pipelined = begin_ < end_;
  enter(pipelined ? State::reading : State::idle,
        pipelined ? parts_.service.limits.header_timeout : parts_.service.limits.idle_timeout);
  Reading reading = co_await read_until(RequestReader::Progress::head);
  if (reading == Reading::gone) {
    co_return false;
  }
  exchange_->declared_length = reading == Reading::done ? reader_.declared_length() : 0;
  std::optional<Response> response = enter_pipeline(*exchange_);
  if (reading == Reading::done && !reader_.is_complete()) {
    reading = response ? co_await discard_body() : co_await read_body();
    if (reading == Reading::gone) {
      co_return false;
    }
    if (reading == Reading::refused && !response) {
      response = problem(*exchange_->fault, exchange_->incoming);
    }
  }
  if (!response) {
    const Handler* handler = inline_handler();
    if (handler != nullptr) {
      response = run_handler(*handler, exchange_->incoming);
    } else {
      response = co_await answer_elsewhere();
    }
  }
  leave_pipeline(*exchange_, *response);
  const bool is_endless = response->body.source() != nullptr && reader_.is_http_1_0();
  const bool keep_alive =
      !last_ && reader_.keep_alive() && !parts_.loop.is_stopping() && !is_endless;
  broken_ = !co_await send(*response, keep_alive);
  co_return keep_alive && !broken_;
}

Task<Session::Reading> Session::read_until(RequestReader::Progress wanted) {
  for (;;) {
    auto step = reader_.feed({buffer_.data() + begin_, end_ - begin_});
    if (!step) {
      co_return refuse(std::move(step).error());
    }
    begin_ += step->consumed;
    if (step->progress == wanted || step->progress == RequestReader::Progress::complete) {
      co_return Reading::done;
    }
    const bool received = co_await receive();
    if (!received && expired_ && state_ == State::reading) {
      co_return refuse(Error(kRequestTimeout));
    }
    if (!received) {
      co_return Reading::gone;
    }
  }
}

Session::Reading Session::refuse(Error error) {
  exchange_->fault = std::move(error);
  last_ = true;
  unread_ = true;
  return Reading::refused;
}

Task<bool> Session::receive() {
  if (expired_) {
    co_return false;
  }
  make_room();
  const std::span<std::uint8_t> space(buffer_.data() + end_, buffer_.size() - end_);
  const Stream::Io io = co_await parts_.stream->read(space);
  if (io.outcome != Stream::Outcome::done) {
    broken_ = !expired_;
    co_return false;
  }
  end_ += io.count;
  if (state_ == State::idle) {
    enter(State::reading, parts_.service.limits.header_timeout);
  }
  co_return true;
}

void Session::make_room() {
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (end_ == buffer_.size()) {
    buffer_.resize(buffer_.size() * 2);  // bounded: the reader refuses what waits too long
  }
}

Task<Session::Reading> Session::read_body() {
  const RouteOptions& options = exchange_->route->options;
  reader_.limit_body(options.max_body);
  enter(State::reading, std::min(parts_.service.limits.body_timeout, options.deadline));
  if (reader_.expects_continue() && begin_ == end_) {
    const bool sent = co_await send_pieces({as_bytes("HTTP/1.1 100 Continue\r\n\r\n"), {}});
    if (!sent) {
      broken_ = true;
      co_return Reading::gone;
    }
  }
  if (exchange_->declared_length > buffer_.size() && buffer_.size() < kBodyBuffer) {
    buffer_.resize(kBodyBuffer);
  }
  co_return co_await read_until(RequestReader::Progress::complete);
}

Task<Session::Reading> Session::discard_body() {
  if (reader_.expects_continue() || exchange_->declared_length > kMostDiscarded) {
    last_ = true;
    unread_ = true;
    co_return Reading::done;
  }
  reader_.discard_body();
  reader_.limit_body(kMostDiscarded);
  enter(State::reading, parts_.service.limits.body_timeout);
  co_return co_await read_until(RequestReader::Progress::complete);
}

const Handler* Session::inline_handler() const {
  const Route& route = *exchange_->route;
  return route.options.run_on == RunOn::io_thread ? std::get_if<Handler>(&route.handler) : nullptr;
}

Task<Response> Session::answer_elsewhere() {
  state_ = State::answering;
  deadline_ = exchange_->incoming.deadline.at();
  if (!hand_over()) {
    co_return problem(Error(kServerBusy), exchange_->incoming);
  }
  co_return co_await exchange_->answer();
}

bool Session::hand_over() {
  const Route& route = *exchange_->route;
  auto start = [exchange = exchange_->hand_out(), &route] {
    if (const auto* handler = std::get_if<Handler>(&route.handler)) {
      exchange->deliver(run_handler(*handler, exchange->request()));
    } else {
      run_handler(std::get<AsyncHandler>(route.handler), exchange->request(), Responder(exchange));
    }
  };
  switch (route.options.run_on) {
    case RunOn::worker:
      return parts_.workers.submit(std::move(start));
    case RunOn::task:
      parts_.service.executor.post(
          [start = std::move(start), ticket = parts_.service.tasks.begin()]() mutable { start(); });
      return true;
    case RunOn::io_thread:
      start();
      return true;
  }
  return false;
}

Task<bool> Session::send(const Response& response, bool keep_alive) {
  if (parts_.loop.is_cut()) {
    co_return false;
  }
  head_.clear();
  write_head(
      head_, response,
      {.date = parts_.loop.date(), .keep_alive = keep_alive, .is_http_1_0 = reader_.is_http_1_0()});
  enter(State::writing, parts_.service.limits.write_timeout);
  const bool bodiless = exchange_->incoming.method == Method::head || response.status == 304;
  const BytesView body = bodiless ? BytesView() : response.body.memory();
  Stream::Pieces first{as_bytes(head_), body.first(std::min(body.size(), kBlock))};
  const Stream::Io io = parts_.stream->try_write(first);
  drop_front(first, io.count);
  if (total(first) > 0) {
    const bool sent = co_await parts_.stream->write(first);
    if (!sent) {
      co_return false;
    }
  }
  if (!bodiless && response.body.source() != nullptr) {
    co_return co_await send_stream(*response.body.source());
  }
  if (bodiless || response.body.size() <= (response.body.file() == nullptr ? kBlock : 0)) {
    co_return true;
  }
  co_return co_await send_body(response);
}

/// What did not go out with the head. Every block has its own time, so a client that takes a byte
/// now and then does not keep a connection for ever.
Task<bool> Session::send_body(const Response& response) {
  const File* file = response.body.file();
  Bytes block(file != nullptr ? kBlock : 0);
  std::uint64_t sent = file != nullptr ? 0 : kBlock;
  while (sent < response.body.size()) {
    BytesView piece;
    if (file != nullptr) {
      // Never more than Content-Length said, though the file may have grown since.
      const auto wanted = std::min<std::uint64_t>(kBlock, file->size() - sent);
      piece = BytesView(block).first(file->read(sent, std::span(block).first(wanted)));
    } else {
      const BytesView rest = response.body.memory().subspan(sent);
      piece = rest.first(std::min(rest.size(), kBlock));
    }
    enter(State::writing, parts_.service.limits.write_timeout);
    const bool arrived = !piece.empty() && co_await send_pieces({piece, {}});
    if (!arrived) {
      co_return false;
    }
    sent += piece.size();
  }
  co_return true;
}

Task<bool> Session::send_stream(BodySource& source) {
  const bool chunked = !reader_.is_http_1_0();
  for (;;) {
    slot_ = std::make_shared<PieceSlot>(parts_.loop);
    enter(State::streaming, kLongestSilence);
    if (parts_.loop.is_stopping()) {
      slot_->put(std::string());
    } else {
      source.next([slot = slot_](PieceSlot::Piece piece) { slot->put(std::move(piece)); });
    }
    const PieceSlot::Piece piece = co_await slot_->piece();
    enter(State::writing, parts_.service.limits.write_timeout);
    if (!piece) {
      kLog.error("answer broke off", {{"reason", piece.error().log_line()}});
      co_return false;
    }
    if (piece->empty()) {
      if (!chunked) {
        co_return true;
      }
      co_return co_await send_pieces({as_bytes("0\r\n\r\n"), {}});
    }
    const std::string framed = chunked ? chunk(*piece) : *piece;
    const bool arrived = co_await send_pieces({as_bytes(framed), {}});
    if (!arrived) {
      co_return false;
    }
  }
}

Task<bool> Session::send_pieces(Stream::Pieces pieces) {
  const Stream::Io io = parts_.stream->try_write(pieces);
  drop_front(pieces, io.count);
  if (total(pieces) == 0) {
    co_return true;
  }
  co_return co_await parts_.stream->write(pieces);
}

}  // namespace chancery::http
