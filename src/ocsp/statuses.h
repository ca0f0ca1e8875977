// What is known about one serial: issued and revoked, issued and good, or never issued (NT-99).
#pragma once

#include <optional>

#include "base/result.h"
#include "model/revocation.h"
#include "store/database.h"

namespace chancery::ocsp {

/// Where statuses come from when they are not in memory. Called from many threads.
class Statuses {
 public:
  virtual ~Statuses() = default;

  struct Status {
    bool issued = false;
    std::optional<model::Revocation> revocation;
  };
  [[nodiscard]] virtual Result<Status> find(model::IssuerId issuer, const x509::Serial& serial) = 0;
};

/// From the store: two look-ups by key, of one moment. A serial that was reserved, but whose
/// certificate is not stored, counts as never issued.
class StoredStatuses final : public Statuses {
 public:
  explicit StoredStatuses(store::Database& database) : database_(database) {}
  Result<Status> find(model::IssuerId issuer, const x509::Serial& serial) override;

 private:
  store::Database& database_;
};

}  // namespace chancery::ocsp
