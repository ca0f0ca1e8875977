// Which CRL file a URL stands for now: read from the store, kept in memory.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>

#include "crl/publisher.h"
#include "http/file.h"

namespace chancery::repository {

/// One list, its file open: a newer one that takes its place does not disturb who reads it.
struct PublishedFile {
  std::shared_ptr<const http::File> file;
  std::string etag;  ///< quoted
  Time this_update{};
  Time next_update{};
};
using PublishedFilePtr = std::shared_ptr<const PublishedFile>;

/// Safe for many threads.
class PublishedFiles final {
 public:
  /// `publisher` is borrowed; `data_directory` is what the rows' paths start from.
  PublishedFiles(const crl::Publisher& publisher, std::string data_directory)
      : publisher_(publisher), data_directory_(std::move(data_directory)) {}

  /// Reads the rows again: at start, after a list was made here, and from time to time because of
  /// other nodes. Lists that did not change stay open; where the new file cannot be opened, or is
  /// gone, the old one is served on, and the first such error is returned. Errors: the store's,
  /// http::kFileUnavailable.
  [[nodiscard]] Result<void> reload();

  /// By the last part of the URL, "NAME.crl". nullptr: there is none.
  [[nodiscard]] PublishedFilePtr find(const std::string& url_name) const;

 private:
  [[nodiscard]] std::map<std::string, PublishedFilePtr> all() const;

  const crl::Publisher& publisher_;
  std::string data_directory_;
  std::mutex reloading_;  ///< so that an older reading never replaces a newer one
  mutable std::shared_mutex mutex_;
  std::map<std::string, PublishedFilePtr> files_;
};

}  // namespace chancery::repository
