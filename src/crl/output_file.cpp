#include "crl/output_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "crl/errors.h"

namespace chancery::crl {
namespace {

std::unexpected<Error> system_failure(const std::filesystem::path& path, const char* act) {
  return std::unexpected(
      Error(kCrlFileFailed, {{"step", act}}).log_only(path.string() + ": " + std::strerror(errno)));
}

Result<void> sync_folder(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) {
    return system_failure(folder, "open folder");
  }
  const int outcome = ::fsync(descriptor);
  ::close(descriptor);
  if (outcome != 0) {
    return system_failure(folder, "sync folder");
  }
  return {};
}

}  // namespace

Result<OutputFile> OutputFile::create(const std::filesystem::path& folder) {
  std::string name = (folder / (std::string(kUnfinished) + "XXXXXX")).string();
  const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor < 0) {
    return system_failure(folder, "create");
  }
  return OutputFile(descriptor, name);
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      path_(std::move(other.path_)),
      size_(other.size_) {
  other.path_.clear();
}

OutputFile::~OutputFile() {
  if (descriptor_ >= 0) {
    ::close(descriptor_);
  }
  if (!path_.empty()) {
    ::unlink(path_.c_str());
  }
}

Result<void> OutputFile::write(BytesView bytes) {
  while (!bytes.empty()) {
    const ssize_t wrote = ::write(descriptor_, bytes.data(), bytes.size());
    if (wrote < 0 && errno == EINTR) {
      continue;
    }
    if (wrote <= 0) {
      return system_failure(path_, "write");
    }
    bytes = bytes.subspan(static_cast<std::size_t>(wrote));
    size_ += static_cast<std::uint64_t>(wrote);
  }
  return {};
}

Result<void> OutputFile::append(const OutputFile& other) {
  off_t from = 0;
  while (static_cast<std::uint64_t>(from) < other.size_) {
    const ssize_t copied = ::copy_file_range(other.descriptor_, &from, descriptor_, nullptr,
                                             other.size_ - static_cast<std::uint64_t>(from), 0);
    if (copied < 0 && errno == EINTR) {
      continue;
    }
    if (copied <= 0) {
      break;  // this file system cannot; the rest goes through here
    }
    size_ += static_cast<std::uint64_t>(copied);
  }
  return other.read_from(static_cast<std::uint64_t>(from),
                         [this](BytesView part) { return write(part); });
}

Result<std::size_t> OutputFile::read_at(std::uint64_t at, Bytes& buffer) const {
  for (;;) {
    const ssize_t got = ::pread(descriptor_, buffer.data(), buffer.size(), static_cast<off_t>(at));
    if (got > 0) {
      return static_cast<std::size_t>(got);
    }
    if (got == 0 || errno != EINTR) {
      return system_failure(path_, "read");
    }
  }
}

Result<void> OutputFile::publish(const std::string& name) {
  const std::filesystem::path folder = path_.parent_path();
  if (::fchmod(descriptor_, 0644) != 0 || ::fsync(descriptor_) != 0) {
    return system_failure(path_, "sync");
  }
  if (::rename(path_.c_str(), (folder / name).c_str()) != 0) {
    return system_failure(path_, "rename");
  }
  path_.clear();
  return sync_folder(folder);
}

}  // namespace chancery::crl
