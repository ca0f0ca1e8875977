#include "app/files.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sys/stat.h>
#include <unistd.h>

#include "app/errors.h"

namespace chancery::app {
namespace {

std::unexpected<Error> file_failure(const ErrorKind& kind, const std::filesystem::path& path) {
  return std::unexpected(Error(kind, {{"file", path.string()}, {"reason", std::strerror(errno)}}));
}

Result<std::string> read_stream(std::istream& in, const std::filesystem::path& path,
                                std::size_t limit) {
  std::string content(limit + 1, '\0');
  in.read(content.data(), static_cast<std::streamsize>(content.size()));
  content.resize(static_cast<std::size_t>(in.gcount()));
  if (content.size() > limit) {
    return fail(kFileUnreadable, {{"file", path.string()}, {"reason", "it is too large"}});
  }
  return content;
}

bool write_all(int descriptor, std::string_view content) {
  while (!content.empty()) {
    const ssize_t wrote = ::write(descriptor, content.data(), content.size());
    if (wrote < 0) {
      return false;
    }
    content.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return ::fsync(descriptor) == 0;
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path, std::size_t limit) {
  if (path == "-") {
    return read_stream(std::cin, path, limit);
  }
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    return file_failure(kFileUnreadable, path);
  }
  return read_stream(in, path, limit);
}

Result<Secret> read_secret_file(const std::filesystem::path& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) {
    return file_failure(kFileUnreadable, path);
  }
  if ((info.st_mode & 077U) != 0 || info.st_uid != ::geteuid()) {
    return fail(kFileUnreadable,
                {{"file", path.string()}, {"reason", "it must be yours, with mode 0600"}});
  }
  std::string content = TRY(read_file(path, 4096));
  Secret secret(content.substr(0, content.find('\n')));
  wipe({reinterpret_cast<std::uint8_t*>(content.data()), content.size()});
  return secret;
}

Result<void> write_file(const std::filesystem::path& path, std::string_view content) {
  std::string temporary = path.string() + ".XXXXXX";
  const int descriptor = ::mkostemp(temporary.data(), O_CLOEXEC);
  if (descriptor < 0) {
    return file_failure(kFileFailed, path);
  }
  const bool wrote = write_all(descriptor, content);
  ::close(descriptor);
  if (!wrote || ::rename(temporary.c_str(), path.c_str()) != 0) {
    auto failure = file_failure(kFileFailed, path);
    ::unlink(temporary.c_str());
    return failure;
  }
  const int folder = ::open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder >= 0) {
    (void)::fsync(folder);
    ::close(folder);
  }
  return {};
}

}  // namespace chancery::app
