// One TLS connection of a server, apart from the socket: whoever owns that moves the bytes.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "base/bytes.h"
#include "crypto/server_tls.h"

struct ssl_st;

namespace chancery::crypto {

/// What a step came to.
struct TlsStep {
  enum class Outcome : std::uint8_t {
    done,
    needs_input,   ///< again once the transport has bytes
    needs_output,  ///< again, with the same data, once the transport takes bytes
    closed,        ///< by the peer, or by a fault; nothing more will come
  };
  Outcome outcome;
  std::size_t count = 0;  ///< of a read or write that is done
};

/// The encrypted side.
class TlsTransport {
 public:
  static constexpr std::ptrdiff_t kNotNow = -1;
  static constexpr std::ptrdiff_t kBroken = -2;

  virtual ~TlsTransport() = default;
  /// Without waiting: how many bytes it took or gave, kNotNow or kBroken.
  virtual std::ptrdiff_t send(BytesView bytes) = 0;
  virtual std::ptrdiff_t receive(std::span<std::uint8_t> into) = 0;
};

/// Not to be used by two threads at once.
class TlsSession final {
 public:
  /// `transport` is borrowed. Ends the process when memory is exhausted.
  TlsSession(const ServerTls& tls, TlsTransport& transport);
  ~TlsSession();
  TlsSession(const TlsSession&) = delete;
  TlsSession& operator=(const TlsSession&) = delete;

  [[nodiscard]] TlsStep shake_hands();
  [[nodiscard]] TlsStep read(std::span<std::uint8_t> into);
  /// All or nothing of `data`, which is not empty.
  [[nodiscard]] TlsStep write(BytesView data);
  /// Sends close_notify; done when the peer's has come as well.
  [[nodiscard]] TlsStep say_goodbye();

 private:
  struct Free {
    void operator()(ssl_st* ssl) const;
  };
  [[nodiscard]] TlsStep step_of(int answer, std::size_t count = 0);

  std::unique_ptr<ssl_st, Free> ssl_;
};

}  // namespace chancery::crypto
