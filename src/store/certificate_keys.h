// Which certificates have a key: looked up in lists that a job derives, some thousand certificates
// a list, and for the newest in their own table (0008_keys_in_blocks.sql).
#pragma once

#include <optional>
#include <vector>

#include "base/bytes.h"
#include "model/ids.h"
#include "store/session.h"

namespace chancery::store {

/// Collects the keys of one block.
class CertificateKeyBuilder final {
 public:
  /// `prefix` is store::key_prefix of the key's hash.
  void add(model::CertificateId certificate, std::int64_t prefix);
  [[nodiscard]] const Bytes& keys() const { return keys_; }

 private:
  Bytes keys_;
};

struct KeyHits {
  std::vector<std::int64_t> ids;  ///< newest first
  /// Set when not everything was looked at: go on below this id.
  std::optional<std::int64_t> rest = {};
};

/// The ids below `before` of certificates whose key's hash begins with `prefix`, at most `limit`.
/// Another key may begin alike. A million certificates take some 10 ms; of those that no block
/// holds yet at most `kMostOutside` are looked at in one call. Errors: kStoreCorrupt.
inline constexpr int kMostOutside = 20'000;
[[nodiscard]] Result<KeyHits> certificates_with_key(Snapshot& snapshot, std::int64_t prefix,
                                                    std::int64_t before, std::size_t limit,
                                                    int most_outside = kMostOutside);

}  // namespace chancery::store
