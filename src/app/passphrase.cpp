#include "app/passphrase.h"

#include <charconv>
#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include "app/errors.h"
#include "app/files.h"

namespace chancery::app {
namespace {

constexpr std::size_t kShortest = 12;
constexpr std::size_t kLongest = 1024;

Result<Secret> long_enough(Secret passphrase) {
  if (passphrase.size() < kShortest) {
    return fail(kPassphraseShort, "octets", std::to_string(kShortest));
  }
  return passphrase;
}

/// One octet at a time, so that nothing behind the line is taken.
Secret read_line(int descriptor) {
  Bytes line;
  line.reserve(kLongest);
  std::uint8_t octet = 0;
  while (line.size() < kLongest && ::read(descriptor, &octet, 1) == 1 && octet != '\n') {
    line.push_back(octet);
  }
  return Secret(std::move(line));
}

/// The terminal does not show what is typed while this lives.
class Blind final {
 public:
  explicit Blind(int terminal) : terminal_(terminal) {
    known_ = ::tcgetattr(terminal, &before_) == 0;
    termios blind = before_;
    blind.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    if (known_) {
      ::tcsetattr(terminal, TCSAFLUSH, &blind);
    }
  }
  Blind(const Blind&) = delete;
  Blind& operator=(const Blind&) = delete;
  ~Blind() {
    if (known_) {
      ::tcsetattr(terminal_, TCSAFLUSH, &before_);
    }
  }

 private:
  int terminal_;
  bool known_ = false;
  termios before_{};
};

Result<Secret> ask(const std::string& question) {
  const int terminal = ::open("/dev/tty", O_RDWR | O_CLOEXEC);
  if (terminal < 0) {
    return fail(kNoTerminal);
  }
  Secret line;
  {
    const Blind blind(terminal);
    (void)!::write(terminal, question.data(), question.size());
    line = read_line(terminal);
    (void)!::write(terminal, "\n", 1);
  }
  ::close(terminal);
  return line;
}

}  // namespace

Result<Secret> read_passphrase(const std::string& source) {
  if (!source.starts_with("fd:")) {
    return long_enough(TRY(read_secret_file(source)));
  }
  int descriptor = -1;
  const char* const end = source.data() + source.size();
  const auto [stop, error] = std::from_chars(source.data() + 3, end, descriptor);
  if (error != std::errc() || stop != end || descriptor < 0) {
    return fail(kArgumentMalformed,
                {{"argument", "--passphrase"}, {"seen", source}, {"expected", "FILE or fd:N"}});
  }
  return long_enough(read_line(descriptor));
}

Result<Secret> ask_passphrase(const std::string& question) {
  return long_enough(TRY(ask(question)));
}

Result<Secret> ask_new_passphrase() {
  Secret first = TRY(ask_passphrase("New passphrase: "));
  const Secret second = TRY(ask("Once more: "));
  if (!constant_time_equal(first.reveal(), second.reveal())) {
    return fail(kPassphrasesDiffer);
  }
  return first;
}

}  // namespace chancery::app
