#include "repository/published_files.h"

#include "base/encoding.h"

namespace chancery::repository {

Result<void> PublishedFiles::reload() {
  std::map<std::string, PublishedFilePtr> fresh;
  for (const auto& one : TRY(publisher_.published())) {
    const std::string etag = '"' + to_hex(one.crl.hash) + '"';
    const auto known = find(one.url_name);
    if (known && known->etag == etag) {
      fresh[one.url_name] = known;
      continue;
    }
    auto file = TRY(http::File::open(data_directory_ + "/" + one.crl.path));
    fresh[one.url_name] = std::make_shared<const PublishedFile>(
        PublishedFile{std::move(file), etag, one.crl.this_update, one.crl.next_update});
  }
  const std::unique_lock lock(mutex_);
  files_ = std::move(fresh);
  return {};
}

PublishedFilePtr PublishedFiles::find(const std::string& url_name) const {
  const std::shared_lock lock(mutex_);
  const auto found = files_.find(url_name);
  return found == files_.end() ? nullptr : found->second;
}

}  // namespace chancery::repository
