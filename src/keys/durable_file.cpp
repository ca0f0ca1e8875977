#include "keys/durable_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/encoding.h"
#include "keys/errors.h"

namespace chancery::keys {
namespace {

constexpr std::size_t kMaxSize = 64UL * 1024;

class Descriptor final {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) {
      ::close(fd_);
    }
  }
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

std::unexpected<Error> storage_failed(std::string_view what, const std::filesystem::path& file) {
  return std::unexpected(
      Error(kKeyStorageFailed)
          .log_only(fmt::format("{} {}: {}", what, file.string(), std::strerror(errno))));
}

bool write_all(int fd, BytesView content) {
  while (!content.empty()) {
    const ssize_t written = ::write(fd, content.data(), content.size());
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written < 0) {
      return false;
    }
    content = content.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

Result<void> write_synced(const std::filesystem::path& file, BytesView content) {
  const Descriptor out(
      ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (out.get() < 0 || ::fchmod(out.get(), 0600) != 0 || !write_all(out.get(), content) ||
      ::fsync(out.get()) != 0) {
    return storage_failed("write", file);
  }
  return {};
}

Result<void> sync_folder(const std::filesystem::path& folder) {
  const Descriptor in(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (in.get() < 0 || ::fsync(in.get()) != 0) {
    return storage_failed("sync", folder);
  }
  return {};
}

std::filesystem::path folder_of(const std::filesystem::path& file) {
  return file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
}

Result<void> check_private(int fd) {
  struct stat status {};
  if (::fstat(fd, &status) != 0) {
    return storage_failed("stat", "the key file");
  }
  const unsigned mode = status.st_mode & 07777U;
  if (!S_ISREG(status.st_mode) || status.st_uid != ::geteuid() ||
      (mode != 0600U && mode != 0400U)) {
    return fail(kMasterKeyUnsafe,
                {{"mode", fmt::format("{:04o}", mode)}, {"owner", std::to_string(status.st_uid)}});
  }
  return {};
}

}  // namespace

Result<void> write_new_file(const std::filesystem::path& file, BytesView content, Random& random) {
  const std::filesystem::path folder = folder_of(file);
  const std::filesystem::path fresh = folder / (".new-" + to_hex(random.bytes(8)));
  auto written = write_synced(fresh, content);
  // link(2) and not rename(2): it refuses to replace.
  if (written && ::link(fresh.c_str(), file.c_str()) != 0) {
    written = errno == EEXIST ? Result<void>(fail(kKeyExists)) : storage_failed("link", file);
  }
  ::unlink(fresh.c_str());
  TRY(std::move(written));
  return sync_folder(folder);
}

Result<void> replace_file(const std::filesystem::path& file, BytesView content, Random& random) {
  const std::filesystem::path folder = folder_of(file);
  const std::string mark = to_hex(random.bytes(8));
  const std::filesystem::path fresh = folder / (".new-" + mark);
  const std::filesystem::path old = folder / (".old-" + mark);
  if (::link(file.c_str(), old.c_str()) != 0) {
    return errno == ENOENT ? Result<void>(fail(kKeyNotFound)) : storage_failed("link", file);
  }
  auto written = write_synced(fresh, content);
  if (written && ::rename(fresh.c_str(), file.c_str()) != 0) {
    written = storage_failed("rename", file);
  }
  if (!written) {
    ::unlink(fresh.c_str());
    ::unlink(old.c_str());
    return written;
  }
  TRY(sync_folder(folder));
  return destroy_file(old, random);
}

Result<void> destroy_file(const std::filesystem::path& file, Random& random) {
  const Descriptor out(::open(file.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW));
  struct stat status {};
  if (out.get() < 0 && errno == ENOENT) {
    return fail(kKeyNotFound);
  }
  if (out.get() < 0 || ::fstat(out.get(), &status) != 0) {
    return storage_failed("open", file);
  }
  const std::size_t size = std::min(static_cast<std::size_t>(status.st_size), kMaxSize);
  if (!write_all(out.get(), random.bytes(size)) || ::fsync(out.get()) != 0 ||
      ::unlink(file.c_str()) != 0) {
    return storage_failed("destroy", file);
  }
  return sync_folder(folder_of(file));
}

Result<Secret> read_whole_file(const std::filesystem::path& file, Guard guard) {
  const Descriptor in(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (in.get() < 0) {
    if (errno == ENOENT) {
      return fail(kKeyNotFound);
    }
    return errno == ELOOP && guard == Guard::private_file ? fail(kMasterKeyUnsafe)
                                                          : storage_failed("open", file);
  }
  if (guard == Guard::private_file) {
    TRY(check_private(in.get()));
  }
  Bytes buffer(kMaxSize + 1);
  std::size_t size = 0;
  while (size < buffer.size()) {
    const ssize_t got = ::read(in.get(), buffer.data() + size, buffer.size() - size);
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got <= 0) {
      if (got < 0) {
        return storage_failed("read", file);
      }
      Secret content(Bytes(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(size)));
      wipe(buffer);
      return content;
    }
    size += static_cast<std::size_t>(got);
  }
  errno = EFBIG;
  return storage_failed("read", file);
}

}  // namespace chancery::keys
