// For tests of this room only: the openssl program as a peer, and a folder to meet it in.
#pragma once

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/encoding.h"

namespace chancery::crypto {

class TestFolder final {
 public:
  TestFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "chancery-crypto-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  ~TestFolder() { std::filesystem::remove_all(path_); }

  [[nodiscard]] std::string file(const std::string& name) const { return path_ / name; }

  void write(const std::string& name, BytesView content) const {
    std::ofstream(file(name), std::ios::binary) << as_text(content);
  }

  [[nodiscard]] std::string read(const std::string& name) const {
    std::ifstream in(file(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  /// Runs `openssl ARGUMENTS` in this folder; whether it said yes.
  bool openssl(const std::string& arguments) {
    const std::string command =
        "cd " + path_.string() + " && openssl " + arguments + " 2>&1 </dev/null";
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"),
                                                     [](FILE*) { return 0; });
    output_.clear();
    std::array<char, 4096> buffer{};
    while (const std::size_t got = fread(buffer.data(), 1, buffer.size(), pipe.get())) {
      output_.append(buffer.data(), got);
    }
    return pclose(pipe.get()) == 0;
  }

  /// What the program said last.
  [[nodiscard]] const std::string& output() const { return output_; }

  /// The first PEM block of a file.
  [[nodiscard]] Bytes der(const std::string& name) const {
    return parse_pem(read(name)).value().front().der;
  }

 private:
  std::filesystem::path path_;
  std::string output_;
};

}  // namespace chancery::crypto
