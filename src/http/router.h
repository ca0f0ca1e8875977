// From method and path to a handler.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "http/request.h"
#include "http/responder.h"
#include "http/response.h"

namespace chancery::http {

/// Returns the answer. May block when the route runs on a worker.
using Handler = std::function<Response(const Request&)>;

/// Arranges that `Responder::send` is called, and returns without waiting for that.
using AsyncHandler = std::function<void(const Request&, Responder)>;

enum class RunOn : std::uint8_t {
  worker,     ///< a thread of the pool; the handler may block and compute
  task,       ///< the executor, whose threads are few: for handlers that compute, and read at most
  io_thread,  ///< the connection's own thread: for answers from memory in a few microseconds
};

struct RouteOptions {
  RunOn run_on = RunOn::worker;
  std::size_t max_body = 64 * 1024;              ///< bytes; more is answered 413 and never stored
  Duration deadline = std::chrono::seconds(30);  ///< from the end of the head to the answer
  bool log_success = true;  ///< false: answers below 400 are counted, not logged
};

/// For cache hits: on the I/O thread, and not logged when they succeed.
inline constexpr RouteOptions kFast{.run_on = RunOn::io_thread, .log_success = false};

/// One method of one pattern. Lives as long as its router.
struct Route {
  Method method;
  std::string pattern;
  std::variant<Handler, AsyncHandler> handler;
  RouteOptions options;
  std::size_t index;  ///< its place in Router::routes()
};

/// Patterns consist of segments: literal text, `{name}` for exactly one non-empty segment, or, at
/// the end only, `{name*}` for everything that follows, possibly empty. Literals win over `{name}`,
/// for every method when the path ends there: what stands at "/things/export" is no `{id}` for
/// others. `{name}` wins over `{name*}`. Segments are compared percent-decoded; captured text is
/// decoded. "." and ".." are text like any other, so nothing climbs. A GET route answers HEAD too.
class Router final {
 public:
  Router();
  ~Router();
  Router(const Router&) = delete;
  Router& operator=(const Router&) = delete;

  /// Preconditions (the process ends otherwise): `pattern` is well-formed and not added before for
  /// this method. Not to be called once a server listens with this router.
  void add(Method method, std::string_view pattern, Handler handler, RouteOptions options = {});
  void add_async(Method method, std::string_view pattern, AsyncHandler handler,
                 RouteOptions options = {});

  /// Finds the route and fills `request.parameters`. Errors: kNoSuchResource; kMethodNotAllowed
  /// with the parameter `allow`; kTargetMalformed.
  [[nodiscard]] Result<const Route*> find(Request& request) const;

  /// Runs the request's handler here and waits for its answer, without a socket and without the
  /// pipeline. For tests of doors; errors become problem documents as in the server.
  [[nodiscard]] Response serve(Request request) const;

  /// Every route, in the order of adding: to compare with a published API description.
  [[nodiscard]] std::vector<const Route*> routes() const;

 private:
  struct Node;
  struct Search;

  Node& node_for(std::string_view pattern);
  void insert(Method method, std::string_view pattern, std::variant<Handler, AsyncHandler> handler,
              RouteOptions options);

  std::unique_ptr<Node> root_;
  std::vector<std::unique_ptr<Route>> routes_;
};

}  // namespace chancery::http
