#include "net/unbound_engine.h"

#include <condition_variable>
#include <mutex>
#include <poll.h>
#include <sys/eventfd.h>

#include "net/errors.h"

namespace chancery::net {
namespace {

constexpr int kClassIn = 1;

// One question under way. The library holds it through `self` until it calls back or until the
// caller cancels; the caller holds it too, so whoever comes last frees it.
struct Lookup {
  std::mutex mutex;
  std::condition_variable done;
  bool finished = false;
  int error = 0;
  UbResult result;
  std::shared_ptr<Lookup> self;
};

void finish(void* data, int error, ub_result* result) {
  const auto lookup = std::move(static_cast<Lookup*>(data)->self);
  const std::lock_guard lock(lookup->mutex);
  lookup->result.reset(result);
  lookup->error = error;
  lookup->finished = true;
  lookup->done.notify_one();
}

bool await_finished(Lookup& lookup, Deadline deadline) {
  std::unique_lock lock(lookup.mutex);
  return lookup.done.wait_until(lock, deadline.at(), [&] { return lookup.finished; });
}

ErrorParameters question(const QueryName& name, RecordType type) {
  return {{"name", name.text()}, {"type", std::string(to_text(type))}};
}

Error gave_up(int code, const QueryName& name, RecordType type) {
  return Error(kDnsServfail, question(name, type)).log_only(ub_strerror(code));
}

}  // namespace

UnboundResolver::Engine::Engine(UbContext context, bool validates, Socket stop)
    : context_(std::move(context)), validates_(validates), stop_(std::move(stop)) {
  pump_ = std::thread([this] { pump(); });
}

Result<std::unique_ptr<UnboundResolver::Engine>> UnboundResolver::Engine::make(
    const ResolverSettings& settings, Time now) {
  auto context = TRY(make_unbound_context(settings, now));
  Socket stop(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (stop.fd() < 0) {
    return fail(kResolverSetup, "reason", "no file descriptor left");
  }
  const bool validates = !std::holds_alternative<NoAnchor>(settings.trust_anchor);
  return std::unique_ptr<Engine>(new Engine(std::move(context), validates, std::move(stop)));
}

UnboundResolver::Engine::~Engine() {
  ::eventfd_write(stop_.fd(), 1);
  pump_.join();
}

void UnboundResolver::Engine::pump() {
  pollfd wait[] = {{.fd = ub_fd(context_.get()), .events = POLLIN, .revents = 0},
                   {.fd = stop_.fd(), .events = POLLIN, .revents = 0}};
  while ((wait[1].revents & POLLIN) == 0) {
    if (::poll(wait, 2, -1) > 0 && wait[0].revents != 0) {
      ub_process(context_.get());
    }
  }
}

Result<UbResult> UnboundResolver::Engine::resolve(const QueryName& name, RecordType type,
                                                  Deadline deadline) {
  const auto lookup = std::make_shared<Lookup>();
  lookup->self = lookup;
  int id = 0;
  const int refused = ub_resolve_async(context_.get(), name.text().c_str(), static_cast<int>(type),
                                       kClassIn, lookup.get(), finish, &id);
  if (refused != 0) {
    lookup->self.reset();
    return std::unexpected(gave_up(refused, name, type));
  }
  if (!await_finished(*lookup, deadline)) {
    if (ub_cancel(context_.get(), id) == 0) {
      lookup->self.reset();  // finish() will not be called any more
    }
    return fail(kDnsTimeout, question(name, type));
  }
  if (lookup->error != 0 || !lookup->result) {
    return std::unexpected(gave_up(lookup->error, name, type));
  }
  return std::move(lookup->result);
}

}  // namespace chancery::net
