// One connection: reads requests, has them answered, writes the answers, one after the other in the
// order of asking (RFC 9112 section 9.3.2), until either side has enough.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/worker_pool.h"
#include "http/exchange.h"
#include "http/io_loop.h"
#include "http/piece_slot.h"
#include "http/request_reader.h"
#include "http/stream.h"
#include "http/task.h"

namespace chancery::http {

/// What a connection is given. All that is referred to outlives it.
struct SessionParts {
  Service& service;
  const Site& site;
  IoLoop& loop;
  WorkerPool& workers;
  std::unique_ptr<Stream> stream;
  std::optional<net::Address> peer;
  std::move_only_function<void()> on_end;  ///< called when the connection is gone
};

class Session final : public Connection {
 public:
  /// Serves the connection, on its loop's thread, until it ends.
  static Detached serve(SessionParts parts);

  explicit Session(SessionParts parts);
  ~Session() override;
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  void on_tick(MonotonicTime now) override;
  void on_stop(bool cut) override;

 private:
  enum class State { opening, idle, reading, answering, writing, streaming, closing };
  enum class Reading {
    done,
    gone,     ///< the client, or the time that it had; nothing to answer
    refused,  ///< `exchange_->fault` says why
  };

  Task<bool> live();
  /// One request and its answer. False when it was the last.
  Task<bool> serve_one();

  Task<Reading> read_until(RequestReader::Progress wanted);
  Task<bool> receive();
  void make_room();
  Reading refuse(Error error);

  /// Reads the body for the handler.
  Task<Reading> read_body();
  /// Reads the body of a request that is answered already, if that is cheaper than a new
  /// connection.
  Task<Reading> discard_body();

  /// The handler, when it may run right here.
  const Handler* inline_handler() const;
  Task<Response> answer_elsewhere();
  bool hand_over();

  Task<bool> send(const Response& response, bool keep_alive);
  Task<bool> send_body(const Response& response);
  /// A body that is made while it is sent, until its source ends or the server stops.
  Task<bool> send_stream(BodySource& source);
  Task<bool> send_pieces(Stream::Pieces pieces);

  void renew_exchange();
  void enter(State state, Duration allowed);
  void wake_up();

  SessionParts parts_;
  RequestReader reader_;
  std::shared_ptr<Exchange> exchange_;

  Bytes buffer_;  ///< received and not consumed: [begin_, end_)
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::string head_;  ///< of the answer being sent

  std::shared_ptr<PieceSlot> slot_;  ///< while streaming: what is waited for

  State state_ = State::opening;
  MonotonicTime deadline_;
  bool expired_ = false;  ///< the deadline has passed: no more waiting for the client
  bool broken_ = false;   ///< the client is gone
  bool last_ = false;     ///< no request after this one
  bool unread_ = false;   ///< the client may still be sending what nobody reads
  unsigned turns_ = 0;
};

}  // namespace chancery::http
