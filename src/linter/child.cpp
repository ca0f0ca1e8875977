#include "linter/child.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "linter/answers.h"
#include "linter/errors.h"

namespace chancery::linter {
namespace {

struct Pipe {
  int read = -1;
  int write = -1;

  Pipe() = default;
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    for (const int fd : {read, write}) {
      if (fd >= 0) {
        ::close(fd);
      }
    }
  }
  /// A pair of sockets rather than a pipe: a process that has died is then an error of send(),
  /// not a signal that ends this one.
  [[nodiscard]] bool open() {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
      return false;
    }
    read = ends[0];
    write = ends[1];
    return true;
  }
};

/// What the child starts with.
class SpawnPlan final {
 public:
  SpawnPlan(int in, int out) {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawn_file_actions_adddup2(&actions_, in, STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions_, out, STDOUT_FILENO);
    ::posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
    ::posix_spawnattr_init(&attributes_);
    // Signals as in a fresh process, and none of those that a terminal sends to us.
    sigset_t none;
    sigset_t all;
    ::sigemptyset(&none);
    ::sigfillset(&all);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    ::posix_spawnattr_setsigdefault(&attributes_, &all);
    ::posix_spawnattr_setpgroup(&attributes_, 0);
    ::posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;
  ~SpawnPlan() {
    ::posix_spawnattr_destroy(&attributes_);
    ::posix_spawn_file_actions_destroy(&actions_);
  }

  /// An errno, or 0.
  [[nodiscard]] int spawn(const std::string& program, pid_t& pid) const {
    std::string name = program;
    char* const arguments[] = {name.data(), nullptr};
    char* const environment[] = {nullptr};
    return ::posix_spawn(&pid, program.c_str(), &actions_, &attributes_, arguments, environment);
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

void set_nonblocking(int fd) {
  ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK);
}

/// Until `fd` is ready, or closed at the other end.
Result<void> wait_for(int fd, short events, net::Deadline deadline) {
  for (;;) {
    const auto left = deadline.remaining();
    pollfd wait{fd, events, 0};
    const int ready = left.count() > 0 ? ::poll(&wait, 1, static_cast<int>(left.count())) : 0;
    if (ready > 0) {
      return {};
    }
    if (ready == 0) {
      return fail(kLinterTimeout);
    }
    if (errno != EINTR) {
      return fail(kLinterDied);
    }
  }
}

bool has_something_to_say(int fd) {
  pollfd look{fd, POLLIN, 0};
  return ::poll(&look, 1, 0) > 0 && (look.revents & POLLIN) != 0;
}

bool should_wait() {
  return errno == EAGAIN || errno == EINTR;
}

}  // namespace

Result<std::unique_ptr<Child>> Child::start(const std::string& program, net::Deadline deadline) {
  Pipe in;
  Pipe out;
  pid_t pid = -1;
  const int fault =
      in.open() && out.open() ? SpawnPlan(in.read, out.write).spawn(program, pid) : errno;
  if (fault != 0) {
    return std::unexpected(
        Error(kLinterNotRunnable).log_only(program + ": " + std::strerror(fault)));
  }
  set_nonblocking(in.write);
  set_nonblocking(out.read);
  std::unique_ptr<Child> child(
      new Child(pid, std::exchange(in.write, -1), std::exchange(out.read, -1)));
  // The child's own ends are closed here, or its death would not be seen.
  ::close(std::exchange(in.read, -1));
  ::close(std::exchange(out.write, -1));
  const Bytes greeting = TRY(child->receive_frame(deadline));
  child->version_ = TRY(parse_greeting(as_text(greeting)));
  return child;
}

Child::~Child() {
  ::close(in_);
  ::close(out_);
  ::kill(pid_, SIGKILL);
  while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

Result<void> Child::send(BytesView bytes, net::Deadline deadline) const {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(in_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent > 0) {
      bytes = bytes.subspan(static_cast<std::size_t>(sent));
    } else if (should_wait()) {
      TRY(wait_for(in_, POLLOUT, deadline));
    } else {
      return fail(kLinterDied);
    }
  }
  return {};
}

Result<void> Child::receive(std::span<std::uint8_t> bytes, net::Deadline deadline) const {
  while (!bytes.empty()) {
    TRY(wait_for(out_, POLLIN, deadline));
    const ssize_t got = ::read(out_, bytes.data(), bytes.size());
    if (got > 0) {
      bytes = bytes.subspan(static_cast<std::size_t>(got));
    } else if (got == 0 || !should_wait()) {
      return fail(kLinterDied);
    }
  }
  return {};
}

Result<Bytes> Child::receive_frame(net::Deadline deadline) const {
  std::uint8_t header[4];
  TRY(receive(header, deadline));
  std::size_t length = 0;
  for (const std::uint8_t octet : header) {
    length = length << 8U | octet;
  }
  if (length == 0 || length > kMaxAnswer) {
    return fail(kLinterMalformed, "length", std::to_string(length));
  }
  Bytes content(length);
  TRY(receive(content, deadline));
  return content;
}

Result<Bytes> Child::exchange(BytesView content, net::Deadline deadline) {
  if (has_something_to_say(out_)) {
    return fail(kLinterMalformed, "reason", "spoke without being asked");
  }
  Bytes frame;
  frame.reserve(4 + content.size());
  for (const unsigned shift : {24U, 16U, 8U, 0U}) {
    frame.push_back(static_cast<std::uint8_t>(content.size() >> shift));
  }
  append(frame, content);
  TRY(send(frame, deadline));
  return receive_frame(deadline);
}

}  // namespace chancery::linter
