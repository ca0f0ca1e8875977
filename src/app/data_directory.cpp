#include "app/data_directory.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/errors.h"

namespace chancery::app {
namespace {

std::unexpected<Error> unusable(const std::filesystem::path& path, std::string reason) {
  return std::unexpected(
      Error(kDataDirectoryUnusable, {{"directory", path.string()}, {"reason", std::move(reason)}}));
}

}  // namespace

DirectoryLock::~DirectoryLock() {
  if (descriptor_ >= 0) {
    ::close(descriptor_);
  }
}

Result<DataDirectory> DataDirectory::open(const std::filesystem::path& path) {
  std::error_code error;
  const auto absolute = std::filesystem::absolute(path, error);
  if (::mkdir(absolute.c_str(), 0700) != 0 && errno != EEXIST) {
    return unusable(path, std::strerror(errno));
  }
  struct stat info {};
  if (::stat(absolute.c_str(), &info) != 0 || !S_ISDIR(info.st_mode)) {
    return unusable(path, "it is not a directory");
  }
  if (info.st_uid != ::geteuid() || (info.st_mode & 077U) != 0) {
    return unusable(path, "it belongs to another user, or others may enter it (chmod 0700)");
  }
  return DataDirectory(absolute);
}

Result<DirectoryLock> DataDirectory::lock(std::string_view name) const {
  const auto file = path_ / (std::string(name) + ".lock");
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    return unusable(file, std::strerror(errno));
  }
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    ::close(descriptor);
    return fail(kDataDirectoryLocked, "directory", path_.string());
  }
  return DirectoryLock(descriptor);
}

}  // namespace chancery::app
