// CAA answers of the last moment: many orders under one domain ask for the same parents.
#pragma once

#include <map>
#include <mutex>

#include "net/resolver.h"

namespace chancery::net {

/// Passes queries on, and keeps answers about CAA: records for as long as the resolver behind it
/// says that they hold (a second at most, see ResolverSettings::max_cache), their absence for ten
/// seconds (TLS BR 3.2.2.8 allows eight hours). Everything else is asked anew: a proof that was put
/// into the zone just now must be seen. Failures are not kept.
class RecentAnswers final : public Resolver {
 public:
  static constexpr std::size_t kMost = 4096;

  /// `behind` is borrowed.
  explicit RecentAnswers(Resolver& behind) : behind_(behind) {}

  [[nodiscard]] Result<DnsAnswer> query(const QueryName& name, RecordType type,
                                        Deadline deadline) override;
  [[nodiscard]] bool validates() const override { return behind_.validates(); }

 private:
  struct Kept {
    DnsAnswer answer;
    Deadline until;
  };

  Resolver& behind_;
  std::mutex mutex_;
  std::map<QueryName, Kept> kept_;  // guarded by mutex_
};

}  // namespace chancery::net
