// What is known about one serial: issued and revoked, issued and good, or never issued (NT-99).
#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "model/revocation.h"
#include "store/database.h"
#include "store/serial_repository.h"

namespace chancery::ocsp {

/// Where the responder asks. Called from many threads.
class Statuses {
 public:
  virtual ~Statuses() = default;

  struct Revoked {
    Time revoked_at{};
    x509::RevocationReason reason = x509::RevocationReason::unspecified;
    bool operator==(const Revoked&) const = default;
  };
  struct Status {
    bool issued = false;
    std::optional<Revoked> revoked;
    bool operator==(const Status&) const = default;
  };
  [[nodiscard]] virtual Result<Status> find(model::IssuerId issuer, const x509::Serial& serial) = 0;
};

/// Statuses that can be read from beginning to end and be followed. Each call sees a state that is
/// not older than any call before it saw; what it returns is committed.
class StatusStore : public Statuses {
 public:
  /// SerialRepository::in_order.
  [[nodiscard]] virtual Result<std::vector<store::UsedSerial>> serials_in_order(
      model::IssuerId issuer, const x509::Serial& after, int limit) = 0;
  /// SerialRepository::issued_after.
  [[nodiscard]] virtual Result<std::vector<store::UsedSerial>> issued_after(
      model::CertificateId after, int limit) = 0;
  /// RevocationRepository::changed_after.
  [[nodiscard]] virtual Result<std::vector<model::Revocation>> revocations_after(
      std::int64_t change, int limit) = 0;
};

/// From the store. `find` is two look-ups by key, of one moment. A serial that was reserved, but
/// whose certificate is not stored, counts as never issued.
class StoredStatuses final : public StatusStore {
 public:
  explicit StoredStatuses(store::Database& database) : database_(database) {}
  Result<Status> find(model::IssuerId issuer, const x509::Serial& serial) override;
  Result<std::vector<store::UsedSerial>> serials_in_order(model::IssuerId issuer,
                                                          const x509::Serial& after,
                                                          int limit) override;
  Result<std::vector<store::UsedSerial>> issued_after(model::CertificateId after,
                                                      int limit) override;
  Result<std::vector<model::Revocation>> revocations_after(std::int64_t change, int limit) override;

 private:
  store::Database& database_;
};

}  // namespace chancery::ocsp
