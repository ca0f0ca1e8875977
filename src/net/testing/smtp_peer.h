// For tests: an SMTP server on loopback (RFC 5321) that takes mails, or answers as a test wants.
#pragma once

#include <fcntl.h>
#include <map>
#include <mutex>
#include <netinet/in.h>
#include <poll.h>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace chancery::net::testing {

/// One connection at a time.
class SmtpPeer final {
 public:
  SmtpPeer() {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof where;
    auto* address = reinterpret_cast<sockaddr*>(&where);
    if (::bind(listener_, address, size) != 0 || ::listen(listener_, 16) != 0 ||
        ::getsockname(listener_, address, &size) != 0 || ::pipe2(stop_, O_CLOEXEC) != 0) {
      throw std::runtime_error("smtp peer: cannot listen");
    }
    port_ = ntohs(where.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~SmtpPeer() {
    ::close(stop_[1]);
    thread_.join();
    ::close(stop_[0]);
    ::close(listener_);
  }
  SmtpPeer(const SmtpPeer&) = delete;
  SmtpPeer& operator=(const SmtpPeer&) = delete;

  [[nodiscard]] std::string url() const { return "smtp://127.0.0.1:" + std::to_string(port_); }

  /// In place of the usual answer to that verb ("MAIL", "RCPT", "DATA", "." after the data).
  void answer(const std::string& verb, const std::string& line) {
    const std::lock_guard lock(mutex_);
    answers_[verb] = line;
  }
  struct Taken {
    std::string from;
    std::string to;
    std::string message;  ///< with CRLF, dots as they were before the transfer
  };
  [[nodiscard]] std::vector<Taken> taken() const {
    const std::lock_guard lock(mutex_);
    return taken_;
  }

 private:
  void serve() {
    while (wait_readable(listener_)) {
      const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (fd >= 0) {
        buffer_.clear();
        converse(fd);
        ::close(fd);
      }
    }
  }
  bool wait_readable(int fd) {
    pollfd wait[] = {{fd, POLLIN, 0}, {stop_[0], POLLIN, 0}};
    return ::poll(wait, 2, -1) > 0 && wait[1].revents == 0;
  }
  bool read_line(int fd, std::string& line) {
    std::size_t end = 0;
    while ((end = buffer_.find("\r\n")) == std::string::npos) {
      char bytes[4096];
      const auto got = wait_readable(fd) ? ::recv(fd, bytes, sizeof bytes, 0) : 0;
      if (got <= 0) {
        return false;
      }
      buffer_.append(bytes, static_cast<std::size_t>(got));
    }
    line = buffer_.substr(0, end);
    buffer_.erase(0, end + 2);
    return true;
  }
  static void say(int fd, const std::string& line) {
    (void)::send(fd, (line + "\r\n").data(), line.size() + 2, MSG_NOSIGNAL);
  }
  std::string answer_to(const std::string& verb, const std::string& usual) const {
    const std::lock_guard lock(mutex_);
    const auto found = answers_.find(verb);
    return found == answers_.end() ? usual : found->second;
  }
  void converse(int fd) {
    say(fd, "220 peer");
    Taken mail;
    for (std::string line; read_line(fd, line);) {
      const std::string verb = line.substr(0, 4);
      const bool is_data = verb == "DATA";
      const std::string reply = answer_to(verb, is_data ? "354 go on" : "250 ok");
      (verb == "MAIL" ? mail.from : verb == "RCPT" ? mail.to : other_) = line;
      say(fd, reply);
      if (verb == "QUIT") {
        return;
      }
      if (is_data && reply.starts_with("354") && !take_message(fd, mail)) {
        return;
      }
    }
  }
  bool take_message(int fd, Taken& mail) {
    mail.message.clear();
    for (std::string line; read_line(fd, line);) {
      if (line == ".") {
        const std::string reply = answer_to(".", "250 taken");
        if (reply.starts_with("250")) {
          const std::lock_guard lock(mutex_);
          taken_.push_back(mail);
        }
        say(fd, reply);
        return true;
      }
      mail.message += (line.starts_with('.') ? line.substr(1) : line) + "\r\n";
    }
    return false;
  }

  int listener_ = -1;
  int stop_[2] = {-1, -1};
  std::uint16_t port_ = 0;
  std::string buffer_;
  std::string other_;
  mutable std::mutex mutex_;
  std::map<std::string, std::string> answers_;
  std::vector<Taken> taken_;
  std::thread thread_;
};

}  // namespace chancery::net::testing
