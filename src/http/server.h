// The HTTP/1.1 server (RFC 9112), plain or over TLS: listeners, I/O threads, worker pool, limits.
// The HTTP library does not show through.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/executor.h"
#include "base/random.h"
#include "base/result.h"
#include "base/time.h"
#include "crypto/server_tls.h"
#include "http/router.h"
#include "observe/metrics.h"

namespace chancery::http {

/// Bounds on what a client can make the server hold, and for how long.
struct ServerLimits {
  std::size_t max_header = 16 * 1024;    ///< request line and fields together; more is 431
  std::size_t max_connections = 10'000;  ///< over all listeners; one more is answered 503, closed
  std::size_t max_queued = 1'024;        ///< requests that wait for a worker; one more is 503
  Duration header_timeout =
      std::chrono::seconds(10);                      ///< first byte to end of header; TLS handshake
  Duration body_timeout = std::chrono::seconds(30);  ///< end of header to end of body
  Duration idle_timeout = std::chrono::seconds(75);  ///< between two requests
  Duration write_timeout = std::chrono::seconds(30);  ///< for every 64 KiB of an answer
};

struct ServerSettings {
  unsigned io_threads = 0;  ///< 0: one per core
  unsigned workers = 16;
  ServerLimits limits = {};
};

/// Outside things that a server uses. All must outlive it.
struct ServerDependencies {
  const Clock& clock;
  Random& random;
  observe::Metrics& metrics;
  Executor& executor;  ///< of routes that run as tasks
};

/// Identifies a listener for `set_tls` and `port_of`.
struct ListenerId {
  std::size_t value;
};

class Server final {
 public:
  Server(ServerSettings settings, ServerDependencies dependencies);
  /// Stops without grace, and waits for handlers that still run as tasks: what they use may go
  /// afterwards.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Binds and accepts on every address of `host` (port 0: any free one). Requests are served from
  /// the moment of `start`. The router must outlive the server. Without `tls`: plain HTTP.
  /// Errors: kListenFailed (`address`, `reason`).
  [[nodiscard]] Result<ListenerId> listen(const std::string& host, std::uint16_t port,
                                          const Router& router);
  [[nodiscard]] Result<ListenerId> listen(const std::string& host, std::uint16_t port,
                                          const Router& router, crypto::ServerTls tls);

  /// The port that a listener is bound to.
  [[nodiscard]] std::uint16_t port_of(ListenerId listener) const;

  /// Starts the threads and returns.
  void start();

  /// New connections of that listener use `tls` from now on; others keep what they have.
  /// Precondition: it was made with TLS. Any thread.
  void set_tls(ListenerId listener, crypto::ServerTls tls);

  /// Accepts no more, closes idle connections, lets requests under way finish within `grace`, cuts
  /// the rest, and joins all threads. Answers sent later go nowhere. May be called again.
  void stop(Duration grace);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace chancery::http
