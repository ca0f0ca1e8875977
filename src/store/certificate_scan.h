// Which certificates match a filter, in order, when no index of the database can tell: looks at
// every one of them, some thousand at a time.
#pragma once

#include <optional>
#include <vector>

#include "store/certificate_block.h"
#include "store/certificate_register.h"

namespace chancery::store {

/// By what a list is sorted: the number is the end of validity, or 0 where only the id counts.
struct RegisterKey {
  std::int64_t number = 0;
  std::int64_t id = 0;

  friend auto operator<=>(const RegisterKey&, const RegisterKey&) = default;
};

struct ScanOrder {
  bool by_expiry = false;
  bool ascending = false;
  /// Only what comes after it in this order.
  std::optional<RegisterKey> from = {};

  [[nodiscard]] bool before(const RegisterKey& a, const RegisterKey& b) const {
    return ascending ? a < b : b < a;
  }
};

struct ScanResult {
  std::vector<RegisterKey> keys;      ///< in order, at most `limit`
  std::optional<RegisterKey> resume;  ///< where to go on, when the scan ended before the last one
};

/// Errors: kStoreCorrupt.
[[nodiscard]] Result<ScanResult> scan_certificates(Snapshot& snapshot,
                                                   const CertificateFilter& filter,
                                                   const ScanOrder& order, Time now,
                                                   std::size_t limit);

}  // namespace chancery::store
