// Many HTTP requests at once to servers that the operator chose, without a thread for each
// (RFC 9110), over libcurl.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "net/deadline.h"
#include "net/http_url.h"

namespace chancery::net {

/// The body is shared, for it often goes to several servers.
struct PostRequest {
  HttpUrl url;
  std::string content_type;
  std::shared_ptr<const std::string> body;
  std::size_t max_answer = 16'384;
  Duration connect_timeout{5000};
};

struct PostReply {
  int status = 0;
  /// Of a Retry-After header in seconds; one that holds a date is passed over.
  std::optional<std::chrono::seconds> retry_after;
  Bytes body;
};

struct HttpPosterSettings {
  std::string user_agent;
  /// PEM file of the roots that a https server's certificate must lead to; "" means the system's.
  std::string ca_file;
  std::size_t max_waiting = 2048;    ///< requests under way; one more is kHttpBusy
  long max_connections_to_one = 64;  ///< per server; requests beyond wait for one
};

/// Safe for many threads. One thread moves the bytes of all requests; connections are kept and used
/// again. For servers out of the configuration only: no address filter looks at where they are (see
/// HttpFetcher for others). Certificates and host names of https servers ARE checked; no redirect
/// is followed, no proxy of the environment used.
class HttpPoster final {
 public:
  /// Told once, on this object's thread: it must be quick and not throw.
  using Done = std::move_only_function<void(Result<PostReply>)>;

  /// The thread is made at the first request.
  explicit HttpPoster(HttpPosterSettings settings);
  ~HttpPoster();
  HttpPoster(const HttpPoster&) = delete;
  HttpPoster& operator=(const HttpPoster&) = delete;

  /// Errors, through `done`: kHttpTimeout at the deadline, however slowly bytes still drip;
  /// kConnectFailed, kConnectTimeout, kHttpTlsFailed, kHttpFailed, kHttpHeadersTooLarge,
  /// kHttpAnswerTooLarge; kHttpBusy and kHttpStopped, both at once and on this thread.
  void post(PostRequest request, Deadline deadline, Done done);

  /// Ends what is under way with kHttpStopped, and refuses what comes. May be called again.
  void stop();

 private:
  struct Transfer;
  class Loop;
  using TransferPtr = std::unique_ptr<Transfer>;

  [[nodiscard]] Result<void> accept(TransferPtr& transfer);

  const HttpPosterSettings settings_;
  std::mutex mutex_;
  std::vector<TransferPtr> arrived_;  // guarded by mutex_
  bool stopping_ = false;             // guarded by mutex_
  std::atomic<std::size_t> waiting_ = 0;
  std::unique_ptr<Loop> loop_;          // guarded by mutex_ until it is made
  std::optional<std::jthread> thread_;  ///< last: it uses everything above
};

}  // namespace chancery::net
