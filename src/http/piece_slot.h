// Where a connection waits for the next piece of a body.
#pragma once

#include <boost/asio/post.hpp>
#include <coroutine>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "http/body_source.h"
#include "http/io_loop.h"

namespace chancery::http {

/// One piece, awaited on the connection's thread and put in from any other. Shared by the two, so
/// that a piece which comes too late finds a place that is still there.
class PieceSlot final {
 public:
  using Piece = Result<std::string>;

  explicit PieceSlot(IoLoop& loop) : loop_(loop) {}

  /// The first piece counts, later ones go nowhere.
  void put(Piece piece) {
    const std::lock_guard lock(mutex_);
    if (piece_) {
      return;
    }
    piece_ = std::move(piece);
    if (waiting_) {
      // Under the lock: as long as a coroutine waits here, its loop is alive.
      boost::asio::post(loop_.context(),
                        [waiting = std::exchange(waiting_, nullptr)] { waiting.resume(); });
    }
  }

  /// `co_await slot->piece()`, once.
  class Arrival final {
   public:
    explicit Arrival(PieceSlot& slot) : slot_(slot) {}
    bool await_ready() const noexcept { return false; }
    bool await_suspend(std::coroutine_handle<> waiting) {
      const std::lock_guard lock(slot_.mutex_);
      if (slot_.piece_) {
        return false;
      }
      slot_.waiting_ = waiting;
      return true;
    }
    Piece await_resume() {
      const std::lock_guard lock(slot_.mutex_);
      return *std::move(slot_.piece_);
    }

   private:
    PieceSlot& slot_;
  };
  [[nodiscard]] Arrival piece() { return Arrival(*this); }

 private:
  IoLoop& loop_;
  std::mutex mutex_;  // guards what follows
  std::optional<Piece> piece_;
  std::coroutine_handle<> waiting_;
};

}  // namespace chancery::http
