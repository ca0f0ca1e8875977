// For tests: the openssl program as the judge, and the files that it takes.
#pragma once

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace chancery::ca {

/// What a program said, and whether it was content.
struct Ran {
  int status = 0;
  std::string output;
};

/// What `openssl ARGUMENTS` says, run in `folder`.
inline Ran openssl(const std::filesystem::path& folder, const std::string& arguments) {
  const std::string command =
      "cd " + folder.string() + " && openssl " + arguments + " 2>&1 </dev/null";
  FILE* const pipe = popen(command.c_str(), "r");
  Ran ran;
  std::array<char, 4096> buffer{};
  while (const std::size_t got = fread(buffer.data(), 1, buffer.size(), pipe)) {
    ran.output.append(buffer.data(), got);
  }
  ran.status = pclose(pipe);
  return ran;
}

inline void write_file(const std::filesystem::path& path, std::string_view content) {
  std::ofstream(path, std::ios::binary) << content;
}

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace chancery::ca
