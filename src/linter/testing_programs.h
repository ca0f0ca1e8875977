// For tests: programs that behave as linters do, or as they should not.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "net/testing/temporary_folder.h"

namespace chancery::linter {

/// A folder with little programs that greet as a linter, then do `body` (Python) forever. In it,
/// `frame()` reads a question, `say(text)` answers, `first` tells whether this is the first
/// process.
class Programs final {
 public:
  std::string make(const std::string& body) {
    const std::string path = folder_.file("linter" + std::to_string(++count_));
    std::ofstream file(path);
    file << "#!/usr/bin/python3 -IS\n"
            "import os, sys, time\n"
            "mark = __file__ + '.ran'\n"
            "first = not os.path.exists(mark)\n"
            "open(mark, 'a').write('x')\n"
            "out = sys.stdout.buffer\n"
            "def raw(data):\n"
            "    out.write(data); out.flush()\n"
            "def say(text):\n"
            "    raw(len(text).to_bytes(4, 'big') + text.encode())\n"
            "def frame():\n"
            "    head = sys.stdin.buffer.read(4)\n"
            "    if len(head) < 4: sys.exit(0)\n"
            "    return sys.stdin.buffer.read(int.from_bytes(head, 'big'))\n"
            "say('{\"linter\":\"zlint\",\"version\":\"v3.7.3\",\"released\":\"2026-10-25T16:45:"
            "24Z\"}')\n"
            "while True:\n"
         << body;
    file.close();
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    last_ = path;
    return path;
  }

  /// How many processes of the program made last there have been.
  [[nodiscard]] std::size_t processes() const {
    const std::string mark = last_ + ".ran";
    return std::filesystem::exists(mark) ? std::filesystem::file_size(mark) : 0;
  }

 private:
  net::testing::TemporaryFolder folder_;
  std::string last_;
  int count_ = 0;
};

inline const std::string kFindsNothing = "    frame(); say('{}')\n";
inline const std::string kFindsAFault =
    "    frame(); say('{\"findings\":[{\"lint\":\"e_one\",\"severity\":\"error\",'\n"
    "                 '\"citation\":\"BR 7\",\"detail\":\"bad\"}]}')\n";

}  // namespace chancery::linter
