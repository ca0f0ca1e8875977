#include "keys/key_folder.h"

#include <algorithm>
#include <system_error>

#include "keys/errors.h"
#include "keys/key_ref.h"

namespace chancery::keys {
namespace fs = std::filesystem;

std::unexpected<Error> folder_failed(const fs::path& folder, const std::error_code& error) {
  return std::unexpected(
      Error(kKeyStorageFailed).log_only(folder.string() + ": " + error.message()));
}

Result<std::vector<std::string>> labels_in(const fs::path& folder) {
  std::vector<std::string> labels;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const fs::path name = entry->path().filename();
    if (name.extension() == kKeyExtension && check_label(name.stem().string())) {
      labels.push_back(name.stem().string());
    }
  }
  if (error) {
    return folder_failed(folder, error);
  }
  std::sort(labels.begin(), labels.end());
  return labels;
}

}  // namespace chancery::keys
