// The operations on keys that were reported as compromised (TLS BR 4.9.12, 6.1.1.3).
#pragma once

#include "api/call.h"
#include "ca/key_blocks.h"

namespace chancery::api {

/// Safe for many threads.
class KeyDesk final {
 public:
  /// All are borrowed.
  KeyDesk(store::Database& database, audit::Log& audit, const Clock& clock)
      : blocks_(database, audit, clock) {}

  [[nodiscard]] Result<http::Response> list(const Call& call) const;
  [[nodiscard]] Result<http::Response> block(const Call& call) const;

 private:
  mutable ca::KeyBlocks blocks_;
};

}  // namespace chancery::api
