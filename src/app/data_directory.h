// The folder that holds everything of an installation, and the lock that makes it one process's.
#pragma once

#include <filesystem>
#include <string_view>

#include "base/result.h"

namespace chancery::app {

/// Holds a lock of the data directory as long as it lives; the kernel lets it go when the process
/// ends in whatever way.
class DirectoryLock final {
 public:
  DirectoryLock(DirectoryLock&& other) noexcept
      : descriptor_(std::exchange(other.descriptor_, -1)) {}
  DirectoryLock& operator=(DirectoryLock&&) = delete;
  ~DirectoryLock();

 private:
  friend class DataDirectory;
  explicit DirectoryLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

class DataDirectory final {
 public:
  /// Makes the folder, mode 0700, when it is not there; refuses one that others may enter.
  /// Errors: kDataDirectoryUnusable.
  [[nodiscard]] static Result<DataDirectory> open(const std::filesystem::path& path);

  /// `name` tells apart what may go on at the same time: "server", "cli".
  /// Errors: kDataDirectoryLocked, kDataDirectoryUnusable.
  [[nodiscard]] Result<DirectoryLock> lock(std::string_view name) const;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::filesystem::path database() const { return path_ / "chancery.db"; }
  [[nodiscard]] std::filesystem::path key_file() const { return path_ / "keys.key"; }
  [[nodiscard]] std::filesystem::path keys() const { return path_ / "keys"; }
  [[nodiscard]] std::filesystem::path passphrase_salt() const { return path_ / "keys.salt"; }
  [[nodiscard]] std::filesystem::path ceremonies() const { return path_ / "ceremonies"; }
  [[nodiscard]] std::filesystem::path https_certificate() const { return path_ / "https.pem"; }
  [[nodiscard]] std::filesystem::path https_key() const { return path_ / "https.key"; }

 private:
  explicit DataDirectory(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

}  // namespace chancery::app
