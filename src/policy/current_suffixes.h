// Which Public Suffix List is in use: replaced as a whole while decisions go on (TLS BR 3.2.2.6: a
// fresh copy regularly; NT-28).
#pragma once

#include <memory>
#include <mutex>

#include "policy/suffix_list_file.h"

namespace chancery::policy {

/// Shared by everybody who judges names. Safe for many threads. Does NOT know where lists come
/// from, nor how old one may be.
class CurrentSuffixes final {
 public:
  explicit CurrentSuffixes(SuffixListFile first) : file_(std::move(first)) {}

  /// Whoever takes several looks for one decision takes the list once and keeps it for all of them.
  [[nodiscard]] std::shared_ptr<const PublicSuffixList> get() const;
  [[nodiscard]] SuffixListFile file() const;

  /// True: `fresh` is in use from now on. False: it is the one that is. After an error nothing has
  /// changed. For one thread at a time. Errors: those of check_successor.
  [[nodiscard]] Result<bool> replace(SuffixListFile fresh);

 private:
  mutable std::mutex mutex_;
  SuffixListFile file_;  // guarded by mutex_
};

}  // namespace chancery::policy
