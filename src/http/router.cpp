#include "http/router.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <future>

#include "http/errors.h"
#include "http/invoke.h"
#include "http/problem.h"

namespace chancery::http {

namespace {

constexpr std::size_t kMethodCount = static_cast<std::size_t>(Method::other);
constexpr std::size_t kMostCaptures = 8;

[[noreturn]] void end_process(std::string_view what, std::string_view pattern) {
  fmt::print(stderr, "router: {}: {}\n", what, pattern);
  std::abort();
}

/// Cuts the first segment and the '/' behind it off `rest`; tells whether there was such a '/'.
std::string_view take_segment(std::string_view& rest, bool& more) {
  const auto slash = rest.find('/');
  more = slash != std::string_view::npos;
  const std::string_view segment = rest.substr(0, slash);
  rest.remove_prefix(more ? slash + 1 : rest.size());
  return segment;
}

bool segment_is(std::string_view raw, std::string_view literal) {
  if (raw.find('%') == std::string_view::npos) {
    return raw == literal;
  }
  const auto decoded = percent_decode(raw);
  return decoded && *decoded == literal;
}

bool is_literal(std::string_view segment) {
  return segment.find_first_of("{}*") == std::string_view::npos;
}

bool is_capture(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}' &&
         is_literal(segment.substr(1, segment.size() - 2));
}

bool is_catch_all(std::string_view segment) {
  return segment.size() > 3 && segment.front() == '{' && segment.ends_with("*}") &&
         is_literal(segment.substr(1, segment.size() - 3));
}

/// What a test waits for in place of a connection.
class WaitingSink final : public ResponseSink {
 public:
  explicit WaitingSink(Request request) : request_(std::move(request)) {}
  const Request& request() const override { return request_; }
  void deliver(Response response) override { answer_.set_value(std::move(response)); }
  Response wait() { return answer_.get_future().get(); }

 private:
  Request request_;
  std::promise<Response> answer_;
};

}  // namespace

/// A position in the tree of segments.
struct Router::Node {
  struct Child {
    std::string name;  ///< the literal, or the name of what is captured
    std::unique_ptr<Node> node;
  };
  std::vector<Child> literals;
  std::vector<Child> captures;    ///< one for each name in use here
  std::vector<Child> catch_alls;  ///< likewise
  std::array<const Route*, kMethodCount> routes{};

  [[nodiscard]] bool has_routes() const {
    return std::ranges::any_of(routes, [](const Route* route) { return route != nullptr; });
  }

  static Node& child(std::vector<Child>& children, std::string_view name) {
    const auto found = std::ranges::find(children, name, &Child::name);
    if (found != children.end()) {
      return *found->node;
    }
    return *children.emplace_back(std::string(name), std::make_unique<Node>()).node;
  }
};

/// One walk through the tree, with what was captured on the way to where it stands.
struct Router::Search {
  Method method;
  std::array<std::pair<std::string_view, std::string_view>, kMostCaptures> captured{};
  std::size_t captured_count = 0;
  std::array<bool, kMethodCount> allowed{};

  const Route* at_end(const Node& node) {
    for (std::size_t i = 0; i < kMethodCount; ++i) {
      allowed.at(i) |= node.routes.at(i) != nullptr;
    }
    return method == Method::other ? nullptr : node.routes.at(static_cast<std::size_t>(method));
  }

  const Route* through(const Node::Child& child, std::string_view value, std::string_view rest,
                       bool more) {
    if (captured_count == kMostCaptures) {
      return nullptr;
    }
    captured.at(captured_count++) = {child.name, value};
    const Route* route = more ? below(*child.node, rest) : at_end(*child.node);
    captured_count -= route == nullptr ? 1 : 0;
    return route;
  }

  /// `rest` is what follows the '/' at `node`. Depth is bounded by that of the patterns.
  const Route* below(const Node& node, std::string_view rest) {
    bool more = false;
    std::string_view behind = rest;
    const std::string_view segment = take_segment(behind, more);
    bool is_known = false;  // the literal is a resource of its own, whatever its methods
    for (const Node::Child& child : node.literals) {
      if (segment_is(segment, child.name)) {
        if (const Route* route = more ? below(*child.node, behind) : at_end(*child.node)) {
          return route;
        }
        is_known = !more && child.node->has_routes();
      }
    }
    for (const Node::Child& child : node.captures) {
      const bool fits = !segment.empty() && !is_known;
      const Route* route = fits ? through(child, segment, behind, more) : nullptr;
      if (route != nullptr) {
        return route;
      }
    }
    for (const Node::Child& child : node.catch_alls) {
      if (const Route* route = through(child, rest, {}, false)) {
        return route;
      }
    }
    return nullptr;
  }

  std::string allow() const {
    std::string methods;
    for (std::size_t i = 0; i < kMethodCount; ++i) {
      const auto candidate = static_cast<Method>(i);
      const bool head_of_get =
          candidate == Method::head && allowed.at(static_cast<std::size_t>(Method::get));
      if (allowed.at(i) || head_of_get) {
        methods += (methods.empty() ? "" : ", ") + std::string(to_text(candidate));
      }
    }
    return methods;
  }
};

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;

Router::Node& Router::node_for(std::string_view pattern) {
  if (!pattern.starts_with('/')) {
    end_process("a pattern starts with '/'", pattern);
  }
  Node* node = root_.get();
  std::string_view rest = pattern.substr(1);
  for (bool more = true; more;) {
    const std::string_view segment = take_segment(rest, more);
    if (is_literal(segment)) {
      node = &Node::child(node->literals, segment);
    } else if (is_capture(segment)) {
      node = &Node::child(node->captures, segment.substr(1, segment.size() - 2));
    } else if (is_catch_all(segment) && !more) {
      node = &Node::child(node->catch_alls, segment.substr(1, segment.size() - 3));
    } else {
      end_process("a segment is text, {name}, or {name*} at the end", pattern);
    }
  }
  return *node;
}

void Router::insert(Method method, std::string_view pattern,
                    std::variant<Handler, AsyncHandler> handler, RouteOptions options) {
  const Route*& slot = node_for(pattern).routes.at(static_cast<std::size_t>(method));
  if (slot != nullptr) {
    end_process("this method of this pattern was added before", pattern);
  }
  routes_.push_back(std::make_unique<Route>(
      Route{method, std::string(pattern), std::move(handler), options, routes_.size()}));
  slot = routes_.back().get();
}

void Router::add(Method method, std::string_view pattern, Handler handler, RouteOptions options) {
  insert(method, pattern, std::move(handler), options);
}

void Router::add_async(Method method, std::string_view pattern, AsyncHandler handler,
                       RouteOptions options) {
  insert(method, pattern, std::move(handler), options);
}

Result<const Route*> Router::find(Request& request) const {
  request.parameters.clear();
  const std::string_view path = request.path();
  if (!path.starts_with('/')) {
    return fail(kNoSuchResource);
  }
  Search search{.method = request.method};
  const Route* route = search.below(*root_, path.substr(1));
  if (route == nullptr && request.method == Method::head) {
    search.method = Method::get;
    route = search.below(*root_, path.substr(1));
  }
  if (route == nullptr) {
    const std::string allow = search.allow();
    return allow.empty() ? fail(kNoSuchResource) : fail(kMethodNotAllowed, "allow", allow);
  }
  for (std::size_t i = 0; i < search.captured_count; ++i) {
    const auto [name, raw] = search.captured.at(i);
    request.parameters.emplace_back(name, TRY(percent_decode(raw)));
  }
  return route;
}

Response Router::serve(Request request) const {
  const auto route = find(request);
  if (!route) {
    return problem(route.error(), request);
  }
  const auto sink = std::make_shared<WaitingSink>(std::move(request));
  if (const auto* handler = std::get_if<Handler>(&(*route)->handler)) {
    return run_handler(*handler, sink->request());
  }
  run_handler(std::get<AsyncHandler>((*route)->handler), sink->request(), Responder(sink));
  return sink->wait();
}

std::vector<const Route*> Router::routes() const {
  std::vector<const Route*> all;
  std::ranges::transform(routes_, std::back_inserter(all), [](const auto& r) { return r.get(); });
  return all;
}

}  // namespace chancery::http
