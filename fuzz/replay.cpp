// Gives every file of a seed corpus to a fuzz target, once, as a test: what `./dev fuzz` starts
// from holds in every build, with the compiler that ships. Argument: the corpus' folder.
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iostream>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

fs::path corpus_folder;

std::vector<fs::path> seeds() {
  std::vector<fs::path> files;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(corpus_folder, none)) {
    if (entry.is_regular_file()) {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// A block of just that size, so that a sanitizer sees one byte too far.
std::vector<char> read(const fs::path& file) {
  std::vector<char> bytes(fs::file_size(file));
  std::ifstream in(file, std::ios::binary);
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  EXPECT_EQ(in.gcount(), static_cast<std::streamsize>(bytes.size())) << file;
  return bytes;
}

TEST(Corpus, NoSeedBreaksTheParser) {
  const auto files = seeds();
  ASSERT_FALSE(files.empty()) << "there is no seed in " << corpus_folder;
  for (const auto& file : files) {
    std::cout << file.string() << std::endl;  // a target aborts, and the last line names the seed
    const auto bytes = read(file);
    EXPECT_EQ(
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()),
        0);
  }
}

}  // namespace

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  if (argc != 2) {
    std::cerr << "usage: " << argv[0] << " CORPUS\n";
    return 2;
  }
  corpus_folder = argv[1];
  return RUN_ALL_TESTS();
}
