#include "repository/published_files.h"

#include <optional>

#include "base/encoding.h"

namespace chancery::repository {

namespace {

Result<PublishedFilePtr> open_list(const std::string& data_directory, const model::Crl& crl,
                                   std::string etag) {
  auto file = TRY(http::File::open(data_directory + "/" + crl.path));
  return std::make_shared<const PublishedFile>(
      PublishedFile{std::move(file), std::move(etag), crl.this_update, crl.next_update});
}

}  // namespace

Result<void> PublishedFiles::reload() {
  const std::lock_guard one_at_a_time(reloading_);
  const auto lists = TRY(publisher_.published());
  std::optional<Error> first_error;
  auto files = all();
  for (const auto& list : lists) {
    PublishedFilePtr& file = files[list.url_name];
    std::string etag = '"' + to_hex(list.crl.hash) + '"';
    if (file && file->etag == etag) {
      continue;
    }
    auto opened = open_list(data_directory_, list.crl, std::move(etag));
    if (opened) {
      file = *std::move(opened);
    } else if (!first_error) {
      first_error = std::move(opened).error();
    }
  }
  std::erase_if(files, [](const auto& entry) { return entry.second == nullptr; });
  const std::unique_lock lock(mutex_);
  files_ = std::move(files);
  return first_error ? Result<void>(std::unexpected(*std::move(first_error))) : Result<void>();
}

std::map<std::string, PublishedFilePtr> PublishedFiles::all() const {
  const std::shared_lock lock(mutex_);
  return files_;
}

PublishedFilePtr PublishedFiles::find(const std::string& url_name) const {
  const std::shared_lock lock(mutex_);
  const auto found = files_.find(url_name);
  return found == files_.end() ? nullptr : found->second;
}

}  // namespace chancery::repository
