// For tests of this room only: files made by openssl, and the openssl program itself as a peer.
#pragma once

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/encoding.h"

namespace chancery::x509 {

inline Bytes hex(std::string_view text) {
  return from_hex(text).value();
}

/// A file of testdata/x509, which generate.sh there makes.
inline Bytes test_data(const std::string& name) {
  std::ifstream in(std::string(CHANCERY_SOURCE_DIR "/testdata/x509/") + name, std::ios::binary);
  EXPECT_TRUE(in) << name;
  return {std::istreambuf_iterator<char>(in), {}};
}

/// A folder of its own in which `openssl` runs.
class OpenSslPeer final {
 public:
  OpenSslPeer() {
    std::string name = (std::filesystem::temp_directory_path() / "chancery-x509-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  OpenSslPeer(const OpenSslPeer&) = delete;
  OpenSslPeer& operator=(const OpenSslPeer&) = delete;
  ~OpenSslPeer() { std::filesystem::remove_all(path_); }

  void write(const std::string& name, BytesView content) const {
    std::ofstream(path_ / name, std::ios::binary) << as_text(content);
  }

  [[nodiscard]] Bytes read(const std::string& name) const {
    std::ifstream in(path_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  /// Everything that `openssl ARGUMENTS` prints; a failure of the program is one of the test.
  std::string run(const std::string& arguments) const {
    const std::string command =
        "cd " + path_.string() + " && openssl " + arguments + " 2>&1 </dev/null";
    FILE* const pipe = popen(command.c_str(), "r");
    std::string output;
    std::array<char, 4096> buffer{};
    while (const std::size_t got = fread(buffer.data(), 1, buffer.size(), pipe)) {
      output.append(buffer.data(), got);
    }
    EXPECT_EQ(pclose(pipe), 0) << arguments << '\n' << output;
    return output;
  }

 private:
  std::filesystem::path path_;
};

/// `text` with every run of white space as one space, so that layouts do not matter.
inline std::string squeezed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool is_space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!is_space) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

/// The code of a Result's error, or "" when it holds a value.
template <class T>
std::string_view code_of(const Result<T>& result) {
  return result ? "" : result.error().code();
}

}  // namespace chancery::x509
