// One process of a linter, spoken to in frames over its standard input and output.
#pragma once

#include <memory>
#include <string>
#include <sys/types.h>

#include "base/bytes.h"
#include "base/result.h"
#include "linter/linter.h"
#include "net/deadline.h"

namespace chancery::linter {

/// The longest answer that is read.
inline constexpr std::size_t kMaxAnswer = std::size_t{1} << 20;

/// For one thread at a time. The process gets an empty environment, no file of ours but its two
/// pipes, and nothing on standard error. It is killed and waited for with the object.
///
/// After any error the object is of no more use: what the process says next could belong to an
/// earlier question.
class Child final {
 public:
  /// Starts `program` and reads its greeting. Errors: kLinterNotRunnable, and as exchange().
  [[nodiscard]] static Result<std::unique_ptr<Child>> start(const std::string& program,
                                                            net::Deadline deadline);
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// Sends one frame, gives the content of the one that answers. Errors: kLinterDied,
  /// kLinterTimeout; kLinterMalformed for a frame that is empty or longer than kMaxAnswer, and for
  /// anything said without being asked.
  [[nodiscard]] Result<Bytes> exchange(BytesView content, net::Deadline deadline);

  [[nodiscard]] const Version& version() const { return version_; }

 private:
  Child(pid_t pid, int in, int out) : pid_(pid), in_(in), out_(out) {}

  [[nodiscard]] Result<void> send(BytesView bytes, net::Deadline deadline) const;
  [[nodiscard]] Result<void> receive(std::span<std::uint8_t> bytes, net::Deadline deadline) const;
  [[nodiscard]] Result<Bytes> receive_frame(net::Deadline deadline) const;

  pid_t pid_;
  int in_;   ///< the process's standard input; not blocking
  int out_;  ///< ... output
  Version version_;
};

}  // namespace chancery::linter
