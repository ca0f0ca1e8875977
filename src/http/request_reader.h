// From bytes to a Request (RFC 9112): one message at a time, over a connection that is used again.
// Knows no socket. Stricter than the parser it uses wherever two readers of one message could
// disagree about its length (request smuggling).
#pragma once

#include <cstdint>
#include <memory>

#include "base/bytes.h"
#include "base/result.h"
#include "http/request.h"

namespace chancery::http {

class RequestReader final {
 public:
  enum class Progress {
    need_more,  ///< everything given was looked at; what was not consumed must be given again
    head,       ///< request line and fields are complete; the body, if any, follows
    complete,   ///< the message ends with the last consumed byte
  };
  struct Step {
    Progress progress;
    std::size_t consumed;
  };

  /// Request line and fields together may take `max_head` bytes; so may chunk headers and trailers.
  explicit RequestReader(std::size_t max_head);
  ~RequestReader();
  RequestReader(const RequestReader&) = delete;
  RequestReader& operator=(const RequestReader&) = delete;

  /// Begins a message that will be written to `request`: method, target, headers and body are
  /// cleared, nothing else is touched. `request` must outlive the message.
  void begin(Request& request);

  /// Reads on. `input` starts with the first byte that was not consumed yet. After an error the
  /// connection cannot be used again, and what was read so far stands in the request.
  /// Errors: kRequestMalformed (`reason`), kHeaderTooLarge, kTargetMalformed; kBodyTooLarge.
  [[nodiscard]] Result<Step> feed(BytesView input);

  /// After `head`: Content-Length; 0 without one.
  [[nodiscard]] std::uint64_t declared_length() const;

  /// After `head`: the body may take `max` bytes, chunked or not; 0 until this is called.
  void limit_body(std::size_t max);

  /// After `head`: the body is read and thrown away.
  void discard_body();

  /// After `head`.
  [[nodiscard]] bool keep_alive() const;
  [[nodiscard]] bool expects_continue() const;
  [[nodiscard]] bool is_http_1_0() const;

  /// True after the last byte of the message.
  [[nodiscard]] bool is_complete() const;

 private:
  class Parser;
  class Memory;

  std::size_t max_head_;
  std::size_t head_size_ = 0;
  Request* request_ = nullptr;
  // The parser is built anew for each message, in the same place.
  std::unique_ptr<Memory> memory_;
};

}  // namespace chancery::http
