// Where the Public Suffix List of this process comes from, and how it stays fresh (TLS BR 3.2.2.6;
// NT-28): a file, and where one is configured what a web server hands out.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "api/suffix_list.h"
#include "base/time.h"
#include "config/config.h"
#include "net/http_url.h"
#include "policy/current_suffixes.h"

namespace chancery::app {

/// Safe for many threads.
class SuffixLists final {
 public:
  /// How long a web server may take for its list.
  static constexpr Duration kPatience = std::chrono::seconds(30);

  /// Loads the file of policy.public_suffix_list, which must be whole, and takes what was fetched
  /// into `directory` before, where that is newer and plausible. Asks nobody. `clock` is borrowed.
  /// Errors: policy::kPublicSuffixListUnreadable, net::kUrlMalformed, kSuffixUrlOpen.
  [[nodiscard]] static Result<std::unique_ptr<SuffixLists>> open(
      const config::Policy& settings, const std::filesystem::path& directory, const Clock& clock);

  /// Shared with everybody who judges names. Never null.
  [[nodiscard]] const std::shared_ptr<policy::CurrentSuffixes>& current() const { return current_; }

  /// Fetches, where an URL is configured and was not asked within a period, and reads the files
  /// again; the newest list that is whole and plausible is in use afterwards. May be repeated at
  /// any time: a crash in the middle leaves the file that was fetched before, or the new one.
  /// Errors: the first thing that kept a list from being taken; what was in use stays so.
  [[nodiscard]] Result<void> refresh();

  /// What is in use, and how the last refresh ended.
  [[nodiscard]] api::SuffixListStatus status() const;

 private:
  SuffixLists(const config::Policy& settings, std::optional<net::HttpUrl> url,
              const std::filesystem::path& directory, const Clock& clock,
              policy::SuffixListFile first);

  [[nodiscard]] bool was_asked_lately() const;
  [[nodiscard]] Result<void> fetch() const;
  [[nodiscard]] Result<void> take(const policy::SuffixListFile& list, bool fetched);
  [[nodiscard]] Result<void> take_newest();

  const std::string file_;
  const std::optional<net::HttpUrl> url_;
  const std::filesystem::path fetched_file_;
  const Duration period_;
  const Duration oldest_;
  const Clock& clock_;
  const std::shared_ptr<policy::CurrentSuffixes> current_;
  mutable std::mutex mutex_;
  bool fetched_ = false;  // guarded by mutex_, as is what follows
  std::optional<Time> looked_at_;
  std::string fault_;
};

/// The list in use, for whoever only looks at certificates. Errors: as SuffixLists::open.
[[nodiscard]] Result<std::shared_ptr<const policy::PublicSuffixList>> read_suffix_list(
    const config::Policy& settings, const std::filesystem::path& directory);

}  // namespace chancery::app
