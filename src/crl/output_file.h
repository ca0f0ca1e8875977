// A file that appears whole or not at all: written beside its place, synced, then renamed.
#pragma once

#include <filesystem>
#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace chancery::crl {

/// How names of files begin that are not published yet.
inline constexpr const char* kUnfinished = ".new-";

/// Removes what it wrote unless `publish` succeeded. For one thread.
class OutputFile final {
 public:
  /// Opens a new file in `folder`. Errors: kCrlFileFailed.
  [[nodiscard]] static Result<OutputFile> create(const std::filesystem::path& folder);
  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&&) = delete;
  ~OutputFile();

  /// Appends. Errors: kCrlFileFailed.
  [[nodiscard]] Result<void> write(BytesView bytes);

  /// Appends all of `other`, in the kernel where it can. Errors: kCrlFileFailed.
  [[nodiscard]] Result<void> append(const OutputFile& other);

  /// Calls `sink(BytesView) -> Result<void>` with the file's bytes from `at` on, in order.
  /// Errors: kCrlFileFailed, the sink's.
  template <class Sink>
  [[nodiscard]] Result<void> read_from(std::uint64_t at, Sink&& sink) const {
    Bytes buffer(kChunk);
    while (at < size_) {
      const std::size_t got = TRY(read_at(at, buffer));
      TRY(sink(BytesView(buffer).first(got)));
      at += got;
    }
    return {};
  }

  /// Syncs, and renames to `name` in the folder. Errors: kCrlFileFailed.
  [[nodiscard]] Result<void> publish(const std::string& name);

  [[nodiscard]] std::uint64_t size() const { return size_; }

 private:
  static constexpr std::size_t kChunk = 256 * 1024;

  OutputFile(int descriptor, std::filesystem::path path)
      : descriptor_(descriptor), path_(std::move(path)) {}
  [[nodiscard]] Result<std::size_t> read_at(std::uint64_t at, Bytes& buffer) const;

  int descriptor_;
  std::filesystem::path path_;  ///< empty once published
  std::uint64_t size_ = 0;
};

}  // namespace chancery::crl
