#include "ocsp/statuses.h"

#include "store/certificate_repository.h"
#include "store/revocation_repository.h"

namespace chancery::ocsp {

Result<Statuses::Status> StoredStatuses::find(model::IssuerId issuer, const x509::Serial& serial) {
  return database_.read([&](store::Snapshot& snapshot) -> Result<Status> {
    Status status;
    if (const auto found = TRY(store::RevocationRepository::find(snapshot, issuer, serial))) {
      status.revoked = Revoked{found->revoked_at, found->reason};
    }
    status.issued =
        status.revoked || TRY(store::CertificateRepository::by_serial(snapshot, issuer, serial));
    return status;
  });
}

Result<std::vector<store::UsedSerial>> StoredStatuses::serials_in_order(model::IssuerId issuer,
                                                                        const x509::Serial& after,
                                                                        int limit) {
  return database_.read([&](store::Snapshot& snapshot) {
    return store::SerialRepository::in_order(snapshot, issuer, after, limit);
  });
}

Result<std::vector<store::UsedSerial>> StoredStatuses::issued_after(model::CertificateId after,
                                                                    int limit) {
  return database_.read([&](store::Snapshot& snapshot) {
    return store::SerialRepository::issued_after(snapshot, after, limit);
  });
}

Result<std::vector<model::Revocation>> StoredStatuses::revocations_after(std::int64_t change,
                                                                         int limit) {
  return database_.read([&](store::Snapshot& snapshot) {
    return store::RevocationRepository::changed_after(snapshot, change, limit);
  });
}

}  // namespace chancery::ocsp
