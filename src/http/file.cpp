#include "http/file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "http/errors.h"
#include "http/request.h"
#include "http/response.h"

namespace chancery::http {

namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Weak comparison (RFC 9110 section 8.8.3.2): "W/" does not count.
bool same_tag(std::string_view a, std::string_view b) {
  const auto strong = [](std::string_view tag) {
    return tag.starts_with("W/") ? tag.substr(2) : tag;
  };
  return strong(a) == strong(b);
}

}  // namespace

Result<std::shared_ptr<const File>> File::open(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) {
    return std::unexpected(Error(kFileUnavailable).log_only(path + ": " + std::strerror(errno)));
  }
  struct stat status {};
  if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
    ::close(descriptor);
    return std::unexpected(Error(kFileUnavailable).log_only(path + ": not a regular file"));
  }
  return std::shared_ptr<const File>(
      new File(descriptor, static_cast<std::uint64_t>(status.st_size)));
}

File::~File() {
  ::close(descriptor_);
}

std::size_t File::read(std::uint64_t offset, std::span<std::uint8_t> out) const {
  const ssize_t count = ::pread(descriptor_, out.data(), out.size(), static_cast<off_t>(offset));
  return count > 0 ? static_cast<std::size_t>(count) : 0;
}

bool not_modified(const Request& request, std::string_view etag) {
  std::string_view tags = request.header("If-None-Match").value_or("");
  while (!tags.empty()) {
    const std::string_view tag = tags.substr(0, tags.find(','));
    tags.remove_prefix(tag.size() + (tag.size() < tags.size() ? 1 : 0));
    if (trimmed(tag) == "*" || same_tag(trimmed(tag), etag)) {
      return true;
    }
  }
  return false;
}

Response respond_file(const Request& request, std::shared_ptr<const File> file,
                      std::string_view content_type, std::string_view etag) {
  Response response;
  response.headers.add("ETag", etag);
  if (not_modified(request, etag)) {
    response.status = 304;
    return response;
  }
  response.headers.add("Content-Type", content_type);
  response.body = Body(std::move(file));
  return response;
}

}  // namespace chancery::http
