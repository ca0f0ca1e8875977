// Files as response bodies, and conditional requests (RFC 9110 section 13).
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace chancery::http {

struct Request;
struct Response;

/// An open file and its size when it was opened. A writer that replaces the file by rename does not
/// disturb it; one that shortens it in place breaks the answer off.
class File final {
 public:
  /// Errors: kFileUnavailable when there is no regular file at `path` that can be read.
  [[nodiscard]] static Result<std::shared_ptr<const File>> open(const std::string& path);
  ~File();
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  [[nodiscard]] std::uint64_t size() const { return size_; }
  /// Fills `out` from `offset`; the count read, 0 at the end or on an error. Any thread.
  [[nodiscard]] std::size_t read(std::uint64_t offset, std::span<std::uint8_t> out) const;

 private:
  File(int descriptor, std::uint64_t size) : descriptor_(descriptor), size_(size) {}
  int descriptor_;
  std::uint64_t size_;
};

/// True when If-None-Match names `etag` (weak comparison) or is "*": answer 304. `etag` is the
/// quoted form, `"abc"`.
[[nodiscard]] bool not_modified(const Request& request, std::string_view etag);

/// 200 with the body, or 304 without, both with ETag. The caller adds Cache-Control and the like.
[[nodiscard]] Response respond_file(const Request& request, std::shared_ptr<const File> file,
                                    std::string_view content_type, std::string_view etag);

}  // namespace chancery::http
